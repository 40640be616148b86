import { describe, expect, test } from 'vitest';
import type { LayerView } from '#graph/derive/types.ts';
import { awsBucketExposure } from '../bucket.ts';
import {
  allow,
  type Bag,
  deny,
  granted,
  group,
  id,
  owner,
  policy,
  type Statement,
  shut,
} from '../testing.ts';
import { ACCOUNT, home, node, PARTNER, reached, short, unknownOf, viewOf } from './testing.ts';

const openAccount: Bag = { organization: 'none', ignorePublicAcls: false, restrictPublicBuckets: false };

/** A bucket as publish hands it to layers: with what is derived of it. */
function view(bucket: Bag, account: Bag = openAccount): LayerView {
  const nodes = [
    node(id, ['AwsS3Bucket'], { ...shut, ...bucket }),
    { ...home, ...node(home.id, home.labels, account) },
  ];
  const [derived] = [...awsBucketExposure.derive(viewOf(nodes))];
  return viewOf(
    nodes.map((one) => (one.id === id ? node(id, one.labels, { ...one.props, ...derived?.props }) : one)),
  );
}
const pub = (...statements: readonly Statement[]): Bag => ({
  policy: policy(...statements),
  policyIsPublic: true,
});
const of = (bucket: Bag, account?: Bag) => short(view(bucket, account));
const nobody: readonly string[] = [];
const fromRange = { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } };

describe('by policy', () => {
  test.each<[string, Bag, readonly string[]]>([
    [
      'everyone, reading and writing',
      pub(allow()),
      ['internet policy/READ yes', 'internet policy/WRITE yes'],
    ],
    ['names only', pub(allow({ Action: 's3:ListBucket', Resource: id })), ['internet policy/READ yes']],
    ['listing said of objects is void', pub(allow({ Action: 's3:ListBucket' })), nobody],
    ['nothing where it has none', { policy: '{}' }, nobody],
    ['a denial', pub(allow(), deny()), nobody],
    [
      'another account',
      { policy: policy(allow({ Principal: { AWS: PARTNER }, Action: 's3:GetObject' })) },
      [`external:${PARTNER} policy/READ yes`],
    ],
    [
      'CloudFront is no account',
      {
        policy: policy(
          allow({ Principal: { AWS: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1' } }),
        ),
      },
      nobody,
    ],
    ['the owner by canonical id', { policy: policy(allow({ Principal: { CanonicalUser: owner } })) }, nobody],
    [
      'an S3 user, who may be a friend',
      { policy: policy(allow({ Principal: { CanonicalUser: 'x' } })) },
      ['external:x policy/canonical/put conditional', 'external:x policy/canonical/see conditional'],
    ],
    [
      'a range of addresses, which S3 does not call public',
      { policy: policy(allow({ Action: 's3:GetObject', ...fromRange })), policyIsPublic: false },
      ['internet policy/READ conditional', 'internet:aws-accounts policy/READ conditional'],
    ],
  ])('%s', (_title, bucket, expected) => {
    expect(of(bucket)).toEqual(expected);
  });

  test('a part of the objects is told as such', () => {
    const [found] = reached(view(pub(allow({ Action: 's3:GetObject', Resource: `${id}/assets/*` }))));
    expect([found?.state, found?.part]).toEqual(['yes', ['assets/*']]);
  });

  test.each<[string, Bag, Bag | undefined]>([
    ['of the bucket', { ...pub(allow()), restrictPublicBuckets: true }, undefined],
    ['of the account', pub(allow()), { ...openAccount, restrictPublicBuckets: true }],
  ])(
    'Block Public Access %s closes it, also to those who are named beside everyone',
    (_title, bucket, account) => {
      expect(of(bucket, account)).toEqual(nobody);
      const both = pub(allow(), allow({ Principal: { AWS: PARTNER } }));
      expect(of({ ...bucket, ...both }, account)).toEqual(nobody);
    },
  );

  describe('Block Public Access that nobody read may be on', () => {
    const must = (policy: string) => ({
      key: 'restrictPublicBuckets',
      operator: 'was not read, must be',
      values: ['false'],
      policy,
    });
    test.each<[string, Bag, Bag | undefined, readonly string[]]>([
      ['of the bucket', { restrictPublicBuckets: null }, undefined, [id]],
      ['of the account', {}, { organization: 'none' }, [home.id]],
      ['of both', { restrictPublicBuckets: null }, { organization: 'none' }, [id, home.id]],
    ])('%s: the way hangs on it, by name', (_title, bucket, account, expected) => {
      const found = reached(view({ ...pub(allow()), ...bucket }, account)).filter(
        (one) => one.from === 'internet',
      );
      expect(found.map((one) => [one.key, one.state, one.assumes])).toEqual([
        ['policy/READ', 'conditional', []],
        ['policy/WRITE', 'conditional', []],
      ]);
      for (const one of found) expect(JSON.parse(one.conditions)).toEqual(expected.map(must));
    });
    test('where the account blocks, nobody asks for that of the bucket', () => {
      const account = { ...openAccount, restrictPublicBuckets: true };
      expect(of({ ...pub(allow()), restrictPublicBuckets: null }, account)).toEqual(nobody);
    });
    test('a policy for one partner is not public, and stays sure', () => {
      const partners = policy(allow({ Principal: { AWS: PARTNER }, Action: 's3:GetObject' }));
      expect(of({ policy: partners, restrictPublicBuckets: null })).toEqual([
        `external:${PARTNER} policy/READ yes`,
      ]);
    });
    test('a range of addresses, which S3 does not call public, hangs on the range alone', () => {
      const ranged = policy(allow({ Action: 's3:GetObject', ...fromRange }));
      const [found] = reached(view({ policy: ranged, policyIsPublic: false, restrictPublicBuckets: null }));
      expect(found?.conditions).toContain('203.0.113.0/24');
      expect(found?.conditions).not.toContain('restrictPublicBuckets');
    });
  });

  test('a policy that S3 did not call public when it was last asked is not sure', () => {
    expect(of({ policy: policy(allow()), policyIsPublic: false })).toEqual(
      nobody.concat(
        'internet policy/READ conditional',
        'internet policy/WRITE conditional',
        'internet:aws-accounts policy/READ conditional',
        'internet:aws-accounts policy/WRITE conditional',
      ),
    );
  });

  test('a policy that nobody read leaves a mark', () => {
    expect(unknownOf(view({ policy: null, policyIsPublic: null }), id)).toContain('its policy was not read');
    expect(unknownOf(view({}), id)).toBe('none');
  });
});

describe('by ACL', () => {
  test.each<[string, Bag, readonly string[]]>([
    ['all users read', { aclGrants: group('global/AllUsers', 'READ') }, ['internet acl/READ/see yes']],
    ['all users write', { aclGrants: group('global/AllUsers', 'WRITE') }, ['internet acl/WRITE/put yes']],
    [
      'all users do all',
      { aclGrants: group('global/AllUsers', 'FULL_CONTROL') },
      ['internet acl/FULL_CONTROL/put yes', 'internet acl/FULL_CONTROL/see yes'],
    ],
    [
      'anyone with an account reads',
      { aclGrants: group('global/AuthenticatedUsers', 'READ') },
      ['internet:aws-accounts acl/READ/see yes'],
    ],
    ['reading the ACL is no reading', { aclGrants: group('global/AllUsers', 'READ_ACP') }, nobody],
    ['the log group', { aclGrants: group('s3/LogDelivery', 'WRITE') }, nobody],
    ['the owner', { aclGrants: granted('CanonicalUser', owner, 'FULL_CONTROL') }, nobody],
    [
      'another S3 user, who may be a friend',
      { aclGrants: granted('CanonicalUser', 'x', 'WRITE') },
      ['external:x acl/WRITE/put conditional'],
    ],
    [
      'ACLs are off',
      { aclGrants: group('global/AllUsers', 'READ'), objectOwnership: 'BucketOwnerEnforced' },
      nobody,
    ],
    [
      'public ACLs are ignored',
      { aclGrants: group('global/AllUsers', 'READ'), ignorePublicAcls: true },
      nobody,
    ],
  ])('%s', (_title, bucket, expected) => {
    expect(of(bucket)).toEqual(expected);
  });

  test('the account may ignore public ACLs too', () => {
    expect(
      of({ aclGrants: group('global/AllUsers', 'READ') }, { ...openAccount, ignorePublicAcls: true }),
    ).toEqual(nobody);
  });
  test.each<[string, Bag, Bag | undefined, string]>([
    ['the bucket', { ignorePublicAcls: null }, undefined, id],
    ['the account', {}, { organization: 'none', restrictPublicBuckets: false }, home.id],
  ])('whether %s ignores public ACLs is asked for where nobody read it', (_title, bucket, account, where) => {
    const found = reached(view({ aclGrants: group('global/AllUsers', 'READ'), ...bucket }, account));
    expect(found.map((one) => [one.key, one.state, one.assumes])).toEqual([
      ['acl/READ/see', 'conditional', []],
    ]);
    expect(JSON.parse(found[0]?.conditions ?? '')).toMatchObject([
      { key: 'ignorePublicAcls', values: ['false'], policy: where },
    ]);
  });
  test('an ACL that nobody read leaves a mark, ownership that nobody read is assumed', () => {
    expect(unknownOf(view({ aclGrants: null }), id)).toContain('its ACL was not read');
    const [found] = reached(view({ aclGrants: group('global/AllUsers', 'READ'), objectOwnership: null }));
    expect(found?.assumes).toEqual([`objectOwnership of ${id}`]);
  });
});

describe('never against what is derived of the bucket', () => {
  const documents: readonly Bag[] = [
    pub(allow()),
    pub(allow({ Action: 's3:Get*' })),
    pub(allow({ Action: 's3:*', Resource: `${id}*` })),
    pub(allow({ Action: 's3:ListBucket', Resource: id })),
    pub(allow({ Action: 's3:GetObject', Resource: `${id}/in/*.csv` })),
    pub(allow({ Action: undefined, NotAction: 's3:Delete*' })),
    pub(allow({ Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${PARTNER}:root` } })),
    pub(allow({ Condition: { StringEquals: { 'aws:PrincipalAccount': ACCOUNT } } })),
    pub(allow({ Condition: { StringEquals: { 'aws:PrincipalTag/a': 'b' } } })),
    pub(allow(), deny({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } })),
    pub(allow(), deny({ Action: 's3:GetObject' })),
    pub(allow({ Principal: { AWS: PARTNER } })),
    { policy: policy(allow()), policyIsPublic: false },
    { policy: policy(allow()), policyIsPublic: null },
    { policy: '{}', policyIsPublic: false },
    { policy: null, policyIsPublic: true },
    { policy: 'redacted', policyIsPublic: null },
  ];
  const acls: readonly Bag[] = [
    {},
    { aclGrants: group('global/AllUsers', 'READ') },
    { aclGrants: group('global/AuthenticatedUsers', 'WRITE') },
    { aclGrants: group('global/AllUsers', 'FULL_CONTROL'), objectOwnership: 'BucketOwnerEnforced' },
    { aclGrants: null },
  ];
  const blocks: readonly Bag[] = [
    {},
    { restrictPublicBuckets: true },
    { ignorePublicAcls: true },
    { restrictPublicBuckets: null },
    { ignorePublicAcls: null },
  ];
  const shapes = documents.flatMap((one) =>
    acls.flatMap((acl) => blocks.map((block) => ({ ...one, ...acl, ...block }))),
  );

  const readers = (found: LayerView, gives: string, state?: string) =>
    reached(found).filter(
      (one) =>
        one.from.startsWith('internet') &&
        one.gives === gives &&
        (state === undefined || one.state === state),
    );

  test(`in ${shapes.length} shapes`, () => {
    for (const shape of shapes) {
      const found = view(shape);
      const props = found.node(id)?.props ?? {};
      const shown = JSON.stringify([shape, props]);
      const sees = props['publicRead'] === true || props['publicList'] === true;
      const seesNot = props['publicRead'] === false && props['publicList'] === false;
      if (sees) expect(readers(found, 'see', 'yes'), shown).not.toEqual([]);
      if (seesNot) expect(readers(found, 'see', 'yes'), shown).toEqual([]);
      if (props['publicWrite'] === true) expect(readers(found, 'put', 'yes'), shown).not.toEqual([]);
      if (props['publicWrite'] === false) expect(readers(found, 'put', 'yes'), shown).toEqual([]);
    }
  });
});
