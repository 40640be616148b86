import { describe, expect, test } from 'vitest';
import { ACCOUNT, home, node, PARTNER, reached, short, unknownOf, viewOf } from './testing.ts';

const aoss = (resource: string, account = ACCOUNT) => `arn:aws:aoss:eu-west-1:${account}:${resource}`;
const COLLECTION = aoss('collection/abc');
const GUEST = `arn:aws:iam::${PARTNER}:role/r`;

interface Change {
  readonly principal?: string;
  readonly index?: string;
  readonly permission?: string;
  readonly isPublic?: boolean;
  readonly covers?: string;
  readonly account?: string;
  readonly unread?: 'data' | 'network';
}

/** A collection whose endpoint is public and whose data policy names a partner. */
function view(change: Change = {}) {
  const data = [
    {
      Rules: [
        {
          ResourceType: 'index',
          Resource: [change.index ?? 'index/vectors/*'],
          Permission: [change.permission ?? 'aoss:ReadDocument'],
        },
      ],
      Principal: [change.principal ?? GUEST],
    },
  ];
  const network = [
    {
      Rules: [{ ResourceType: 'collection', Resource: [change.covers ?? 'collection/vec*'] }],
      AllowFromPublic: change.isPublic ?? true,
      SourceVPCEs: [],
    },
  ];
  return viewOf([
    home,
    node(COLLECTION, ['AwsOpenSearchServerlessCollection'], { name: 'vectors' }),
    node(aoss('access-policy/data/d', change.account), ['AwsOpenSearchServerlessAccessPolicy'], {
      document: change.unread === 'data' ? null : JSON.stringify(data),
    }),
    node(aoss('security-policy/network/n', change.account), ['AwsOpenSearchServerlessNetworkPolicy'], {
      rules: change.unread === 'network' ? null : JSON.stringify(network),
    }),
  ]);
}

test('a public endpoint and a named partner open it', () => {
  expect(short(view())).toEqual([`external:${PARTNER} policy/READ yes`]);
  expect(short(view({ permission: 'aoss:*' }))).toEqual([
    `external:${PARTNER} policy/READ yes`,
    `external:${PARTNER} policy/WRITE yes`,
  ]);
});

describe('each single piece closes it', () => {
  test.each<[string, Change]>([
    ['a network policy that lets in endpoints alone', { isPublic: false }],
    ['a network policy of another collection', { covers: 'collection/other' }],
    ['a principal of ours', { principal: `arn:aws:iam::${ACCOUNT}:role/r` }],
    ['indexes of another collection', { index: 'index/other/*' }],
    ['permissions that see nothing', { permission: 'aoss:DescribeCollectionItems' }],
    ['policies of another account', { account: PARTNER }],
  ])('%s', (_title, change) => {
    expect(reached(view(change))).toEqual([]);
    expect(unknownOf(view(change), COLLECTION)).toBe('none');
  });
});

test('what nobody read leaves a mark', () => {
  expect(reached(view({ unread: 'data' }))).toEqual([]);
  expect(unknownOf(view({ unread: 'data' }), COLLECTION)).toContain('was not read');
  expect(reached(view({ unread: 'network' }))).toEqual([]);
  expect(unknownOf(view({ unread: 'network' }), COLLECTION)).toContain('was not read');
});

test('people of a SAML provider come from outside', () => {
  expect(short(view({ principal: `saml/${ACCOUNT}/Corp/user/ann` }))).toEqual([
    `external:saml/${ACCOUNT}/Corp policy/READ yes`,
  ]);
});
