/**
 * SAML provider: whoever can sign its assertions can take on the roles that trust it. Its metadata document is never
 * asked for: what is needed stands in the listing.
 */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { time } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsIamSamlProvider',
  title: 'IAM SAML provider',
  cloud: 'aws',
  service: 'iam',
  concepts: ['IdentityProvider'],
  scope: 'account',
  uidIs: 'epoch',
  verbs: { MANAGE: ['iam:DeleteSAMLProvider', 'iam:UpdateSAMLProvider'] },
}).list({
  operation: 'iam:ListSAMLProviders',
  items: 'SAMLProviderList',
  item: z.object({ Arn: z.string(), ValidUntil: z.string().optional(), CreateDate: z.string().optional() }),
  id: (p) => canonicalArn(p.Arn),
  uid: (p) => p.CreateDate ?? '',
  name: (p) => p.Arn.slice(p.Arn.indexOf('/') + 1),
  gives: { validUntil: time('ValidUntil'), createdAt: time('CreateDate') },
  props: (p) => ({ validUntil: p.ValidUntil ?? null, createdAt: p.CreateDate ?? null }),
});
