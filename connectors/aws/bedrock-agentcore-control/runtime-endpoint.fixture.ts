import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const runtime = `arn:aws:bedrock-agentcore:${region}:${account}:runtime/support-aaaaaaaaaa`;
const listed = (name: string, more: object) => ({
  operation: 'bedrock-agentcore-control:ListAgentRuntimeEndpoints',
  into: 'runtimeEndpoints',
  input: { agentRuntimeId: 'support-aaaaaaaaaa' },
  item: {
    name,
    id: name,
    agentRuntimeEndpointArn: `${runtime}/runtime-endpoint/${name}`,
    agentRuntimeArn: runtime,
    status: 'READY',
    createdAt: time,
    lastUpdatedAt: time,
    ...more,
  },
});

/** The endpoint that every runtime has; one that is open to another account and moves on; one that never came up. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        {
          operation: 'bedrock-agentcore-control:ListAgentRuntimes',
          into: 'agentRuntimes',
          item: {
            agentRuntimeArn: runtime,
            agentRuntimeId: 'support-aaaaaaaaaa',
            agentRuntimeName: 'support',
            agentRuntimeVersion: '4',
            description: 'Talks to customers',
            lastUpdatedAt: time,
            status: 'READY',
          },
        },
        listed('DEFAULT', { liveVersion: '4' }),
        listed('partners', { liveVersion: '3', targetVersion: '4', status: 'UPDATING' }),
        listed('broken', { targetVersion: '2', status: 'CREATE_FAILED' }),
      ],
      answers: [
        {
          operation: 'bedrock-agentcore-control:GetAgentRuntime',
          input: { agentRuntimeId: 'support-aaaaaaaaaa' },
          reply: {
            agentRuntimeArn: runtime,
            agentRuntimeName: 'support',
            agentRuntimeId: 'support-aaaaaaaaaa',
            agentRuntimeVersion: '4',
            createdAt: time,
            lastUpdatedAt: time,
            roleArn: `arn:aws:iam::${account}:role/support`,
            status: 'READY',
            lifecycleConfiguration: {},
          },
        },
        {
          operation: 'bedrock-agentcore-control:GetResourcePolicy',
          input: { resourceArn: `${runtime}/runtime-endpoint/partners` },
          reply: {
            policy: JSON.stringify({
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Principal: { AWS: 'arn:aws:iam::444455556666:root' },
                  Action: 'bedrock-agentcore:InvokeAgentRuntime',
                  Resource: `${runtime}/runtime-endpoint/partners`,
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
