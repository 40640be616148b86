import { describe, expect, test } from 'vitest';
import type { Test } from '../condition.ts';
import { glob } from '../glob.ts';
import { type Bits, bits, setBit } from './bits.ts';
import { type Clause, columnOf } from './effect.ts';
import { extentOf, type Found, grantsOf, interned, joined } from './grants.ts';
import { evaluateAll } from './index.ts';
import type { ClauseAt } from './rows.ts';
import type { BulkInput, BulkPrincipal, BulkResource, Grant } from './types.ts';

const A = '111122223333';
const B = '444455556666';
type Raw = Readonly<Record<string, unknown>>;

const bitsAt = (...at: readonly number[]): Bits => {
  const all = bits(2);
  for (const one of at) setBit(all, one);
  return all;
};
const open = (key: string): Test => ({ key, operator: 'StringEquals', values: ['v'], holds: () => null });
const clause = (
  label: string,
  sure: readonly number[],
  can: readonly number[],
  more: Partial<Clause> = {},
): Clause => {
  const [policy = '', statement = ''] = label.split('#');
  return {
    policy,
    statement,
    label,
    allows: true,
    sure: bitsAt(...sure),
    can: bitsAt(...can),
    open: [],
    ...more,
  };
};
const ownClause = (label: string, isSure: boolean): ClauseAt => {
  const { policy, statement, allows } = clause(label, [], []);
  return { policy, statement, label, allows, isSure, open: [open('own')] };
};
const thing = (name: string): BulkResource => ({
  id: name,
  arn: `arn:aws:s3:::${name}`,
  kind: 'Bucket',
  account: A,
  container: 'home',
});
/** Two things in one container. */
const found = (
  yes: readonly number[],
  conditional: readonly number[],
  clauses: readonly Clause[],
  more: Partial<Found> = {},
): Found => ({
  column: columnOf('Bucket', [thing('a'), thing('b')], { verb: 'READ', action: 's3:GetObject' }),
  containers: [{ id: 'home', members: bitsAt(0, 1), count: 2 }],
  cells: { yes: bitsAt(...yes), conditional: bitsAt(...conditional), rough: bits(2) },
  rest: new Map(),
  clauses,
  own: new Map(),
  assumes: () => [],
  ...more,
});
const said = (of: Found) =>
  grantsOf(of, interned()).map(({ target, state, statements }) => [target, state, statements]);

describe('from cells to grants', () => {
  test.each<readonly [string, Found, readonly unknown[]]>([
    [
      'names only the statements that surely allow it',
      found([0], [], [clause('p#sure', [0], [0]), clause('p#open', [], [0]), clause('p#other', [1], [1])]),
      [['a', 'yes', ['p#sure']]],
    ],
    [
      'names no statement that denies',
      found([], [0], [clause('p#open', [], [0]), clause('p#deny', [], [0], { allows: false })]),
      [['a', 'conditional', ['p#open']]],
    ],
    [
      'on a container names the statements of all in it',
      found([0, 1], [], [clause('p#all', [0, 1], [0, 1]), clause('p#b', [1], [1])]),
      [['home', 'yes', ['p#all', 'p#b']]],
    ],
    [
      'on a container counts what is sure of one and open of another',
      found([0, 1], [], [clause('p#all', [0, 1], [0, 1]), clause('p#b', [1], [0, 1])]),
      [['home', 'yes', ['p#all', 'p#b']]],
    ],
    [
      'on a container names the statements of the policy of one thing',
      found([0, 1], [], [clause('p#all', [0, 1], [0, 1])], {
        own: new Map([[1, [ownClause('policy of b#0', true)]]]),
      }),
      [['home', 'yes', ['p#all', 'policy of b#0']]],
    ],
    [
      'conditional on all alike stays on the container',
      found([], [0, 1], [clause('p#open', [], [0, 1])]),
      [['home', 'conditional', ['p#open']]],
    ],
    [
      'conditional on each by another statement stays on each',
      found([], [0, 1], [clause('p#both', [], [0, 1]), clause('p#b', [], [1])]),
      [
        ['a', 'conditional', ['p#both']],
        ['b', 'conditional', ['p#both', 'p#b']],
      ],
    ],
    [
      'conditional by the policy of one thing stays on each',
      found([], [0, 1], [clause('p#both', [], [0, 1])], {
        own: new Map([[1, [ownClause('policy of b#0', false)]]]),
      }),
      [
        ['a', 'conditional', ['p#both']],
        ['b', 'conditional', ['p#both', 'policy of b#0']],
      ],
    ],
    [
      'that assumes another thing of each stays on each',
      found([0, 1], [], [clause('p#all', [0, 1], [0, 1])], {
        assumes: (at) => (at === 0 ? ['x', 'y'] : ['xy']),
      }),
      [
        ['a', 'yes', ['p#all']],
        ['b', 'yes', ['p#all']],
      ],
    ],
  ])('a grant %s', (_title, of, expected) => {
    expect(said(of)).toEqual(expected);
  });

  test('what is open is said once, in order, and only of what hangs on it', () => {
    const clauses = [
      clause('p#z', [], [0], { open: [open('z'), open('z')] }),
      clause('p#a', [], [0], { open: [open('y')] }),
      clause('p#m', [], [0], { open: [open('x')] }),
      clause('p#sure', [0], [0, 1], { open: [open('sure')] }),
    ];
    const conditions = (of: Found) =>
      grantsOf(of, interned()).map((grant) => grant.conditions.map(({ statement, key }) => [statement, key]));
    const expected = [
      ['a', 'y'],
      ['m', 'x'],
      ['z', 'z'],
    ];
    expect(conditions(found([], [0], clauses))).toEqual([expected]);
    expect(conditions(found([], [0], clauses.toReversed()))).toEqual([expected]);
    expect(conditions(found([0], [], clauses))).toEqual([[]]);
  });

  test('a part is surely granted, hangs on something or is not granted', () => {
    const patterns = [glob('b/*'), glob('a/*')];
    const part = (state: boolean | null) =>
      grantsOf(
        found([], [], [clause('p#open', [], [0], { open: [open('k')] })], {
          rest: new Map([[0, { state, whole: false, patterns }]]),
        }),
        interned(),
      ).map((grant) => [grant.state, grant.whole, grant.part, grant.conditions.length]);
    expect(part(true)).toEqual([['yes', false, ['a/*', 'b/*'], 0]]);
    expect(part(null)).toEqual([['conditional', false, ['a/*', 'b/*'], 1]]);
    expect(part(false)).toEqual([]);
  });
});

test('lists of equal texts are one list, and no others', () => {
  const shared = interned();
  const ab = shared(['a', 'b']);
  expect(shared(['a', 'b'])).toBe(ab);
  expect(shared(['ab'])).toEqual(['ab']);
  expect(shared([''])).toEqual(['']);
  expect(shared([])).toEqual([]);
});

const plain: Grant = {
  verb: 'READ',
  actions: ['s3:GetObject'],
  target: 'a',
  kind: 'Bucket',
  onContainer: false,
  state: 'conditional',
  part: ['a/*', 'b/*'],
  whole: false,
  conditions: [{ policy: 'p', statement: '0', key: 'k', operator: 'Bool', values: ['true'] }],
  statements: ['p#0'],
  assumes: ['x', 'y'],
};

test('the extent of a grant is all that it says but actions and statements', () => {
  const condition = '[{"policy":"p","statement":"0","key":"k","operator":"Bool","values":["true"]}]';
  const head = 'READ\0Bucket\0a\0false\0conditional\0false';
  expect(extentOf(plain)).toBe(`${head}\0a/* b/*\0x\ny\0${condition}`);
  expect(extentOf({ ...plain, conditions: [] })).toBe(`${head}\0a/* b/*\0x\ny\0`);
});

test.each([
  [
    ['a', 'b'],
    ['b', 'c'],
    ['a', 'b', 'c'],
  ],
  [['b', 'a'], ['a'], ['b', 'a']],
  [['b'], ['a'], ['a', 'b']],
])('of %j and %j on one target the statements are %j', (a, b, statements) => {
  const of = (one: readonly string[]): Grant => ({ ...plain, statements: one });
  expect(joined([of(a), of(b)])).toEqual([of(statements)]);
  const apart: Grant = { ...of(b), target: 'b' };
  expect(joined([of(a), apart])).toEqual([of(a), apart]);
});

const doc = (...Statement: readonly Raw[]): string => JSON.stringify({ Version: '2012-10-17', Statement });
const all: Raw = { Effect: 'Allow', Action: '*', Resource: '*' };
const no: Raw = { ...all, Effect: 'Deny' };
const rcpNo: Raw = { ...no, Principal: '*' };
const arn = (name: string, account = A): string => `arn:aws:iam::${account}:${name}`;
const named = (...policies: readonly (readonly [name: string, text: string | null])[]) =>
  policies.map(([name, policy]) => ({ name, policy }));
const may = (name: string, more: Partial<BulkPrincipal> = {}): BulkPrincipal => ({
  id: arn(name),
  identity: named(['own', doc(all)]),
  ...more,
});
const only = (name: string): Raw => ({ Condition: { ArnEquals: { 'aws:PrincipalArn': arn(name) } } });
const unless = (name: string): Raw => ({ Condition: { ArnNotEquals: { 'aws:PrincipalArn': arn(name) } } });
const whoever: Raw = { Condition: { StringLike: { 'aws:PrincipalAccount': '1*' } } };
const read = { verb: 'READ', action: 's3:GetObject', under: '/*' };
const run = (more: Partial<BulkInput>) =>
  evaluateAll({
    principals: [may('role/r')],
    resources: [thing('a')],
    verbs: { Bucket: [read] },
    accounts: {},
    ...more,
  });
/** What each holder may, in the order of the principals. */
const held = (more: Partial<BulkInput>) => {
  const { sets, holders } = run(more);
  return [...holders].map(([id, set]) => ({
    id,
    grants: sets.find((one) => one.id === set)?.grants ?? [],
  }));
};
const grantsIn = (more: Partial<BulkInput>): readonly Grant[] => held(more).flatMap(({ grants }) => grants);
const whoHas = (more: Partial<BulkInput>): readonly string[] =>
  held(more).map(({ id, grants }) => `${id.split('/').at(-1)} ${grants.map(({ target }) => target).join()}`);
const linked = may('role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX');
const roles = [may('role/one'), may('role/two')];

describe('RCPs', () => {
  const rcps = (...level: readonly Raw[]) => ({ [A]: { rcps: [[doc(...level)]] } });

  test('bind the things of their account, as far as their Denies go', () => {
    const policy = doc({ ...all, Principal: '*' });
    const left = (...level: readonly Raw[]) =>
      grantsIn({
        resources: [thing('a'), { ...thing('b'), account: B, policy }],
        accounts: rcps(...level),
      }).map(({ target, state, part, statements, conditions }) => [
        target,
        state,
        part,
        statements,
        conditions.length,
      ]);
    const far = ['b', 'yes', [], ['own#0', 'b#0'], 0];
    expect(left(rcpNo)).toEqual([far]);
    const hidden = { ...rcpNo, Resource: 'arn:aws:s3:::a/x/*' };
    const hiddenLeft = ['a', 'yes', ['arn:aws:s3:::a/*'], ['own#0'], 0];
    expect(left({ ...all, Principal: '*' }, hidden)).toEqual([far, hiddenLeft]);
    const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'false' } };
    const open = ['a', 'conditional', [], ['own#0'], 1];
    expect(left({ ...all, Principal: '*' }, { ...rcpNo, Condition })).toEqual([far, open]);
  });

  const decrypt = { verb: 'READ', action: 'kms:Decrypt', under: '/*' };
  test.each<readonly [string, Partial<BulkInput>]>([
    ['an action of a service that they do not know', { verbs: { Bucket: [{ ...read, action: 'x:Y' }] } }],
    ['the retiring of a grant on a key', { verbs: { Bucket: [{ ...read, action: 'kms:RetireGrant' }] } }],
    ['what no policy can name', { resources: [{ ...thing('a'), arn: '*', arns: { s3: thing('a').arn } }] }],
    ['a service-linked role', { principals: [linked] }],
  ])('do not bind %s, whole or in part', (_title, more) => {
    const state = (of: Partial<BulkInput>) => grantsIn({ accounts: rcps(rcpNo), ...of }).length;
    const part = named(['own', doc({ ...all, Resource: 'arn:aws:s3:::a/x/*' })]);
    const inPart = {
      ...more,
      principals: (more.principals ?? [may('role/r')]).map((one) => ({ ...one, identity: part })),
    };
    expect([more, inPart].map(state)).toEqual([1, 1]);
    expect([{}, { verbs: { Bucket: [decrypt] } }].map(state)).toEqual([0, 0]);
    expect(grantsIn({ ...more, accounts: { [A]: { rcps: null } } }).map(({ assumes }) => assumes)).toEqual([
      [],
    ]);
  });

  test('that except one role leave it alone what they take from others like it', () => {
    const principals = [...roles, may('role/three')];
    expect(whoHas({ principals, accounts: rcps({ ...rcpNo, ...unless('role/two') }) })).toEqual(['two a']);
    const and = {
      [A]: { rcps: [[doc({ ...all, Principal: '*' }), doc({ ...rcpNo, ...unless('role/one') })]] },
    };
    expect(whoHas({ principals, accounts: { ...and, [B]: { rcps: [] } } })).toEqual(['one a']);
  });

  test('may speak of the account of the caller', () => {
    expect(whoHas({ accounts: rcps({ ...rcpNo, ...whoever }) })).toEqual([]);
    const Condition = { StringEquals: { 'aws:PrincipalAccount': B } };
    expect(whoHas({ accounts: rcps({ ...rcpNo, Condition }) })).toEqual(['r a']);
  });
});

test('the policy of a thing may ask for the organisation that it belongs to', () => {
  const Condition = { StringEquals: { 'aws:ResourceOrgID': 'o-ours' } };
  const policy = doc({ ...all, Principal: { AWS: arn('role/r') }, Condition });
  const state = (organization: string | undefined) =>
    grantsIn({
      principals: [may('role/r', { identity: [], boundary: doc(all) })],
      resources: [{ ...thing('a'), policy }],
      accounts: { [A]: { organization } },
    }).map((grant) => grant.state);
  expect(['o-ours', 'o-other', undefined].map(state)).toEqual([['yes'], [], ['conditional']]);
});

describe('SCPs', () => {
  const levels = (...scps: readonly (readonly (string | null)[] | null)[]) => ({ [A]: { scps } });
  const mine = `SCPs of ${A}`;
  test.each<readonly [string, BulkInput['accounts'], readonly unknown[]]>([
    ['that are not there leave no trace', {}, [['own#0'], []]],
    ['that allow are named', levels([doc(all)]), [['own#0', 'scps[0][0]#0'], []]],
    [
      'of a level that could not be read are assumed to allow',
      levels([doc(all)], null),
      [['own#0', 'scps[0][0]#0', 'unread#0'], [mine]],
    ],
    [
      'of a level that could in part not be read are assumed to allow',
      levels([doc(all), null]),
      [['own#0', 'scps[0][0]#0', 'unread#0'], [mine]],
    ],
    ['that could not be read are assumed to allow', { [A]: { scps: null } }, [['own#0'], [mine]]],
  ])('%s', (_title, accounts, expected) => {
    expect(grantsIn({ accounts }).map(({ statements, assumes }) => [statements, assumes])).toEqual([
      expected,
    ]);
  });

  test('deny for good, whatever else could not be read', () => {
    expect(grantsIn({ accounts: levels([doc(no), null]) })).toEqual([]);
  });

  test('do not bind a service-linked role', () => {
    for (const scps of [[[doc(no)]], null])
      expect(
        grantsIn({ principals: [linked], accounts: { [A]: { scps } } }).map(({ assumes }) => assumes),
      ).toEqual([[]]);
  });
});

describe('of principals with equal policies', () => {
  const own = doc({ ...all, ...only('role/two') });
  const bucketB = { ...all, Resource: 'arn:aws:s3:::b*' };
  test.each<readonly [string, Partial<BulkPrincipal>, BulkInput['accounts']]>([
    ['policy', { identity: named(['own', own]) }, {}],
    ['policy among others', { identity: named(['other', doc(bucketB)], ['own', own]) }, {}],
    ['boundary', { boundary: own }, {}],
    ['SCP', {}, { [A]: { scps: [[own, doc(bucketB)]] } }],
  ])('the one alone has it whom the %s speaks of', (_title, more, accounts) => {
    expect(whoHas({ principals: roles.map((one) => ({ ...one, ...more })), accounts })).toEqual(['two a']);
  });

  test('a second policy that speaks of one of them is another', () => {
    const identity = named(['p', doc({ ...all, ...whoever })], ['q', doc({ ...no, ...only('role/two') })]);
    expect(whoHas({ principals: roles.map((one) => ({ ...one, identity })) })).toEqual(['one a']);
  });

  test('the one that the policy of a thing speaks of differs, whoever comes first', () => {
    const policy = doc({ ...no, Action: 's3:GetObject', Principal: { AWS: arn('role/one') } });
    const verbs = { Bucket: [read, { verb: 'WRITE', action: 's3:PutObject', under: '/*' }] };
    const principals = [
      ...roles,
      may('role/three'),
      may('role/four', { identity: [] }),
      may('role/five', { identity: [] }),
    ];
    const expected = ['one a', 'two a,a', 'three a,a'];
    const of = { resources: [{ ...thing('a'), policy }], verbs };
    expect(whoHas({ ...of, principals })).toEqual(expected);
    expect(whoHas({ ...of, principals: principals.toReversed() })).toEqual(expected.toReversed());
  });
});

test('principals whose policies differ in text, name, boundary or account share nothing', () => {
  const bucketA = doc({ ...all, Resource: 'arn:aws:s3:::a*' });
  const bucketB = doc({ ...all, Resource: 'arn:aws:s3:::b*' });
  const principals = [
    may('role/one', { identity: named(['own', bucketA]) }),
    may('role/two', { identity: named(['own', bucketA]) }),
    may('role/three', { identity: named(['own', bucketB]) }),
    may('role/four', { identity: named(['own', bucketA], ['x', bucketB]) }),
    may('role/five', { identity: named(['own,1=x', bucketA]) }),
    may('role/six', { boundary: bucketB }),
    may('role/seven', { id: arn('role/seven', B) }),
  ];
  const resources = [thing('a'), thing('b')];
  expect(whoHas({ principals, resources })).toEqual([
    'one a',
    'two a',
    'three b',
    'four home',
    'five a',
    'six b',
  ]);
});

test('what is neither a user nor a role has no grants', () => {
  const ids = [arn('root'), arn('group/g'), `arn:aws:sts::${A}:assumed-role/r/s`, 'nobody'];
  const { sets, holders, unknown } = run({ principals: ids.map((id) => ({ id, identity: null })) });
  expect([sets, holders.size, unknown.principals]).toEqual([[], 0, []]);
});

test('a kind without verbs is passed over', () => {
  expect(grantsIn({ resources: [{ ...thing('a'), kind: 'Other' }] })).toEqual([]);
});

describe('what could not be read', () => {
  const far = doc({ ...all, Principal: '*' });
  test.each<readonly [string, Partial<BulkResource>, string, readonly string[]]>([
    [
      'of a bucket of others',
      { account: B, restrictPublicBuckets: null },
      's3:GetObject',
      ['block public access of a'],
    ],
    [
      'of a bucket of others that is not restricted',
      { account: B, restrictPublicBuckets: false },
      's3:GetObject',
      [],
    ],
    ['of a bucket of its own account does not matter', { restrictPublicBuckets: null }, 's3:GetObject', []],
    ['of another thing does not matter', { account: B, restrictPublicBuckets: null }, 'sns:Publish', []],
  ])('of public access %s', (_title, more, action, expected) => {
    const input = {
      resources: [{ ...thing('a'), policy: far, ...more }],
      verbs: { Bucket: [{ ...read, action }] },
    };
    expect(grantsIn(input).map(({ assumes }) => assumes)).toEqual([expected]);
  });

  test('is assumed of the policies, the boundary and the thing itself, each by name', () => {
    const assumed = (more: Partial<BulkPrincipal>, policy?: string | null) =>
      grantsIn({
        principals: [may('role/r', more)],
        resources: [{ ...thing('a'), ...(policy === undefined ? {} : { policy }) }],
      }).map(({ assumes, statements }) => [assumes, statements]);
    const me = arn('role/r');
    expect(assumed({ boundary: doc(all) })).toEqual([[[], ['own#0', 'boundary#0']]]);
    expect(assumed({ boundary: null })).toEqual([[[`boundary of ${me}`], ['own#0']]]);
    expect(assumed({ boundary: '{}' })).toEqual([[[`boundary of ${me}`], ['own#0']]]);
    expect(assumed({ identity: null }, far)).toEqual([[[`policies of ${me}`], ['a#0']]]);
    expect(assumed({}, null)).toEqual([[['policy of a'], ['own#0']]]);
  });

  test('a policy that names a principal is none of a user or role', () => {
    const wrong = doc({ ...all, Principal: '*' });
    const principals = [may('role/one', { identity: named(['own', wrong]) })];
    expect(run({ principals }).unknown.principals).toEqual([arn('role/one')]);
    expect(
      grantsIn({ principals: [may('role/one', { boundary: wrong })] }).map(({ assumes }) => assumes),
    ).toEqual([[`boundary of ${arn('role/one')}`]]);
  });

  test('the trust of a role is asked by STS alone', () => {
    const role: BulkResource = { ...thing('role'), arn: arn('role/target'), policy: '{}' };
    const unknown = (action: string) => {
      const result = run({ resources: [role], verbs: { Bucket: [{ verb: 'USE', action }] } });
      return [
        result.unknown.resources,
        result.sets.flatMap(({ grants }) => grants.map(({ assumes }) => assumes)),
      ];
    };
    expect(unknown('iam:PassRole')).toEqual([[], [[]]]);
    expect(unknown('sts:AssumeRole')).toEqual([['role'], []]);
  });
});

describe('a permission set', () => {
  const verbs = {
    Bucket: [
      { verb: 'READ', action: 's3:GetObject' },
      { verb: 'READ', action: 's3:GetObjectAcl' },
    ],
  };
  const resources = [thing('a'), { ...thing('b'), container: 'other' }];

  test('has an id of its own, the same from one scan to the next', () => {
    const { sets } = run({
      principals: [
        may('role/one'),
        may('role/two', { identity: named(['own', doc({ ...all, Resource: 'arn:aws:s3:::a' })]) }),
      ],
      resources,
      verbs,
    });
    expect(sets.map(({ id, grants }) => [id, grants.length])).toEqual([
      ['9fe9ea34ec5766598ff1da0e75cc2c67', 2],
      ['0359361650935502b9e8d13468dbb1ee', 1],
    ]);
  });

  test.each([
    ['keeps the statements of its first holder where they are all', ['b', 'a'], ['a'], ['b#0', 'a#0']],
    ['takes those that another has besides', ['b'], ['b', 'a'], ['a#0', 'b#0']],
  ])('%s', (_title, one, two, expected) => {
    const of = (names: readonly string[]) => named(...names.map((name) => [name, doc(all)] as const));
    const principals = [may('role/one', { identity: of(one) }), may('role/two', { identity: of(two) })];
    const { sets } = run({ principals });
    expect(sets.flatMap(({ grants }) => grants.map(({ statements }) => statements))).toEqual([expected]);
  });
});
