import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import endpoint from '#connectors/aws/sagemaker/endpoint.ts';
import { defineKind, type Kind } from '#connectors/kit/define.ts';
import type { Json } from '#connectors/kit/provider.ts';
import { startAwsStandin } from '#connectors/standin/aws/server.ts';
import type { Fault } from '#connectors/standin/estate.ts';
import type { Scope } from '#graph/schema/coverage.ts';
import { checkAccess } from './check.ts';
import { type AwsOptions, type AwsProvider, awsProvider, discoveryOperations } from './provider.ts';

const home = '111122223333';
const account: Scope = { cloud: 'aws', partition: 'aws', account: home };
const scopes: readonly Scope[] = [
  account,
  { ...account, region: 'eu-west-1' },
  { ...account, region: 'us-east-1' },
];

const key: Kind = defineKind({
  kind: 'Key',
  title: 'key',
  cloud: 'aws',
  service: 'kms',
  concepts: ['ModelEndpoint'],
  scope: 'region',
}).list({
  operation: 'kms:ListKeys',
  input: () => ({ Limit: 1000 }),
  permissions: ['kms:ListKeys', 'kms:ListAliases'],
  items: 'Keys',
  item: z.object({ KeyId: z.string() }),
  id: (k) => k.KeyId,
  name: (k) => k.KeyId,
  gives: {},
  props: () => ({}),
});

/** What the simulator says of the read; the stand-in has one of its own, which follows its faults. */
const simulated = (decision: string): Json => ({
  EvaluationResults: [{ EvalActionName: 'sagemaker:DescribeEndpoint', EvalDecision: decision }],
});
const mute: Fault = { operation: 'iam:SimulatePrincipalPolicy', fault: { type: 'deny' } };

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

async function setUp(
  kinds: readonly Kind[],
  simulator: Json | undefined,
  faults: readonly Fault[] = [],
  more: Partial<AwsOptions> = {},
) {
  const operations = kinds.flatMap((k) => [
    k.list.operation,
    ...Object.values(k.reads).map((r) => r.operation),
  ]);
  const standin = await startAwsStandin({
    estate: { pieces: [{ account: home, region: 'eu-west-1' }] },
    faults,
    readOnly: new Set([...operations, ...discoveryOperations]),
    accounts: { AKIATEST: home },
  });
  const real = awsProvider({
    allowed: new Set(operations),
    login: { type: 'keys', accessKeyId: 'AKIATEST', secretAccessKey: 'x' },
    endpointUrl: standin.url,
    rate: 100,
    ...more,
  });
  const provider: AwsProvider = {
    ...real,
    send: (call) =>
      call.operation === 'iam:SimulatePrincipalPolicy' && simulator !== undefined
        ? Promise.resolve({ body: simulator })
        : real.send(call),
  };
  open.push(
    () => real.close(),
    () => standin.close(),
  );
  const retry = { attempts: 1, baseMs: 1, capMs: 2, retryAfterCapMs: 2, totalMs: 5000 };
  const check = async (where = scopes) => {
    const { permissions } = await checkAccess(provider, kinds, { scopes: where, hmacKey: 'test', retry });
    return new Map(permissions.map((p) => [p.permission, p]));
  };
  return { standin, check };
}

test('a listing is asked for once, with a small page, in one region, and a read is simulated', async () => {
  const { standin, check } = await setUp([endpoint], undefined);
  const found = await check();
  expect(found.get('sagemaker:ListEndpoints')).toEqual({
    account: home,
    permission: 'sagemaker:ListEndpoints',
    kinds: ['AwsSageMakerEndpoint'],
    state: 'allowed',
    how: 'asked',
  });
  expect(found.get('sagemaker:DescribeEndpoint')).toMatchObject({ state: 'allowed', how: 'simulated' });
  expect(standin.calls.map((c) => [c.operation, c.input['MaxResults']])).toEqual([
    ['sts:GetCallerIdentity', undefined],
    ['sagemaker:ListEndpoints', 5],
    ['iam:SimulatePrincipalPolicy', undefined],
  ]);
  expect(standin.calls.at(-1)?.input).toMatchObject({
    PolicySourceArn: `arn:aws:iam::${home}:user/pathlight`,
    ActionNames: ['sagemaker:DescribeEndpoint'],
  });
});

test('a denied listing and a read that the simulator denies are denied, with how that is known', async () => {
  const deny: Fault = { operation: 'sagemaker:ListEndpoints', fault: { type: 'deny' } };
  const { check } = await setUp([endpoint], simulated('implicitDeny'), [deny]);
  const found = await check();
  expect(found.get('sagemaker:ListEndpoints')).toMatchObject({
    state: 'denied',
    how: 'asked',
    code: 'AccessDeniedException',
  });
  expect(found.get('sagemaker:DescribeEndpoint')).toMatchObject({
    state: 'denied',
    how: 'simulated',
    code: 'implicitDeny',
  });
});

test('where the simulator may not be used, a read is unknown and never allowed', async () => {
  const { check } = await setUp([endpoint], undefined, [mute]);
  expect((await check()).get('sagemaker:DescribeEndpoint')).toMatchObject({
    state: 'unknown',
    how: 'untried',
    reason: expect.stringContaining('iam:SimulatePrincipalPolicy'),
  });
});

test.each([[{}], [{ EvaluationResults: null }], [{ EvaluationResults: [{ EvalDecision: 'allowed' }] }]])(
  'a simulator that answers %j allows nothing',
  async (answer) => {
    const { check } = await setUp([endpoint], answer);
    expect((await check()).get('sagemaker:DescribeEndpoint')).toMatchObject({
      state: 'unknown',
      how: 'untried',
    });
  },
);

test('what the simulator does not speak of is unknown', async () => {
  const { check } = await setUp([endpoint], { EvaluationResults: [] });
  expect((await check()).get('sagemaker:DescribeEndpoint')).toMatchObject({
    state: 'unknown',
    code: 'NotSimulated',
  });
});

test('of several permissions the one that the refusal names is denied, and the other is not taken for allowed', async () => {
  const message = 'User: x is not authorized to perform: kms:ListAliases on resource: *';
  const error = { code: 'AccessDeniedException', message, status: 400 };
  const fault: Fault = { operation: 'kms:ListKeys', fault: { type: 'error', error } };
  const { check } = await setUp([key], undefined, [fault, mute]);
  const found = await check();
  expect(found.get('kms:ListAliases')?.state).toBe('denied');
  expect(found.get('kms:ListKeys')?.state).toBe('unknown');
});

test('a failing probe is unknown, unless the simulator knows', async () => {
  const fault: Fault = { operation: 'sagemaker:ListEndpoints', fault: { type: 'status', status: 500 } };
  const silent = await setUp([endpoint], undefined, [fault, mute]);
  expect((await silent.check()).get('sagemaker:ListEndpoints')).toMatchObject({
    state: 'unknown',
    how: 'asked',
  });
  const told = await setUp([endpoint], undefined, [fault]);
  expect((await told.check()).get('sagemaker:ListEndpoints')).toMatchObject({
    state: 'allowed',
    how: 'simulated',
  });
});

test('an account that cannot be reached is denied, and nothing there is taken for allowed', async () => {
  const other: Scope = { ...account, account: '444455556666', region: 'eu-west-1' };
  const { standin, check } = await setUp([endpoint], undefined, [], {
    assume: { role: 'Pathlight' },
  });
  const found = await check([other]);
  expect(found.get('sagemaker:ListEndpoints')).toMatchObject({ state: 'denied', code: 'AssumeRoleDenied' });
  expect(found.get('sagemaker:DescribeEndpoint')).toMatchObject({ state: 'unknown', how: 'untried' });
  expect(standin.calls.map((c) => c.operation)).not.toContain('sagemaker:ListEndpoints');
});
