import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const of = { agentId: 'AGENT00001', agentVersion: 'DRAFT' };
const listed = (actionGroupId: string, actionGroupName: string, actionGroupState = 'ENABLED') => ({
  operation: 'bedrock-agent:ListAgentActionGroups',
  into: 'actionGroupSummaries',
  input: of,
  item: { actionGroupId, actionGroupName, actionGroupState, updatedAt: time },
});
const described = (actionGroupId: string, more: object) => ({
  operation: 'bedrock-agent:GetAgentActionGroup',
  input: { ...of, actionGroupId },
  reply: { agentActionGroup: { ...of, actionGroupId, createdAt: time, updatedAt: time, ...more } },
});
const agent = { agentStatus: 'PREPARED', idleSessionTTLInSeconds: 600, createdAt: time };

/** One of each: a function behind an API in a bucket, control returned to the application, built in, an API in place. */
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
        {
          operation: 'bedrock-agent:ListAgentVersions',
          into: 'agentVersionSummaries',
          input: { agentId: 'AGENT00001' },
          item: {
            agentName: 'Support',
            agentStatus: 'PREPARED',
            agentVersion: 'DRAFT',
            createdAt: time,
            updatedAt: time,
          },
        },
        listed('API0000001', 'orders'),
        listed('RETURN0001', 'payments'),
        listed('CODE000001', 'code', 'DISABLED'),
        listed('INLINE0001', 'inline'),
      ],
      answers: [
        { operation: 'bedrock-agent:GetAgent', reply: { agent } },
        { operation: 'bedrock-agent:GetAgentVersion', reply: { agentVersion: agent } },
        described('API0000001', {
          actionGroupExecutor: { lambda: `arn:aws:lambda:${region}:${account}:function:orders:live` },
          apiSchema: { s3: { s3BucketName: 'schemas', s3ObjectKey: 'orders/openapi.json' } },
        }),
        described('RETURN0001', {
          actionGroupExecutor: { customControl: 'RETURN_CONTROL' },
          functionSchema: {
            functions: [
              { name: 'pay', requireConfirmation: 'ENABLED' },
              { name: 'refund', requireConfirmation: 'DISABLED' },
              { name: 'balance' },
            ],
          },
        }),
        described('CODE000001', { parentActionSignature: 'AMAZON.CodeInterpreter' }),
        described('INLINE0001', {
          actionGroupExecutor: { lambda: `arn:aws:lambda:${region}:${account}:function:inline` },
          apiSchema: { payload: '{"openapi":"3.0.0","info":{"title":"unseen-title"}}' },
        }),
      ],
    },
  ],
});
