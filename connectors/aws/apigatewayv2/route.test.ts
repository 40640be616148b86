import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import api from './api.ts';
import estate from './route.fixture.ts';
import route from './route.ts';

const scanned = await scanFixture(route, estate, { under: [api] });
const row = (name: string) => scanned.rows.find((r) => r.name === name);
const at = 'eu-west-1:111122223333';

test('a route says what it asks for and where it leads', () => {
  expect(row('GET /chat')?.id).toBe('arn:aws:apigateway:eu-west-1::/apis/http000001/routes/GETchat');
  expect(row('GET /chat')?.props).toEqual({
    authorization: 'none',
    apiKeyRequired: false,
    target: 'integrations/lambda',
    integrationType: 'AWS_PROXY',
    leadsTo: `arn:aws:lambda:${at}:function:chat`,
    viaVpcLink: false,
  });
});

test.each([
  ['GET /chat', [`FRONTS GET /chat none -> arn:aws:lambda:${at}:function:chat`]],
  ['POST /chat', [`FRONTS POST /chat jwt -> arn:aws:lambda:${at}:function:chat`]],
  ['ANY /url', ['FRONTS ANY /url authorizer -> host/abc.lambda-url.eu-west-1.on.aws']],
  ['ANY /balancer', ['FRONTS ANY /balancer iam -> host/models-1.eu-west-1.elb.amazonaws.com']],
  [
    'ANY /listener',
    [
      `FRONTS ANY /listener iam -> arn:aws:elasticloadbalancing:${at}:listener/app/models/0123456789abcdef/fedcba9876543210`,
    ],
  ],
  ['ANY /other', ['FRONTS ANY /other iam -> host/other00001.execute-api.eu-west-1.amazonaws.com']],
  ['POST /queue', ['RUNS_AS integration -> arn:aws:iam::111122223333:role/front']],
  ['$connect', [`FRONTS $connect api-key -> arn:aws:lambda:${at}:function:send`]],
  ['send', [`FRONTS send connect -> arn:aws:lambda:${at}:function:send`]],
])('%s leads where its integration says', (name, edges) => {
  expect(edgesOf(row(name))).toEqual(edges);
});

test.each([
  ['ANY /web', 'host/inference.example'],
  ['POST /queue', 'SQS-SendMessage'],
  [
    'staged',
    `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:${at}:function:\${stageVariables.name}/invocations`,
  ],
])('%s leads to what is no asset: it is told in words, without an edge', (name, words) => {
  expect(row(name)?.props['leadsTo']).toBe(words);
  expect(edgesOf(row(name)).filter((edge) => edge.startsWith('FRONTS'))).toEqual([]);
});

test('a route to nothing is not asked about', () => {
  expect(row('GET /nothing')?.props).toMatchObject({
    target: 'none',
    integrationType: 'none',
    leadsTo: 'nothing',
    viaVpcLink: false,
  });
  expect(edgesOf(row('GET /nothing'))).toEqual([]);
});
