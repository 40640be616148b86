import { describe, expect, test } from 'vitest';
import { type Caller, callerOf } from '../caller.ts';
import { type Policy, type PolicyType, policyOf } from '../policy.ts';
import { hasBit, places } from './bits.ts';
import { cellsOf, masksOf, merged, restOf } from './cells.ts';
import { textOf } from './cover.ts';
import { columnOf, effectOf, Matches, nothing } from './effect.ts';
import { evaluateAll } from './index.ts';
import { Rows } from './rows.ts';
import type { Named } from './sides.ts';
import type { BulkResource } from './types.ts';

const A = '111122223333';
const B = '444455556666';

type Raw = Readonly<Record<string, unknown>>;
const tagged = { Condition: { StringEquals: { 'aws:RequestTag/a': '1' } } };
const never = { Condition: { StringEquals: { 'aws:PrincipalAccount': B } } };
const bucket = 'arn:aws:s3:::b';
const allow = (Resource = '*', more: Raw = {}): Raw => ({
  Effect: 'Allow',
  Action: '*',
  Resource,
  ...more,
});
const deny = (Resource = '*', more: Raw = {}): Raw => allow(Resource, { ...more, Effect: 'Deny' });
const opened = (type: PolicyType, statements: readonly Raw[]): Policy => {
  const read = policyOf({ Version: '2012-10-17', Statement: statements }, type);
  if ('malformed' in read) throw new Error(read.malformed);
  return read;
};
const caller = (text: string): Caller => {
  const found = callerOf(text, '');
  if (found === undefined) throw new Error(text);
  return found;
};
const me = `arn:aws:iam::${A}:role/r`;
const named = (type: PolicyType, statements: readonly Raw[]): Named => ({
  key: type,
  id: type,
  name: type,
  policy: opened(type, statements),
});
const thing = (arn: string, more: Partial<BulkResource> = {}): BulkResource => ({
  id: arn,
  arn,
  kind: 'Thing',
  account: A,
  container: 'one',
  ...more,
});

interface World {
  readonly identity?: readonly Raw[];
  readonly boundary?: readonly Raw[];
  readonly scps?: readonly (readonly Raw[])[];
  readonly policy?: readonly Raw[];
  readonly rcp?: readonly Raw[];
  readonly resource?: BulkResource;
  readonly action?: string;
}

/** The cell by bits and by patterns. */
function ask({ identity = [], boundary, scps = [], policy, rcp, resource, action = 's3:GetObject' }: World) {
  const at = resource ?? thing(bucket);
  const type = action === 'sts:AssumeRole' ? 'trust' : 'resource';
  const column = columnOf('Thing', [at], {
    verb: 'V',
    action,
    ...(action === 's3:GetObject' ? { under: '/*' } : {}),
  });
  const matches = new Matches();
  const who = caller(me);
  const effect = (one: Named) => effectOf(one.name, one.policy, column, who, matches);
  const own = {
    key: '',
    caller: who,
    identity: identity.map((one) => named('identity', [one])),
    boundary: boundary === undefined ? undefined : named('boundary', boundary),
    bounded: boundary !== undefined,
    scps: scps.map((level) => level.map((one) => named('scp', [one]))),
    linked: false,
    assumes: [],
    isUnknown: false,
  };
  const policies = [policy === undefined ? undefined : named(type, policy)];
  const rcps = rcp === undefined ? [] : [named('rcp', rcp)];
  const masks = masksOf(column, policies, A);
  const side = {
    identity: merged(own.identity.map(effect), 1),
    boundary: own.boundary === undefined ? undefined : effect(own.boundary),
    scps: own.scps.map((level) => merged(level.map(effect), 1)),
  };
  const row = new Rows(column, policies, caller(`arn:aws:iam::000000000000:role/x`)).of(who, own.bounded);
  const cells = cellsOf(column, side, row, merged(rcps.map(effect), 1), masks);
  const cell = (['yes', 'conditional', 'rough'] as const).filter((name) => hasBit(cells[name], 0));
  const rest = restOf(
    column,
    0,
    own,
    policies[0],
    rcps.map((one) => one.policy),
    masks,
  );
  const state = rest.state === true ? 'yes' : rest.state === null ? 'conditional' : 'no';
  const beyond = restOf(column, 1, own, undefined, [], masks);
  expect(beyond).toEqual({ state: false, whole: false, patterns: [] });
  return { cell, rest: [state, ...(rest.whole ? ['whole'] : rest.patterns.map(textOf))] };
}
const by = (AWS: string, more: Raw = {}): Raw => allow('*', { Principal: { AWS }, ...more });
const not = (AWS: string, more: Raw = {}): Raw => by(AWS, { Effect: 'Deny', ...more });
const session = `arn:aws:sts::${A}:assumed-role/r/s`;
const far = thing(bucket, { account: B });
const blocked = thing(bucket, { account: B, restrictPublicBuckets: true });
const key = thing(`arn:aws:kms:eu-west-1:${A}:key/k`);
const identity = [allow()];

describe('a cell, by bits and by patterns', () => {
  const worlds: readonly (readonly [string, World, string])[] = [
    ['nothing said', {}, 'no'],
    ['perhaps denied, and nothing granted', { identity: [deny('*', tagged)] }, 'no'],
    ['denied something else', { identity: [allow(), deny('arn:aws:s3:::c/*')] }, 'yes'],
    ['granted beside another action', { identity: [allow('*', { Action: ['s3:Put*', 's3:Get*'] })] }, 'yes'],
    [
      'elsewhere, somebody else named, and granted',
      { identity, policy: [by(`${me}2`)], resource: far },
      'no',
    ],
    ['elsewhere, another account named, and granted', { identity, policy: [by(B)], resource: far }, 'no'],
    ['elsewhere, blocked, without a policy', { identity, resource: blocked }, 'no'],
    ['granted by its own policy', { identity }, 'yes'],
    ['granted for another action', { identity: [allow('*', { Action: 's3:Put*' })] }, 'no'],
    ['granted to who it is not', { identity: [allow('*', never)] }, 'no'],
    ['perhaps granted', { identity: [allow('*', tagged)] }, 'conditional'],
    ['denied by one of two', { identity: [allow(), deny()] }, 'no'],
    ['perhaps denied by one of two', { identity: [allow(), deny('*', tagged)] }, 'conditional'],
    ['denied another action', { identity: [allow(), deny('*', { Action: 's3:Put*' })] }, 'yes'],
    ['bounded to all', { identity, boundary: [allow()] }, 'yes'],
    ['perhaps bounded to all', { identity, boundary: [allow('*', tagged)] }, 'conditional'],
    ['bounded to something else', { identity, boundary: [allow('arn:aws:s3:::c/*')] }, 'no'],
    ['denied by its boundary', { identity, boundary: [allow(), deny()] }, 'no'],
    ['perhaps denied by its boundary', { identity, boundary: [allow(), deny('*', tagged)] }, 'conditional'],
    ['a boundary alone', { boundary: [allow()] }, 'no'],
    ['SCPs alone', { scps: [[allow()]] }, 'no'],
    ['allowed by all SCPs', { identity, scps: [[allow()], [allow()]] }, 'yes'],
    ['allowed on one level alone', { identity, scps: [[allow()], []] }, 'no'],
    ['perhaps allowed on one level', { identity, scps: [[allow()], [allow('*', tagged)]] }, 'conditional'],
    ['denied on one level', { identity, scps: [[allow()], [allow(), deny()]] }, 'no'],
    ['perhaps denied on one level', { identity, scps: [[allow(), deny('*', tagged)]] }, 'conditional'],
    ['denied by an RCP', { identity, rcp: [not('*')] }, 'no'],
    ['perhaps denied by an RCP', { identity, rcp: [not('*', tagged)] }, 'conditional'],
    ['named with everyone', { policy: [by('*')] }, 'yes'],
    ['named with everyone, perhaps', { policy: [by('*', tagged)] }, 'conditional'],
    ['named with everyone, against its boundary', { policy: [by('*')], boundary: [] }, 'yes'],
    ['named with everyone, against its SCPs', { policy: [by('*')], scps: [[]] }, 'no'],
    ['named', { policy: [by(me)] }, 'yes'],
    ['named, against its boundary', { policy: [by(me)], boundary: [] }, 'no'],
    ['named, within its boundary', { policy: [by(me)], boundary: [allow()] }, 'yes'],
    ['somebody else named', { policy: [by(`${me}2`)] }, 'no'],
    ['named by a session', { policy: [by(session)] }, 'conditional'],
    ['its account named', { policy: [by(A)] }, 'no'],
    ['its account named, and granted', { identity, policy: [by(A)] }, 'yes'],
    ['denied by name', { identity, policy: [not(me)] }, 'no'],
    ['denied with its account', { identity, policy: [not(A)] }, 'no'],
    ['denied with everyone', { identity, policy: [not('*')] }, 'no'],
    ['denied by a session', { identity, policy: [not(session)] }, 'conditional'],
    ['denied perhaps by name', { identity, policy: [not(me, tagged)] }, 'conditional'],
    ['somebody else denied', { identity, policy: [not(`${me}2`)] }, 'yes'],
    ['elsewhere, granted', { identity, resource: far }, 'no'],
    ['elsewhere, named', { policy: [by(me)], resource: far }, 'no'],
    ['elsewhere, named and granted', { identity, policy: [by(me)], resource: far }, 'yes'],
    ['elsewhere, its account named, and granted', { identity, policy: [by(A)], resource: far }, 'yes'],
    ['elsewhere, everyone named, and granted', { identity, policy: [by('*')], resource: far }, 'yes'],
    ['of AWS, granted', { identity, resource: thing(bucket, { account: undefined }) }, 'yes'],
    ['of AWS, named', { policy: [by('*')], resource: thing(bucket, { account: undefined }) }, 'no'],
    ['a key, granted', { identity, resource: key, action: 'kms:Decrypt' }, 'no'],
    ['a key, its account named', { policy: [by(A)], resource: key, action: 'kms:Decrypt' }, 'no'],
    [
      'a key, its account named, and granted',
      { identity, policy: [by(A)], resource: key, action: 'kms:Decrypt' },
      'yes',
    ],
  ];
  test.each(worlds)('%s', (_title, world, expected) => {
    expect(ask(world)).toEqual({
      cell: expected === 'no' ? [] : [expected],
      rest: expected === 'no' ? ['no'] : [expected, 'whole'],
    });
  });

  test.each([
    ['a part granted', { identity: [allow(`${bucket}/a*`)] }, ['yes', `${bucket}/a*`]],
    ['a part denied', { identity: [allow(), deny(`${bucket}/a*`)] }, ['yes', `${bucket}/*`]],
    [
      'a part denied by its boundary',
      { identity, boundary: [allow(), deny(`${bucket}/a*`)] },
      ['yes', `${bucket}/*`],
    ],
    ['a part by its boundary', { identity, boundary: [allow(`${bucket}/a*`)] }, ['yes', `${bucket}/a*`]],
    ['a part by its SCPs', { identity, scps: [[allow(`${bucket}/a*`)]] }, ['yes', `${bucket}/a*`]],
    ['a part by the resource', { policy: [by(me, { Resource: `${bucket}/a*` })] }, ['yes', `${bucket}/a*`]],
    [
      'a part denied by the resource',
      { identity, policy: [not(me, { Resource: `${bucket}/a*` })] },
      ['yes', `${bucket}/*`],
    ],
    [
      'a part denied by an RCP',
      { identity, rcp: [not('*', { Resource: `${bucket}/a*` })] },
      ['yes', `${bucket}/*`],
    ],
    [
      'two parts with nothing in common',
      { identity: [allow(`${bucket}/a*`)], scps: [[allow(`${bucket}/b*`)]] },
      ['no'],
    ],
    [
      'a part denied to somebody else by an RCP',
      { identity, rcp: [not(`${me}2`, { Resource: `${bucket}/a*` })] },
      ['yes', 'whole'],
    ],
  ])('by patterns alone: %s', (_title, world: World, rest) => {
    expect(ask(world)).toEqual({ cell: ['rough'], rest });
  });

  test.each([
    ['closed to other accounts where everyone is named', { policy: [by('*')], resource: blocked }, []],
    ['open where the policy is not public', { policy: [by(me)], resource: blocked }, ['yes']],
    ['open to its own account', { policy: [by('*')], resource: { ...blocked, account: A } }, ['yes']],
    [
      'open without the block',
      { policy: [by('*')], resource: { ...blocked, restrictPublicBuckets: false } },
      ['yes'],
    ],
    [
      'open where nobody knows of the block',
      { policy: [by('*')], resource: { ...blocked, restrictPublicBuckets: null } },
      ['yes'],
    ],
    ['open for other services', { policy: [by('*')], resource: blocked, action: 'sqs:SendMessage' }, ['yes']],
  ])('a bucket under RestrictPublicBuckets is %s', (_title, world: World, expected) => {
    expect(ask({ identity, ...world }).cell).toEqual(expected);
  });

  test('a part that hangs on who asks is asked of each', () => {
    const doc = (statement: Raw) => JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    const mine = by('*', { Resource: `${bucket}/a*`, Condition: { ArnEquals: { 'aws:PrincipalArn': me } } });
    const { sets, holders } = evaluateAll({
      principals: [`${me}2`, me, `${me}3`].map((id) => ({
        id,
        identity: [{ name: 'own', policy: doc(allow(`${bucket}/b*`)) }],
      })),
      resources: [thing(bucket, { policy: doc(mine) })],
      verbs: { Thing: [{ verb: 'V', action: 's3:GetObject', under: '/*' }] },
      accounts: {},
    });
    const parts = new Map(sets.map(({ id, grants }) => [id, grants.map(({ part }) => part)]));
    expect([...holders.values()].map((id) => parts.get(id))).toEqual([
      [[`${bucket}/b*`]],
      [[`${bucket}/a*`, `${bucket}/b*`]],
      [[`${bucket}/b*`]],
    ]);
  });

  test('effects: none is nothing, one is itself, more are joined', () => {
    const column = columnOf('Thing', [thing('arn:aws:s3:::a'), thing(bucket)], {
      verb: 'V',
      action: 's3:PutObject',
      under: '/*',
    });
    const effect = (...said: readonly Raw[]) =>
      effectOf('p', opened('identity', said), column, caller(me), new Matches());
    const one = effect(allow(`${bucket}/*`), deny(`arn:aws:s3:::a/x`));
    expect(merged([], 2)).toBe(nothing(2));
    expect(merged([nothing(2), one], 2)).toBe(one);
    const {
      allow: may,
      deny: not,
      rough,
      clauses,
    } = merged([one, effect(allow('arn:aws:s3:::a/*', tagged), deny(`${bucket}/*`))], 2);
    expect([may.sure, may.can, not.sure, not.can, rough].map((of) => [...places(of)])).toEqual([
      [1],
      [0, 1],
      [1],
      [0, 1],
      [0],
    ]);
    expect(clauses).toHaveLength(4);
  });
});
