/** Endpoint of an AgentCore runtime: the name under which callers reach one version of it. */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { parentText } from '#connectors/aws/parts/refs.ts';
import type { At } from '#connectors/kit/define.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, time } from '#graph/schema/fields.ts';
import { agentCoreArn, policyRead } from './_parts.ts';

const runtimeId = (at: At): string => parentText(at, 'runtimeId');
const runtimeArn = (at: At): string => agentCoreArn(at, `runtime/${runtimeId(at)}`);

export default defineKind({
  kind: 'AwsAgentCoreRuntimeEndpoint',
  title: 'Bedrock AgentCore runtime endpoint',
  cloud: 'aws',
  service: 'bedrock-agentcore-control',
  concepts: ['AgentAlias'],
  scope: 'region',
  // Endpoints have names, and every runtime has one that is called DEFAULT.
  uidIs: 'epoch',
  under: 'AwsAgentCoreRuntime',
  verbs: {
    READ: ['bedrock-agentcore:GetAgentRuntimeEndpoint'],
    INVOKE: [
      'bedrock-agentcore:InvokeAgentRuntime',
      'bedrock-agentcore:InvokeAgentRuntimeForUser',
      'bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStream',
      'bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStreamForUser',
    ],
    EXEC: ['bedrock-agentcore:InvokeAgentRuntimeCommand', 'bedrock-agentcore:InvokeAgentRuntimeCommandShell'],
    MANAGE: [
      'bedrock-agentcore:UpdateAgentRuntimeEndpoint',
      'bedrock-agentcore:DeleteAgentRuntimeEndpoint',
      'bedrock-agentcore:PutResourcePolicy',
      'bedrock-agentcore:DeleteResourcePolicy',
    ],
  },
})
  .list({
    operation: 'bedrock-agentcore-control:ListAgentRuntimeEndpoints',
    permissions: ['bedrock-agentcore:ListAgentRuntimeEndpoints'],
    input: (at) => ({ agentRuntimeId: runtimeId(at), maxResults: 100 }),
    items: 'runtimeEndpoints',
    item: z.object({
      name: z.string(),
      agentRuntimeEndpointArn: z.string(),
      liveVersion: z.string().optional(),
      targetVersion: z.string().optional(),
      status: z.string(),
      createdAt: z.string(),
    }),
    id: (e) => canonicalArn(e.agentRuntimeEndpointArn),
    uid: (e) => e.createdAt,
    name: (e) => e.name,
    gives: {
      liveVersion: text('liveVersion'),
      /** Another one than the live version while an update is under way. */
      targetVersion: text('targetVersion'),
      updating: bool('targetVersion'),
      status: oneOf('status', [
        'READY',
        'CREATING',
        'CREATE_FAILED',
        'UPDATING',
        'UPDATE_FAILED',
        'DELETING',
        'DELETE_FAILED',
      ]),
      createdAt: time('createdAt'),
    },
    props: (e) => ({
      liveVersion: e.liveVersion ?? 'none',
      targetVersion: e.targetVersion ?? 'none',
      updating: e.targetVersion !== undefined && e.targetVersion !== e.liveVersion,
      status: e.status,
      createdAt: e.createdAt,
    }),
    edgeTypes: ['CONTAINS', 'ROUTES_TO'],
    edges: (e, at) => [
      { type: 'CONTAINS', ...end(runtimeArn(at), 'AwsAgentCoreRuntime'), reverse: true },
      { type: 'ROUTES_TO', ...end(runtimeArn(at), 'AwsAgentCoreRuntime'), key: e.liveVersion ?? '' },
    ],
  })
  .read('policy', { ...policyRead, input: (e) => ({ resourceArn: e.agentRuntimeEndpointArn }) });
