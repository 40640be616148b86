import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = `arn:aws:bedrock-agentcore:${region}:${account}`;
const listed = (name: string, id: string, version: string, status = 'READY') => ({
  operation: 'bedrock-agentcore-control:ListAgentRuntimes',
  into: 'agentRuntimes',
  item: {
    agentRuntimeArn: `${arn}:runtime/${id}`,
    agentRuntimeId: id,
    agentRuntimeName: name,
    agentRuntimeVersion: version,
    description: 'Talks to customers',
    lastUpdatedAt: time,
    status,
  },
});
const described = (name: string, id: string, version: string, more: object) => ({
  operation: 'bedrock-agentcore-control:GetAgentRuntime',
  input: { agentRuntimeId: id },
  reply: {
    agentRuntimeArn: `${arn}:runtime/${id}`,
    agentRuntimeName: name,
    agentRuntimeId: id,
    agentRuntimeVersion: version,
    createdAt: time,
    lastUpdatedAt: time,
    roleArn: `arn:aws:iam::${account}:role/service-role/${name}`,
    status: 'READY',
    lifecycleConfiguration: { idleRuntimeSessionTimeout: 900, maxLifetime: 28_800 },
    ...more,
  },
});

/** A private one by token with a pinned image; a public one of loose code with keys in its environment; a bare one. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('support', 'support-aaaaaaaaaa', '4'),
        listed('tools', 'tools-bbbbbbbbbb', '1'),
        listed('draft', 'draft-cccccccccc', '1', 'CREATE_FAILED'),
      ],
      answers: [
        described('support', 'support-aaaaaaaaaa', '4', {
          networkConfiguration: {
            networkMode: 'VPC',
            networkModeConfig: { securityGroups: ['sg-01'], subnets: ['subnet-01', 'subnet-02'] },
          },
          workloadIdentityDetails: {
            workloadIdentityArn: `${arn}:workload-identity-directory/default/workload-identity/support-aaaaaaaaaa`,
          },
          agentRuntimeArtifact: {
            containerConfiguration: {
              containerUri: `${account}.dkr.ecr.${region}.amazonaws.com/agents/support@sha256:${'0a'.repeat(32)}`,
            },
          },
          protocolConfiguration: { serverProtocol: 'A2A' },
          authorizerConfiguration: {
            customJWTAuthorizer: {
              discoveryUrl: 'https://login.example.com/.well-known/openid-configuration',
              allowedAudience: ['support'],
              allowedClients: ['web', 'app'],
              allowedScopes: ['agents/invoke'],
              customClaims: [
                {
                  inboundTokenClaimName: 'department',
                  inboundTokenClaimValueType: 'STRING',
                  authorizingClaimMatchValue: {
                    claimMatchValue: { matchValueString: 'support' },
                    claimMatchOperator: 'EQUALS',
                  },
                },
              ],
            },
          },
          requestHeaderConfiguration: {
            requestHeaderAllowlist: ['X-Amzn-Bedrock-AgentCore-Runtime-Custom-Id'],
          },
          metadataConfiguration: { requireMMDSV2: true },
          filesystemConfigurations: [
            { sessionStorage: { mountPath: '/mnt/session' } },
            {
              efsAccessPoint: {
                accessPointArn: `arn:aws:elasticfilesystem:${region}:${account}:access-point/fsap-0123456789abcdef0`,
                mountPath: '/mnt/shared',
              },
            },
          ],
        }),
        described('tools', 'tools-bbbbbbbbbb', '1', {
          networkConfiguration: { networkMode: 'PUBLIC' },
          agentRuntimeArtifact: {
            codeConfiguration: {
              code: { s3: { bucket: 'agent-code', prefix: 'tools/deployment.zip' } },
              runtime: 'PYTHON_3_13',
              entryPoint: ['main.py'],
            },
          },
          protocolConfiguration: { serverProtocol: 'MCP' },
          environmentVariables: { LOG_LEVEL: 'chatty-level', SEARCH_API_KEY: 'plainly-written-key' },
          metadataConfiguration: { requireMMDSV2: false },
          capacityProviderConfiguration: { capacityProviderArn: `${arn}:capacity-provider/gpus-dddddddddd` },
        }),
        described('draft', 'draft-cccccccccc', '1', { lifecycleConfiguration: {} }),
        {
          operation: 'bedrock-agentcore-control:GetResourcePolicy',
          input: { resourceArn: `${arn}:runtime/tools-bbbbbbbbbb` },
          reply: {
            policy: JSON.stringify({
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Principal: '*',
                  Action: 'bedrock-agentcore:InvokeAgentRuntime',
                  Resource: `${arn}:runtime/tools-bbbbbbbbbb`,
                },
              ],
            }),
          },
        },
        {
          operation: 'bedrock-agentcore-control:GetResourcePolicy',
          input: { resourceArn: `${arn}:runtime/support-aaaaaaaaaa` },
          error: { code: 'ResourceNotFoundException', message: 'No resource policy found', status: 404 },
        },
        // An answer without a policy says that there is none.
        { operation: 'bedrock-agentcore-control:GetResourcePolicy', reply: {} },
      ],
    },
  ],
});
