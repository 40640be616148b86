import { describe, expect, test } from 'vitest';
import { type Caller, callerOf } from '../caller.ts';
import { type Policy, type PolicyType, policyOf } from '../policy.ts';
import { type Bits, places } from './bits.ts';
import { columnOf } from './effect.ts';
import { namingOf, type Row, Rows } from './rows.ts';

const A = '111122223333';
const B = '444455556666';
type Raw = Readonly<Record<string, unknown>>;

function opened(type: PolicyType, ...statements: readonly Raw[]): Policy {
  const policy = policyOf({ Version: '2012-10-17', Statement: statements }, type);
  if ('malformed' in policy) throw new Error(policy.malformed);
  return policy;
}
function asking(arn: string): Caller {
  const caller = callerOf(arn, '');
  if (caller === undefined) throw new Error(`${arn} calls nothing`);
  return caller;
}
const allow = (Action: string, Resource: string | readonly string[], more: Raw = {}): Raw => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});
const deny = (Action: string, Resource: string | readonly string[], more: Raw = {}): Raw => ({
  ...allow(Action, Resource, more),
  Effect: 'Deny',
});
const things = ['data', 'alice', 'logs'].map((name) => ({
  id: `arn:aws:s3:::${name}`,
  arn: `arn:aws:s3:::${name}`,
  kind: 'Bucket',
  account: A,
  container: 'one',
}));
const alice = asking(`arn:aws:iam::${A}:user/alice`);
const one = asking(`arn:aws:iam::${A}:role/one`);

const at = (of: Bits): readonly number[] => [...places(of)];
const pairAt = ({ sure, can }: { readonly sure: Bits; readonly can: Bits }) => [at(sure), at(can)];
const none = [[], []];
const rowAt = ({ direct, role, account, deny: no, rough, clauses }: Row) => ({
  direct: pairAt(direct),
  role: pairAt(role),
  account: pairAt(account),
  deny: pairAt(no),
  rough: at(rough),
  clauses: [...clauses].map(([place, all]) => [
    place,
    all.map(({ label, allows, isSure, open }) => [label, allows, isSure, open.map(({ key }) => key)]),
  ]),
});
const empty = { direct: none, role: none, account: none, deny: none, rough: [], clauses: [] };
/** The rows of buckets with these policies, in order. */
function rowsOf(...policies: readonly (Policy | undefined)[]): Rows {
  const column = columnOf('Bucket', things, { verb: 'READ', action: 's3:GetObject', under: '/*' });
  const named = policies.map((policy, i) => (policy === undefined ? undefined : { name: `p${i}`, policy }));
  return new Rows(column, named, asking('arn:aws:iam::000000000000:role/anyone'));
}
const naming = (Principal: unknown, more: Raw = {}): Raw => allow('s3:*', '*', { Principal, ...more });
const resource = (...statements: readonly Raw[]) => opened('resource', ...statements);

describe('a row of resource policies', () => {
  const sure = [[1], [1]];
  const open = [[], [1]];
  const said = (isSure: boolean) => [[1, [['p1#0', true, isSure, []]]]];
  const job = `arn:aws:iam::${A}:user/job-${A}`;
  test.each([
    ['everyone', { AWS: '*' }, one, { direct: sure, clauses: said(true) }],
    ['everyone of another sort', { Federated: '*' }, one, {}],
    ['a service', { Service: 'sagemaker.amazonaws.com' }, one, {}],
    ['who has been deleted', { AWS: 'AIDACKCEVSQ6C2EXAMPLE' }, one, {}],
    ['a canonical user', { CanonicalUser: '79a59df900b949e5' }, one, { account: open, clauses: said(false) }],
    ['its account by digits', { AWS: A }, one, { account: sure, clauses: said(true) }],
    ['its account by ARN', { AWS: `arn:aws:iam::${A}:root` }, one, { account: sure, clauses: said(true) }],
    ['a root that is none', { AWS: `arn:aws:sts::${A}:root` }, one, {}],
    ['another account', { AWS: B }, one, {}],
    ['it, a role', { AWS: one.text }, one, { role: sure, clauses: said(true) }],
    ['it, a user', { AWS: alice.text }, alice, { direct: sure, clauses: said(true) }],
    ['it, whose name ends in digits', { AWS: job }, asking(job), { direct: sure, clauses: said(true) }],
    ['another role', { AWS: `arn:aws:iam::${A}:role/two` }, one, {}],
    [
      'a session of it',
      { AWS: `arn:aws:sts::${A}:assumed-role/one/s` },
      one,
      { direct: open, clauses: said(false) },
    ],
  ])('for a policy that names %s', (_title, principal, caller, expected) => {
    const row = rowsOf(undefined, resource(naming(principal))).of(caller, false);
    expect(rowAt(row)).toEqual({ ...empty, ...expected });
  });

  test('denies in whichever way it is named', () => {
    const policy = resource(
      deny('s3:*', '*', { Principal: { AWS: [A, one.text] } }),
      deny('s3:*', '*', { Principal: { AWS: B } }),
    );
    expect(rowAt(rowsOf(policy).of(one, false))).toEqual({
      ...empty,
      deny: [[0], [0]],
      clauses: [[0, [['p0#0', false, true, []]]]],
    });
  });

  test('says which statements make it, by thing and in order of how the caller is named', () => {
    const policy = resource(
      naming({ AWS: A }),
      naming('*', { Sid: 'All' }),
      naming({ AWS: A }, { Sid: 'Mine' }),
    );
    const { clauses } = rowAt(rowsOf(policy, undefined, resource(naming('*'))).of(one, false));
    const label = (text: string) => [text, true, true, []];
    expect(clauses).toEqual([
      [0, [label('p0#All'), label('p0#0'), label('p0#Mine')]],
      [2, [label('p2#0')]],
    ]);
  });

  test.each([
    [{ AWS: ['*', one.text] }, true],
    [{ AWS: [A, `arn:aws:iam::${A}:root`] }, true],
    [{ AWS: [`arn:aws:sts::${A}:assumed-role/one/s`, A] }, true],
    [{ AWS: A, CanonicalUser: '79a59df900b949e5' }, true],
    [{ AWS: [`arn:aws:sts::${A}:assumed-role/one/s`, `arn:aws:sts::${A}:assumed-role/one/t`] }, false],
  ])('names a statement once that names the caller twice, as %j', (principal, isSure) => {
    const policy = resource(naming(principal, { Sid: 'Twice' }), naming('*', { Sid: 'All' }));
    const { clauses } = rowsOf(policy).of(one, false);
    const said = new Map([...clauses.values()].flat().map((clause) => [clause.label, clause.isSure]));
    expect(said).toEqual(
      new Map([
        ['p0#All', true],
        ['p0#Twice', isSure],
      ]),
    );
    expect(clauses.get(0)).toHaveLength(2);
  });

  test('is rough where a statement speaks of a part', () => {
    const policy = resource(allow('s3:*', 'arn:aws:s3:::data/a/*', { Principal: '*' }));
    expect(rowAt(rowsOf(policy).of(one, false))).toEqual({
      ...empty,
      direct: [[], [0]],
      rough: [0],
      clauses: [[0, [['p0#0', true, true, []]]]],
    });
  });

  test('is not sure where a condition is open', () => {
    const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    expect(rowAt(rowsOf(resource(naming('*', { Condition }))).of(one, false))).toEqual({
      ...empty,
      direct: [[], [0]],
      clauses: [[0, [['p0#0', true, false, ['aws:MultiFactorAuthPresent']]]]],
    });
  });

  test('has nothing of statements on other actions and other things', () => {
    const policy = resource(
      { ...naming('*'), Action: 'sqs:*' },
      allow('s3:*', 'arn:aws:s3:::other/*', { Principal: '*' }),
    );
    expect(rowAt(rowsOf(policy).of(one, false))).toEqual(empty);
  });

  test('asks a statement with conditions on its caller for each, if it names the caller at all', () => {
    const mine = { ArnLike: { 'aws:PrincipalArn': one.text } };
    const rows = rowsOf(
      resource(naming('*', { Condition: mine })),
      resource(naming({ AWS: B }, { Condition: mine })),
      resource(naming({ CanonicalUser: '79a59df900b949e5' }, { Condition: mine })),
    );
    expect(rowAt(rows.of(one, false))).toEqual({
      ...empty,
      direct: [[0], [0]],
      account: [[], [2]],
      clauses: [
        [0, [['p0#0', true, true, []]]],
        [2, [['p2#0', true, false, []]]],
      ],
    });
    expect(rowAt(rows.of(alice, false))).toEqual(empty);
  });

  test('takes a statement that names nobody for one that speaks of everybody', () => {
    const row = rowsOf(opened('identity', allow('s3:*', '*'))).of(one, false);
    expect(rowAt(row)).toEqual({
      ...empty,
      direct: [[0], [0]],
      role: [[0], [0]],
      account: [[0], [0]],
      clauses: [[0, [['p0#0', true, true, []]]]],
    });
  });

  test('is the same for all of an account whom no statement singles out', () => {
    const plain = rowsOf(
      resource(naming('*'), naming({ AWS: A }), naming({ CanonicalUser: '79a59df900b949e5' })),
    );
    expect(plain.isPlain(one)).toBe(true);
    expect(plain.of(one, false)).toBe(plain.of(alice, false));
    expect(rowAt(plain.of(asking(`arn:aws:iam::${B}:role/far`), false)).account).toEqual([[], [0]]);
    expect(rowsOf().isPlain(one)).toBe(true);

    const single = rowsOf(resource(naming({ AWS: alice.text })));
    expect([single.isPlain(one), single.isPlain(alice)]).toEqual([true, false]);
    const session = rowsOf(resource(naming({ AWS: `arn:aws:sts::${A}:assumed-role/one/s` })));
    expect([session.isPlain(one), session.isPlain(alice)]).toEqual([false, true]);
    const Condition = { ArnLike: { 'aws:PrincipalArn': one.text } };
    expect(rowsOf(resource(naming('*', { Condition }))).isPlain(alice)).toBe(false);
  });
});

describe('how NotPrincipal names a caller', () => {
  const but = (Effect: string, ...AWS: readonly string[]): Raw => ({
    Effect,
    Action: '*',
    NotPrincipal: { AWS },
    Resource: '*',
  });
  test.each([
    ['who is left out', but('Deny', one.text), false, false],
    ['who is not', but('Deny', alice.text), false, true],
    ['who is left out of a Deny and has a boundary', but('Deny', one.text), true, true],
    ['who is left out of an Allow and has a boundary', but('Allow', one.text), true, false],
  ])('%s', (_title, raw, bounded, direct) => {
    const [statement] = resource(raw).statements;
    expect(statement && namingOf(statement, one, bounded)).toEqual({ direct, role: false, account: false });
  });
});
