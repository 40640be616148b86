import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';

const api = (ApiId: string, Name: string, ProtocolType: string, more: object = {}) => ({
  operation: 'apigatewayv2:GetApis',
  into: 'Items',
  item: {
    ApiId,
    Name,
    ProtocolType,
    RouteSelectionExpression: '$request.method $request.path',
    CreatedDate: time,
    ...more,
  },
});
const of = (operation: string) => (ApiId: string, item: object) => ({
  operation: `apigatewayv2:${operation}`,
  into: 'Items',
  input: { ApiId },
  item,
});
const route = (ApiId: string, RouteKey: string, AuthorizationType: string, more: object = {}) =>
  of('GetRoutes')(ApiId, {
    RouteId: RouteKey.replaceAll(/\W/g, '') || 'default',
    RouteKey,
    AuthorizationType,
    ...more,
  });
const integration = of('GetIntegrations');
const stage = of('GetStages');

/** An HTTP API open in part; one that asks everyone; a WebSocket that asks nobody, and one that asks who connects. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        api('open000001', 'open', 'HTTP', { CorsConfiguration: { AllowOrigins: ['*'] } }),
        api('strict0001', 'strict', 'HTTP', { DisableExecuteApiEndpoint: true }),
        api('socket0001', 'socket', 'WEBSOCKET'),
        api('socket0002', 'asking socket', 'WEBSOCKET'),
        route('open000001', 'GET /chat', 'NONE', { Target: 'integrations/int0001' }),
        route('open000001', 'POST /chat', 'AWS_IAM', { Target: 'integrations/int0001' }),
        route('open000001', '$default', 'NONE'),
        route('strict0001', 'ANY /', 'JWT', { Target: 'integrations/int0002', AuthorizerId: 'a1' }),
        route('strict0001', 'ANY /custom', 'CUSTOM', { Target: 'integrations/int0002', AuthorizerId: 'a2' }),
        route('socket0001', '$default', 'NONE', { Target: 'integrations/int0003' }),
        route('socket0002', '$connect', 'NONE', { ApiKeyRequired: true, Target: 'integrations/int0004' }),
        route('socket0002', 'send', 'NONE', { Target: 'integrations/int0004' }),
        integration('open000001', {
          IntegrationId: 'int0001',
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: `arn:aws:lambda:${region}:${account}:function:chat`,
        }),
        integration('strict0001', {
          IntegrationId: 'int0002',
          IntegrationType: 'AWS_PROXY',
          IntegrationSubtype: 'SQS-SendMessage',
          CredentialsArn: `arn:aws:iam::${account}:role/front`,
        }),
        stage('open000001', {
          StageName: '$default',
          AutoDeploy: true,
          StageVariables: { backend_password: 'not-a-secret-of-anyone' },
        }),
        stage('strict0001', {
          StageName: 'live',
          DeploymentId: 'd1',
          AccessLogSettings: { DestinationArn: `arn:aws:logs:${region}:${account}:log-group:/apis/strict` },
        }),
        stage('strict0001', {
          StageName: 'next',
          DeploymentId: 'd2',
          AccessLogSettings: { DestinationArn: `arn:aws:firehose:${region}:${account}:deliverystream/next` },
        }),
      ],
    },
  ],
});
