import { expect, test } from 'vitest';
import { callerOf } from './caller.ts';
import { asksTrust, bindings, keepsBucketPolicy, needsResourcePolicy } from './rules.ts';
import { runCase } from './run.ts';

const account = '111122223333';
const iam = (resource: string): string => `arn:aws:iam::${account}:${resource}`;
const role = iam('role/train');
const request = {
  principal: iam('user/alice'),
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::data/x',
  resourceAccount: account,
};
const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const s3 = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const own = (...statements: readonly object[]) => [{ name: 'own', policy: policy(...statements) }];
const says = (asked: object, policies: object = {}) =>
  runCase({ title: 't', request: { ...request, ...asked }, ...policies });
const reasons = (effect: string, ...of: readonly (readonly [policy: string, statement: string])[]) =>
  of.map(([policy_, statement]) => ({ effect, policy: policy_, statement }));
const yes = (...of: Parameters<typeof reasons> extends [string, ...infer R] ? R : never) => ({
  title: 't',
  verdict: 'yes',
  conditions: [],
  reasons: reasons('Allow', ...of),
});
const no = (...all: readonly object[]) => ({ title: 't', verdict: 'no', conditions: [], reasons: all });
const open = { StringEquals: { 's3:x': 'a' } };
const openAt = (policy_: string, statement: string) => ({
  policy: policy_,
  statement,
  key: 's3:x',
  operator: 'StringEquals',
  values: ['a'],
});

test('root is told that it needs no identity policy', () => {
  expect(says({ principal: iam('root') })).toEqual(yes(['root', 'root needs no identity policy']));
});

test('what needs no permission says so', () => {
  expect(says({ action: 'sts:GetCallerIdentity', resource: '*' })).toEqual(
    yes(['sts', 'it needs no permission']),
  );
});

test.each([
  [iam('root'), 'sts:AssumeRole', role, 'root may not assume a role'],
  ['*', 'sts:GetCallerIdentity', '*', 'STS takes no anonymous call'],
  ['accounts.google.com', 's3:GetObject', request.resource, 'an identity provider calls STS alone'],
])('%s that calls %s on %s is told: %s', (principal, action, resource, said) => {
  expect(says({ principal, action, resource })).toEqual(no(...reasons('Deny', ['sts', said])));
});

test('a yes gives the statements that surely apply, and no other', () => {
  const statements = [
    { ...s3, Sid: 'Perhaps', Condition: open },
    { ...s3, Sid: 'Surely' },
  ];
  expect(says({}, { identity: own(...statements) })).toEqual(yes(['own', 'Surely']));
});

test('a no gives the statements that surely deny, and no other', () => {
  const deny = { ...s3, Effect: 'Deny' };
  const statements = [s3, { ...deny, Sid: 'Perhaps', Condition: open }, { ...deny, Sid: 'Surely' }];
  expect(says({}, { identity: own(...statements) })).toEqual(no(...reasons('Deny', ['own', 'Surely'])));
});

test('a no gives every gate without an Allow, by its name', () => {
  const none = policy();
  const principal = `arn:aws:sts::${account}:assumed-role/train/run`;
  const all = {
    identity: own(),
    boundary: none,
    session: [none],
    resource: none,
    scps: [[none]],
    endpoint: none,
  };
  const gates = ['identity', 'boundary', 'session', 'resource', 'scps[0]', 'endpoint'];
  expect(says({ principal }, all)).toEqual(
    no(...reasons('implicit deny', ...gates.map((gate) => [gate, 'no statement allows it'] as const))),
  );
});

test("a service that asks for what is AWS's own is told that nothing allows it", () => {
  const resource = policy({ ...s3, Action: '*', Principal: '*' });
  const model = 'arn:aws:bedrock:eu-west-1::foundation-model/m';
  const asked = { principal: 'lambda.amazonaws.com', action: 'bedrock:InvokeModel', resource: model };
  expect(says({ ...asked, resourceAccount: undefined }, { resource })).toEqual(
    no(...reasons('implicit deny', ['identity', 'no statement allows it'])),
  );
});

test('a federated user without session policies is told that no session policy allows', () => {
  const principal = `arn:aws:sts::${account}:federated-user/carol`;
  expect(says({ principal }, { identity: own(s3) })).toEqual(
    no(
      ...reasons(
        'implicit deny',
        ['session', 'no statement allows it'],
        ['resource', 'no statement allows it'],
      ),
    ),
  );
});

test('what was not read says so, by its name', () => {
  const all = {
    identity: null,
    boundary: null,
    session: null,
    resource: null,
    scps: [null],
    rcps: null,
    endpoint: null,
  };
  const principal = `arn:aws:sts::${account}:assumed-role/train/run`;
  const gates = ['identity', 'boundary', 'session', 'resource', 'scps[0]', 'endpoint', 'rcps'];
  expect(says({ principal }, all)).toEqual({
    title: 't',
    verdict: 'conditional',
    conditions: [],
    reasons: reasons('unread', ...gates.map((gate) => [gate, 'it could not be read'] as const)),
  });
});

test('a conditional answer gives the Deny that may apply, and what it hangs on', () => {
  const statements = [s3, { ...s3, Effect: 'Deny', Condition: open }];
  expect(says({}, { identity: own(...statements) })).toEqual({
    title: 't',
    verdict: 'conditional',
    conditions: [openAt('own', '1')],
    reasons: [...reasons('Deny', ['own', '1']), ...reasons('Allow', ['own', '0'])],
  });
});

test('what a policy leaves open that allows anyhow is no condition of the answer', () => {
  const policies = {
    identity: own(s3, { ...s3, Condition: { StringEquals: { 's3:y': 'b' } } }),
    scps: [[policy({ ...s3, Condition: open })]],
  };
  expect(says({}, policies)).toMatchObject({
    verdict: 'conditional',
    conditions: [openAt('scps[0][0]', '0')],
  });
});

test('root under an SCP that is open has its own reason, and hangs on the SCP alone', () => {
  const scps = [[policy({ ...s3, Condition: open })]];
  expect(says({ principal: iam('root') }, { scps })).toEqual({
    title: 't',
    verdict: 'conditional',
    conditions: [openAt('scps[0][0]', '0')],
    reasons: reasons('Allow', ['root', 'root needs no identity policy'], ['scps[0][0]', '0']),
  });
});

test('a conditional answer leaves out what does not speak of the request', () => {
  const known = { StringEquals: { 's3:k': 'b' } };
  const identity = own(
    { ...s3, Condition: open },
    { ...s3, Condition: known },
    { ...s3, Effect: 'Deny', Condition: known },
    { ...s3, Resource: 'arn:aws:s3:::other/*' },
    { ...s3, Action: 'kms:*' },
  );
  const bob = { ...s3, Principal: { AWS: iam('user/bob') } };
  const resource = policy(bob, { ...bob, Effect: 'Deny' });
  expect(says({ context: { 's3:k': 'a' } }, { identity, resource })).toEqual({
    title: 't',
    verdict: 'conditional',
    conditions: [openAt('own', '0')],
    reasons: reasons('Allow', ['own', '0']),
  });
});

test('a variable that is known is no condition of the answer', () => {
  const Resource = 'arn:aws:s3:::data/${s3:k}';
  const identity = own({ ...s3, Resource, Condition: open });
  expect(says({ context: { 's3:k': 'x' } }, { identity })).toMatchObject({
    verdict: 'conditional',
    conditions: [openAt('own', '0')],
  });
});

test('a role hangs on which of its sessions calls', () => {
  const train = `arn:aws:sts::${account}:assumed-role/train/run`;
  const resource = policy({ ...s3, Principal: { AWS: train, Service: 'lambda.amazonaws.com' } });
  expect(says({ principal: role }, { resource })).toMatchObject({
    verdict: 'conditional',
    conditions: [
      {
        policy: 'resource',
        statement: '0',
        key: 'Principal',
        operator: 'Principal',
        values: [train, 'lambda.amazonaws.com'],
      },
    ],
  });
});

const block = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};
test('Block Public Access that closes nothing is no reason', () => {
  const policies = {
    identity: own({ ...s3, Condition: open }),
    blockPublicAccess: { account: block, bucket: block },
  };
  expect(says({ action: 's3:PutObject' }, policies)).toEqual({
    title: 't',
    verdict: 'conditional',
    conditions: [openAt('own', '0')],
    reasons: reasons('Allow', ['own', '0']),
  });
});

test.each([
  ['RestrictPublicBuckets', { principal: '*' }, { resource: policy({ ...s3, Principal: '*' }) }],
  [
    'BlockPublicAcls',
    { action: 's3:PutObject', context: { 's3:x-amz-acl': 'public-read' } },
    { identity: own(s3) },
  ],
])('Block Public Access says that it was %s', (which, asked, policies) => {
  expect(says(asked, { ...policies, blockPublicAccess: { account: null, bucket: block } })).toEqual(
    no(...reasons('Deny', ['blockPublicAccess', which])),
  );
});

test('of two levels of Block Public Access one may be missing', () => {
  const off = { ...block, restrictPublicBuckets: false };
  const resource = policy({ ...s3, Principal: '*' });
  const verdict = (blockPublicAccess: unknown) => says({ principal: '*' }, { resource, blockPublicAccess });
  expect(verdict({ bucket: off })).toMatchObject({ verdict: 'yes' });
  expect(verdict({ account: off })).toMatchObject({ verdict: 'yes' });
  expect(verdict({ account: null, bucket: off })).toMatchObject({ verdict: 'conditional' });
  expect(verdict({ BlockPublicAcls: true })).toMatchObject({ error: expect.any(String) });
});

test.each(['on', 7, [block], { ...block, blockPublicAcls: 'true' }])(
  'switches of Block Public Access are not %j',
  (account_) => {
    expect(says({}, { blockPublicAccess: { account: account_ } })).toMatchObject({
      error: expect.any(String),
    });
  },
);

test('an unread switch is a reason, and no condition of the request', () => {
  const resource = policy({ ...s3, Principal: '*' });
  expect(says({ principal: '*' }, { resource, blockPublicAccess: null })).toEqual({
    title: 't',
    verdict: 'conditional',
    conditions: [],
    reasons: [
      ...reasons('Deny', ['blockPublicAccess', 'RestrictPublicBuckets']),
      ...reasons('Allow', ['resource', '0']),
    ],
  });
});

test('switches of Block Public Access may be written as S3 writes them', () => {
  const capital = Object.fromEntries(
    Object.entries(block).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]),
  );
  const resource = policy({ ...s3, Principal: '*' });
  expect(says({ principal: '*' }, { resource, blockPublicAccess: { account: capital } })).toMatchObject({
    verdict: 'no',
  });
});

const callers = 'a user, role, session, federated user, root, service, provider or *';
test.each([
  [
    { resourceAccount: undefined },
    "request.resourceAccount: is needed: a bucket's ARN does not hold its account",
  ],
  [{ resourceAccount: '1111222233334' }, 'request.resourceAccount: an account is 12 digits'],
  [{ resourceAccount: 'x111122223333' }, 'request.resourceAccount: an account is 12 digits'],
  [{ action: 's3:Get*' }, 'request.action: an action is service:Operation, without wildcards'],
  [{ action: '*s3:Get' }, 'request.action: an action is service:Operation, without wildcards'],
  [{ resource: 'data/x' }, 'request.resource: no ARN, and not *'],
  [{ principal: account }, `request.principal: nobody who calls: ${callers}`],
])('a request with %j says what is wrong with it', (more, error) => {
  expect(says(more)).toEqual({ title: 't', error });
});

test('all that is wrong with a case is said in one line', () => {
  expect(says({ action: 'Get', resource: 'data/x' })).toEqual({
    title: 't',
    error:
      'request.action: an action is service:Operation, without wildcards; request.resource: no ARN, and not *',
  });
  expect(runCase(7)).toEqual({ title: '', error: 'Invalid input: expected object, received number' });
});

test('an access point holds its account, a bucket does not', () => {
  const resource = `arn:aws:s3:eu-west-1:${account}:accesspoint/ml`;
  expect(says({ resource, resourceAccount: undefined }, { identity: own(s3) })).toMatchObject({
    verdict: 'yes',
  });
});

test.each([
  ['sts:assumerole', role, true],
  ['sts:assumerole', iam('user/alice'), false],
  ['sts:assumerole', `arn:aws:s3::${account}:role/train`, false],
  ['sts:getfederationtoken', '*', false],
  ['iam:passrole', role, false],
])('%s on %s asks the trust policy: %s', (action, resource, wanted) => {
  expect(asksTrust(action, resource)).toBe(wanted);
});

const key = `arn:aws:kms:eu-west-1:${account}:key/1`;
test.each([
  ['sts:assumerole', role, true],
  ['kms:decrypt', key, true],
  ['kms:decrypt', key.replace('key/', 'alias/'), false],
  ['kms:createkey', '*', false],
  ['kms:decrypt', 'arn:aws:s3:::key/1', false],
  ['tag:tagresources', key, false],
])('%s on %s needs a resource policy: %s', (action, resource, wanted) => {
  expect(needsResourcePolicy(action, resource)).toBe(wanted);
});

test.each([
  ['s3:getbucketpolicy', true],
  ['s3:deletebucketpolicy', true],
  ['s3:getbucketpolicystatus', false],
  ['xs3:getbucketpolicy', false],
])('root keeps %s: %s', (action, wanted) => {
  const root = callerOf(iam('root'), action);
  if (root === undefined) throw new Error('nobody');
  expect(keepsBucketPolicy(action, root, account)).toBe(wanted);
  expect(keepsBucketPolicy(action, root, '444455556666')).toBe(false);
});

test("no RCP binds what is AWS's own", () => {
  const caller = callerOf(request.principal, 's3:getobject');
  if (caller === undefined) throw new Error('nobody');
  expect(bindings(caller, undefined, 's3:getobject', request.resource, undefined).rcps).toBe(false);
  expect(bindings(caller, undefined, 's3:getobject', request.resource, account).rcps).toBe(true);
});
