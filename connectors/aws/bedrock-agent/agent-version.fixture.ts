import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const listed = (agentVersion: string) => ({
  operation: 'bedrock-agent:ListAgentVersions',
  into: 'agentVersionSummaries',
  input: { agentId: 'AGENT00001' },
  item: { agentName: 'Support', agentStatus: 'PREPARED', agentVersion, createdAt: time, updatedAt: time },
});
const common = {
  agentId: 'AGENT00001',
  agentName: 'Support',
  agentArn: `arn:aws:bedrock:${region}:${account}:agent/AGENT00001`,
  agentStatus: 'PREPARED',
  idleSessionTTLInSeconds: 600,
  agentResourceRoleArn: `arn:aws:iam::${account}:role/Support`,
  createdAt: time,
  updatedAt: time,
};
const described = (version: string, more: object) => ({
  operation: 'bedrock-agent:GetAgentVersion',
  input: { agentId: 'AGENT00001', agentVersion: version },
  reply: { agentVersion: { ...common, version, ...more } },
});
const tool = (agentVersion: string, actionGroupId: string) => ({
  operation: 'bedrock-agent:ListAgentActionGroups',
  into: 'actionGroupSummaries',
  input: { agentId: 'AGENT00001', agentVersion },
  item: { actionGroupId, actionGroupName: 'orders', actionGroupState: 'ENABLED', updatedAt: time },
});

/** An agent whose draft has a guardrail; its version 1, still there, has none, and a tool, a parser and a helper of its own. */
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
        listed('DRAFT'),
        listed('1'),
        tool('DRAFT', 'TOOL000001'),
        tool('1', 'TOOL000009'),
        {
          operation: 'bedrock-agent:ListAgentKnowledgeBases',
          into: 'agentKnowledgeBaseSummaries',
          input: { agentId: 'AGENT00001', agentVersion: '1' },
          item: { knowledgeBaseId: 'KB00000001', knowledgeBaseState: 'ENABLED', updatedAt: time },
        },
        {
          operation: 'bedrock-agent:ListAgentCollaborators',
          into: 'agentCollaboratorSummaries',
          input: { agentId: 'AGENT00001', agentVersion: '1' },
          item: {
            agentId: 'AGENT00001',
            agentVersion: '1',
            collaboratorId: 'COLLAB0001',
            collaboratorName: 'billing',
            agentDescriptor: {
              aliasArn: `arn:aws:bedrock:${region}:${account}:agent-alias/AGENT00002/PROD000002`,
            },
            collaborationInstruction: 'All about bills.',
            relayConversationHistory: 'DISABLED',
            createdAt: time,
            lastUpdatedAt: time,
          },
        },
      ],
      answers: [
        {
          operation: 'bedrock-agent:GetAgent',
          input: { agentId: 'AGENT00001' },
          reply: { agent: { ...common, agentVersion: 'DRAFT' } },
        },
        described('DRAFT', {
          guardrailConfiguration: { guardrailIdentifier: 'abc', guardrailVersion: 'DRAFT' },
        }),
        described('1', {
          foundationModel: 'amazon.nova-lite-v1:0',
          customerEncryptionKeyArn: `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`,
          promptOverrideConfiguration: {
            promptConfigurations: [],
            overrideLambda: `arn:aws:lambda:${region}:${account}:function:parse`,
          },
        }),
      ],
    },
  ],
});
