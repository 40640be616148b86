import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const lambda = (name: string) =>
  `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/arn:aws:lambda:${region}:${account}:function:${name}/invocations`;
const service = (of: string, path: string) => `arn:aws:apigateway:${region}:${of}:${path}`;
const role = `arn:aws:iam::${account}:role/front`;

const method = (
  httpMethod: string,
  authorizationType: string,
  methodIntegration: object,
  more: object = {},
) => ({
  [httpMethod]: { httpMethod, authorizationType, apiKeyRequired: false, methodIntegration, ...more },
});
const aws = (uri: string, credentials?: string) => ({ type: 'AWS', httpMethod: 'POST', uri, credentials });
const proxy = (uri: string) => ({ type: 'AWS_PROXY', httpMethod: 'POST', uri });
const mock = { type: 'MOCK' };

const api = (id: string, name: string, more: object) => ({
  operation: 'api-gateway:GetRestApis',
  into: 'items',
  item: { id, name, createdDate: time, apiKeySource: 'HEADER', tags: {}, ...more },
});
const described = (id: string, more: object = {}) => ({
  operation: 'api-gateway:GetRestApi',
  input: { restApiId: id },
  reply: { id, ...more },
});
const resource = (restApiId: string, path: string, resourceMethods?: object) => ({
  operation: 'api-gateway:GetResources',
  into: 'items',
  input: { restApiId },
  item: { id: path, path, resourceMethods },
});
const stages = (restApiId: string, ...item: readonly object[]) => ({
  operation: 'api-gateway:GetStages',
  input: { restApiId },
  reply: { item },
});

/** API Gateway sends its policies as the inside of a JSON text. */
const policy = JSON.stringify(
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: `arn:aws:execute-api:${region}:${account}:open000001/*`,
        Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
      },
    ],
  }),
)
  .slice(1, -1)
  .replaceAll('/', '\\/');

/** One open to all with everything behind it; one that asks in every way; one inside of a network, by policy alone. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        api('open000001', 'open', {
          endpointConfiguration: { types: ['EDGE'] },
          disableExecuteApiEndpoint: false,
        }),
        api('strict0001', 'strict', {
          endpointConfiguration: { types: ['REGIONAL'] },
          disableExecuteApiEndpoint: true,
        }),
        api('inside0001', 'inside', {
          endpointConfiguration: { types: ['PRIVATE'], vpcEndpointIds: ['vpce-1'] },
        }),
        resource('open000001', '/'),
        resource('open000001', '/chat', {
          ...method('GET', 'NONE', proxy(lambda('chat:live'))),
          ...method('OPTIONS', 'NONE', mock),
          ...method('POST', 'NONE', proxy(lambda('chat')), { apiKeyRequired: true }),
        }),
        resource(
          'open000001',
          '/score',
          method(
            'POST',
            'NONE',
            aws(service('runtime.sagemaker', 'path//endpoints/Claims/invocations'), role),
          ),
        ),
        resource(
          'open000001',
          '/ask',
          method(
            'POST',
            'NONE',
            aws(
              service('bedrock-runtime', 'path/model/anthropic.claude-3-haiku-20240307-v1%3A0/invoke'),
              role,
            ),
          ),
        ),
        resource(
          'open000001',
          '/any/{model}',
          method('POST', 'NONE', aws(service('bedrock-runtime', 'path/model/{model}/invoke'), role)),
        ),
        resource(
          'open000001',
          '/agent',
          method(
            'POST',
            'NONE',
            aws(
              service(
                'bedrock-agent-runtime',
                'path/agents/AGENT00001/agentAliases/ALIAS00001/sessions/{session}/text',
              ),
              role,
            ),
          ),
        ),
        resource(
          'open000001',
          '/know',
          method(
            'POST',
            'NONE',
            aws(service('bedrock-agent-runtime', 'path/knowledgebases/KB00000001/retrieve'), role),
          ),
        ),
        resource(
          'open000001',
          '/file/{key}',
          method('PUT', 'NONE', aws(service('s3', 'path/uploads/{key}'), role)),
        ),
        resource(
          'open000001',
          '/queue',
          method('POST', 'NONE', aws(service('sqs', `path/${account}/jobs`), role)),
        ),
        resource(
          'open000001',
          '/row',
          method('POST', 'NONE', aws(service('dynamodb', 'action/PutItem'), role)),
        ),
        resource('open000001', '/stage', method('GET', 'NONE', proxy(lambda('${stageVariables.name}')))),
        resource(
          'open000001',
          '/web',
          method('GET', 'NONE', { type: 'HTTP_PROXY', uri: 'https://inference.example/{proxy}' }),
        ),
        resource('strict0001', '/key', method('GET', 'AWS_IAM', aws(lambda('key'), 'arn:aws:iam::*:user/*'))),
        resource(
          'strict0001',
          '/custom',
          method('GET', 'CUSTOM', proxy(lambda('custom')), { authorizerId: 'a1' }),
        ),
        resource(
          'strict0001',
          '/people',
          method('GET', 'COGNITO_USER_POOLS', proxy(lambda('people')), { authorizerId: 'a2' }),
        ),
        resource(
          'strict0001',
          '/balancer',
          method('ANY', 'AWS_IAM', {
            type: 'HTTP_PROXY',
            uri: 'http://internal-models-1.eu-west-1.elb.amazonaws.com/',
            connectionType: 'VPC_LINK',
            connectionId: 'link',
            integrationTarget: `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/models/0123456789abcdef`,
          }),
        ),
        resource(
          'inside0001',
          '/nlb',
          method('ANY', 'NONE', {
            type: 'HTTP_PROXY',
            uri: 'http://models-0123456789abcdef.elb.eu-west-1.amazonaws.com/v1',
            connectionType: 'VPC_LINK',
            connectionId: 'link',
          }),
        ),
      ],
      answers: [
        described('open000001', { policy }),
        described('strict0001'),
        described('inside0001', { policy: JSON.stringify({ Version: '2012-10-17', Statement: [] }) }),
        stages(
          'open000001',
          { stageName: 'v1', deploymentId: 'd1', variables: { backend_password: 'not-a-secret-of-anyone' } },
          { stageName: 'beta', deploymentId: 'd2' },
        ),
        stages(
          'strict0001',
          {
            stageName: 'live',
            deploymentId: 'd3',
            webAclArn: `arn:aws:wafv2:${region}:${account}:regional/webacl/front/1`,
            accessLogSettings: {
              destinationArn: `arn:aws:logs:${region}:${account}:log-group:/apis/strict:*`,
            },
          },
          {
            stageName: 'shadow',
            accessLogSettings: {
              destinationArn: `arn:aws:firehose:${region}:${account}:deliverystream/amazon-apigateway-log`,
            },
          },
        ),
        stages('inside0001'),
      ],
    },
  ],
});
