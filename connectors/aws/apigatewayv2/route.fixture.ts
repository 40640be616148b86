import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const lambda = (name: string) => `arn:aws:lambda:${region}:${account}:function:${name}`;

const api = (ApiId: string, ProtocolType: string) => ({
  operation: 'apigatewayv2:GetApis',
  into: 'Items',
  item: { ApiId, Name: ApiId, ProtocolType, RouteSelectionExpression: '$request.body.action' },
});
const route = (ApiId: string, RouteKey: string, AuthorizationType: string, more: object) => ({
  operation: 'apigatewayv2:GetRoutes',
  into: 'Items',
  input: { ApiId },
  item: { RouteId: RouteKey.replaceAll(/\W/g, ''), RouteKey, AuthorizationType, ...more },
});
const integration = (ApiId: string, IntegrationId: string, more: object) => ({
  operation: 'apigatewayv2:GetIntegration',
  input: { ApiId, IntegrationId },
  reply: { IntegrationId, ...more },
});
const to = (id: string) => ({ Target: `integrations/${id}` });

/** Routes to all that an API can lead to, asking in all ways; one to nothing; those of a WebSocket. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        api('http000001', 'HTTP'),
        api('socket0001', 'WEBSOCKET'),
        route('http000001', 'GET /chat', 'NONE', to('lambda')),
        route('http000001', 'POST /chat', 'JWT', to('lambda')),
        route('http000001', 'ANY /web', 'NONE', to('web')),
        route('http000001', 'ANY /url', 'CUSTOM', to('url')),
        route('http000001', 'ANY /balancer', 'AWS_IAM', to('balancer')),
        route('http000001', 'ANY /listener', 'AWS_IAM', to('listener')),
        route('http000001', 'ANY /other', 'AWS_IAM', to('other')),
        route('http000001', 'POST /queue', 'NONE', to('queue')),
        route('http000001', 'GET /nothing', 'NONE', {}),
        route('socket0001', '$connect', 'NONE', { ApiKeyRequired: true, ...to('wrapped') }),
        route('socket0001', 'send', 'NONE', to('wrapped')),
        route('socket0001', 'staged', 'NONE', to('staged')),
      ],
      answers: [
        integration('http000001', 'lambda', { IntegrationType: 'AWS_PROXY', IntegrationUri: lambda('chat') }),
        integration('http000001', 'web', {
          IntegrationType: 'HTTP_PROXY',
          IntegrationUri: 'https://inference.example/v1/{proxy}',
        }),
        integration('http000001', 'url', {
          IntegrationType: 'HTTP_PROXY',
          IntegrationUri: `https://abc.lambda-url.${region}.on.aws/`,
        }),
        integration('http000001', 'balancer', {
          IntegrationType: 'HTTP_PROXY',
          IntegrationUri: `http://dualstack.Models-1.${region}.elb.amazonaws.com/`,
        }),
        integration('http000001', 'listener', {
          IntegrationType: 'HTTP_PROXY',
          ConnectionType: 'VPC_LINK',
          ConnectionId: 'link',
          IntegrationUri: `arn:aws:elasticloadbalancing:${region}:${account}:listener/app/models/0123456789abcdef/fedcba9876543210`,
        }),
        integration('http000001', 'other', {
          IntegrationType: 'HTTP_PROXY',
          IntegrationUri: `https://other00001.execute-api.${region}.amazonaws.com/live`,
        }),
        integration('http000001', 'queue', {
          IntegrationType: 'AWS_PROXY',
          IntegrationSubtype: 'SQS-SendMessage',
          CredentialsArn: `arn:aws:iam::${account}:role/front`,
        }),
        integration('socket0001', 'wrapped', {
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${lambda('send')}/invocations`,
        }),
        integration('socket0001', 'staged', {
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${lambda('${stageVariables.name}')}/invocations`,
        }),
      ],
    },
  ],
});
