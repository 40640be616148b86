import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = `arn:aws:bedrock-agentcore:${region}:${account}`;
const summary = (gatewayId: string, authorizerType: string, more: object = {}) => ({
  gatewayId,
  name: gatewayId.slice(0, -11),
  status: 'READY',
  createdAt: time,
  updatedAt: time,
  authorizerType,
  protocolType: 'MCP',
  ...more,
});
const gateway = (item: ReturnType<typeof summary>, more: object) => ({
  listed: { operation: 'bedrock-agentcore-control:ListGateways', into: 'items', item },
  described: {
    operation: 'bedrock-agentcore-control:GetGateway',
    input: { gatewayIdentifier: item.gatewayId },
    reply: { gatewayArn: `${arn}:gateway/${item.gatewayId}`, ...item, ...more },
  },
});
const address = (id: string) => `https://${id}.gateway.bedrock-agentcore.${region}.amazonaws.com/mcp`;
const lambda = (name: string) => ({
  lambda: { arn: `arn:aws:lambda:${region}:${account}:function:${name}` },
});

const all = [
  gateway(summary('orders-aaaaaaaaaa', 'CUSTOM_JWT'), {
    gatewayUrl: address('orders-aaaaaaaaaa'),
    roleArn: `arn:aws:iam::${account}:role/orders-gateway`,
    protocolConfiguration: {
      mcp: {
        supportedVersions: ['2025-06-18', '2025-03-26'],
        instructions: 'Use these tools to look after orders.',
        searchType: 'SEMANTIC',
      },
    },
    authorizerConfiguration: {
      customJWTAuthorizer: {
        discoveryUrl:
          'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A/.well-known/openid-configuration',
        allowedClients: ['shop'],
      },
    },
    kmsKeyArn: `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`,
    interceptorConfigurations: [
      {
        interceptor: lambda('check-request:live'),
        interceptionPoints: ['RESPONSE', 'REQUEST'],
        inputConfiguration: { passRequestHeaders: true },
      },
    ],
    policyEngineConfiguration: { arn: `${arn}:policy-engine/orders-dddddddddd`, mode: 'ENFORCE' },
    workloadIdentityDetails: {
      workloadIdentityArn: `${arn}:workload-identity-directory/default/workload-identity/orders-aaaaaaaaaa`,
    },
    webAclArn: `arn:aws:wafv2:${region}:${account}:regional/webacl/orders/22222222-3333-4444-5555-666666666666`,
    wafConfiguration: { failureMode: 'FAIL_CLOSE' },
  }),
  gateway(summary('open-bbbbbbbbbb', 'NONE', { protocolType: undefined }), {
    gatewayUrl: address('open-bbbbbbbbbb'),
    roleArn: `arn:aws:iam::${account}:role/open-gateway`,
    customTransformConfiguration: lambda('reshape'),
    exceptionLevel: 'DEBUG',
  }),
  gateway(summary('new-cccccccccc', 'AWS_IAM', { status: 'CREATING' }), {}),
];

/** A guarded gateway by token; one that asks nobody and shows its errors; one that has no address yet. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: all.map((one) => one.listed),
      answers: [
        ...all.map((one) => one.described),
        {
          operation: 'bedrock-agentcore-control:GetResourcePolicy',
          input: { resourceArn: `${arn}:gateway/orders-aaaaaaaaaa` },
          reply: {
            policy: JSON.stringify({
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Deny',
                  Principal: '*',
                  Action: 'bedrock-agentcore:InvokeGateway',
                  Resource: '*',
                  Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-01' } },
                },
              ],
            }),
          },
        },
        { operation: 'bedrock-agentcore-control:GetResourcePolicy', reply: {} },
      ],
    },
  ],
});
