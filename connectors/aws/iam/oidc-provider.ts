/**
 * OpenID Connect provider: whoever holds its tokens can take on the roles that trust it. Trust policies name it by its
 * ARN, which holds the provider's host and path, so that it needs no alias; the few providers that IAM trusts without one
 * (`accounts.google.com`) are named by host and never listed.
 *
 * Source: IAM User Guide, "Create an OpenID Connect (OIDC) identity provider in IAM".
 */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { text, texts, time, whole } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsIamOidcProvider',
  title: 'IAM OpenID Connect provider',
  cloud: 'aws',
  service: 'iam',
  concepts: ['IdentityProvider'],
  scope: 'account',
  verbs: {
    MANAGE: [
      'iam:AddClientIDToOpenIDConnectProvider',
      'iam:DeleteOpenIDConnectProvider',
      'iam:RemoveClientIDFromOpenIDConnectProvider',
      'iam:UpdateOpenIDConnectProviderThumbprint',
    ],
  },
})
  .list({
    operation: 'iam:ListOpenIDConnectProviders',
    items: 'OpenIDConnectProviderList',
    item: z.object({ Arn: z.string() }),
    id: (p) => canonicalArn(p.Arn),
    name: (p) => p.Arn.slice(p.Arn.indexOf('/') + 1),
    gives: {},
    props: () => ({}),
  })
  .read('describe', {
    operation: 'iam:GetOpenIDConnectProvider',
    input: (p) => ({ OpenIDConnectProviderArn: p.Arn }),
    reply: z.object({
      Url: z.string(),
      ClientIDList: z.array(z.string()).default([]),
      ThumbprintList: z.array(z.string()).default([]),
      CreateDate: z.string(),
      Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
    }),
    gone: ['NoSuchEntity', 'NoSuchEntityException'],
    gives: {
      /** Without `https://`, as conditions on its tokens begin with it. */
      url: text('Url'),
      clientIds: texts('ClientIDList'),
      thumbprints: whole('ThumbprintList'),
      createdAt: time('CreateDate'),
      tags: texts('Tags'),
    },
    props: (r) => ({
      url: r.Url.replace(/^https:\/\//i, ''),
      clientIds: r.ClientIDList.toSorted(),
      thumbprints: r.ThumbprintList.length,
      createdAt: r.CreateDate,
      tags: r.Tags.map((t) => `${t.Key}=${t.Value}`).toSorted(),
    }),
  });
