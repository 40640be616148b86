import { describe, expect, test } from 'vitest';
import { allow, type Bag, deny, facts, id, owner, policy, readable, type Statement } from './testing.ts';

describe('by policy', () => {
  const pub = (document: string): Bag => ({ policy: document, policyIsPublic: true });
  test.each<[string, Bag, readonly unknown[]]>([
    ['everyone, all actions', pub(policy(allow({ Action: 's3:*' }))), [true, true, true]],
    ['everyone as an AWS principal', pub(policy(allow({ Principal: { AWS: ['*'] } }))), [true, true, true]],
    ['everyone, reading only', pub(policy(allow({ Action: 's3:Get*' }))), [true, false, false]],
    [
      'everyone, listing only',
      pub(policy(allow({ Action: 's3:ListBucket', Resource: id }))),
      [false, false, false],
    ],
    ['listing, but only of objects', pub(policy(allow({ Action: 's3:ListBucket' }))), [false, false, false]],
    ['reading, but only of the bucket itself', pub(policy(allow({ Resource: id }))), [false, false, false]],
    ['everyone, writing only', pub(policy(allow({ Action: 's3:PUTOBJECT' }))), [false, true, true]],
    ['a part of the objects', pub(policy(allow({ Resource: `${id}/in/*.csv` }))), [true, true, true]],
    ['a pattern over buckets', pub(policy(allow({ Resource: 'arn:aws:s3:::d?ta*' }))), [true, true, true]],
    ['another bucket', pub(policy(allow({ Resource: 'arn:aws:s3:::database/*' }))), [false, false, false]],
    [
      'everything but deletion',
      pub(policy(allow({ Action: undefined, NotAction: 's3:Delete*' }))),
      [true, true, true],
    ],
    [
      'everything but object actions',
      pub(policy(allow({ Action: undefined, NotAction: ['s3:*Object*', 's3:Replicate*'] }))),
      [false, false, false],
    ],
    [
      'all but some objects',
      pub(policy(allow({ Resource: undefined, NotResource: `${id}/x` }))),
      [null, null, null],
    ],
    [
      'a resource with a variable',
      pub(policy(allow({ Resource: `${id}/\${aws:username}/*` }))),
      [null, null, null],
    ],
    [
      'everyone but one',
      pub(policy(allow({ Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::999988887777:root' } }))),
      [true, true, true],
    ],
    [
      'everyone under a condition',
      pub(policy(allow({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }))),
      [null, null, null],
    ],
    [
      'a denial for plain HTTP',
      pub(policy(allow(), deny({ Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': false } } }))),
      [true, true, true],
    ],
    ['a denial of reading', pub(policy(allow(), deny({ Action: 's3:GetObject' }))), [null, true, true]],
    [
      'a denial under another condition',
      pub(policy(allow(), deny({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }))),
      [null, null, null],
    ],
    [
      'a denial for one principal',
      pub(policy(allow(), deny({ Principal: { AWS: 'arn:aws:iam::999988887777:root' } }))),
      [true, true, true],
    ],
    [
      'a denial for all but one',
      pub(policy(allow(), deny({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } }))),
      [null, null, null],
    ],
    ['a single statement outside of a list', pub(JSON.stringify({ statement: allow() })), [true, true, true]],
    ['text that is no policy', pub('{"Statement":[{"Effect":"Perhaps"}]}'), [null, null, null]],
    ['text that is no JSON', pub('redacted'), [null, null, null]],
  ])('%s', (_title, bucket, expected) => {
    expect(facts(bucket).slice(0, 3)).toEqual(expected);
  });

  test('"not public" by S3 itself is proof, whatever a condition says', () => {
    const conditional = policy(allow({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abc' } } }));
    expect(facts({ policy: conditional, policyIsPublic: false })).toEqual([false, false, null, true]);
    expect(facts({ policy: null, policyIsPublic: false })).toEqual([false, false, null, true]);
  });

  test('a policy that changed between two reads is unknown', () => {
    expect(facts({ policy: policy(allow()), policyIsPublic: false })).toEqual([null, null, null, true]);
  });

  test('the text decides where the status is unknown, and only the clear text', () => {
    expect(facts({ policy: policy(allow()), policyIsPublic: null })).toEqual([true, true, true, true]);
    expect(facts({ policy: '{}', policyIsPublic: null })).toEqual([false, false, false, true]);
  });

  test('a public policy that nobody could read leaves what it grants unknown', () => {
    expect(facts({ policy: null, policyIsPublic: true })).toEqual([null, null, null, true]);
    expect(facts({ policy: null, policyIsPublic: null })).toEqual([null, null, null, true]);
  });
});

describe('reading and listing by policy', () => {
  const of = (...statements: readonly Statement[]) =>
    readable({ policy: policy(...statements), policyIsPublic: true });
  const get = (...resources: readonly string[]) =>
    allow({ Action: 's3:GetObject', Resource: resources.map((r) => `${id}/${r}`) });
  const inPlaces = { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } };
  test.each<[string, readonly Statement[], readonly unknown[]]>([
    ['all objects', [get('*')], [true, false, 'everything', ['']]],
    ['names only', [allow({ Action: 's3:ListBucket', Resource: id })], [false, true, 'nothing', []]],
    [
      'names of versions only',
      [allow({ Action: 's3:ListBucketVersions', Resource: id })],
      [false, true, 'nothing', []],
    ],
    ['both', [allow({ Action: 's3:*', Resource: `${id}*` })], [true, true, 'everything', ['']]],
    ['listing said of objects is void', [allow({ Action: 's3:ListBucket' })], [false, false, 'nothing', []]],
    ['one prefix', [get('assets/*')], [true, false, 'a part ("assets/")', ['assets/']]],
    ['two prefixes', [get('b/*', 'a/*')], [true, false, 'a part ("a/", "b/")', ['a/', 'b/']]],
    ['two statements', [get('b/*'), get('a/*')], [true, false, 'a part ("a/", "b/")', ['a/', 'b/']]],
    ['one object', [get('index.html')], [true, false, 'a part ("index.html")', ['index.html']]],
    ['a pattern', [get('in/*.csv')], [true, false, 'a part ("in/*.csv")', ['in/*.csv']]],
    ['all beside a prefix', [get('a/*', '*')], [true, false, 'everything', ['']]],
    ['several stars', [get('**')], [true, false, 'everything', ['']]],
    [
      'a pattern over buckets',
      [allow({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::d?ta/x/*' })],
      [true, false, 'a part ("x/")', ['x/']],
    ],
    [
      'a prefix, and perhaps more',
      [get('a/*'), { ...get('*'), ...inPlaces }],
      [true, false, 'at least a part ("a/")', null],
    ],
    [
      'a prefix, and one with a variable',
      [get('a/*', '${aws:username}/*')],
      [true, false, 'at least a part ("a/")', null],
    ],
    [
      'a prefix, and writing elsewhere',
      [get('a/*'), allow({ Action: 's3:PutObject' })],
      [true, false, 'a part ("a/")', ['a/']],
    ],
    ['everything perhaps', [{ ...get('*'), ...inPlaces }], [null, false, null, null]],
    ['a denial that may bite', [get('*'), deny({ Action: 's3:GetObject' })], [null, false, null, null]],
    [
      'a denial of listing leaves reading',
      [allow({ Action: 's3:*', Resource: `${id}*` }), deny({ Action: 's3:ListBucket', Resource: id })],
      [true, null, 'everything', ['']],
    ],
  ])('%s', (_title, statements, expected) => {
    expect(of(...statements)).toEqual(expected);
  });

  test('a restricted bucket shows nothing, and an unread policy leaves both unknown', () => {
    const open = { policy: policy(get('*')), policyIsPublic: true };
    expect(readable({ ...open, restrictPublicBuckets: true })).toEqual([false, false, 'nothing', []]);
    expect(readable({ policy: null, policyIsPublic: true })).toEqual([null, null, null, null]);
  });
});

describe('writable by outsiders', () => {
  const outsiders = (...statements: readonly Statement[]) => facts({ policy: policy(...statements) })[2];
  test.each<[string, Statement, boolean | null]>([
    ['the account itself by digits', { Principal: { AWS: '111122223333' } }, false],
    ['the account itself by its root', { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }, false],
    ['a role of the account', { Principal: { AWS: ['arn:aws:iam::111122223333:role/r'] } }, false],
    ['what is left of a deleted role', { Principal: { AWS: 'AROAEXAMPLEEXAMPLE' } }, false],
    ['another account', { Principal: { AWS: '999988887777' } }, null],
    ['a role of another account', { Principal: { AWS: 'arn:aws:iam::999988887777:role/r' } }, null],
    ['another account, reading only', { Principal: { AWS: '999988887777' }, Action: 's3:GetObject' }, false],
    ['a service', { Principal: { Service: 'logging.s3.amazonaws.com' } }, null],
    [
      'a service for this account',
      {
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Condition: { StringEquals: { 'AWS:SourceAccount': '111122223333' } },
      },
      false,
    ],
    [
      'a service for another account',
      {
        Principal: { Service: 'logging.s3.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': ['111122223333', '999988887777'] } },
      },
      null,
    ],
    [
      'everyone of this account',
      { Condition: { StringEquals: { 'aws:PrincipalAccount': '111122223333' } } },
      false,
    ],
    [
      'everyone not of this account',
      { Condition: { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } } },
      null,
    ],
    ['the owner by canonical id', { Principal: { CanonicalUser: owner } }, false],
    ['another canonical id', { Principal: { CanonicalUser: 'x' } }, null],
    ['a web identity provider', { Principal: { Federated: 'accounts.google.com' } }, null],
  ])('%s', (_title, more, expected) => {
    expect(outsiders(allow(more))).toBe(expected);
  });
});
