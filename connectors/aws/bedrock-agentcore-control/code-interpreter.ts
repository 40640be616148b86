/**
 * AgentCore code interpreter: a sandbox in which an agent, or whoever may call it, runs code with the rights of a role. The
 * one that AWS keeps for all (`aws.codeinterpreter.v1`) has no role and belongs to no account: only the account's own are
 * listed.
 */
import { z } from 'zod';
import { bedrockAbsent, runsAs } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, texts, time } from '#graph/schema/fields.ts';
import {
  agentCoreGone,
  certificateSecrets,
  mounted,
  networkEdges,
  toolFields,
  toolMounts,
  toolStates,
  vpc,
} from './_parts.ts';

export default defineKind({
  kind: 'AwsAgentCoreCodeInterpreter',
  title: 'Bedrock AgentCore code interpreter',
  cloud: 'aws',
  service: 'bedrock-agentcore-control',
  concepts: ['AgentSandbox', 'Compute'],
  scope: 'region',
  verbs: {
    READ: ['bedrock-agentcore:GetCodeInterpreter'],
    // It works in a session: whoever has none by another's hand needs StartCodeInterpreterSession too.
    EXEC: ['bedrock-agentcore:InvokeCodeInterpreter'],
    MANAGE: ['bedrock-agentcore:DeleteCodeInterpreter'],
  },
})
  .list({
    operation: 'bedrock-agentcore-control:ListCodeInterpreters',
    permissions: ['bedrock-agentcore:ListCodeInterpreters'],
    input: () => ({ type: 'CUSTOM', maxResults: 100 }),
    items: 'codeInterpreterSummaries',
    item: z.object({
      codeInterpreterId: z.string(),
      codeInterpreterArn: z.string(),
      name: z.string().optional(),
      status: z.string(),
      createdAt: z.string(),
    }),
    absent: bedrockAbsent,
    id: (c) => canonicalArn(c.codeInterpreterArn),
    name: (c) => c.name ?? c.codeInterpreterId,
    gives: { status: oneOf('status', toolStates), createdAt: time('createdAt') },
    props: (c) => ({ status: c.status, createdAt: c.createdAt }),
  })
  .read('describe', {
    operation: 'bedrock-agentcore-control:GetCodeInterpreter',
    permissions: ['bedrock-agentcore:GetCodeInterpreter'],
    input: (c) => ({ codeInterpreterId: c.codeInterpreterId }),
    reply: z.object({
      ...toolFields,
      networkConfiguration: z.object({ networkMode: z.string(), vpcConfig: vpc }),
    }),
    gone: agentCoreGone,
    gives: {
      role: text('executionRoleArn'),
      /** `SANDBOX`: of all that is outside, Amazon S3 and name servers only. */
      networkMode: oneOf('networkConfiguration.networkMode', ['PUBLIC', 'SANDBOX', 'VPC']),
      directInternet: bool('networkConfiguration.networkMode'),
      mountPaths: texts('filesystemConfigurations'),
    },
    props: (r) => ({
      role: r.executionRoleArn === undefined ? 'none' : canonicalArn(r.executionRoleArn),
      networkMode: r.networkConfiguration.networkMode,
      directInternet: r.networkConfiguration.networkMode === 'PUBLIC',
      mountPaths: toolMounts(r)
        .map((m) => m.mountPath)
        .toSorted(),
    }),
    edgeTypes: ['RUNS_AS', 'IN_SUBNET', 'HAS_SECURITY_GROUP', 'USES_SECRET', 'FEEDS'],
    edges: (r, _item, at) => [
      ...runsAs(r.executionRoleArn),
      ...networkEdges(at, r.networkConfiguration.vpcConfig),
      ...certificateSecrets(r),
      ...mounted(toolMounts(r)),
    ],
  });
