import { describe, expect, test } from 'vitest';
import { callerOf } from '../caller.ts';
import { policyOf } from '../policy.ts';
import { leansOn, personalOf, sayingKey } from './leans.ts';

const A = '111122223333';
type Raw = Readonly<Record<string, unknown>>;

function statements(...Statement: readonly Raw[]) {
  const policy = policyOf({ Version: '2012-10-17', Statement }, 'identity');
  if ('malformed' in policy) throw new Error(policy.malformed);
  return policy;
}
const allow = (Resource: string, more: Raw): Raw => ({ Effect: 'Allow', Action: 's3:*', Resource, ...more });

describe('on whom a statement leans', () => {
  const nobody = { caller: false, self: false, resource: false };
  const itself = { caller: true, self: true, resource: false };
  const itsKind = { caller: true, self: false, resource: false };
  const owner = { caller: false, self: false, resource: true };
  const leaning = (more: Raw, Resource = '*') => {
    const [statement] = statements(allow(Resource, more)).statements;
    return statement && leansOn(statement);
  };
  test.each([
    ['aws:PrincipalArn', itself],
    ['aws:username', itself],
    ['AWS:UserName', itself],
    ['aws:PrincipalAccount', itsKind],
    ['aws:PrincipalType', itsKind],
    ['aws:PrincipalOrgID', itsKind],
    ['aws:ResourceAccount', owner],
    ['s3:ResourceAccount', owner],
    ['aws:ResourceOrgID', owner],
    ['aws:RequestedRegion', owner],
    ['aws:SourceVpc', nobody],
  ])('that asks for %s, alone or beside another key', (key, expected) => {
    expect(leaning({ Condition: { StringEquals: { [key]: 'x' } } })).toEqual(expected);
    expect(leaning({ Condition: { StringEquals: { [key]: 'x', 'aws:SourceVpce': 'y' } } })).toEqual(expected);
  });
  test.each([
    '${aws:username}',
    'a${aws:UserName}b',
    "${aws:username, 'none'}",
    '${aws:SourceVpc}${aws:username}',
  ])('that compares with %s', (value) => {
    expect(leaning({ Condition: { StringEquals: { 's3:prefix': value } } })).toEqual(itself);
  });
  test('that has a variable in its resource', () => {
    expect(leaning({}, 'arn:aws:s3:::${aws:username}')).toEqual(itself);
    expect(leaning({}, 'arn:aws:s3:::username')).toEqual(nobody);
  });

  const id = `arn:aws:iam::${A}:user/alice`;
  const alice = callerOf(id, '');
  const keyed = (key: string) => allow('*', { Condition: { StringEquals: { [key]: 'x' } } });
  test.each([
    ['no', '', ['aws:SourceVpc']],
    ['by account and type', `${A} user`, ['aws:SourceVpc', 'aws:PrincipalAccount']],
    ['by caller', id, ['aws:SourceVpc', 'aws:PrincipalAccount', 'aws:username']],
  ])('makes its policy personal: %s', (how, key, keys) => {
    const policy = statements(...keys.map(keyed));
    expect(personalOf(policy)).toBe(how);
    expect(personalOf(policy)).toBe(how);
    expect(alice && sayingKey(policy, alice)).toBe(key);
  });
});
