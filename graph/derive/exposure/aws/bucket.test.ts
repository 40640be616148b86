import { describe, expect, test } from 'vitest';
import { awsBucketExposure } from './bucket.ts';
import {
  accountNode,
  allow,
  type Bag,
  exposure,
  facts,
  granted,
  group,
  id,
  node,
  openAccount,
  owner,
  policy,
  readable,
  shut,
} from './testing.ts';

test('a bucket that grants nothing is open to nobody, though its objects may be', () => {
  expect(facts({})).toEqual([false, false, false, true]);
});

describe('restricting public buckets', () => {
  const open: Bag = { policy: policy(allow()), policyIsPublic: true };
  const other = { policy: policy(allow({ Principal: { AWS: '999988887777' } })) };
  test.each<[string, Bag, Bag | null, readonly unknown[]]>([
    ['on the bucket', { ...open, restrictPublicBuckets: true }, openAccount, [false, false, false]],
    ['on the account', open, { ...openAccount, restrictPublicBuckets: true }, [false, false, false]],
    ['on the bucket, account unknown', { ...open, restrictPublicBuckets: true }, {}, [false, false, false]],
    ['on neither, account unknown', open, {}, [null, null, null]],
    ['on neither, account never seen', open, null, [null, null, null]],
    [
      'on the bucket unknown, account off',
      { ...open, restrictPublicBuckets: null },
      openAccount,
      [null, null, null],
    ],
    ['unknown, but the policy is not public', { restrictPublicBuckets: null }, null, [false, false, false]],
    [
      'on, and the policy names another account',
      { ...other, restrictPublicBuckets: true },
      openAccount,
      [false, false, null],
    ],
    [
      'on, and a public policy names another account too',
      {
        ...open,
        restrictPublicBuckets: true,
        policy: policy(allow(), allow({ Principal: { AWS: '999988887777' } })),
      },
      openAccount,
      [false, false, false],
    ],
    [
      'on, and a public policy names a service too',
      {
        ...open,
        restrictPublicBuckets: true,
        policy: policy(allow(), allow({ Principal: { Service: 'logging.s3.amazonaws.com' } })),
      },
      openAccount,
      [false, false, null],
    ],
    [
      'blocking new public policies leaves the one that is there',
      { ...open, blockPublicPolicy: true },
      openAccount,
      [true, true, true],
    ],
  ])('%s', (_title, bucket, account, expected) => {
    expect(facts(bucket, account).slice(0, 3)).toEqual(expected);
  });
});

describe('by ACL', () => {
  test.each<[string, Bag, Bag, readonly unknown[]]>([
    [
      'all users may list',
      { aclGrants: group('global/AllUsers', 'READ') },
      openAccount,
      [false, false, false, true],
    ],
    [
      'all users may write',
      { aclGrants: group('global/AllUsers', 'WRITE') },
      openAccount,
      [false, true, true, true],
    ],
    [
      'any account may write',
      { aclGrants: group('global/AuthenticatedUsers', 'WRITE') },
      openAccount,
      [false, true, true, true],
    ],
    [
      'all users in full control',
      { aclGrants: group('global/AllUsers', 'FULL_CONTROL') },
      openAccount,
      [false, true, true, true],
    ],
    [
      'all users may rewrite the ACL',
      { aclGrants: group('global/AllUsers', 'WRITE_ACP') },
      openAccount,
      [false, true, true, true],
    ],
    [
      'all users may read the ACL',
      { aclGrants: group('global/AllUsers', 'READ_ACP') },
      openAccount,
      [false, false, false, true],
    ],
    [
      'log delivery may write',
      { aclGrants: group('s3/LogDelivery', 'WRITE') },
      openAccount,
      [false, false, false, true],
    ],
    [
      'its owner may do all',
      { aclGrants: granted('CanonicalUser', owner, 'FULL_CONTROL') },
      openAccount,
      [false, false, false, true],
    ],
    [
      'another canonical user may write',
      { aclGrants: granted('CanonicalUser', 'x', 'WRITE') },
      openAccount,
      [false, false, null, true],
    ],
    [
      'another canonical user may read',
      { aclGrants: granted('CanonicalUser', 'x', 'READ') },
      openAccount,
      [false, false, false, true],
    ],
    [
      'an e-mail address in full control',
      { aclGrants: granted('AmazonCustomerByEmail', 'a@b.example', 'FULL_CONTROL') },
      openAccount,
      [false, false, null, true],
    ],
    [
      'ACLs are disabled',
      { aclGrants: group('global/AllUsers', 'FULL_CONTROL'), objectOwnership: 'BucketOwnerEnforced' },
      openAccount,
      [false, false, false, false],
    ],
    [
      'ACLs are disabled and unread',
      { aclGrants: null, objectOwnership: 'BucketOwnerEnforced' },
      openAccount,
      [false, false, false, false],
    ],
    [
      'ignored by the bucket',
      { aclGrants: group('global/AllUsers', 'WRITE'), ignorePublicAcls: true },
      openAccount,
      [false, false, false, false],
    ],
    [
      'ignored by the account',
      { aclGrants: group('global/AllUsers', 'WRITE') },
      { ...openAccount, ignorePublicAcls: true },
      [false, false, false, false],
    ],
    [
      'blocked only for new ones',
      { aclGrants: group('global/AllUsers', 'WRITE'), blockPublicAcls: true },
      openAccount,
      [false, true, true, true],
    ],
    [
      'ownership unknown',
      { aclGrants: group('global/AllUsers', 'WRITE'), objectOwnership: null },
      openAccount,
      [false, null, null, null],
    ],
    [
      'ownership unknown, nothing granted',
      { objectOwnership: null },
      openAccount,
      [false, false, false, null],
    ],
    [
      'block of the account unknown',
      { aclGrants: group('global/AllUsers', 'READ') },
      {},
      [false, false, false, null],
    ],
    ['ACL unread', { aclGrants: null }, openAccount, [false, null, null, true]],
    [
      'ACL unread but ignored',
      { aclGrants: null, ignorePublicAcls: true },
      openAccount,
      [false, false, null, false],
    ],
    ['ACL that makes no sense', { aclGrants: '[{"type":"Group"}]' }, openAccount, [false, null, null, true]],
    ['ACL that is no JSON', { aclGrants: 'redacted' }, openAccount, [false, null, null, true]],
  ])('%s', (_title, bucket, account, expected) => {
    expect(facts(bucket, account)).toEqual(expected);
  });

  test('what is known to be open decides, whatever else is unknown', () => {
    expect(
      facts({ policy: null, policyIsPublic: null, aclGrants: group('global/AllUsers', 'WRITE_ACP') }),
    ).toEqual([null, true, true, true]);
  });

  test.each<[string, Bag, boolean | null]>([
    ['all users may list', { aclGrants: group('global/AllUsers', 'READ') }, true],
    ['any account may list', { aclGrants: group('global/AuthenticatedUsers', 'READ') }, true],
    ['all users in full control', { aclGrants: group('global/AllUsers', 'FULL_CONTROL') }, true],
    ['all users may rewrite the ACL', { aclGrants: group('global/AllUsers', 'WRITE_ACP') }, true],
    ['all users may write', { aclGrants: group('global/AllUsers', 'WRITE') }, false],
    ['all users may read the ACL', { aclGrants: group('global/AllUsers', 'READ_ACP') }, false],
    ['another canonical user may list', { aclGrants: granted('CanonicalUser', 'x', 'READ') }, false],
    ['ignored', { aclGrants: group('global/AllUsers', 'READ'), ignorePublicAcls: true }, false],
    ['disabled', { aclGrants: null, objectOwnership: 'BucketOwnerEnforced' }, false],
    ['ownership unknown', { aclGrants: group('global/AllUsers', 'READ'), objectOwnership: null }, null],
    ['unread', { aclGrants: null }, null],
  ])('names, never contents: %s', (_title, bucket, expected) => {
    expect(readable(bucket)).toEqual([false, expected, 'nothing', []]);
  });
});

test('what was derived names what it follows from', () => {
  expect(exposure({}).from).toEqual([id, accountNode]);
  expect(exposure({}, null).from).toEqual([id]);
});

test('a bucket of another partition finds its own account', () => {
  const china = 'arn:aws-cn:account::111122223333:account';
  const asked: string[] = [];
  const bucket = node('arn:aws-cn:s3:::data', 'AwsS3Bucket', shut);
  const derived = [
    ...awsBucketExposure.derive({
      nodes: () => [bucket],
      node: (wanted) => {
        asked.push(wanted);
        return undefined;
      },
      edges: () => [],
    }),
  ];
  expect(derived).toHaveLength(1);
  expect(asked).toEqual([china]);
});
