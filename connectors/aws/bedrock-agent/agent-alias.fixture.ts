import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const listed = (agentAliasId: string, agentAliasName: string, more: object) => ({
  operation: 'bedrock-agent:ListAgentAliases',
  into: 'agentAliasSummaries',
  input: { agentId: 'AGENT00001' },
  item: {
    agentAliasId,
    agentAliasName,
    agentAliasStatus: 'PREPARED',
    createdAt: time,
    updatedAt: time,
    ...more,
  },
});

/** An alias for production on bought capacity; the test alias on the draft; one that is closed and leads nowhere. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        {
          operation: 'bedrock-agent:ListAgents',
          into: 'agentSummaries',
          item: { agentId: 'AGENT00001', agentName: 'Support', agentStatus: 'PREPARED', updatedAt: time },
        },
        listed('PROD000001', 'production', {
          routingConfiguration: [
            {
              agentVersion: '3',
              provisionedThroughput: `arn:aws:bedrock:${region}:${account}:provisioned-model/aaaabbbbcccc`,
            },
          ],
          aliasInvocationState: 'ACCEPT_INVOCATIONS',
        }),
        listed('TSTALIASID', 'AgentTestAlias', { routingConfiguration: [{ agentVersion: 'DRAFT' }] }),
        listed('OLD0000001', 'old', { aliasInvocationState: 'REJECT_INVOCATIONS' }),
      ],
      answers: [
        {
          operation: 'bedrock-agent:GetAgent',
          input: { agentId: 'AGENT00001' },
          reply: {
            agent: {
              agentId: 'AGENT00001',
              agentStatus: 'PREPARED',
              idleSessionTTLInSeconds: 600,
              createdAt: time,
            },
          },
        },
      ],
    },
  ],
});
