/** A version of a Bedrock agent, frozen or draft: what an alias calls. */

import { z } from 'zod';
import {
  agentEdges,
  agentEdgeTypes,
  agentFields,
  agentGives,
  agentProps,
  agentSecretFields,
  agentVersionId,
  collaboratorsRead,
  knowledgeRead,
  toolsRead,
} from '#connectors/aws/parts/agent.ts';
import { end } from '#connectors/aws/parts/ends.ts';
import { bedrockGone, parentText } from '#connectors/aws/parts/refs.ts';
import type { At } from '#connectors/kit/define.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { regionalArn } from '#graph/schema/aws/ids.ts';
import { text, time } from '#graph/schema/fields.ts';

const item = z.object({ agentName: z.string(), agentVersion: z.string(), createdAt: z.string() });
type Item = z.output<typeof item>;
const parent = (at: At): string => parentText(at, 'agentId');
const agentOf = (_v: Item, at: At): string => parent(at);
const versionOf = (v: Item): string => v.agentVersion;

export default defineKind({
  kind: 'AwsBedrockAgentVersion',
  title: 'Bedrock agent version',
  cloud: 'aws',
  service: 'bedrock-agent',
  concepts: ['AgentVersion'],
  scope: 'region',
  uidIs: 'epoch',
  under: 'AwsBedrockAgent',
  verbs: { MANAGE: ['bedrock:DeleteAgentVersion'] },
  resources: (id) => [id.replace(/\/version\/[^/]+$/, '')],
  secretFields: agentSecretFields,
})
  .list({
    operation: 'bedrock-agent:ListAgentVersions',
    permissions: ['bedrock:ListAgentVersions'],
    input: (at) => ({ agentId: parent(at), maxResults: 1000 }),
    items: 'agentVersionSummaries',
    item,
    id: (v, at) => agentVersionId(at, parent(at), v.agentVersion),
    uid: (v) => v.createdAt,
    name: (v) => `${v.agentName}:${v.agentVersion}`,
    gives: { agentId: text('agentId'), version: text('agentVersion'), createdAt: time('createdAt') },
    props: (v, at) => ({ agentId: parent(at), version: v.agentVersion, createdAt: v.createdAt }),
    edgeTypes: ['VERSION_OF'],
    edges: (_v, at) => [
      { type: 'VERSION_OF', ...end(regionalArn(at, 'bedrock', `agent/${parent(at)}`), 'Agent') },
    ],
  })
  .read('describe', {
    operation: 'bedrock-agent:GetAgentVersion',
    permissions: ['bedrock:GetAgentVersion'],
    input: (v, at) => ({ agentId: parent(at), agentVersion: v.agentVersion }),
    reply: z.object({ agentVersion: agentFields }),
    gone: bedrockGone,
    gives: agentGives('agentVersion'),
    props: ({ agentVersion }) => agentProps(agentVersion),
    edgeTypes: agentEdgeTypes,
    edges: ({ agentVersion }, _v, at) => agentEdges(agentVersion, at),
  })
  .read('tools', toolsRead(agentOf, versionOf))
  .read('knowledgeBases', knowledgeRead(agentOf, versionOf))
  .read('collaborators', collaboratorsRead(agentOf, versionOf));
