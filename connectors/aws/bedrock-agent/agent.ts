/** Bedrock agent, as its working draft stands: a model with a role, tools, knowledge bases and other agents. */
import { z } from 'zod';
import {
  agentEdges,
  agentEdgeTypes,
  agentFields,
  agentGives,
  agentProps,
  agentSecretFields,
  collaboratorsRead,
  DRAFT,
  knowledgeRead,
  toolsRead,
} from '#connectors/aws/parts/agent.ts';
import { bedrockAbsent, bedrockGone } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { regionalArn } from '#graph/schema/aws/ids.ts';
import { NEVER, text, time } from '#graph/schema/fields.ts';

const item = z.object({
  agentId: z.string(),
  agentName: z.string(),
  latestAgentVersion: z.string().optional(),
});
type Item = z.output<typeof item>;
const agentOf = (a: Item): string => a.agentId;
const draft = (): string => DRAFT;

export default defineKind({
  kind: 'AwsBedrockAgent',
  title: 'Bedrock agent',
  cloud: 'aws',
  service: 'bedrock-agent',
  concepts: ['Agent'],
  scope: 'region',
  verbs: {
    READ: ['bedrock:GetAgent'],
    MANAGE: [
      'bedrock:UpdateAgent',
      'bedrock:DeleteAgent',
      'bedrock:PrepareAgent',
      'bedrock:CreateAgentActionGroup',
      'bedrock:UpdateAgentActionGroup',
      'bedrock:AssociateAgentKnowledgeBase',
      'bedrock:AssociateAgentCollaborator',
    ],
  },
  secretFields: agentSecretFields,
})
  .list({
    operation: 'bedrock-agent:ListAgents',
    permissions: ['bedrock:ListAgents'],
    input: () => ({ maxResults: 1000 }),
    items: 'agentSummaries',
    item,
    absent: bedrockAbsent,
    id: (a, at) => regionalArn(at, 'bedrock', `agent/${a.agentId}`),
    name: (a) => a.agentName,
    gives: { agentId: text('agentId'), latestVersion: text('latestAgentVersion') },
    props: (a) => ({ agentId: a.agentId, latestVersion: a.latestAgentVersion ?? 'none' }),
  })
  .read('describe', {
    operation: 'bedrock-agent:GetAgent',
    permissions: ['bedrock:GetAgent'],
    input: (a) => ({ agentId: a.agentId }),
    reply: z.object({
      agent: agentFields.extend({ createdAt: z.string(), preparedAt: z.string().optional() }),
    }),
    gone: bedrockGone,
    gives: {
      ...agentGives('agent'),
      createdAt: time('agent.createdAt'),
      preparedAt: time('agent.preparedAt'),
    },
    props: ({ agent }) => ({
      ...agentProps(agent),
      createdAt: agent.createdAt,
      preparedAt: agent.preparedAt ?? NEVER,
    }),
    edgeTypes: agentEdgeTypes,
    edges: ({ agent }, _a, at) => agentEdges(agent, at),
  })
  .read('tools', toolsRead(agentOf, draft))
  .read('knowledgeBases', knowledgeRead(agentOf, draft))
  .read('collaborators', collaboratorsRead(agentOf, draft));
