import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runCase } from '../run.ts';
import { evaluateAll } from './index.ts';
import type { BulkInput, BulkPrincipal, BulkResource, Grant } from './types.ts';

const A = '111122223333';
const B = '444455556666';
type Raw = Readonly<Record<string, unknown>>;
const doc = (...Statement: readonly Raw[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (
  Action: string | readonly string[],
  Resource: string | readonly string[],
  more: Raw = {},
): Raw => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: string, Resource: string, more: Raw = {}): Raw => ({
  ...allow(Action, Resource, more),
  Effect: 'Deny',
});

const bucket = (name: string, more: Partial<BulkResource> = {}): BulkResource => ({
  id: `arn:aws:s3:::${name}`,
  arn: `arn:aws:s3:::${name}`,
  kind: 'Bucket',
  account: A,
  container: `account ${A}`,
  ...more,
});
const endpoint = (name: string, account = A): BulkResource => ({
  id: `arn:aws:sagemaker:eu-west-1:${account}:endpoint/${name}`,
  arn: `arn:aws:sagemaker:eu-west-1:${account}:endpoint/${name}`,
  kind: 'Endpoint',
  account,
  container: `account ${account}`,
});
const role = (name: string, more: Partial<BulkPrincipal> = {}, account = A): BulkPrincipal => ({
  id: `arn:aws:iam::${account}:role/${name}`,
  identity: [],
  ...more,
});
const may = (...statements: readonly Raw[]) => [{ name: 'own', policy: doc(...statements) }];
const verbs = {
  Bucket: [
    { verb: 'READ', action: 's3:GetObject', under: '/*' },
    { verb: 'WRITE', action: 's3:PutObject', under: '/*' },
    { verb: 'MANAGE', action: 's3:PutBucketPolicy' },
  ],
  Endpoint: [{ verb: 'INVOKE', action: 'sagemaker:InvokeEndpoint' }],
  Role: [{ verb: 'ASSUME', action: 'sts:AssumeRole' }],
};
const run = (more: Partial<BulkInput>) =>
  evaluateAll({ principals: [], resources: [], verbs, accounts: {}, ...more });
const grantsFor = (input: Partial<BulkInput>, id: string): readonly Grant[] => {
  const { sets, holders } = run(input);
  return sets.find((set) => set.id === holders.get(id))?.grants ?? [];
};
const short = (grants: readonly Grant[]) =>
  grants.map(({ verb, target, state, whole, part }) => [
    verb,
    target.split(':').at(-1),
    state,
    whole ? 'whole' : part,
  ]);

describe('what is granted', () => {
  const one = role('one');
  const asked = (
    identity: BulkPrincipal['identity'],
    resources: readonly BulkResource[],
    more: Partial<BulkInput> = {},
  ) => short(grantsFor({ principals: [{ ...one, identity }], resources, ...more }, one.id));

  test('all of a kind in an account stays on the account', () => {
    const resources = [endpoint('a'), endpoint('b'), endpoint('c')];
    expect(asked(may(allow('sagemaker:*', '*')), resources)).toEqual([
      ['INVOKE', `account ${A}`, 'yes', 'whole'],
    ]);
    const some = may(allow('sagemaker:*', [endpoint('a').arn, endpoint('c').arn]));
    expect(asked(some, resources)).toEqual([
      ['INVOKE', 'endpoint/a', 'yes', 'whole'],
      ['INVOKE', 'endpoint/c', 'yes', 'whole'],
    ]);
  });

  test('a part of a bucket says which', () => {
    expect(asked(may(allow('s3:GetObject', 'arn:aws:s3:::data/train/*')), [bucket('data')])).toEqual([
      ['READ', 'data', 'yes', ['arn:aws:s3:::data/train/*']],
    ]);
  });

  test('a Deny on one prefix leaves the bucket, but not whole', () => {
    const identity = may(allow('s3:GetObject', '*'), deny('s3:*', 'arn:aws:s3:::data/secret/*'));
    expect(asked(identity, [bucket('data')])).toEqual([['READ', 'data', 'yes', ['arn:aws:s3:::data/*']]]);
  });

  test('a Deny on the prefix that is granted leaves nothing', () => {
    const identity = may(
      allow('s3:GetObject', 'arn:aws:s3:::data/a/*'),
      deny('s3:*', 'arn:aws:s3:::data/a*'),
    );
    expect(asked(identity, [bucket('data')])).toEqual([]);
  });

  test('an identity policy and a boundary on different prefixes have nothing in common', () => {
    const principals = [
      role('one', {
        identity: may(allow('s3:*', 'arn:aws:s3:::data/a/*')),
        boundary: doc(allow('s3:*', 'arn:aws:s3:::data/b/*')),
      }),
    ];
    expect(grantsFor({ principals, resources: [bucket('data')] }, one.id)).toEqual([]);
  });

  test('a conditional grant names its condition', () => {
    const Condition = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
    const identity = may(allow('sagemaker:*', '*', { Condition, Sid: 'Region' }));
    const [grant] = grantsFor({ principals: [{ ...one, identity }], resources: [endpoint('a')] }, one.id);
    expect(grant).toMatchObject({
      state: 'conditional',
      conditions: [{ policy: 'own', statement: 'Region', key: 'aws:RequestedRegion' }],
      statements: ['own#Region'],
    });
  });

  test('a trust policy decides who assumes a role', () => {
    const trust = (principal: string) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: principal } },
      });
    const target = (policy: string): BulkResource => ({
      ...endpoint('x'),
      id: 'target',
      arn: `arn:aws:iam::${A}:role/target`,
      kind: 'Role',
      policy,
    });
    expect(asked([], [target(trust(one.id))])).toEqual([['ASSUME', 'target', 'yes', 'whole']]);
    expect(asked([], [target(trust(A))])).toEqual([]);
    expect(asked(may(allow('sts:*', '*')), [target(trust(A))])).toEqual([
      ['ASSUME', 'target', 'yes', 'whole'],
    ]);
    expect(asked(may(allow('sts:*', '*')), [target(trust(B))])).toEqual([]);
  });
});

describe('permission sets', () => {
  test('principals of equal effect share one, whatever statements made it, and keep them all', () => {
    const principals = [
      role('one', { identity: [{ name: 'a', policy: doc(allow('sagemaker:*', '*')) }] }),
      role('two', { identity: [{ name: 'b', policy: doc(allow('sagemaker:InvokeEndpoint', '*')) }] }),
      role('none'),
    ];
    const { sets, holders } = run({ principals, resources: [endpoint('a'), endpoint('b')] });
    expect(sets).toHaveLength(1);
    expect([...holders.keys()]).toEqual([principals[0]?.id, principals[1]?.id]);
    expect(sets[0]?.grants[0]?.statements).toEqual(['a#0', 'b#0']);
  });

  test('its id is the same in another run and another order', () => {
    const principals = [role('one', { identity: may(allow('sagemaker:*', '*')) })];
    const resources = [endpoint('a'), endpoint('b', B), bucket('c')];
    const [first] = run({ principals, resources }).sets;
    const [second] = run({ principals, resources: resources.toReversed() }).sets;
    expect(first?.id).toBe(second?.id);
    expect(first?.id).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('what could not be read', () => {
  const identity = may(allow('*', '*'));
  test('a restricting source is assumed to allow, and the grant says so', () => {
    const bounded = role('one', { identity, boundary: null });
    const [grant] = grantsFor(
      { principals: [bounded], resources: [endpoint('a')], accounts: { [A]: { scps: null } } },
      bounded.id,
    );
    expect(grant).toMatchObject({ state: 'yes', assumes: [`boundary of ${bounded.id}`, `SCPs of ${A}`] });
    const [read] = grantsFor(
      {
        principals: [role('one', { identity })],
        resources: [bucket('data')],
        accounts: { [A]: { rcps: [[null]] } },
      },
      bounded.id,
    );
    expect(read?.assumes).toEqual([`RCPs of ${A}`]);
  });

  test('a granting source makes its owner unknown', () => {
    const principals = [
      role('one', { identity: null }),
      role('two', { identity: [{ name: 'x', policy: null }] }),
      role('three', { identity }),
    ];
    const { unknown } = run({
      principals,
      resources: [bucket('data', { policy: null }), bucket('bad', { policy: '{"Statement":7}' })],
    });
    expect(unknown).toEqual({
      principals: [principals[0]?.id, principals[1]?.id],
      resources: ['arn:aws:s3:::data', 'arn:aws:s3:::bad'],
    });
  });
});

describe('bulk equals single', () => {
  const people = [
    role('train'),
    role('serve'),
    { ...role('x'), id: `arn:aws:iam::${A}:user/alice` },
    role('partner', {}, B),
  ].map(({ id }) => id);
  const things = [
    bucket('data'),
    bucket('other', { account: B, container: `account ${B}` }),
    endpoint('chat'),
    endpoint('far', B),
  ];
  const condition = fc.constantFrom(
    {},
    {},
    { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } },
    { Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${A}:role/*` } } },
    { Condition: { StringEquals: { 'aws:ResourceAccount': A } } },
    { Condition: { StringNotEquals: { 'aws:PrincipalAccount': A } } },
  );
  const action = fc.oneof(
    fc.record({ Action: fc.constantFrom('*', 's3:*', 's3:Get*', 's3:Put*', 'sagemaker:*', 's3:GetObject') }),
    fc.record({ NotAction: fc.constantFrom('s3:*', 'sagemaker:*', 's3:Get*') }),
  );
  const resource = fc.oneof(
    fc.record({
      Resource: fc.constantFrom(
        '*',
        'arn:aws:s3:::data*',
        'arn:aws:s3:::data/*',
        'arn:aws:s3:::data',
        'arn:aws:s3:::*/*',
        'arn:aws:sagemaker:*',
        endpoint('chat').arn,
        'arn:aws:s3:::${aws:username}*',
      ),
    }),
    fc.record({
      NotResource: fc.constantFrom('arn:aws:s3:::data*', 'arn:aws:s3:::*', 'arn:aws:sagemaker:*'),
    }),
  );
  const effect = fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny').map((Effect) => ({ Effect }));
  const named = fc.constantFrom(
    '*',
    A,
    B,
    ...people,
    `arn:aws:sts::${A}:assumed-role/train/s`,
    `arn:aws:iam::${B}:root`,
  );
  const principal = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.array(named, { minLength: 1, maxLength: 2 }).map((AWS) => ({ Principal: { AWS } })),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(
          named.filter((n) => n !== '*'),
          { minLength: 1, maxLength: 2 },
        )
        .map((AWS) => ({ NotPrincipal: { AWS } })),
    },
  );
  const merge = (parts: readonly Raw[]): Raw => Object.assign({}, ...parts) as Raw;
  const policy = (effects = effect as fc.Arbitrary<Raw>, ...more: readonly fc.Arbitrary<Raw>[]) =>
    fc
      .array(fc.tuple(effects, action, resource, condition, ...more).map(merge), {
        minLength: 1,
        maxLength: 3,
      })
      .map((Statement) => doc(...Statement));
  const level = fc.array(policy(), { minLength: 1, maxLength: 2 });
  const limits = fc.record(
    {
      scps: fc.array(level, { minLength: 1, maxLength: 2 }),
      rcps: fc.array(
        fc.array(policy(fc.constant({ Effect: 'Deny' }), fc.constant({ Principal: '*' })), { maxLength: 1 }),
        { maxLength: 2 },
      ),
    },
    { requiredKeys: [] },
  );
  const world = fc.record({
    principals: fc.tuple(
      ...people.map((id) =>
        fc.record(
          {
            id: fc.constant(id),
            identity: fc
              .array(policy(), { maxLength: 2 })
              .map((all) => all.map((text, i) => ({ name: `p${i}`, policy: text }))),
            boundary: policy(),
          },
          { requiredKeys: ['id', 'identity'] },
        ),
      ),
    ),
    policies: fc.tuple(...things.map(() => fc.option(policy(undefined, principal), { nil: undefined }))),
    restrict: fc.boolean(),
    limitsA: limits,
    limitsB: limits,
  });
  const opened = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));

  test('on all cells of small worlds: things whole, and objects by example', () => {
    fc.assert(
      fc.property(world, ({ principals, policies, restrict, limitsA, limitsB }) => {
        const resources = things.map((thing, i): BulkResource => {
          const text = policies[i];
          return {
            ...thing,
            restrictPublicBuckets: restrict,
            ...(text === undefined ? {} : { policy: text }),
          };
        });
        const accounts: BulkInput['accounts'] = { [A]: limitsA, [B]: limitsB };
        const { sets, holders } = run({
          principals: principals as readonly BulkPrincipal[],
          resources,
          accounts,
        });
        for (const one of principals as readonly BulkPrincipal[]) {
          const grants = sets.find((set) => set.id === holders.get(one.id))?.grants ?? [];
          for (const thing of resources)
            for (const { verb, action: name, under } of verbs[
              thing.kind as 'Bucket' | 'Endpoint'
            ] as readonly { verb: string; action: string; under?: string }[]) {
              const grant = grants.find(
                (g) =>
                  g.verb === verb &&
                  g.kind === thing.kind &&
                  (g.onContainer ? g.target === thing.container : g.target === thing.id),
              );
              const own = accounts[one.id.split(':')[4] ?? ''];
              const theirs = accounts[thing.account ?? ''];
              const line = runCase({
                title: 't',
                request: {
                  principal: one.id,
                  action: name,
                  resource: thing.arn + (under === undefined ? '' : '/some/key'),
                  resourceAccount: thing.account,
                },
                identity: one.identity?.map((p) => ({ name: p.name, policy: opened(p.policy ?? undefined) })),
                ...(one.boundary === undefined ? {} : { boundary: opened(one.boundary ?? undefined) }),
                ...(thing.policy === undefined ? {} : { resource: opened(thing.policy ?? undefined) }),
                ...(!own?.scps ? {} : { scps: own.scps.map((l) => l?.map((p) => opened(p ?? undefined))) }),
                ...(!theirs?.rcps
                  ? {}
                  : { rcps: theirs.rcps.map((l) => l?.map((p) => opened(p ?? undefined))) }),
                ...(restrict
                  ? {
                      blockPublicAccess: {
                        bucket: {
                          blockPublicAcls: false,
                          ignorePublicAcls: false,
                          blockPublicPolicy: false,
                          restrictPublicBuckets: true,
                        },
                      },
                    }
                  : {}),
              });
              expect(
                'verdict' in line ? line.verdict : line,
                JSON.stringify({ one: one.id, thing: thing.id, name }),
              ).toBe(grant?.state ?? 'no');
            }
        }
      }),
      { numRuns: 300 },
    );
  });
});
