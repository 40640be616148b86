/** Access key of an IAM user, by its id and dates: the secret is shown to nobody after it was made. */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { NEVER, oneOf, text, time } from '#graph/schema/fields.ts';
import { credentialId, heldByUser, ofUser, userResource } from './_credential.ts';

/** What IAM answers of a key that was not used. Source: IAM API Reference, "AccessKeyLastUsed". */
const known = (value: string): string => (value === 'N/A' ? 'none' : value);

export default defineKind({
  kind: 'AwsIamAccessKey',
  title: 'IAM access key',
  cloud: 'aws',
  service: 'iam',
  concepts: ['Credential'],
  scope: 'account',
  under: 'AwsIamUser',
  verbs: { MANAGE: ['iam:DeleteAccessKey', 'iam:UpdateAccessKey'] },
  resources: userResource('access-key'),
})
  .list({
    operation: 'iam:ListAccessKeys',
    input: ofUser,
    items: 'AccessKeyMetadata',
    item: z.object({ AccessKeyId: z.string(), Status: z.string(), CreateDate: z.string() }),
    id: (k, at) => credentialId(at, 'access-key', k.AccessKeyId),
    uid: (k) => k.AccessKeyId,
    name: (k) => k.AccessKeyId,
    gives: {
      status: oneOf('Status', ['Active', 'Inactive']),
      createdAt: time('CreateDate'),
    },
    props: (k) => ({ status: k.Status, createdAt: k.CreateDate }),
    edgeTypes: ['HAS_CREDENTIAL'],
    edges: (_k, at) => heldByUser(at),
  })
  .read('lastUsed', {
    operation: 'iam:GetAccessKeyLastUsed',
    input: (k) => ({ AccessKeyId: k.AccessKeyId }),
    reply: z.object({
      AccessKeyLastUsed: z.object({
        LastUsedDate: z.string().optional(),
        ServiceName: z.string(),
        Region: z.string(),
      }),
    }),
    gone: ['NoSuchEntity', 'NoSuchEntityException'],
    gives: {
      /** Never, as far as IAM has kept count: since April 2015. */
      lastUsedAt: time('AccessKeyLastUsed.LastUsedDate'),
      lastUsedService: text('AccessKeyLastUsed.ServiceName'),
      lastUsedRegion: text('AccessKeyLastUsed.Region'),
    },
    props: ({ AccessKeyLastUsed: used }) => ({
      lastUsedAt: used.LastUsedDate ?? NEVER,
      lastUsedService: known(used.ServiceName),
      lastUsedRegion: known(used.Region),
    }),
  });
