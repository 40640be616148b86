/**
 * S3 bucket. Every setting is a read of its own, so that one that is denied leaves the others known.
 *
 * Bucket names are unique in a partition, over all accounts, and may pass from one account to another: the uid holds the
 * owner. It does not hold the creation date, which S3 moves when a bucket is changed (S3 API Reference, "Bucket":
 * "This date can change when making changes to your bucket, such as editing its bucket policy").
 */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { encryptedWith, keyHolder } from '#connectors/aws/parts/refs.ts';
import { type At, defineKind } from '#connectors/kit/define.ts';
import { canonicalJson, NO_POLICY, policyText } from '#graph/schema/aws/document.ts';
import { ALL_USERS, AUTHENTICATED_USERS } from '#graph/schema/aws/facts.ts';
import { bucketArn, bucketOf, canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, json, oneOf, text, texts, time, whole } from '#graph/schema/fields.ts';
import { acl, encryption, publicAccessBlock, publicGrants, replication } from './_replies.ts';

const bucket = z.object({
  Name: z.string(),
  CreationDate: z.string().optional(),
  BucketRegion: z.string().optional(),
});
type Bucket = z.output<typeof bucket>;

/** The owner is named too: should the bucket be another account's by now, S3 refuses rather than tells of a stranger's. */
const ofBucket = (b: Bucket, at: At) => ({ Bucket: b.Name, ExpectedBucketOwner: at.account });
const gone = ['NoSuchBucket'];

/** The KMS key behind a default encryption; `aws:kms` without one means AWS's own key for S3. */
const keyOf = (algorithm: string | undefined, key: string | undefined): string | undefined =>
  algorithm?.startsWith('aws:kms') === true ? (key ?? 'alias/aws/s3') : undefined;

/** Buckets that name no region are those of S3's first one. */
const placeOf = (b: Bucket, at: At) => ({
  partition: at.partition,
  account: at.account,
  region: b.BucketRegion ?? 'us-east-1',
});

export default defineKind({
  kind: 'AwsS3Bucket',
  title: 'S3 bucket',
  cloud: 'aws',
  service: 's3',
  concepts: ['ObjectStore', 'DataStore'],
  scope: 'account',
  uidIs: 'place',
  verbs: {
    READ: ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 's3:ListBucketVersions'],
    WRITE: [
      's3:PutObject',
      's3:DeleteObject',
      's3:DeleteObjectVersion',
      's3:PutObjectAcl',
      's3:PutObjectVersionAcl',
      's3:ReplicateObject',
      's3:ReplicateDelete',
      's3:ObjectOwnerOverrideToBucketOwner',
    ],
    MANAGE: [
      's3:DeleteBucket',
      's3:PutBucketAcl',
      's3:PutBucketPolicy',
      's3:DeleteBucketPolicy',
      's3:PutBucketPublicAccessBlock',
      's3:PutBucketOwnershipControls',
      's3:PutBucketVersioning',
      's3:PutBucketLogging',
      's3:PutBucketNotification',
      's3:PutEncryptionConfiguration',
      's3:PutLifecycleConfiguration',
      's3:PutReplicationConfiguration',
    ],
  },
  resources: (id) => [id, `${id}/*`],
})
  .list({
    operation: 's3:ListBuckets',
    permissions: ['s3:ListAllMyBuckets'],
    // Only a request with a parameter is answered with regions and in pages.
    input: () => ({ MaxBuckets: 1000 }),
    items: 'Buckets',
    item: bucket,
    id: (b, at) => bucketArn(at, b.Name),
    // A listing that does not tell the region does not tell one life of a name from another.
    uid: (b, at) =>
      b.BucketRegion === undefined || b.BucketRegion === '' ? '' : `${at.account}/${b.BucketRegion}`,
    name: (b) => b.Name,
    gives: { location: text('BucketRegion'), createdAt: time('CreationDate') },
    props: (b) => ({ location: b.BucketRegion ?? null, createdAt: b.CreationDate ?? null }),
  })
  .read('policy', {
    operation: 's3:GetBucketPolicy',
    input: ofBucket,
    reply: z.object({ Policy: policyText }),
    notConfigured: { codes: ['NoSuchBucketPolicy'], reply: { Policy: NO_POLICY } },
    gone,
    gives: { policy: json('Policy'), hasPolicy: bool('Policy') },
    props: (r) => ({ policy: r.Policy, hasPolicy: r.Policy !== NO_POLICY }),
  })
  .read('policyStatus', {
    operation: 's3:GetBucketPolicyStatus',
    input: ofBucket,
    reply: z.object({ PolicyStatus: z.object({ IsPublic: z.boolean().optional() }).optional() }),
    notConfigured: { codes: ['NoSuchBucketPolicy'], reply: { PolicyStatus: { IsPublic: false } } },
    gone,
    gives: { policyIsPublic: bool('PolicyStatus.IsPublic') },
    props: (r) => ({ policyIsPublic: r.PolicyStatus?.IsPublic ?? null }),
  })
  .read('acl', {
    operation: 's3:GetBucketAcl',
    input: ofBucket,
    reply: acl,
    gone,
    gives: {
      aclGrants: json('Grants'),
      aclOwner: text('Owner.ID'),
      aclAllUsers: texts('Grants'),
      aclAuthenticatedUsers: texts('Grants'),
    },
    props: (r) => ({
      aclGrants: canonicalJson(r.Grants),
      aclOwner: r.Owner.ID,
      aclAllUsers: publicGrants(r.Grants, ALL_USERS),
      aclAuthenticatedUsers: publicGrants(r.Grants, AUTHENTICATED_USERS),
    }),
  })
  .read('publicAccessBlock', {
    operation: 's3:GetPublicAccessBlock',
    permissions: ['s3:GetBucketPublicAccessBlock'],
    input: ofBucket,
    reply: publicAccessBlock,
    notConfigured: {
      codes: ['NoSuchPublicAccessBlockConfiguration'],
      reply: { PublicAccessBlockConfiguration: {} },
    },
    gone,
    gives: {
      blockPublicAcls: bool('PublicAccessBlockConfiguration.BlockPublicAcls'),
      ignorePublicAcls: bool('PublicAccessBlockConfiguration.IgnorePublicAcls'),
      blockPublicPolicy: bool('PublicAccessBlockConfiguration.BlockPublicPolicy'),
      restrictPublicBuckets: bool('PublicAccessBlockConfiguration.RestrictPublicBuckets'),
    },
    props: ({ PublicAccessBlockConfiguration: c }) => ({
      blockPublicAcls: c.BlockPublicAcls,
      ignorePublicAcls: c.IgnorePublicAcls,
      blockPublicPolicy: c.BlockPublicPolicy,
      restrictPublicBuckets: c.RestrictPublicBuckets,
    }),
  })
  .read('encryption', {
    operation: 's3:GetBucketEncryption',
    permissions: ['s3:GetEncryptionConfiguration'],
    input: ofBucket,
    reply: encryption,
    notConfigured: {
      codes: ['ServerSideEncryptionConfigurationNotFoundError'],
      reply: { ServerSideEncryptionConfiguration: { Rules: [] } },
    },
    gone,
    gives: {
      encryption: oneOf('ServerSideEncryptionConfiguration.Rules', ['none', 'provider', 'customer']),
      encryptionAlgorithm: oneOf(
        'ServerSideEncryptionConfiguration.Rules.ApplyServerSideEncryptionByDefault.SSEAlgorithm',
        ['none', 'AES256', 'aws:kms', 'aws:kms:dsse'],
      ),
      bucketKeyEnabled: bool('ServerSideEncryptionConfiguration.Rules.BucketKeyEnabled'),
    },
    props: (r) => ({
      encryption: r.algorithm === undefined ? 'none' : keyHolder(keyOf(r.algorithm, r.key)),
      encryptionAlgorithm: r.algorithm ?? 'none',
      bucketKeyEnabled: r.bucketKey,
    }),
    edgeTypes: ['ENCRYPTED_WITH'],
    edges: (r, b, at) => encryptedWith(placeOf(b, at), keyOf(r.algorithm, r.key)),
  })
  .read('versioning', {
    operation: 's3:GetBucketVersioning',
    input: ofBucket,
    reply: z.object({ Status: z.string().optional(), MFADelete: z.string().optional() }),
    gone,
    gives: {
      versioning: oneOf('Status', ['Enabled', 'Suspended', 'none']),
      mfaDelete: bool('MFADelete'),
    },
    props: (r) => ({ versioning: r.Status ?? 'none', mfaDelete: r.MFADelete === 'Enabled' }),
  })
  .read('logging', {
    operation: 's3:GetBucketLogging',
    input: ofBucket,
    reply: z.object({
      LoggingEnabled: z.object({ TargetBucket: z.string(), TargetPrefix: z.string().optional() }).optional(),
    }),
    gone,
    gives: {
      accessLogging: bool('LoggingEnabled'),
      accessLogPrefix: text('LoggingEnabled.TargetPrefix'),
    },
    props: ({ LoggingEnabled: l }) => ({
      accessLogging: l !== undefined,
      accessLogPrefix: l?.TargetPrefix ?? '',
    }),
    edgeTypes: ['LOGS_TO'],
    edges: ({ LoggingEnabled: l }, _b, at) =>
      l === undefined
        ? []
        : [{ type: 'LOGS_TO', ...end(bucketArn(at, l.TargetBucket), 'ObjectStore'), key: 'access' }],
  })
  .read('ownership', {
    operation: 's3:GetBucketOwnershipControls',
    input: ofBucket,
    reply: z.object({
      OwnershipControls: z.object({ Rules: z.tuple([z.object({ ObjectOwnership: z.string() })]) }),
    }),
    // A bucket from before ownership controls: who uploads an object owns it.
    notConfigured: {
      codes: ['OwnershipControlsNotFoundError'],
      reply: { OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } },
    },
    gone,
    gives: {
      objectOwnership: oneOf('OwnershipControls.Rules.ObjectOwnership', [
        'BucketOwnerEnforced',
        'BucketOwnerPreferred',
        'ObjectWriter',
      ]),
    },
    props: (r) => ({ objectOwnership: r.OwnershipControls.Rules[0].ObjectOwnership }),
  })
  .read('tags', {
    operation: 's3:GetBucketTagging',
    input: ofBucket,
    reply: z.object({ TagSet: z.array(z.object({ Key: z.string(), Value: z.string() })) }),
    notConfigured: { codes: ['NoSuchTagSet'], reply: { TagSet: [] } },
    gone,
    gives: { tags: texts('TagSet') },
    props: (r) => ({ tags: r.TagSet.map((t) => `${t.Key}=${t.Value}`).toSorted() }),
  })
  .read('replication', {
    operation: 's3:GetBucketReplication',
    permissions: ['s3:GetReplicationConfiguration'],
    input: ofBucket,
    reply: replication,
    notConfigured: {
      codes: ['ReplicationConfigurationNotFoundError'],
      reply: { ReplicationConfiguration: { Role: 'none', Rules: [] } },
    },
    gone,
    gives: {
      replicationRules: whole('ReplicationConfiguration.Rules'),
      replicationRole: text('ReplicationConfiguration.Role'),
      replicatesToAccounts: texts('ReplicationConfiguration.Rules.Destination.Account'),
    },
    props: ({ ReplicationConfiguration: c }) => ({
      replicationRules: c.Rules.filter((r) => r.Status === 'Enabled').length,
      replicationRole: canonicalArn(c.Role),
      replicatesToAccounts: [...new Set(c.Rules.flatMap((r) => r.Destination.Account ?? []))].toSorted(),
    }),
    edgeTypes: ['REPLICATES_TO'],
    edges: ({ ReplicationConfiguration: c }, _b, at) =>
      c.Rules.filter((r) => r.Status === 'Enabled').flatMap((r, i) => {
        const target = bucketOf(at, r.Destination.Bucket);
        return target === undefined
          ? []
          : [{ type: 'REPLICATES_TO' as const, ...end(target.id, 'ObjectStore'), key: r.ID ?? String(i) }];
      }),
  });
