import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import type { At } from '#connectors/kit/define.ts';
import pieces from './bucket.fixture.ts';
import bucket from './bucket.ts';

const { rows } = await scanFixture(bucket, pieces);
const row = (name: string) => {
  const found = rows.find((r) => r.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};

test('a bucket is known by its ARN and its owner; without a region there is nothing to know it by again', () => {
  expect(rows.map((r) => [r.id, r.uid]).toSorted()).toEqual([
    ['arn:aws:s3:::bare.with.dots', undefined],
    ['arn:aws:s3:::good', '111122223333/eu-west-1'],
    ['arn:aws:s3:::open', '111122223333/us-east-1'],
  ]);
});

test("another account's bucket of the same name is another asset", () => {
  const at: At = { cloud: 'aws', partition: 'aws', organization: '', account: '444455556666', region: '' };
  const item = { Name: 'good', BucketRegion: 'eu-west-1' };
  expect(bucket.list.id(item, at)).toBe(row('good').id);
  expect(bucket.list.uid?.(item, at)).not.toBe(row('good').uid);
});

test('every setting of a well kept bucket is read', () => {
  expect(row('good').props).toEqual({
    location: 'eu-west-1',
    createdAt: '2024-05-06T07:08:09.000Z',
    policy:
      '{"Statement":{"Action":"s3:*","Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny",' +
      '"Principal":"*","Resource":["arn:aws:s3:::good","arn:aws:s3:::good/*"],"Sid":"HttpsOnly"},' +
      '"Version":"2012-10-17"}',
    hasPolicy: true,
    policyIsPublic: false,
    aclGrants: `[{"grantee":"${'a'.repeat(64)}","permission":"FULL_CONTROL","type":"CanonicalUser"}]`,
    aclOwner: 'a'.repeat(64),
    aclAllUsers: [],
    aclAuthenticatedUsers: [],
    blockPublicAcls: true,
    ignorePublicAcls: true,
    blockPublicPolicy: true,
    restrictPublicBuckets: true,
    encryption: 'customer',
    encryptionAlgorithm: 'aws:kms',
    bucketKeyEnabled: true,
    versioning: 'Enabled',
    mfaDelete: true,
    accessLogging: true,
    accessLogPrefix: 'good/',
    objectOwnership: 'BucketOwnerEnforced',
    tags: ['env=', 'team=ml-größe'],
    replicationRules: 0,
    replicationRole: 'none',
    replicatesToAccounts: [],
  });
});

test('what is not configured is a value and never unknown', () => {
  const { props, edges } = row('bare.with.dots');
  expect(edges).toEqual([]);
  expect(Object.entries(props).filter(([, value]) => value === null)).toEqual([['location', null]]);
  expect(props).toMatchObject({
    policy: '{}',
    hasPolicy: false,
    policyIsPublic: false,
    aclGrants: '[]',
    ignorePublicAcls: false,
    restrictPublicBuckets: false,
    encryption: 'none',
    encryptionAlgorithm: 'none',
    versioning: 'none',
    mfaDelete: false,
    accessLogging: false,
    objectOwnership: 'ObjectWriter',
    tags: [],
  });
});

test('an open bucket shows who may do what', () => {
  expect(row('open').props).toMatchObject({
    policyIsPublic: true,
    aclAllUsers: ['READ'],
    aclAuthenticatedUsers: ['WRITE'],
    blockPublicAcls: true,
    ignorePublicAcls: false,
    encryption: 'provider',
    versioning: 'Suspended',
    mfaDelete: false,
    replicationRules: 2,
    replicationRole: 'arn:aws:iam::111122223333:role/replicate',
    replicatesToAccounts: ['999988887777'],
  });
});

test('keys, log buckets and copies are edges to full ids, in the region of the bucket', () => {
  const ends = (name: string) => row(name).edges.map((e) => [e.type, e.to, e.key]);
  expect(ends('good')).toEqual([
    ['ENCRYPTED_WITH', 'arn:aws:kms:eu-west-1:111122223333:alias/models', ''],
    ['LOGS_TO', 'arn:aws:s3:::logs', 'access'],
  ]);
  expect(ends('open')).toEqual([
    ['ENCRYPTED_WITH', 'arn:aws:kms:us-east-1:111122223333:alias/aws/s3', ''],
    ['REPLICATES_TO', 'arn:aws:s3:::elsewhere', 'away'],
    ['REPLICATES_TO', 'arn:aws:s3:::second', '1'],
  ]);
});

test('each setting is asked for on its own, of the bucket that this account owns', () => {
  const at: At = { cloud: 'aws', partition: 'aws', organization: '', account: '111122223333', region: '' };
  const reads = Object.values(bucket.reads);
  expect(reads.map((r) => r.input({ Name: 'good' }, at))).toEqual(
    reads.map(() => ({ Bucket: 'good', ExpectedBucketOwner: '111122223333' })),
  );
  const given = reads.flatMap((r) => Object.keys(r.gives));
  expect(new Set(given).size).toBe(given.length);
});

test('a bucket is named in a policy by itself and by its objects', () => {
  expect(bucket.head.resources?.('arn:aws:s3:::good')).toEqual(['arn:aws:s3:::good', 'arn:aws:s3:::good/*']);
});

test('one read of one bucket that is denied leaves unknown only what it gives, on that bucket', async () => {
  const denied = await scanFixture(bucket, pieces, {
    faults: [{ operation: 's3:GetBucketAcl', input: { Bucket: 'good' }, fault: { type: 'deny' } }],
  });
  const unread = denied.rows
    .filter((r) => r.name !== 'bare.with.dots')
    .flatMap((r) => r.unread.map((prop) => [r.name, prop]));
  expect(denied.rows.find((r) => r.name === 'bare.with.dots')?.unread).toEqual(['location']);
  expect(unread.toSorted()).toEqual(
    ['aclAllUsers', 'aclAuthenticatedUsers', 'aclGrants', 'aclOwner'].map((prop) => ['good', prop]),
  );
  expect(denied.coverage.filter((c) => c.outcome === 'denied')).toMatchObject([
    {
      read: 'acl',
      operation: 's3:GetBucketAcl',
      permissions: ['s3:GetBucketAcl'],
      asset: 'arn:aws:s3:::good',
    },
  ]);
});

test('a bucket that vanished meanwhile is no gap', async () => {
  const vanished = await scanFixture(bucket, pieces, {
    faults: [
      {
        operation: 's3:GetBucketVersioning',
        input: { Bucket: 'open' },
        fault: { type: 'error', error: { code: 'NoSuchBucket', message: 'It does not exist', status: 404 } },
      },
    ],
  });
  expect(vanished.rows.map((r) => r.name).toSorted()).toEqual(['bare.with.dots', 'good']);
  expect(vanished.coverage.every((c) => c.outcome === 'looked')).toBe(true);
});
