import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './gateway.fixture.ts';
import gateway from './gateway.ts';

const { rows } = await scanFixture(gateway, estate);
const [orders, open, fresh] = rows;
const arn = 'arn:aws:bedrock-agentcore:eu-west-1:111122223333';
const lambda = 'arn:aws:lambda:eu-west-1:111122223333:function';

test('a guarded gateway shows who may call, what looks at the calls and with which rights they go on', () => {
  expect(orders?.id).toBe(`${arn}:gateway/orders-aaaaaaaaaa`);
  expect(orders?.props).toMatchObject({
    facesInternet: true,
    host: 'orders-aaaaaaaaaa.gateway.bedrock-agentcore.eu-west-1.amazonaws.com',
    authorizerType: 'CUSTOM_JWT',
    authorization: ['jwt'],
    tokenIssuerHost: 'cognito-idp.eu-west-1.amazonaws.com',
    allowedClients: ['shop'],
    allowedAudiences: [],
    protocol: 'MCP',
    mcpVersions: ['2025-03-26', '2025-06-18'],
    semanticSearch: true,
    encryption: 'customer',
    exceptionLevel: 'none',
    interceptsAt: ['REQUEST', 'RESPONSE'],
    interceptorsSeeHeaders: true,
    policyEngine: `${arn}:policy-engine/orders-dddddddddd`,
    policyMode: 'ENFORCE',
    webAclFailure: 'FAIL_CLOSE',
    hasPolicy: true,
  });
  expect(orders?.props['policy']).toContain('aws:SourceVpc');
  expect(edgesOf(orders)).toEqual([
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
    `EXECUTES interceptor:REQUEST+RESPONSE -> ${lambda}:check-request`,
    `GUARDED_BY ENFORCE -> ${arn}:policy-engine/orders-dddddddddd`,
    'RUNS_AS -> arn:aws:iam::111122223333:role/orders-gateway',
    `RUNS_AS workload-identity -> ${arn}:workload-identity-directory/default/workload-identity/orders-aaaaaaaaaa`,
  ]);
});

test('a gateway that asks nobody says so, and that it shows its errors', () => {
  expect(open?.props).toMatchObject({
    facesInternet: true,
    authorization: ['none'],
    exceptionLevel: 'DEBUG',
    encryption: 'provider',
    protocol: 'mixed',
    policyMode: 'none',
    interceptsAt: [],
    hasPolicy: false,
    policy: '{}',
  });
  expect(edgesOf(open)).toEqual([
    `EXECUTES transform -> ${lambda}:reshape`,
    'RUNS_AS -> arn:aws:iam::111122223333:role/open-gateway',
  ]);
});

test('a gateway without an address faces nobody yet', () => {
  expect(fresh?.props).toMatchObject({
    facesInternet: false,
    host: 'none',
    role: 'none',
    status: 'CREATING',
  });
});

test('the instructions of a gateway are free text and stay out', () => {
  expect(JSON.stringify(rows)).not.toContain('look after');
});
