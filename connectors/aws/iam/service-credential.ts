/**
 * Credential of an IAM user for one service: Bedrock API keys, and the passwords of CodeCommit, Keyspaces and the like.
 * Short-term API keys are signed by whoever makes them and kept nowhere: no listing shows them.
 *
 * Source: IAM User Guide, "API keys for Amazon Bedrock", "Service-specific credentials for IAM users".
 */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, NEVER, oneOf, text, time } from '#graph/schema/fields.ts';
import { credentialId, heldByUser, ofUser, userResource } from './_credential.ts';

const credential = z.object({
  ServiceSpecificCredentialId: z.string(),
  ServiceName: z.string(),
  Status: z.string(),
  CreateDate: z.string(),
  ExpirationDate: z.string().optional(),
});
type Credential = z.output<typeof credential>;

/** A short-term key is good for twelve hours at most. Source: Bedrock User Guide, "API keys". */
const SHORT_MS = 12 * 60 * 60 * 1000;

const longTerm = (c: Credential): boolean =>
  c.ExpirationDate === undefined || Date.parse(c.ExpirationDate) - Date.parse(c.CreateDate) > SHORT_MS;

export default defineKind({
  kind: 'AwsIamServiceCredential',
  title: 'IAM service-specific credential',
  cloud: 'aws',
  service: 'iam',
  concepts: ['Credential'],
  scope: 'account',
  under: 'AwsIamUser',
  verbs: {
    MANAGE: ['iam:DeleteServiceSpecificCredential', 'iam:UpdateServiceSpecificCredential'],
    HOLDS_KEY: ['iam:ResetServiceSpecificCredential'],
  },
  resources: userResource('service-credential'),
}).list({
  operation: 'iam:ListServiceSpecificCredentials',
  input: ofUser,
  items: 'ServiceSpecificCredentials',
  item: credential,
  id: (c, at) => credentialId(at, 'service-credential', c.ServiceSpecificCredentialId),
  uid: (c) => c.ServiceSpecificCredentialId,
  name: (c) => c.ServiceSpecificCredentialId,
  gives: {
    service: text('ServiceName'),
    isAiKey: bool('ServiceName'),
    status: oneOf('Status', ['Active', 'Inactive', 'Expired']),
    createdAt: time('CreateDate'),
    expiresAt: time('ExpirationDate'),
    longTerm: bool('ExpirationDate'),
  },
  props: (c) => ({
    service: c.ServiceName,
    isAiKey: /^bedrock(?:-[a-z0-9-]+)?\./.test(c.ServiceName),
    status: c.Status,
    createdAt: c.CreateDate,
    expiresAt: c.ExpirationDate ?? NEVER,
    longTerm: longTerm(c),
  }),
  edgeTypes: ['HAS_CREDENTIAL'],
  edges: (_c, at) => heldByUser(at),
});
