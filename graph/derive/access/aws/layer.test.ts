import { describe, expect, test } from 'vitest';
import {
  A,
  account,
  accountOf,
  allow,
  bucket,
  deny,
  doc,
  edge,
  endpoint,
  granted,
  group,
  inline,
  policy,
  role,
  seen,
  user,
} from './testing.ts';

const home = account(A);
const data = bucket('data');
const readData = allow('s3:GetObject', 'arn:aws:s3:::data/*');
const region = { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } };

describe('who is granted what', () => {
  test('what its own policy allows, with the actions, the part and the statement', () => {
    const one = role('one', inline(allow('s3:GetObject', 'arn:aws:s3:::data/train/*', { Sid: 'Train' })));
    const { grants, holders } = seen([home, data, one]);
    expect(grants).toMatchObject([
      {
        to: data.id,
        key: 'READ AwsS3Bucket',
        props: {
          verb: 'READ',
          actions: ['s3:GetObject'],
          kind: 'AwsS3Bucket',
          onContainer: false,
          state: 'yes',
          part: ['arn:aws:s3:::data/train/*'],
          whole: false,
          conditions: '[]',
          statements: ['inline policy own#Train'],
        },
        assumes: [],
      },
    ]);
    expect(holders).toMatchObject([{ from: one.id, to: grants[0]?.from }]);
  });

  test('nobody without a policy', () => {
    expect(seen([home, data, role('one')]).holders).toEqual([]);
  });

  test('under a condition, it is named', () => {
    const { grants } = seen([home, data, role('one', inline({ ...readData, ...region }))]);
    expect(grants[0]?.props?.['state']).toBe('conditional');
    expect(JSON.parse(String(grants[0]?.props?.['conditions']))).toMatchObject([
      { policy: 'inline policy own', key: 'aws:RequestedRegion', values: ['eu-west-1'] },
    ]);
  });

  test('actions of one verb that reach different parts are different edges', () => {
    const one = role('one', inline(readData, allow('s3:ListBucket', data.id, region)));
    const { grants } = seen([home, data, one]);
    expect(grants.map(({ key, props }) => [key, props?.['actions'], props?.['state']])).toEqual(
      expect.arrayContaining([
        [expect.stringMatching(/^READ AwsS3Bucket/), ['s3:GetObject'], 'yes'],
        [expect.stringMatching(/^READ AwsS3Bucket/), ['s3:ListBucket'], 'conditional'],
      ]),
    );
    expect(new Set(grants.map(({ key }) => key)).size).toBe(2);
  });

  test('attached and group policies count, and a boundary holds them back', () => {
    const read = policy('read', doc(readData));
    const dev = group('dev', { attachedPolicies: [read.id] });
    const alice = user('alice', { groups: ['dev'] });
    const member = edge(alice.id, 'MEMBER_OF', dev.id);
    expect(granted(seen([home, data, read, dev, alice], [member]), alice.id)).toEqual(['READ data yes']);
    const limit = policy('limit', doc(allow('ec2:*', '*')));
    const bounded = user('alice', { groups: ['dev'], boundary: limit.id });
    expect(granted(seen([home, data, read, dev, bounded, limit], [member]), alice.id)).toEqual([]);
  });

  test('all of a kind in an account is granted on the account', () => {
    const { grants } = seen([
      home,
      endpoint('a'),
      endpoint('b'),
      role('one', inline(allow('sagemaker:*', '*'))),
    ]);
    expect(grants).toMatchObject([
      {
        to: accountOf(A),
        inputs: [accountOf(A)],
        props: { verb: 'INVOKE', onContainer: true, kind: 'AwsSageMakerEndpoint' },
      },
    ]);
  });

  test('and on each of them where the account has no node', () => {
    const { grants } = seen([endpoint('a'), endpoint('b'), role('one', inline(allow('sagemaker:*', '*')))]);
    expect(grants.map(({ to }) => to)).toEqual([endpoint('a').id, endpoint('b').id]);
  });

  test('two principals of equal effect share a set', () => {
    const { facts, holders } = seen([
      home,
      data,
      role('one', inline(readData)),
      user('two', inline(readData)),
    ]);
    expect(facts.filter(({ is }) => is === 'node')).toHaveLength(1);
    expect(holders.map(({ from }) => from)).toEqual([role('one').id, user('two').id]);
    expect(new Set(holders.map(({ to }) => to)).size).toBe(1);
  });

  test("a bucket's own policy and a role's trust let in whom they name", () => {
    const one = role('one');
    const named = { Effect: 'Allow', Principal: { AWS: one.id } };
    const open = bucket('open', {
      policy: doc({ ...named, Action: 's3:GetObject', Resource: 'arn:aws:s3:::open/*' }),
    });
    const target = role('target', { trustPolicy: doc({ ...named, Action: 'sts:AssumeRole' }) });
    expect(granted(seen([home, open, target, one]), one.id)).toEqual(['ASSUME target yes', 'READ open yes']);
  });

  test('the same facts come out whatever the order of the graph', () => {
    const nodes = [
      home,
      data,
      bucket('other'),
      role('one', inline(allow('*', '*'))),
      user('two', inline(readData)),
    ];
    const lines = (all: readonly unknown[]) => all.map((one) => JSON.stringify(one)).toSorted();
    expect(lines(seen(nodes).facts)).toEqual(lines(seen(nodes.toReversed()).facts));
  });
});

describe('what could not be read', () => {
  const one = (more: Parameters<typeof role>[1]) => role('one', more);

  test.each([
    [
      'all its policies',
      one({ inlinePolicies: null, attachedPolicies: null }),
      'its policies could not be read',
    ],
    ['its inline policies', one({ inlinePolicies: null }), 'inline policies: could not be read'],
    ['the list of attached ones', one({ attachedPolicies: null }), 'attached policies: could not be read'],
    ['an attached policy', one({ attachedPolicies: ['arn:p'] }), 'arn:p: could not be read'],
    [
      'text that is no policy',
      one({ inlinePolicies: '[{"name":"x","document":"{}"}]' }),
      'inline policy x: it has no Statement',
    ],
    ['its trust', one({ trustPolicy: null }), 'its trust policy could not be read'],
    ['nothing', one({}), 'none'],
  ])('%s: the principal says so', (_what, principal, reason) => {
    expect(seen([home, data, principal]).unknown.get(principal.id)).toBe(reason);
  });

  test('groups that were not told, and one that was not seen', () => {
    const alice = user('alice', { groups: null });
    expect(seen([home, alice]).unknown.get(alice.id)).toBe('groups that it is in: could not be read');
    const bob = user('bob', { groups: ['dev'] });
    const member = edge(bob.id, 'MEMBER_OF', group('dev').id);
    expect(seen([home, bob, group('dev', { seen: false })], [member]).unknown.get(bob.id)).toBe(
      'policies of group dev: could not be read',
    );
  });

  test('what is known is granted all the same, unless the rest denies', () => {
    const half = one({ ...inline(readData), attachedPolicies: null });
    const shown = seen([home, data, half]);
    expect(granted(shown, half.id)).toEqual(['READ data yes']);
    expect(shown.grants[0]?.assumes).toEqual([`policies of ${half.id}`]);
  });

  test("a bucket's policy: the bucket says so, and one that has none does not", () => {
    const { unknown, grants } = seen([
      home,
      bucket('shut', { policy: null }),
      data,
      one(inline(allow('s3:ListBucket', 'arn:aws:s3:::shut'))),
    ]);
    expect(grants[0]?.assumes).toEqual(['policy of arn:aws:s3:::shut']);
    expect([unknown.get('arn:aws:s3:::shut'), unknown.get(data.id)]).toEqual([
      'its policy could not be read',
      'none',
    ]);
  });

  test('a boundary is taken not to restrict, and the grant says so', () => {
    const bounded = one({ ...inline(readData), boundary: 'arn:lost' });
    expect(seen([home, data, bounded]).grants).toMatchObject([
      { props: { state: 'yes' }, assumes: [`boundary of ${bounded.id}`] },
    ]);
  });

  test('an organisation: the grant says so', () => {
    const unsure = account(A, { organization: null });
    expect(seen([unsure, data, one(inline(readData))]).grants[0]?.assumes).toEqual([
      `SCPs of ${A}`,
      `RCPs of ${A}`,
    ]);
  });

  test('what nobody has seen is granted nothing and grants nothing', () => {
    const stub = role('stub', { ...inline(readData), seen: false });
    const far = bucket('far', { seen: false });
    const { holders, unknown } = seen([home, far, stub, one(inline(allow('s3:*', '*')))]);
    expect(holders).toEqual([]);
    expect([...unknown.keys()]).toEqual([home.id, one({}).id]);
  });
});

describe('what an edge follows from', () => {
  test('a principal with its groups, its policies and its boundary', () => {
    const read = policy('read', doc(readData));
    const dev = group('dev', { attachedPolicies: [read.id] });
    const limit = policy('limit', doc(allow('*', '*')));
    const alice = user('alice', { groups: ['dev'], boundary: limit.id });
    const { holders } = seen([home, data, read, dev, limit, alice], [edge(alice.id, 'MEMBER_OF', dev.id)]);
    expect(holders[0]?.inputs).toEqual([alice.id, dev.id, read.id, limit.id]);
  });

  test('a stale principal keeps what it had', () => {
    const old = role('old', { ...inline(readData), stale: true });
    expect(granted(seen([home, data, old]), old.id)).toEqual(['READ data yes']);
  });

  test('a deny counts as what it is', () => {
    const both = role('both', inline(readData, deny('s3:*', '*')));
    expect(seen([home, data, both]).holders).toEqual([]);
  });
});
