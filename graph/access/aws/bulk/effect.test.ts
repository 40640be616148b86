import { describe, expect, test } from 'vitest';
import { type Caller, callerOf } from '../caller.ts';
import { glob, literal } from '../glob.ts';
import { type Policy, type PolicyType, policyOf } from '../policy.ts';
import { type Bits, places } from './bits.ts';
import { columnOf, contextFor, type Effect, effectOf, Matches, nothing } from './effect.ts';
import { requestTo } from './request.ts';
import type { BulkResource } from './types.ts';

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
const thing = (arn: string, more: Partial<BulkResource> = {}): BulkResource => ({
  id: arn,
  arn,
  kind: 'Bucket',
  account: A,
  container: 'one',
  ...more,
});
const bucket = (name: string, more: Partial<BulkResource> = {}) => thing(`arn:aws:s3:::${name}`, more);
const read = { verb: 'READ', action: 's3:GetObject', under: '/*' };
const list = { verb: 'LIST', action: 's3:ListBucket' };
const at = (of: Bits): readonly number[] => [...places(of)];
const pairAt = ({ sure, can }: { readonly sure: Bits; readonly can: Bits }) => [at(sure), at(can)];

const alice = asking(`arn:aws:iam::${A}:user/alice`);

describe('a column', () => {
  test('has the targets of one action, its name in lower case', () => {
    const column = columnOf('Bucket', [bucket('a*'), bucket('b')], read);
    expect(column).toMatchObject({
      kind: 'Bucket',
      verb: 'READ',
      action: 's3:getobject',
      as: 's3:GetObject',
      size: 2,
      key: 'Bucket /* ',
    });
    expect(column.targets).toEqual([
      {
        text: 'arn:aws:s3:::a*/*',
        under: '/*',
        pattern: [...literal('arn:aws:s3:::a*'), ...glob('/*')],
      },
      { text: 'arn:aws:s3:::b/*', under: '/*', pattern: [...literal('arn:aws:s3:::b'), ...glob('/*')] },
    ]);
    expect(columnOf('Bucket', [bucket('b')], list).targets).toEqual([
      { text: 'arn:aws:s3:::b', under: '', pattern: literal('arn:aws:s3:::b') },
    ]);
  });

  test("names a thing as the action's service does, and is then another column", () => {
    const api = thing('arn:aws:apigateway:eu-west-1::/apis/x', {
      arns: { 'execute-api': `arn:aws:execute-api:eu-west-1:${A}:x` },
    });
    const other = thing('arn:aws:apigateway:eu-west-1::/apis/y');
    const column = (action: string, ...things: readonly BulkResource[]) => {
      const { key, targets } = columnOf('Api', things, { verb: 'V', action });
      return [key, targets.map(({ text }) => text)];
    };
    expect(column('execute-api:Invoke', api, other)).toEqual([
      'Api  execute-api',
      [`arn:aws:execute-api:eu-west-1:${A}:x`, other.arn],
    ]);
    expect(column('execute-api:Invoke', other)).toEqual(['Api  ', [other.arn]]);
    expect(column('apigateway:GET', api, other)).toEqual(['Api  ', [api.arn, other.arn]]);
  });
});

describe('a plain pattern', () => {
  const matched = (text: string, column: Parameters<Matches['of']>[2]) => {
    const { whole, part } = new Matches().of(glob(text), text, column);
    return [at(whole), at(part)];
  };
  const objects = columnOf('Bucket', [bucket('data'), bucket('date'), bucket('logs')], read);
  const buckets = columnOf('Bucket', [bucket('data'), bucket('date'), bucket('logs')], list);
  test.each([
    ['*', [[0, 1, 2], []]],
    ['arn:aws:s3:::dat?/*', [[0, 1], []]],
    ['arn:aws:s3:::data/*', [[0], []]],
    ['arn:aws:s3:::data/train/*', [[], [0]]],
    ['arn:aws:s3:::*/train/*', [[], [0, 1, 2]]],
    ['arn:*:data/*', [[0], [1, 2]]],
    ['arn:aws:s3:::d?ta', [[], []]],
    ['arn:aws:s3:::data', [[], []]],
    ['arn:aws:sagemaker:*', [[], []]],
  ])('%s reaches objects of buckets whole and in part', (text, expected) => {
    expect(matched(text, objects)).toEqual(expected);
  });
  test.each([
    ['arn:aws:s3:::dat?', [[0, 1], []]],
    ['arn:aws:s3:::data', [[0], []]],
    ['arn:aws:s3:::data/*', [[], []]],
    ['arn:aws:s3:::*s', [[2], []]],
  ])('%s reaches buckets, which have no parts', (text, expected) => {
    expect(matched(text, buckets)).toEqual(expected);
  });
  test('reaches a part of the only bucket there is', () => {
    const only = columnOf('Bucket', [bucket('data')], read);
    expect(matched('arn:aws:s3:::data/train/*', only)).toEqual([[], [0]]);
  });
  test('finds what begins unlike the first and ends like it', () => {
    const odd = columnOf('Odd', [thing('arn:x'), thing('arn:y:arn:x')], list);
    expect(matched('arn:y*', odd)).toEqual([[1], []]);
  });
  test('is kept apart for each column', () => {
    const matches = new Matches();
    const text = 'arn:aws:s3:::data';
    expect(at(matches.of(glob(text), text, objects).whole)).toEqual([]);
    expect(at(matches.of(glob(text), text, buckets).whole)).toEqual([0]);
  });
});

const effectAt = ({ allow: yes, deny: no, rough, clauses }: Effect) => ({
  allow: pairAt(yes),
  deny: pairAt(no),
  rough: at(rough),
  clauses: clauses.map(({ label, sure, can, open }) => [
    label,
    at(sure),
    at(can),
    open.map(({ key }) => key),
  ]),
});
const things = [bucket('data'), bucket('alice'), bucket('logs')];
const onObjects = (policy: Policy, resources = things, caller = alice) =>
  effectOf('own', policy, columnOf('Bucket', resources, read), caller, new Matches());
const none = [[], []];

describe('the effect of a policy', () => {
  test('is made of what its statements allow and deny, whole and in part', () => {
    const policy = opened(
      'identity',
      allow('s3:Get*', ['arn:aws:s3:::data/*', 'arn:aws:s3:::logs/2026/*'], { Sid: 'Some' }),
      deny('s3:*', 'arn:aws:s3:::data/secret/*'),
      allow('sqs:*', '*'),
    );
    const effect = onObjects(policy);
    expect(effectAt(effect)).toEqual({
      allow: [[0], [0, 2]],
      deny: [[], [0]],
      rough: [0, 2],
      clauses: [
        ['own#Some', [0, 2], [0, 2], []],
        ['own#1', [0], [0], []],
      ],
    });
    expect(effect.clauses.map(({ policy, statement, allows }) => [policy, statement, allows])).toEqual([
      ['own', 'Some', true],
      ['own', '1', false],
    ]);
  });

  test('of one that says nothing is one for all', () => {
    expect(nothing(3)).toBe(nothing(3));
    expect(effectAt(nothing(3))).toEqual({ allow: none, deny: none, rough: [], clauses: [] });
    expect(onObjects(opened('identity', allow('sqs:*', '*')))).toBe(nothing(3));
    expect(onObjects(opened('identity', allow('s3:*', 'arn:aws:s3:::other/*')))).toBe(nothing(3));
    const never = { Bool: { 'aws:SecureTransport': 'false' } };
    expect(onObjects(opened('identity', allow('s3:*', '*', { Condition: never })))).toBe(nothing(3));
  });

  test('is on all targets where no resource is named', () => {
    const policy = opened('trust', { Effect: 'Allow', Principal: '*', Action: '*' });
    expect(effectAt(onObjects(policy))).toMatchObject({
      allow: [
        [0, 1, 2],
        [0, 1, 2],
      ],
      rough: [],
    });
  });

  test.each([
    ['arn:aws:s3:::${aws:username}/*', [[1], [1]], []],
    ['arn:aws:s3:::${aws:username}*', [[1], [1]], []],
    ['arn:aws:s3:::${aws:username}/x/*', [[], [1]], [1]],
  ])('is filled with the caller in %s', (Resource, allowed, rough) => {
    const policy = opened('identity', allow('s3:*', Resource));
    const effect = effectAt(onObjects(policy));
    expect(effect).toMatchObject({ allow: allowed, rough });
    expect(effect.clauses).toEqual([['own#0', [1], [1], []]]);
  });

  test('leaves out what NotResource names, and all of what it names in part is rough', () => {
    const { Resource: _, ...rest } = allow('s3:*', '*');
    const NotResource = ['arn:aws:s3:::data/*', 'arn:aws:s3:::logs/2026/*'];
    expect(effectAt(onObjects(opened('identity', { ...rest, NotResource })))).toEqual({
      allow: [[1], [1, 2]],
      deny: none,
      rough: [2],
      clauses: [['own#0', [1, 2], [1, 2], []]],
    });
  });

  test('names for its conditions those that are open alone', () => {
    const Condition = {
      Bool: { 'aws:SecureTransport': 'true', 'aws:MultiFactorAuthPresent': 'true' },
    };
    expect(effectAt(onObjects(opened('identity', allow('s3:*', '*', { Condition }))))).toEqual({
      allow: [[], [0, 1, 2]],
      deny: none,
      rough: [],
      clauses: [['own#0', [], [0, 1, 2], ['aws:MultiFactorAuthPresent']]],
    });
  });

  test('hangs for each target on whose it is and where', () => {
    const Condition = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1', 'aws:ResourceAccount': A } };
    const policy = opened('identity', allow('s3:*', '*', { Condition }));
    const resources = [
      bucket('data', { region: 'eu-west-1' }),
      bucket('other', { region: 'us-east-1', account: undefined }),
      bucket('theirs', { region: 'eu-west-1', account: B }),
      bucket('mine', { region: 'eu-west-1' }),
    ];
    expect(effectAt(onObjects(policy, resources))).toEqual({
      allow: [
        [0, 3],
        [0, 3],
      ],
      deny: none,
      rough: [],
      clauses: [['own#0', [0, 3], [0, 3], []]],
    });
  });

  test('names for each target what it hangs on there, where a variable decides beside a condition', () => {
    const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    const Resource = ['arn:aws:s3:::data/*', 'arn:aws:s3:::${aws:PrincipalTag/team}/*'];
    expect(effectAt(onObjects(opened('identity', allow('s3:*', Resource, { Condition }))))).toEqual({
      allow: [[], [0, 1, 2]],
      deny: none,
      rough: [1, 2],
      clauses: [
        ['own#0', [], [0], ['aws:MultiFactorAuthPresent']],
        ['own#0', [], [1, 2], ['aws:MultiFactorAuthPresent', 'aws:principaltag/team']],
      ],
    });
  });

  test('names for each target what it hangs on there, where it is not known whose one is', () => {
    const StringEquals = { 'aws:RequestedRegion': 'eu-west-1', 'aws:ResourceAccount': A };
    const policy = opened('identity', allow('s3:*', '*', { Condition: { StringEquals } }));
    const resources = [
      bucket('data'),
      bucket('aws', { region: 'eu-west-1', account: undefined }),
      bucket('mine', { region: 'eu-west-1' }),
      bucket('more'),
    ];
    expect(effectAt(onObjects(policy, resources)).clauses).toEqual([
      ['own#0', [], [0, 3], ['aws:RequestedRegion']],
      ['own#0', [], [1], ['aws:ResourceAccount']],
      ['own#0', [2], [2], []],
    ]);
  });

  test('reads the region of each thing for what NotResource leaves', () => {
    const { Resource: _, ...rest } = allow('s3:*', '*');
    const Condition = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
    const policy = opened('identity', { ...rest, NotResource: 'arn:aws:s3:::x/*', Condition });
    const resources = ['eu-west-1', 'us-east-1', undefined].map((region) => bucket('b', { region }));
    expect(effectAt(onObjects(policy, resources))).toEqual({
      allow: [[0], [0, 2]],
      deny: none,
      rough: [],
      clauses: [
        ['own#0', [0], [0], []],
        ['own#0', [], [2], ['aws:RequestedRegion']],
      ],
    });
  });
});

test.each([
  ['over TLS', undefined, {}],
  ['to no region that is known', {}, {}],
  ['to its region', { region: 'eu-west-1' }, { 'aws:RequestedRegion': 'eu-west-1' }],
])('a request to a thing is made %s', (_title, resource, more) => {
  const secure = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };
  expect(requestTo(resource)).toEqual({ ...secure, ...more });
  expect(requestTo(resource)).toEqual({ ...secure, ...more });
});

test('a request is to the account that the thing is in', () => {
  expect(contextFor(alice, bucket('b')).find('aws:resourceaccount')).toEqual({ values: [A], many: false });
  expect(contextFor(alice, undefined).find('aws:resourceaccount')).toBe('unknown');
});
