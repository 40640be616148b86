/**
 * KMS key. Its own policy decides who may read it, so that single keys can stay unknown where all others are read.
 * Aliases come from one listing that all keys of a region share.
 */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalJson, NO_POLICY, policyText } from '#graph/schema/aws/document.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, json, oneOf, text, texts, time, whole } from '#graph/schema/fields.ts';

const gone = ['NotFoundException'];

const grant = z.object({
  GrantId: z.string(),
  Name: z.string().optional(),
  GranteePrincipal: z.string().optional(),
  GranteeServicePrincipal: z.string().optional(),
  RetiringPrincipal: z.string().optional(),
  IssuingAccount: z.string().optional(),
  Operations: z.array(z.string()).default([]),
  Constraints: z.record(z.string(), z.unknown()).optional(),
});

export default defineKind({
  kind: 'AwsKmsKey',
  title: 'KMS key',
  cloud: 'aws',
  service: 'kms',
  concepts: ['EncryptionKey'],
  scope: 'region',
  verbs: {
    READ: ['kms:Decrypt', 'kms:ReEncryptFrom'],
    WRITE: [
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:GenerateDataKeyPair',
      'kms:GenerateDataKeyPairWithoutPlaintext',
      'kms:GenerateDataKeyWithoutPlaintext',
      'kms:ReEncryptTo',
      'kms:Sign',
    ],
    MANAGE: [
      'kms:CreateGrant',
      'kms:DeleteImportedKeyMaterial',
      'kms:DisableKey',
      'kms:DisableKeyRotation',
      'kms:ImportKeyMaterial',
      'kms:PutKeyPolicy',
      'kms:ReplicateKey',
      'kms:ScheduleKeyDeletion',
      'kms:UpdateAlias',
      'kms:UpdatePrimaryRegion',
    ],
  },
})
  .list({
    operation: 'kms:ListKeys',
    input: () => ({ Limit: 1000 }),
    items: 'Keys',
    item: z.object({ KeyId: z.string(), KeyArn: z.string() }),
    id: (k) => canonicalArn(k.KeyArn),
    uid: (k) => k.KeyId,
    name: (k) => k.KeyId,
    gives: { keyId: text('KeyId') },
    props: (k) => ({ keyId: k.KeyId }),
  })
  .read('describe', {
    operation: 'kms:DescribeKey',
    input: (k) => ({ KeyId: k.KeyId }),
    reply: z.object({
      KeyMetadata: z.object({
        CreationDate: z.string(),
        Description: z.string().default(''),
        KeyManager: z.string(),
        KeyState: z.string(),
        KeyUsage: z.string().optional(),
        KeySpec: z.string(),
        Origin: z.string(),
        MultiRegion: z.boolean().default(false),
        MultiRegionConfiguration: z.object({ MultiRegionKeyType: z.string() }).optional(),
      }),
    }),
    gone,
    gives: {
      customerManaged: bool('KeyMetadata.KeyManager'),
      manager: oneOf('KeyMetadata.KeyManager', ['AWS', 'CUSTOMER']),
      state: oneOf('KeyMetadata.KeyState', [
        'Creating',
        'Disabled',
        'Enabled',
        'PendingDeletion',
        'PendingImport',
        'PendingReplicaDeletion',
        'Unavailable',
        'Updating',
      ]),
      usage: oneOf('KeyMetadata.KeyUsage', [
        'ENCRYPT_DECRYPT',
        'SIGN_VERIFY',
        'GENERATE_VERIFY_MAC',
        'KEY_AGREEMENT',
        'ENCAPSULATE_DECAPSULATE',
      ]),
      spec: text('KeyMetadata.KeySpec'),
      origin: oneOf('KeyMetadata.Origin', ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE']),
      multiRegion: oneOf('KeyMetadata.MultiRegionConfiguration.MultiRegionKeyType', [
        'none',
        'PRIMARY',
        'REPLICA',
      ]),
      description: text('KeyMetadata.Description'),
      createdAt: time('KeyMetadata.CreationDate'),
    },
    props: ({ KeyMetadata: k }) => ({
      customerManaged: k.KeyManager === 'CUSTOMER',
      manager: k.KeyManager,
      state: k.KeyState,
      usage: k.KeyUsage ?? null,
      spec: k.KeySpec,
      origin: k.Origin,
      multiRegion: k.MultiRegionConfiguration?.MultiRegionKeyType ?? 'none',
      description: k.Description,
      createdAt: k.CreationDate,
    }),
  })
  .read('policy', {
    operation: 'kms:GetKeyPolicy',
    // The only name that a key policy can have.
    input: (k) => ({ KeyId: k.KeyId, PolicyName: 'default' }),
    reply: z.object({ Policy: policyText.default(NO_POLICY) }),
    gone,
    gives: { policy: json('Policy') },
    props: (r) => ({ policy: r.Policy }),
  })
  .read('rotation', {
    operation: 'kms:GetKeyRotationStatus',
    input: (k) => ({ KeyId: k.KeyId }),
    reply: z.object({ KeyRotationEnabled: z.boolean(), RotationPeriodInDays: z.int().optional() }),
    // Keys that cannot rotate: asymmetric ones, imported material, custom key stores.
    notConfigured: { codes: ['UnsupportedOperationException'], reply: { KeyRotationEnabled: false } },
    gone,
    gives: { rotates: bool('KeyRotationEnabled'), rotationDays: whole('RotationPeriodInDays') },
    props: (r) => ({
      rotates: r.KeyRotationEnabled,
      rotationDays: r.KeyRotationEnabled ? (r.RotationPeriodInDays ?? 365) : 0,
    }),
  })
  .read('grants', {
    operation: 'kms:ListGrants',
    input: (k) => ({ KeyId: k.KeyId, Limit: 100 }),
    pages: 'Grants',
    reply: z.object({ Grants: z.array(grant) }),
    gone,
    gives: { grants: json('Grants'), grantees: texts('Grants.GranteePrincipal') },
    props: (r) => ({
      grants: canonicalJson(r.Grants.toSorted((a, b) => (a.GrantId < b.GrantId ? -1 : 1))),
      grantees: [
        ...new Set(r.Grants.flatMap((g) => g.GranteePrincipal ?? g.GranteeServicePrincipal ?? [])),
      ].toSorted(),
    }),
  })
  .read('aliases', {
    operation: 'kms:ListAliases',
    input: () => ({ Limit: 100 }),
    pages: 'Aliases',
    reply: z.object({
      Aliases: z.array(
        z.object({ AliasName: z.string(), AliasArn: z.string(), TargetKeyId: z.string().optional() }),
      ),
    }),
    gives: { aliasNames: texts('Aliases.AliasName') },
    props: (r, k) => ({
      aliasNames: r.Aliases.filter((a) => a.TargetKeyId === k.KeyId)
        .map((a) => a.AliasName)
        .toSorted(),
    }),
    aliases: (r, k) =>
      r.Aliases.filter((a) => a.TargetKeyId === k.KeyId)
        .map((a) => canonicalArn(a.AliasArn))
        .toSorted(),
  });
