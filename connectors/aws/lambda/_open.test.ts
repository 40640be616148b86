import { expect, test } from 'vitest';
import { letsAnyoneIn } from './_open.ts';

const ofUrl = { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } };
const byUrl = { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } };
const allow = (more: Readonly<Record<string, unknown>> = {}) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 'lambda:InvokeFunction',
  Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:f',
  ...more,
});
const deny = (more: Readonly<Record<string, unknown>> = {}) => allow({ Effect: 'Deny', ...more });

test.each([
  // Statements; by the API; by a URL.
  ['no statement', [], false, false],
  ['anyone', [allow()], true, false],
  ['anyone, the long way', [allow({ Principal: { AWS: ['*'] }, Action: ['LAMBDA:invoke*'] })], true, true],
  ['anyone but one', [allow({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } })], true, false],
  ['all but other actions', [allow({ Action: undefined, NotAction: 'lambda:Get*' })], true, true],
  ['another action', [allow({ Action: 'lambda:GetFunction' })], false, false],
  ['one account', [allow({ Principal: { AWS: '111122223333' } })], false, false],
  ['a service', [allow({ Principal: { Service: 's3.amazonaws.com' } })], false, false],
  ['a condition', [allow({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })], null, false],
  ['a URL', [allow({ Action: 'lambda:InvokeFunctionUrl' })], false, true],
  [
    'a URL that asks nobody to sign',
    [allow({ Action: 'lambda:InvokeFunctionUrl', Condition: ofUrl })],
    false,
    true,
  ],
  [
    'a URL that asks to sign',
    [
      allow({
        Action: 'lambda:InvokeFunctionUrl',
        Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
      }),
    ],
    false,
    false,
  ],
  [
    'what the console writes for an open URL',
    [allow({ Action: 'lambda:InvokeFunctionUrl', Condition: ofUrl }), allow({ Condition: byUrl })],
    false,
    true,
  ],
  [
    'a URL from one network',
    [
      allow({
        Action: 'lambda:InvokeFunctionUrl',
        Condition: { ...ofUrl, IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
      }),
    ],
    false,
    null,
  ],
  ['anyone, and a denial for all', [allow(), deny()], false, false],
  ['anyone, and a denial for some', [allow(), deny({ Principal: { AWS: '111122223333' } })], true, false],
  [
    'anyone, and a denial that depends',
    [allow(), deny({ Condition: { Bool: { 'aws:ViaAWSService': 'false' } } })],
    null,
    false,
  ],
  [
    'anyone, and a denial for all but some',
    [allow(), deny({ Principal: undefined, NotPrincipal: { AWS: '1' } })],
    null,
    false,
  ],
] as const)('a policy with %s is as open as its text says', (_, statements, api, url) => {
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  expect([letsAnyoneIn(policy, 'api'), letsAnyoneIn(policy, 'url')]).toEqual([api, url]);
});

test('no policy lets nobody in, and a text that is no policy tells nothing', () => {
  expect(letsAnyoneIn('{}', 'api')).toBe(false);
  expect(letsAnyoneIn('{"Statement":[{"Effect":"Perhaps"}]}', 'api')).toBeNull();
  expect(letsAnyoneIn('no JSON', 'url')).toBeNull();
});
