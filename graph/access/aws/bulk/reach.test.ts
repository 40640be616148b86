import { describe, expect, test } from 'vitest';
import { callerOf } from '../caller.ts';
import { contextOf } from '../context.ts';
import { type PolicyType, policyOf } from '../policy.ts';
import { textOf } from './cover.ts';
import { columnOf } from './effect.ts';
import { reachOf } from './reach.ts';

type Raw = Readonly<Record<string, unknown>>;
const A = '111122223333';
const bucket = 'arn:aws:s3:::b';
const me = `arn:aws:iam::${A}:role/r`;
const tagged = { Condition: { StringEquals: { 'aws:RequestTag/a': '1' } } };
const allow = (Resource = '*', more: Raw = {}): Raw => ({
  Effect: 'Allow',
  Action: '*',
  ...(Resource === '' ? {} : { Resource }),
  ...more,
});

describe('a statement on a target', () => {
  const [target] = columnOf(
    'Thing',
    [{ id: bucket, arn: bucket, kind: 'Thing', account: A, container: 'one' }],
    {
      verb: 'V',
      action: 's3:GetObject',
      under: '/*',
    },
  ).targets;
  const says = (raw: Raw, type: PolicyType = 'identity') => {
    const policy = policyOf({ Version: '2012-10-17', Statement: raw }, type);
    if ('malformed' in policy) throw new Error(policy.malformed);
    const [statement] = policy.statements;
    const caller = callerOf(me, '');
    if (statement === undefined || target === undefined || caller === undefined) throw new Error('none');
    const context = contextOf({}, false, caller, A);
    const reach = reachOf(statement, target, context);
    return reach === undefined
      ? undefined
      : [
          reach.holds,
          reach.pieces?.map(textOf),
          reach.open.map(({ key, operator, values }) => [key, operator, ...values]),
        ];
  };
  const open = ['aws:RequestTag/a', 'StringEquals', '1'];
  const met = { Condition: { StringEquals: { 'aws:RequestTag/a': '1', 'aws:PrincipalAccount': A } } };
  const own = `${bucket}/\${aws:PrincipalTag/t}/*`;
  const not = (NotResource: string | readonly string[], more: Raw = {}) =>
    allow('', { NotResource, ...more });

  test.each([
    ['all of it', allow(), [true, undefined, []]],
    ['all of it by one of two', { ...allow(), Resource: [`${bucket}/a*`, '*'] }, [true, undefined, []]],
    ['all of it, where one of two conditions is met', allow('*', met), [null, undefined, [open]]],
    ['nothing by a name that the caller has not', allow(`${bucket}/\${aws:username}/*`), undefined],
    ['all but all of it, by one of two', not([`${bucket}/a*`, '*']), undefined],
    ['all of it, perhaps', allow('*', tagged), [null, undefined, [open]]],
    ['a part', allow(`${bucket}/a*`), [true, [`${bucket}/a*`], []]],
    ['a part, perhaps', allow(`${bucket}/a*`, tagged), [null, [`${bucket}/a*`], [open]]],
    ['nothing', allow('arn:aws:s3:::c/*'), undefined],
    [
      'the part of an unknown name',
      allow(own),
      [null, [`${bucket}/*/*`], [['aws:principaltag/t', 'Resource', own]]],
    ],
    [
      'a known part rather than the unknown',
      { ...allow(), Resource: [own, `${bucket}/a`] },
      [true, [`${bucket}/a`], []],
    ],
    ['all but nothing of it', not('arn:aws:s3:::c/*', tagged), [null, undefined, [open]]],
    ['all but all of it', not([`${bucket}/*`, 'arn:aws:s3:::c']), undefined],
    ['all but a part', not(`${bucket}/a*`, tagged), [null, [`${bucket}/*`], [open]]],
    ['all but a known part', not(`${bucket}/a*`), [true, [`${bucket}/*`], []]],
    [
      'all but the part of an unknown name',
      not(own),
      [null, [`${bucket}/*`], [['aws:principaltag/t', 'NotResource', own]]],
    ],
    [
      'all but what may be all of it',
      not('arn:aws:s3:::${aws:PrincipalTag/t}'),
      [null, [`${bucket}/*`], [['aws:principaltag/t', 'NotResource', 'arn:aws:s3:::${aws:PrincipalTag/t}']]],
    ],
  ])('speaks of %s', (_title, raw, expected) => {
    expect(says(raw)).toEqual(expected);
  });

  test('speaks of all of a role in its trust', () => {
    const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: me } };
    expect(says(trust, 'trust')).toEqual([true, undefined, []]);
    expect(says({ ...trust, ...tagged }, 'trust')).toEqual([null, undefined, [open]]);
  });
});
