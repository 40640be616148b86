import { expect, test } from 'vitest';
import { callerOf, isServiceLinked } from './caller.ts';
import { contextOf } from './context.ts';
import { leftOut, namedBy } from './principal.ts';

const account = '111122223333';
const asked = 's3:getobject';
const caller = (text: string, action = asked) => {
  const found = callerOf(text, action);
  if (found === undefined) throw new Error(`${text} calls nothing`);
  return found;
};
// Callers are made inside the tests, so that a mutation run knows which test runs which line.
const user = `arn:aws:iam::${account}:user/team/alice`;
const role = `arn:aws:iam::${account}:role/team/train`;
const session = `arn:aws:sts::${account}:assumed-role/train/run`;
const federated = `arn:aws:sts::${account}:federated-user/alice`;
const root = `arn:aws:iam::${account}:root`;
const anyone = '*';
const service = 'lambda.amazonaws.com';

test.each([
  [user, { kind: 'user', partition: 'aws', account, name: 'alice' }],
  [role, { kind: 'role', partition: 'aws', account, name: 'train' }],
  [session, { kind: 'session', partition: 'aws', account, name: 'train' }],
  [federated, { kind: 'federated', partition: 'aws', account, name: 'alice' }],
  [root, { kind: 'root', partition: 'aws', account, name: 'root' }],
  [anyone, { kind: 'anonymous', partition: 'aws', account: undefined, name: '*' }],
  [service, { kind: 'service', partition: 'aws', account: undefined, name: 'lambda.amazonaws.com' }],
])('%s is who it is', (text, wanted) => {
  expect(caller(text)).toEqual({ text, ...wanted });
});

test.each([
  ['ec2.amazonaws.com.cn', asked, 'service', 'aws-cn'],
  ['EC2.AMAZONAWS.COM.CN', asked, 'service', 'aws-cn'],
  ['ec2.amazonaws.com', asked, 'service', 'aws'],
  ['delivery.logs.amazonaws.com', asked, 'service', 'aws'],
  ['lambda.aws.internal', asked, 'service', 'aws'],
  ['alexa-appkit.amazon.com', asked, 'service', 'aws'],
  ['accounts.google.com', asked, 'provider', 'aws'],
  ['oidc.example.org:8443/realms/ml', asked, 'provider', 'aws'],
  ['amazonaws.com.example.org', asked, 'provider', 'aws'],
  ['lambda.amazonaws.com.example.org', asked, 'provider', 'aws'],
  ['www.amazon.com', 'sts:tagsession', 'provider', 'aws'],
  ['WWW.AMAZON.COM', 'STS:TagSession', 'provider', 'aws'],
  ['www.amazon.com', 'tests:run', 'service', 'aws'],
  ['cognito-identity.amazonaws.com', 'lambda:invokefunction', 'service', 'aws'],
  ['my-cognito-identity.amazonaws.com', 'sts:assumerole', 'service', 'aws'],
  ['cognito-identity.amazonaws.com.cn', 'sts:assumerole', 'service', 'aws-cn'],
  ['lambda.amazonaws.com', 'sts:AssumeRoleWithWebIdentity', 'provider', 'aws'],
  ['lambda.amazonaws.com', 'sts:assumerolewithsaml', 'provider', 'aws'],
  ['lambda.amazonaws.com', 'sts:assumerole', 'service', 'aws'],
  ['lambda.amazonaws.com', 'sts:assumerolewithsamlx', 'service', 'aws'],
  ['lambda.amazonaws.com', 'xsts:assumerolewithsaml', 'service', 'aws'],
])('%s in %s is a %s of %s', (text, action, kind, partition) => {
  expect(callerOf(text, action)).toEqual({ kind, text, partition, account: undefined, name: text });
});

test.each([
  `arn:aws:iam::${account}:oidc-provider/accounts.example.org/ml`,
  `arn:aws:iam::${account}:saml-provider/corp`,
])('%s is a provider, of no account', (text) => {
  expect(callerOf(text, asked)).toEqual({
    kind: 'provider',
    text,
    partition: 'aws',
    account: undefined,
    name: text,
  });
});

test.each([
  '',
  account,
  'localhost',
  '.example.org',
  'example.org/a b',
  'example.org/*',
  'a b.example.org',
  'example.org:port',
  'https://example.org/',
  `arn:aws:iam::${account}:user`,
  `arn:aws:iam::${account}:user/`,
  `arn:aws:iam::${account}:user/team/`,
  `arn:aws:iam::${account}:role`,
  `arn:aws:iam::${account}:group/ml`,
  `arn:aws:iam::${account}:oidc-provider`,
  'arn:aws:iam::1111:user/alice',
  'arn:aws:iam::1111222233334:user/alice',
  'arn:aws:iam::x111122223333:user/alice',
  'arn:aws:iam::aws:user/alice',
  `arn:aws:s3::${account}:user/alice`,
  `arn:aws:s3::${account}:assumed-role/train/run`,
  `arn:aws:sts::${account}:assumed-role`,
  `arn:aws:sts::${account}:assumed-role/train`,
  `arn:aws:sts::${account}:assumed-role/train/`,
  `arn:aws:sts::${account}:assumed-role//run`,
  `arn:aws:sts::${account}:federated-user`,
  `arn:aws:sts::${account}:federated-user/`,
  `arn:aws:sts::${account}:other/train/run`,
])('nobody who calls is %j', (text) => {
  expect(callerOf(text, asked)).toBeUndefined();
});

const linked = `arn:aws:iam::${account}:role/aws-service-role/es.amazonaws.com/AWSServiceRoleForEs`;
const own = `arn:aws:iam::${account}:role/AWSServiceRoleForEs`;
const run = `arn:aws:sts::${account}:assumed-role/AWSServiceRoleForEs/run`;
test.each([
  ['the path of a role tells', linked, undefined, true],
  ['a role without the path is none, whatever its name', own, undefined, false],
  ['what is said of another principal does not make a role one', own, linked, false],
  ['the reserved name of a session tells', run, undefined, true],
  ['the path of its role goes before the name of a session', run, own, false],
  ['the path of its role tells for a session', session, linked, true],
  ['what is no ARN tells nothing', run, 'train', true],
  ['what is no role tells nothing', run, `arn:aws:iam::${account}:user/a`, true],
  ['a session of another role is none', session, undefined, false],
  ['a user is none', `arn:aws:iam::${account}:user/AWSServiceRoleForEs`, undefined, false],
  ['a federated user is none', federated, linked, false],
])('of service-linked roles: %s', (_, who, principalArn, wanted) => {
  expect(isServiceLinked(caller(who), principalArn)).toBe(wanted);
});

const one = (value: string) => ({ values: [value], many: false });
test.each([
  [user, 'aws:principalarn', one(user)],
  [session, 'aws:principalarn', one(`arn:aws:iam::${account}:role/train`)],
  [service, 'aws:principalarn', 'absent'],
  [anyone, 'aws:principalarn', 'absent'],
  [user, 'aws:principalaccount', one(account)],
  [anyone, 'aws:principalaccount', one('anonymous')],
  [service, 'aws:principalaccount', 'unknown'],
  [user, 'aws:principaltype', one('User')],
  [role, 'aws:principaltype', one('AssumedRole')],
  [session, 'aws:principaltype', one('AssumedRole')],
  [anyone, 'aws:principaltype', one('Anonymous')],
  [federated, 'aws:principaltype', one('FederatedUser')],
  [root, 'aws:principaltype', one('Account')],
  [service, 'aws:principaltype', 'unknown'],
  [user, 'aws:username', one('alice')],
  [federated, 'aws:username', 'absent'],
  [user, 'aws:principalisawsservice', one('false')],
  [service, 'aws:principalisawsservice', one('true')],
  [anyone, 'aws:principalisawsservice', 'absent'],
  [service, 'aws:principalservicename', one('lambda.amazonaws.com')],
  [user, 'aws:principalservicename', 'absent'],
  [user, 'aws:resourceaccount', 'unknown'],
  [user, 's3:resourceaccount', 'unknown'],
] as const)('of $text follows %s', (who, key, wanted) => {
  expect(contextOf({}, false, caller(who), undefined).find(key)).toEqual(wanted);
});

test.each([
  [user, account, 'aws:principalorgid', one('o-1')],
  [user, '444455556666', 'aws:resourceorgid', 'absent'],
  [user, account, 'aws:resourceorgid', one('o-1')],
  [user, '777788889999', 'aws:resourceorgid', 'unknown'],
  [user, undefined, 'aws:resourceorgid', 'unknown'],
  [service, account, 'aws:principalorgid', 'unknown'],
] as const)('where organisations are known, %s on a thing of %s has %s', (who, owner, key, wanted) => {
  const organizations = new Map([
    [account, 'o-1'],
    ['444455556666', 'none'],
  ]);
  expect(contextOf({}, false, { ...caller(who), organizations }, owner).find(key)).toEqual(wanted);
});

test('a key that is given without a value is absent', () => {
  expect(contextOf({ 'S3:Tags': [] }, false, caller(user), account).find('s3:tags')).toBe('absent');
});

const aws = (value: string) => ({ type: 'AWS', value }) as const;
test.each([
  ['a user is not the role of its name', user, `arn:aws:iam::${account}:role/alice`],
  ['a session is not a user of the name of its role', session, `arn:aws:iam::${account}:user/train`],
  ['an ARN of another service names no role', session, `arn:aws:sts::${account}:role/train`],
  ['an ARN of another service names no user', federated, `arn:aws:sts::${account}:user/alice`],
  ['an id of a deleted role names no session', session, 'AROAIOSFODNN7EXAMPLE'],
  ['an id of a deleted user names no federated user', federated, 'AIDAIOSFODNN7EXAMPLE'],
  ['more than 12 digits are no account', user, `${account}4`],
  ['less than digits is no account', user, `a${account}`],
  ['an account names no service', service, account],
  ['a session of a role of their name is no user', user, `arn:aws:sts::${account}:assumed-role/alice/run`],
])('%s', (_, who, value) => {
  expect(namedBy(caller(who), [aws(value)])).toEqual({ direct: false, role: false, account: false });
});

test('a canonical user may be any account, and nobody else', () => {
  const canonical = { type: 'CanonicalUser', value: 'abc' } as const;
  expect(namedBy(caller(user), [canonical]).account).toBeNull();
  expect(namedBy(caller(anyone), [canonical]).account).toBe(false);
});

test.each([
  ['a role leaves out its sessions', session, [`arn:aws:iam::${account}:role/train`], true],
  ['its session leaves out a role perhaps', role, [role, session], null],
  ['another session of the role is not left out', session, [role, `${session}2`], false],
  ['a user does not leave out the federated user of its name', federated, [user], false],
  ['an account does not leave out its users', user, [account], false],
  ['an account leaves out its root', root, [account], true],
  ['a user leaves out itself', user, [user], true],
])('of NotPrincipal: %s', (_, who, values, wanted) => {
  expect(leftOut(caller(who), values.map(aws))).toBe(wanted);
});
