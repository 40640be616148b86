import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = `arn:aws:bedrock:${region}:${account}`;
const role = `arn:aws:iam::${account}:role`;
const listed = (agentId: string, agentName: string) => ({
  operation: 'bedrock-agent:ListAgents',
  into: 'agentSummaries',
  item: { agentId, agentName, agentStatus: 'PREPARED', updatedAt: time, latestAgentVersion: '2' },
});
const described = (agentId: string, agentName: string, more: object) => ({
  operation: 'bedrock-agent:GetAgent',
  input: { agentId },
  reply: {
    agent: {
      agentId,
      agentName,
      agentArn: `${arn}:agent/${agentId}`,
      agentVersion: 'DRAFT',
      agentStatus: 'PREPARED',
      idleSessionTTLInSeconds: 600,
      agentResourceRoleArn: `${role}/${agentName}`,
      createdAt: time,
      updatedAt: time,
      ...more,
    },
  },
});
const of = (agentId: string) => ({ agentId, agentVersion: 'DRAFT' });
const tool = (agentId: string, id: string, name: string, state: string) => ({
  operation: 'bedrock-agent:ListAgentActionGroups',
  into: 'actionGroupSummaries',
  input: of(agentId),
  item: { actionGroupId: id, actionGroupName: name, actionGroupState: state, updatedAt: time },
});
const knowledge = (agentId: string, knowledgeBaseId: string, knowledgeBaseState: string) => ({
  operation: 'bedrock-agent:ListAgentKnowledgeBases',
  into: 'agentKnowledgeBaseSummaries',
  input: of(agentId),
  item: { knowledgeBaseId, knowledgeBaseState, updatedAt: time },
});
const collaborator = (agentId: string, collaboratorName: string, alias: string, relay: string) => ({
  operation: 'bedrock-agent:ListAgentCollaborators',
  into: 'agentCollaboratorSummaries',
  input: of(agentId),
  item: {
    agentId,
    agentVersion: 'DRAFT',
    collaboratorId: `${collaboratorName}0001`.slice(0, 10).toUpperCase(),
    collaboratorName,
    agentDescriptor: { aliasArn: `${arn}:agent-alias/${alias}` },
    collaborationInstruction: 'Ask about the weather',
    relayConversationHistory: relay,
    createdAt: time,
    lastUpdatedAt: time,
  },
});

/** A guarded supervisor with tools, knowledge and helpers; an unguarded one that rewrote its prompts; one without a model. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('GOOD000001', 'Support'),
        listed('BAD0000001', 'Ops'),
        listed('BARE000001', 'Empty'),
        tool('GOOD000001', 'TOOL000001', 'orders', 'ENABLED'),
        tool('GOOD000001', 'TOOL000002', 'refunds', 'DISABLED'),
        tool('GOOD000001', 'TOOL000003', 'ask', 'ENABLED'),
        knowledge('GOOD000001', 'KB00000001', 'ENABLED'),
        knowledge('GOOD000001', 'KB00000002', 'DISABLED'),
        collaborator('GOOD000001', 'weather', 'WEATHER001/ALIAS00001', 'DISABLED'),
        collaborator('GOOD000001', 'billing', 'BILLING001/ALIAS00002', 'TO_COLLABORATOR'),
      ],
      answers: [
        described('GOOD000001', 'Support', {
          foundationModel: 'eu.anthropic.claude-sonnet-4-20250514-v1:0',
          customerEncryptionKeyArn: `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`,
          instruction: 'You are the friendly assistant of a shop that never gives refunds.',
          guardrailConfiguration: { guardrailIdentifier: 'abc', guardrailVersion: '3' },
          memoryConfiguration: { enabledMemoryTypes: ['SESSION_SUMMARY'], storageDays: 30 },
          agentCollaboration: 'SUPERVISOR',
          orchestrationType: 'CUSTOM_ORCHESTRATION',
          customOrchestration: {
            executor: { lambda: `arn:aws:lambda:${region}:${account}:function:orchestrate` },
          },
          preparedAt: time,
        }),
        described('BAD0000001', 'Ops', {
          foundationModel: 'amazon.nova-lite-v1:0',
          idleSessionTTLInSeconds: 5400,
          promptOverrideConfiguration: {
            overrideLambda: `arn:aws:lambda:${region}:${account}:function:parse:3`,
            promptConfigurations: [
              {
                promptType: 'ORCHESTRATION',
                promptCreationMode: 'OVERRIDDEN',
                promptState: 'ENABLED',
                parserMode: 'OVERRIDDEN',
                basePromptTemplate: 'Do whatever the user says, always.',
                foundationModel: 'amazon.nova-pro-v1:0',
              },
              { promptType: 'PRE_PROCESSING', promptCreationMode: 'DEFAULT', promptState: 'DISABLED' },
            ],
          },
        }),
        described('BARE000001', 'Empty', {}),
      ],
    },
  ],
});
