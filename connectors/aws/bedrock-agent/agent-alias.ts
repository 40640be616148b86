/** Alias of a Bedrock agent: the name under which applications call a version of it. */

import { z } from 'zod';
import { agentVersionId } from '#connectors/aws/parts/agent.ts';
import { end } from '#connectors/aws/parts/ends.ts';
import { modelEnd, parentText } from '#connectors/aws/parts/refs.ts';
import type { At } from '#connectors/kit/define.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, texts, time } from '#graph/schema/fields.ts';

const parent = (at: At): string => parentText(at, 'agentId');

export default defineKind({
  kind: 'AwsBedrockAgentAlias',
  title: 'Bedrock agent alias',
  cloud: 'aws',
  service: 'bedrock-agent',
  concepts: ['AgentAlias'],
  scope: 'region',
  uidIs: 'epoch',
  under: 'AwsBedrockAgent',
  verbs: {
    INVOKE: ['bedrock:InvokeAgent'],
    MANAGE: ['bedrock:UpdateAgentAlias', 'bedrock:DeleteAgentAlias'],
  },
}).list({
  operation: 'bedrock-agent:ListAgentAliases',
  permissions: ['bedrock:ListAgentAliases'],
  input: (at) => ({ agentId: parent(at), maxResults: 1000 }),
  items: 'agentAliasSummaries',
  item: z.object({
    agentAliasId: z.string(),
    agentAliasName: z.string(),
    agentAliasStatus: z.string(),
    routingConfiguration: z
      .array(z.object({ agentVersion: z.string().optional(), provisionedThroughput: z.string().optional() }))
      .optional(),
    aliasInvocationState: z.string().optional(),
    createdAt: z.string(),
  }),
  id: (a, at) => regionalArn(at, 'bedrock', `agent-alias/${parent(at)}/${a.agentAliasId}`),
  // The test alias has the same id in every agent.
  uid: (a) => a.createdAt,
  name: (a) => a.agentAliasName,
  gives: {
    status: oneOf('agentAliasStatus', [
      'PREPARED',
      'CREATING',
      'UPDATING',
      'FAILED',
      'DELETING',
      'DISSOCIATED',
    ]),
    acceptsInvocations: bool('aliasInvocationState'),
    versions: texts('routingConfiguration.agentVersion'),
    createdAt: time('createdAt'),
  },
  props: (a) => ({
    status: a.agentAliasStatus,
    acceptsInvocations: a.aliasInvocationState !== 'REJECT_INVOCATIONS',
    versions: (a.routingConfiguration ?? []).flatMap((r) =>
      r.agentVersion === undefined ? [] : [r.agentVersion],
    ),
    createdAt: a.createdAt,
  }),
  edgeTypes: ['CONTAINS', 'ROUTES_TO'],
  edges: (a, at) => [
    {
      type: 'CONTAINS',
      ...end(regionalArn(at, 'bedrock', `agent/${parent(at)}`), 'Agent'),
      reverse: true,
    },
    ...(a.routingConfiguration ?? []).flatMap((r) => [
      ...(r.agentVersion === undefined
        ? []
        : [
            {
              type: 'ROUTES_TO' as const,
              ...end(agentVersionId(at, parent(at), r.agentVersion), 'AgentVersion'),
            },
          ]),
      ...(r.provisionedThroughput === undefined
        ? []
        : [{ type: 'ROUTES_TO' as const, ...modelEnd(at, r.provisionedThroughput), key: 'throughput' }]),
    ]),
  ],
});
