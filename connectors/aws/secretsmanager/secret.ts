/** Secret of Secrets Manager, by its metadata. Its value is never asked for. */
import { z } from 'zod';
import { encryptedWith, keyHolder } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { NO_POLICY, policyText } from '#graph/schema/aws/document.ts';
import { canonicalArn, functionArn } from '#graph/schema/aws/ids.ts';
import { bool, json, NEVER, oneOf, text, texts, time, whole } from '#graph/schema/fields.ts';

const secret = z.object({
  ARN: z.string(),
  Name: z.string(),
  KmsKeyId: z.string().optional(),
  OwningService: z.string().optional(),
  PrimaryRegion: z.string().optional(),
  RotationEnabled: z.boolean().default(false),
  RotationLambdaARN: z.string().optional(),
  RotationRules: z
    .object({ AutomaticallyAfterDays: z.int().optional(), ScheduleExpression: z.string().optional() })
    .optional(),
  CreatedDate: z.string().optional(),
  LastChangedDate: z.string().optional(),
  LastRotatedDate: z.string().optional(),
  LastAccessedDate: z.string().optional(),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string().default('') })).default([]),
});

export default defineKind({
  kind: 'AwsSecretsManagerSecret',
  title: 'Secrets Manager secret',
  cloud: 'aws',
  service: 'secretsmanager',
  concepts: ['Secret'],
  scope: 'region',
  verbs: {
    READ: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'],
    WRITE: [
      'secretsmanager:PutSecretValue',
      'secretsmanager:UpdateSecret',
      'secretsmanager:UpdateSecretVersionStage',
    ],
    MANAGE: [
      'secretsmanager:CancelRotateSecret',
      'secretsmanager:DeleteResourcePolicy',
      'secretsmanager:DeleteSecret',
      'secretsmanager:PutResourcePolicy',
      'secretsmanager:RemoveRegionsFromReplication',
      'secretsmanager:ReplicateSecretToRegions',
      'secretsmanager:RestoreSecret',
      'secretsmanager:RotateSecret',
      'secretsmanager:StopReplicationToReplica',
    ],
  },
})
  .list({
    operation: 'secretsmanager:ListSecrets',
    input: () => ({ MaxResults: 100 }),
    items: 'SecretList',
    item: secret,
    // Six random characters end the ARN: no other secret ever has it.
    id: (s) => canonicalArn(s.ARN),
    name: (s) => s.Name,
    gives: {
      encryption: oneOf('KmsKeyId', ['provider', 'customer']),
      owningService: text('OwningService'),
      /** Region of which this is a replica, or `none`. */
      primaryRegion: text('PrimaryRegion'),
      rotationEnabled: bool('RotationEnabled'),
      /** Days between rotations; 0 for a schedule or none. */
      rotationDays: whole('RotationRules.AutomaticallyAfterDays'),
      rotationSchedule: text('RotationRules.ScheduleExpression'),
      createdAt: time('CreatedDate'),
      changedAt: time('LastChangedDate'),
      rotatedAt: time('LastRotatedDate'),
      /** To the day. */
      accessedAt: time('LastAccessedDate'),
      tags: texts('Tags'),
    },
    props: (s) => ({
      encryption: keyHolder(s.KmsKeyId),
      owningService: s.OwningService ?? 'none',
      primaryRegion: s.PrimaryRegion ?? 'none',
      rotationEnabled: s.RotationEnabled,
      rotationDays: s.RotationRules?.AutomaticallyAfterDays ?? 0,
      rotationSchedule: s.RotationRules?.ScheduleExpression ?? 'none',
      createdAt: s.CreatedDate ?? null,
      changedAt: s.LastChangedDate ?? null,
      // Secrets Manager leaves out what never happened.
      rotatedAt: s.LastRotatedDate ?? NEVER,
      accessedAt: s.LastAccessedDate ?? NEVER,
      tags: s.Tags.map((t) => `${t.Key}=${t.Value}`).toSorted(),
    }),
    edgeTypes: ['ENCRYPTED_WITH', 'USES_SECRET'],
    edges: (s, at) => [
      ...encryptedWith(at, s.KmsKeyId),
      // The function that rotates it reads it and writes a new one.
      ...(s.RotationLambdaARN === undefined || s.RotationLambdaARN === ''
        ? []
        : [
            {
              type: 'USES_SECRET' as const,
              to: functionArn(s.RotationLambdaARN),
              as: 'AwsLambdaFunction',
              key: 'rotation',
              reverse: true as const,
            },
          ]),
    ],
  })
  .read('policy', {
    operation: 'secretsmanager:GetResourcePolicy',
    input: (s) => ({ SecretId: s.ARN }),
    // A secret without a policy is answered for by its name alone.
    reply: z.object({ ARN: z.string(), ResourcePolicy: policyText.default(NO_POLICY) }),
    gone: ['ResourceNotFoundException'],
    gives: { policy: json('ResourcePolicy'), hasPolicy: bool('ResourcePolicy') },
    props: (r) => ({ policy: r.ResourcePolicy, hasPolicy: r.ResourcePolicy !== NO_POLICY }),
  });
