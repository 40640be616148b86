import { expect, test } from 'vitest';
import { testOf } from './condition.ts';
import { arnMatches, glob, globMatches, isOnlyStars, literal, prefixOf } from './glob.ts';
import { type PolicyType, policyOf, policyOfText } from './policy.ts';
import { template } from './template.ts';

const why = (value: unknown, type: PolicyType = 'identity'): string => {
  const policy = policyOf(value, type);
  return 'malformed' in policy ? policy.malformed : 'it can be read';
};
const allow = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const named = { ...allow, Principal: '*' };
const policy = (Statement: unknown) => ({ Version: '2012-10-17', Statement });

test.each([
  [undefined, 'it is no JSON object'],
  [null, 'it is no JSON object'],
  ['{}', 'it is no JSON object'],
  [7, 'it is no JSON object'],
  [[policy(allow)], 'it is no JSON object'],
  [{ Version: '2012-10-17' }, 'it has no Statement'],
  [{ ...policy(allow), Rules: [] }, 'no policy has an element Rules'],
  [policy('Allow'), 'statement 0 is no JSON object'],
  [policy([allow, null]), 'statement 1 is no JSON object'],
  [policy([allow, [allow]]), 'statement 1 is no JSON object'],
  [policy({ ...allow, Actions: [] }), 'statement 0: no statement has an element Actions'],
  [policy([allow, { ...allow, Actions: [] }]), 'statement 1: no statement has an element Actions'],
  [policy({ ...allow, Effect: 'allow' }), 'an element has a value that it cannot have'],
  [{ ...policy(allow), Version: '2013-01-01' }, 'no policy language 2013-01-01'],
  [policy({ ...allow, NotAction: 's3:*' }), 'statement 0: it has an element and its Not'],
  [policy({ ...allow, NotResource: '*' }), 'statement 0: it has an element and its Not'],
  [policy({ Effect: 'Allow', Resource: '*' }), 'statement 0: it has no Action'],
  [policy({ ...allow, Action: 'Get*' }), 'statement 0: Get* is no action'],
  [policy({ ...allow, Action: ['s3:*', 's3:Get Object'] }), 'statement 0: s3:Get Object is no action'],
  [policy({ ...allow, Action: ' s3:Get' }), 'statement 0:  s3:Get is no action'],
  [policy({ ...allow, Action: 's3:a:b' }), 'statement 0: s3:a:b is no action'],
  [policy({ ...allow, Action: '**' }), 'statement 0: ** is no action'],
  [policy({ ...allow, Resource: 'data' }), 'statement 0: data is no ARN'],
  [policy({ ...allow, Resource: 'my-arn:aws:s3:::data' }), 'statement 0: my-arn:aws:s3:::data is no ARN'],
  [policy({ ...allow, Resource: '**' }), 'statement 0: ** is no ARN'],
  [policy({ Effect: 'Allow', Action: 's3:*' }), 'statement 0: it has no Resource'],
  [policy(named), 'statement 0: it may not have a Principal'],
  [policy({ ...allow, Condition: { Like: { 's3:x': 'a' } } }), 'statement 0: no condition operator Like'],
  [policy([]), 'it can be read'],
  [
    { version: '2012-10-17', id: 'x', STATEMENT: { effect: 'Allow', ACTION: '*', resource: '*' } },
    'it can be read',
  ],
])('of %j the reader says: %s', (value, said) => {
  expect(why(value)).toBe(said);
});

test.each([
  ['resource', allow, 'statement 0: it has no Principal'],
  ['resource', { ...named, NotPrincipal: '*' }, 'statement 0: it has an element and its Not'],
  ['resource', { Effect: 'Allow', Action: 'ecr:*', Principal: '*' }, 'it can be read'],
  ['endpoint', { Effect: 'Allow', Action: 's3:*', Principal: '*' }, 'statement 0: it has no Resource'],
  ['rcp', { Effect: 'Deny', Action: 's3:*', Principal: '*' }, 'statement 0: it has no Resource'],
  ['rcp', named, 'it can be read'],
  ['scp', named, 'statement 0: it may not have a Principal'],
  ['boundary', named, 'statement 0: it may not have a Principal'],
  ['session', named, 'statement 0: it may not have a Principal'],
  ['trust', named, 'statement 0: it may not have a Resource'],
  ['trust', { Effect: 'Allow', Action: 'sts:*', Principal: '*' }, 'it can be read'],
  ['trust', { Effect: 'Allow', Action: 'sts:*' }, 'statement 0: it has no Principal'],
] as const)('of a policy of type %s with %j the reader says: %s', (type, statement, said) => {
  expect(why(policy(statement), type)).toBe(said);
});

test('a policy is read from its text', () => {
  expect(policyOfText('{"Version":', 'identity')).toEqual({ malformed: 'it is no JSON' });
  expect(policyOfText('[]', 'identity')).toEqual({ malformed: 'it is no JSON object' });
  expect(policyOfText(JSON.stringify(policy({ Sid: 'Mine', ...allow })), 'identity')).toMatchObject({
    statements: [{ id: 'Mine', allows: true }],
  });
});

const tested = (operator: string, key: string, value: string): string => {
  const test = testOf(operator, key, [value], true);
  return 'malformed' in test ? test.malformed : 'it can be read';
};
test.each([
  ['StringEquals', 's3:x', 'a', 'it can be read'],
  ['FORANYVALUE:stringequalsIFEXISTS', 's3:x', 'a', 'it can be read'],
  ['ForAllValues:Null', 's3:x', 'TRUE', 'it can be read'],
  ['StringEquals', 'aws:PrincipalTag/a b', 'a', 'it can be read'],
  ['StringEquals', 'x', 'a', 'condition key x has no service in front'],
  ['StringEquals', ':x', 'a', 'condition key :x has no service in front'],
  ['StringEquals', 's3:', 'a', 'condition key s3: has no service in front'],
  ['StringEquals', 's3: x', 'a', 'condition key s3: x has no service in front'],
  ['StringEquals', ' s3:x', 'a', 'condition key  s3:x has no service in front'],
  ['StringLikes', 's3:x', 'a', 'no condition operator StringLikes'],
  ['IfExistsStringEquals', 's3:x', 'a', 'no condition operator IfExistsStringEquals'],
  ['ForEachValue:StringEquals', 's3:x', 'a', 'no condition operator ForEachValue:StringEquals'],
  ['notForAnyValue:StringEquals', 's3:x', 'a', 'no condition operator notForAnyValue:StringEquals'],
  ['ForAnyValueStringEquals', 's3:x', 'a', 'no condition operator ForAnyValueStringEquals'],
  ['NullIfExists', 's3:x', 'true', 'Null takes no IfExists'],
  ['Null', 's3:x', 'untrue', 'Null takes true or false, not untrue'],
  ['Null', 's3:x', 'falsely', 'Null takes true or false, not falsely'],
  ['bool', 's3:x', 'yes', 'Bool takes no "yes"'],
  ['NumericEquals', 's3:x', '${s3:y}', 'NumericEquals takes no "${s3:y}"'],
])('of %s %s %s the reader says: %s', (operator, key, value, said) => {
  expect(tested(operator, key, value)).toBe(said);
});

test.each([
  ['arn:aws:logs:*:*:log-group:a:b', 'arn:aws:logs:eu-west-1:111122223333:log-group:a:b', true],
  ['arn:aws:logs:*:*:log-group:*', 'arn:aws:logs:eu-west-1:111122223333:log-group:a:b', true],
  ['arn:aws:logs:*:*:*:b', 'arn:aws:logs:eu-west-1:111122223333:log-group:a:b', true],
  ['arn:aws:logs:*:*:log-group:a', 'arn:aws:logs:eu-west-1:111122223333:log-group:a:b', false],
  ['arn:aws:logs:*:*:log-group:a:b', 'arn:aws:logs:eu-west-1:111122223333:log-group-a-b', false],
  ['arn:aws:s3:::data', 'arn:aws:s3:::data', true],
  ['arn:aws:*:data', 'arn:aws:s3:::data', false],
  ['arn:aws:s3:*:*:*', 'arn:aws:s3:::data', true],
  ['arn:*:s3:::da?a', 'arn:aws-cn:s3:::data', true],
  ['ar*', 'arn:aws:s3:::data', false],
  ['ar*', 'ar:ar:ar:ar:ar:arx', false],
  ['**', 'no ARN', true],
  ['', '', false],
  ['', 'arn:aws:s3:::data', false],
  ['arn:aws:s3:::*', 'data', false],
])('as an ARN, %s against %s: %s', (pattern, text, wanted) => {
  expect(arnMatches(glob(pattern), text)).toBe(wanted);
});

test('no character at all is no star', () => {
  expect(isOnlyStars(glob(''))).toBe(false);
  expect(isOnlyStars(glob('**'))).toBe(true);
  expect(isOnlyStars(glob('*?'))).toBe(false);
});

test('every character may stand in front of the first wildcard', () => {
  expect(prefixOf(glob('a\0b*'))).toBe('a\0b');
  expect(prefixOf(literal('a*b'))).toBe('a*b');
  expect(prefixOf(glob('a?b'))).toBe('a');
  expect(globMatches(literal('\u0002'), 'a')).toBe(false);
  expect(literal('\uffffa\u{10000}b')).toEqual([0xffff, 0x61, 0x10000, 0x62]);
});

test.each([
  ['${S3:K}', 's3:k', undefined],
  ["${s3:k, 'x'}", 's3:k', 'x'],
  ["${s3:k,'x'}", 's3:k', 'x'],
  ["${s3:k,  'x, y'}", 's3:k', 'x, y'],
  ["${s3:k, ''}", 's3:k', ''],
  ["${s3:j,k, 'x'}", "s3:j,k, 'x'", undefined],
  ["${s3:k, 'x' y}", "s3:k, 'x' y", undefined],
  ['${s3:k, x}', 's3:k, x', undefined],
])('the variable %s is %j with the default %j', (text, key, fallback) => {
  const { parts } = template(text, { variables: true, wildcards: true });
  expect(parts.filter((part) => 'key' in part)).toEqual([{ key, fallback }]);
});
