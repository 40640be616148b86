import { expect, test } from 'vitest';
import { bind, nextInput } from '#connectors/aws/provider/operations.ts';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './rest-api.fixture.ts';
import restApi from './rest-api.ts';

const scanned = await scanFixture(restApi, estate);
const row = (name: string) => scanned.rows.find((r) => r.name === name);
const function_ = 'arn:aws:lambda:eu-west-1:111122223333:function';

test('an open API says so, what it asks for, and where it leads', () => {
  expect(row('open')?.id).toBe('arn:aws:apigateway:eu-west-1::/restapis/open000001');
  expect(row('open')?.aliases).toEqual([
    'arn:aws:execute-api:eu-west-1:111122223333:open000001',
    'host/open000001.execute-api.eu-west-1.amazonaws.com',
  ]);
  expect(row('open')?.props).toMatchObject({
    apiId: 'open000001',
    endpointTypes: ['EDGE'],
    vpcEndpoints: [],
    executeApiDisabled: false,
    facesInternet: true,
    apiKeySource: 'HEADER',
    createdAt: '2026-03-01T09:00:00.000Z',
    hasPolicy: true,
    authorization: ['api-key', 'none'],
    deployed: true,
    stages: ['beta', 'v1'],
    stagesWithoutWaf: ['beta', 'v1'],
    stagesWithoutLog: ['beta', 'v1'],
  });
  expect(row('open')?.props['openRoutes']).toEqual([
    'GET /chat -> arn:aws:lambda:eu-west-1:111122223333:function:chat',
    'GET /stage -> lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:${stageVariables.name}/invocations',
    'GET /web -> host/inference.example',
    'POST /agent -> arn:aws:bedrock:eu-west-1:111122223333:agent-alias/AGENT00001/ALIAS00001',
    'POST /any/{model} -> bedrock-runtime:path/model/{model}/invoke',
    'POST /ask -> arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0',
    'POST /know -> arn:aws:bedrock:eu-west-1:111122223333:knowledge-base/KB00000001',
    'POST /queue -> arn:aws:sqs:eu-west-1:111122223333:jobs',
    'POST /row -> dynamodb:action/PutItem',
    'POST /score -> arn:aws:sagemaker:eu-west-1:111122223333:endpoint/claims',
    'PUT /file/{key} -> arn:aws:s3:::uploads',
  ]);
});

test('what no text names is told apart, and gets no edge', () => {
  expect(row('open')?.props['unresolvedRoutes']).toEqual([
    'GET /stage',
    'GET /web',
    'POST /any/{model}',
    'POST /row',
  ]);
});

test('each method is an edge whose key says what it asks for; a preflight that AWS answers is none', () => {
  expect(edgesOf(row('open'))).toEqual([
    'FRONTS GET /chat none -> arn:aws:lambda:eu-west-1:111122223333:function:chat',
    'FRONTS POST /agent none -> arn:aws:bedrock:eu-west-1:111122223333:agent-alias/AGENT00001/ALIAS00001',
    'FRONTS POST /ask none -> arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0',
    'FRONTS POST /chat api-key -> arn:aws:lambda:eu-west-1:111122223333:function:chat',
    'FRONTS POST /know none -> arn:aws:bedrock:eu-west-1:111122223333:knowledge-base/KB00000001',
    'FRONTS POST /queue none -> arn:aws:sqs:eu-west-1:111122223333:jobs',
    'FRONTS POST /score none -> arn:aws:sagemaker:eu-west-1:111122223333:endpoint/claims',
    'FRONTS PUT /file/{key} none -> arn:aws:s3:::uploads',
    ...[
      'POST /agent',
      'POST /any/{model}',
      'POST /ask',
      'POST /know',
      'POST /queue',
      'POST /row',
      'POST /score',
      'PUT /file/{key}',
    ].map((route) => `RUNS_AS ${route} -> arn:aws:iam::111122223333:role/front`),
  ]);
});

test("an API that asks in every way is read as such, and the caller's own rights are no role", () => {
  expect(row('strict')?.props).toMatchObject({
    authorization: ['authorizer', 'cognito', 'iam'],
    openRoutes: [],
    policy: '{}',
    hasPolicy: false,
    stages: ['live', 'shadow'],
    stagesWithoutWaf: ['shadow'],
    stagesWithoutLog: [],
  });
  expect(edgesOf(row('strict'))).toEqual([
    'FRONTS ANY /balancer iam -> arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/models/0123456789abcdef',
    `FRONTS GET /custom authorizer -> ${function_}:custom`,
    `FRONTS GET /key iam -> ${function_}:key`,
    `FRONTS GET /people cognito -> ${function_}:people`,
    'LOGS_TO live -> arn:aws:logs:eu-west-1:111122223333:log-group:/apis/strict',
    'LOGS_TO shadow -> arn:aws:firehose:eu-west-1:111122223333:deliverystream/amazon-apigateway-log',
  ]);
});

test('without its own address an API may have a custom name: unknown; inside of a network it has none', () => {
  expect(row('strict')?.props['facesInternet']).toBeNull();
  expect(row('inside')?.props).toMatchObject({
    facesInternet: false,
    endpointTypes: ['PRIVATE'],
    vpcEndpoints: ['vpce-1'],
    deployed: false,
    stages: [],
  });
  expect(edgesOf(row('inside'))).toEqual([
    'FRONTS ANY /nlb none -> host/models-0123456789abcdef.elb.eu-west-1.amazonaws.com',
  ]);
});

test('a policy is read through the backslashes that API Gateway puts in front of quotes and slashes', () => {
  expect(JSON.parse(String(row('open')?.props['policy']))).toMatchObject({
    Statement: [
      {
        Resource: 'arn:aws:execute-api:eu-west-1:111122223333:open000001/*',
        Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
      },
    ],
  });
  expect(JSON.parse(String(row('inside')?.props['policy']))).toEqual({
    Version: '2012-10-17',
    Statement: [],
  });
});

test.each([
  ['plain', '{"Statement":[]}', '{"Statement":[]}'],
  [
    'escaped',
    String.raw`{\"Statement\":[{\"Sid\":\"a\\\\b\/c\"}]}`,
    String.raw`{"Statement":[{"Sid":"a\\b/c"}]}`,
  ],
  ['escaped over lines', String.raw`{\n  \"Statement\": []\n}`, '{"Statement":[]}'],
])('a policy that is %s is one document', (_how, policy, document) => {
  expect(restApi.reads['policy']?.reply.parse({ id: 'a', policy })).toEqual({ id: 'a', policy: document });
});

test.each(['{broken', '[]', String.raw`{\"Statement\":`])(
  '%s is no policy, which is not the same as none',
  (policy) => {
    expect(restApi.reads['policy']?.reply.safeParse({ id: 'a', policy }).success).toBe(false);
  },
);

test('calls are granted on an ARN of their own', () => {
  expect(restApi.head.resources?.('arn:aws:apigateway:eu-west-1::/restapis/a')).toContain(
    'arn:aws:execute-api:eu-west-1:*:a/*',
  );
});

test('no value of a stage variable gets out', () => {
  expect(JSON.stringify(scanned)).not.toContain('not-a-secret-of-anyone');
});

test.each(['api-gateway:GetRestApis', 'api-gateway:GetResources'])(
  'the next page of %s is asked for',
  async (name) => {
    const bound = await bind(name);
    expect(nextInput(bound, { limit: 500 }, { items: [], position: 'p2' })).toEqual({
      next: { limit: 500, position: 'p2' },
    });
    expect(nextInput(bound, { limit: 500 }, { items: [] })).toEqual({});
  },
);
