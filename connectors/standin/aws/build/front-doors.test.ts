import { expect, test } from 'vitest';
import rest from '#connectors/aws/api-gateway/rest-api.ts';
import http from '#connectors/aws/apigatewayv2/api.ts';
import route from '#connectors/aws/apigatewayv2/route.ts';
import cloudFront from '#connectors/aws/cloudfront/distribution.ts';
import listener from '#connectors/aws/elbv2/listener.ts';
import balancer from '#connectors/aws/elbv2/load-balancer.ts';
import targetGroup from '#connectors/aws/elbv2/target-group.ts';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import type { Kind } from '#connectors/kit/define.ts';
import type { Piece } from '#connectors/standin/estate.ts';
import { checkEstate } from '../check.ts';
import { type Place, policy } from './common.ts';
import { apiHost, apiId, distribution, functionUri, httpApi, restApi, serviceUri } from './front-doors.ts';
import {
  forwardTo,
  loadBalancer,
  loadBalancerArn,
  loadBalancerHost,
  targetGroupArn,
} from './front-doors-elb.ts';
import { functionArn } from './lambda.ts';

const place: Place = { account: '111122223333', region: 'eu-west-1' };
const chat = functionArn(place, 'chat');

/** The one row of a kind, from a scan without a gap of what AWS could answer. */
async function only(kind: Kind, made: Piece, under: readonly Kind[] = []) {
  expect(await checkEstate({ pieces: [made] })).toEqual([]);
  const { rows, coverage } = await scanFixture(kind, { ...place, pieces: [made] }, { under });
  expect(coverage.filter((c) => c.outcome !== 'looked')).toEqual([]);
  expect(rows).toHaveLength(1);
  return rows[0];
}

test('a REST API is scanned as it was built', async () => {
  const row = await only(
    rest,
    restApi(place, 'front', {
      policy: policy({ Principal: '*', Action: 'execute-api:Invoke', Resource: '*' }),
      routes: [
        { route: 'GET /chat', uri: functionUri(place, chat) },
        { route: 'POST /chat', uri: functionUri(place, chat), asks: 'AWS_IAM' },
        {
          route: 'POST /score',
          uri: serviceUri(place, 'runtime.sagemaker', 'endpoints/claims/invocations'),
          role: 'arn:aws:iam::111122223333:role/front',
          key: true,
        },
      ],
    }),
  );
  expect(row?.props).toMatchObject({
    facesInternet: true,
    authorization: ['api-key', 'iam', 'none'],
    openRoutes: [`GET /chat -> ${chat}`],
    hasPolicy: true,
    deployed: true,
  });
  expect(edgesOf(row)).toEqual([
    `FRONTS GET /chat none -> ${chat}`,
    `FRONTS POST /chat iam -> ${chat}`,
    'FRONTS POST /score api-key -> arn:aws:sagemaker:eu-west-1:111122223333:endpoint/claims',
    'RUNS_AS POST /score -> arn:aws:iam::111122223333:role/front',
  ]);
});

test('an HTTP API and its routes are scanned as they were built', async () => {
  const made = httpApi(place, 'web', { routes: [{ route: 'GET /chat', to: chat }] });
  const row = await only(http, made);
  expect(row?.props).toMatchObject({ authorization: ['none'], deployed: true, stages: ['$default'] });
  const own = await only(route, made, [http]);
  expect(edgesOf(own)).toEqual([`FRONTS GET /chat none -> ${chat}`]);
  expect(edgesOf(row)).toEqual([`ROUTES_TO none -> ${own?.id}`]);
});

test('a load balancer is scanned as it was built, to what stands behind', async () => {
  const made = loadBalancer(place, 'models', {
    scheme: 'internet-facing',
    vpc: 'vpc-1',
    subnets: ['subnet-1', 'subnet-2'],
    groups: ['sg-1'],
    targetGroups: [{ name: 'machines', type: 'instance', targets: ['i-1'], port: 8080 }],
    listeners: [
      {
        port: 443,
        actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
        rules: [
          {
            conditions: [{ Field: 'path-pattern', Values: ['/v1/*'] }],
            actions: [forwardTo(place, 'machines')],
          },
        ],
      },
    ],
  });
  const row = await only(balancer, made);
  expect(row?.id).toBe(loadBalancerArn(place, 'models'));
  expect(row?.aliases).toEqual([`host/${loadBalancerHost(place, 'models')}`]);
  expect(row?.props['facesInternet']).toBe(true);
  const port = await only(listener, made, [balancer]);
  expect(edgesOf(row)).toContain(`ROUTES_TO 443 -> ${port?.id}`);
  expect(port?.props).toMatchObject({ openRules: ['1 path-pattern=/v1/*'] });
  expect(edgesOf(port)).toEqual([`ROUTES_TO 1 none -> ${targetGroupArn(place, 'machines')}`]);
  expect(edgesOf(await only(targetGroup, made))).toContain(
    'FRONTS 8080 -> arn:aws:ec2:eu-west-1:111122223333:instance/i-1',
  );
});

test('a distribution is scanned as it was built, and names APIs and load balancers by their host', async () => {
  const row = await only(
    cloudFront,
    distribution(place.account, 'site', {
      origins: {
        files: 'quillmark-site.s3.eu-west-1.amazonaws.com',
        api: apiHost(place, 'front'),
        models: loadBalancerHost(place, 'models'),
      },
      behaviours: {
        '*': { origin: 'files', signed: true },
        '/api/*': { origin: 'api' },
        '/models/*': { origin: 'models' },
      },
      aliases: ['www.quillmark.example'],
    }),
  );
  expect(row?.props).toMatchObject({ authorization: ['none', 'signed'], originsWithoutIdentity: [] });
  expect(edgesOf(row)).toEqual([
    'FRONTS * signed -> arn:aws:s3:::quillmark-site',
    `FRONTS /api/* none -> host/${apiId(place, 'front')}.execute-api.eu-west-1.amazonaws.com`,
    `FRONTS /models/* none -> host/${loadBalancerHost(place, 'models')}`,
  ]);
});
