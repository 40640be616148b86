import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = `arn:aws:bedrock-agentcore:${region}:${account}`;
const provider = (type: string, name: string) => `${arn}:token-vault/default/${type}/${name}`;
const harness = (harnessName: string, suffix: string, more: object) => {
  const item = {
    harnessId: `${harnessName}-${suffix}`,
    harnessName,
    arn: `${arn}:harness/${harnessName}-${suffix}`,
    status: 'READY',
    createdAt: time,
    updatedAt: time,
  };
  return {
    listed: { operation: 'bedrock-agentcore-control:ListHarnesses', into: 'harnesses', item },
    described: {
      operation: 'bedrock-agentcore-control:GetHarness',
      input: { harnessId: item.harnessId },
      reply: {
        harness: {
          ...item,
          executionRoleArn: `arn:aws:iam::${account}:role/${harnessName}`,
          systemPrompt: [{ text: 'You never give refunds.' }],
          tools: [],
          skills: [],
          allowedTools: [],
          truncation: { strategy: 'none' },
          environment: {
            agentCoreRuntimeEnvironment: {
              agentRuntimeArn: `${arn}:runtime/${harnessName}-${suffix}`,
              agentRuntimeName: harnessName,
              agentRuntimeId: `${harnessName}-${suffix}`,
              lifecycleConfiguration: {},
              networkConfiguration: { networkMode: 'PUBLIC' },
            },
          },
          ...more,
        },
      },
    },
  };
};
const all = [
  harness('helper', 'aaaaaaaaaa', {
    model: { bedrockModelConfig: { modelId: 'eu.anthropic.claude-sonnet-4-20250514-v1:0' } },
    tools: [
      {
        type: 'agentcore_gateway',
        name: 'orders',
        config: {
          agentCoreGateway: {
            gatewayArn: `${arn}:gateway/orders-aaaaaaaaaa`,
            outboundAuth: {
              oauth: { providerArn: provider('oauth2credentialprovider', 'orders'), scopes: ['orders'] },
            },
          },
        },
      },
      {
        type: 'agentcore_code_interpreter',
        name: 'python',
        config: {
          agentCoreCodeInterpreter: { codeInterpreterArn: `${arn}:code-interpreter-custom/sums-cccccccccc` },
        },
      },
    ],
    skills: [
      { s3: { uri: 's3://skills/refunds/' } },
      {
        git: {
          url: 'https://git.example/team/skills.git',
          auth: { credentialArn: provider('apikeycredentialprovider', 'git') },
        },
      },
    ],
    allowedTools: ['@orders/find_order'],
    environmentArtifact: {
      containerConfiguration: { containerUri: `${account}.dkr.ecr.${region}.amazonaws.com/helper:3` },
    },
    authorizerConfiguration: {
      customJWTAuthorizer: {
        discoveryUrl: 'https://login.example.com/.well-known/openid-configuration',
        allowedClients: ['web'],
        allowedAudience: ['helper'],
        allowedScopes: ['invoke'],
        customClaims: [
          {
            inboundTokenClaimName: 'team',
            inboundTokenClaimValueType: 'STRING',
            authorizingClaimMatchValue: {
              claimMatchValue: { matchValueString: 'shop' },
              claimMatchOperator: 'EQUALS',
            },
          },
        ],
      },
    },
    memory: { agentCoreMemoryConfiguration: { arn: `${arn}:memory/support-aaaaaaaaaa` } },
    hooks: [
      {
        beforeToolCall: {
          name: 'check',
          target: { lambda: { arn: `arn:aws:lambda:${region}:${account}:function:check-tool` } },
        },
      },
    ],
    maxIterations: 20,
    timeoutSeconds: 600,
  }),
  harness('loose', 'bbbbbbbbbb', {
    model: {
      openAiModelConfig: {
        modelId: 'gpt-5',
        apiKeyArn: provider('apikeycredentialprovider', 'models'),
      },
    },
    tools: [
      {
        type: 'remote_mcp',
        name: 'search',
        config: {
          remoteMcp: { url: 'https://mcp.search.example/mcp', headers: { 'X-Key': 'header-in-clear' } },
        },
      },
      { type: 'agentcore_browser' },
    ],
    allowedTools: ['*'],
    environmentVariables: { MODE: 'chatty-mode' },
    memory: { disabled: {} },
  }),
];

/** One with a gateway, checks and a memory of the company's own; one of another vendor's model that may use all it has. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: all.map((one) => one.listed),
      answers: all.map((one) => one.described),
    },
  ],
});
