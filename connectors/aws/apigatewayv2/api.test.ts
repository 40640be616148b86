import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './api.fixture.ts';
import api from './api.ts';

const scanned = await scanFixture(api, estate);
const row = (name: string) => scanned.rows.find((r) => r.name === name);

test('an HTTP API says what its routes ask for and which of them ask for nothing', () => {
  expect(row('open')?.id).toBe('arn:aws:apigateway:eu-west-1::/apis/open000001');
  expect(row('open')?.aliases).toEqual([
    'arn:aws:execute-api:eu-west-1:111122223333:open000001',
    'host/open000001.execute-api.eu-west-1.amazonaws.com',
  ]);
  expect(row('open')?.props).toEqual({
    apiId: 'open000001',
    protocol: 'HTTP',
    executeApiDisabled: false,
    facesInternet: true,
    allowsAnyOrigin: true,
    createdAt: '2026-03-01T09:00:00.000Z',
    // A route without a target leads nowhere, whatever it asks for.
    authorization: ['iam', 'none'],
    routes: [
      '$default none -> nothing',
      'GET /chat none -> integrations/int0001',
      'POST /chat iam -> integrations/int0001',
    ],
    openRoutes: ['GET /chat -> integrations/int0001'],
    integrations: ['integrations/int0001 -> arn:aws:lambda:eu-west-1:111122223333:function:chat'],
    stages: ['$default'],
    deployed: true,
    stagesWithoutLog: ['$default'],
  });
  expect(edgesOf(row('open'))).toEqual([
    'ROUTES_TO iam -> arn:aws:apigateway:eu-west-1::/apis/open000001/routes/POSTchat',
    'ROUTES_TO none -> arn:aws:apigateway:eu-west-1::/apis/open000001/routes/GETchat',
    'ROUTES_TO none -> arn:aws:apigateway:eu-west-1::/apis/open000001/routes/default',
  ]);
});

test('an API that asks everyone has no open route; without its own address it may have a custom name', () => {
  expect(row('strict')?.props).toMatchObject({
    authorization: ['authorizer', 'jwt'],
    openRoutes: [],
    facesInternet: null,
    allowsAnyOrigin: false,
    integrations: ['integrations/int0002 -> SQS-SendMessage'],
    stages: ['live', 'next'],
    stagesWithoutLog: [],
  });
  expect(edgesOf(row('strict')).filter((edge) => edge.startsWith('LOGS_TO'))).toEqual([
    'LOGS_TO live -> arn:aws:logs:eu-west-1:111122223333:log-group:/apis/strict',
    'LOGS_TO next -> arn:aws:firehose:eu-west-1:111122223333:deliverystream/next',
  ]);
});

test('a WebSocket asks once, when one connects: without a $connect route it asks nobody', () => {
  expect(row('socket')?.props).toMatchObject({
    protocol: 'WEBSOCKET',
    authorization: ['none'],
    openRoutes: ['$default -> integrations/int0003'],
    deployed: false,
    stages: [],
  });
  expect(row('asking socket')?.props).toMatchObject({
    authorization: ['api-key'],
    openRoutes: [],
    routes: ['$connect api-key -> integrations/int0004', 'send connect -> integrations/int0004'],
  });
});

test('all pages are read', () => {
  expect(scanned.calls.filter((call) => call === 'apigatewayv2:GetApis')).toHaveLength(2);
  expect(scanned.rows).toHaveLength(4);
});

test('calls are granted on an ARN of their own', () => {
  expect(api.head.resources?.('arn:aws:apigateway:eu-west-1::/apis/a')).toContain(
    'arn:aws:execute-api:eu-west-1:*:a/*',
  );
});

test('no value of a stage variable gets out', () => {
  expect(JSON.stringify(scanned)).not.toContain('not-a-secret-of-anyone');
});
