/** AgentCore harness: an agent that AWS runs as it is described, a model with a role, tools, skills and a memory. */
import { z } from 'zod';
import {
  bedrockAbsent,
  executes,
  loadsCode,
  loadsFrom,
  runsAs,
  runsImage,
  usesModel,
} from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { oneOf, text, texts, time, whole } from '#graph/schema/fields.ts';
import {
  harness,
  hooksOf,
  hostsOf,
  keysOf,
  memoryEdges,
  memoryKind,
  modelOf,
  runsOn,
  toolEdges,
  vendorOf,
} from './_harness.ts';
import { agentCoreGone, authorizerGives, authorizerProps, inboundAuth } from './_parts.ts';

export default defineKind({
  kind: 'AwsAgentCoreHarness',
  title: 'Bedrock AgentCore harness',
  cloud: 'aws',
  service: 'bedrock-agentcore-control',
  concepts: ['AgentRuntime'],
  scope: 'region',
  verbs: {
    READ: ['bedrock-agentcore:GetHarness'],
    INVOKE: ['bedrock-agentcore:InvokeHarness'],
    // Its instructions, model and tools; its role can stay.
    WRITE: ['bedrock-agentcore:UpdateHarness'],
    MANAGE: ['bedrock-agentcore:UpdateHarness', 'bedrock-agentcore:DeleteHarness'],
  },
  secretFields: ['harness.environmentVariables.*', 'harness.tools.config.remoteMcp.headers.*'],
})
  .list({
    operation: 'bedrock-agentcore-control:ListHarnesses',
    permissions: ['bedrock-agentcore:ListHarnesses'],
    input: () => ({ maxResults: 100 }),
    items: 'harnesses',
    item: z.object({
      harnessId: z.string(),
      harnessName: z.string(),
      arn: z.string(),
      status: z.string(),
      createdAt: z.string(),
    }),
    absent: bedrockAbsent,
    id: (h) => canonicalArn(h.arn),
    name: (h) => h.harnessName,
    gives: {
      harnessId: text('harnessId'),
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
    props: (h) => ({ harnessId: h.harnessId, status: h.status, createdAt: h.createdAt }),
  })
  .read('describe', {
    operation: 'bedrock-agentcore-control:GetHarness',
    permissions: ['bedrock-agentcore:GetHarness'],
    input: (h) => ({ harnessId: h.harnessId }),
    reply: z.object({ harness }),
    gone: agentCoreGone,
    gives: {
      role: text('harness.executionRoleArn'),
      modelVendor: oneOf('harness.model', ['bedrock', 'openai', 'gemini', 'litellm']),
      model: text('harness.model'),
      tools: texts('harness.tools.type'),
      toolHosts: texts('harness.tools.config.remoteMcp.url'),
      /** What the model may use without asking; `*` is all. */
      allowedTools: texts('harness.allowedTools'),
      memory: oneOf('harness.memory', ['own', 'managed', 'none']),
      inboundAuth: oneOf('harness.authorizerConfiguration', ['iam', 'jwt']),
      ...authorizerGives,
      environmentNames: texts('harness.environmentVariables'),
      maxIterations: whole('harness.maxIterations'),
      timeoutSeconds: whole('harness.timeoutSeconds'),
    },
    props: ({ harness: h }) => ({
      role: canonicalArn(h.executionRoleArn),
      modelVendor: vendorOf(h),
      model: modelOf(h) ?? null,
      tools: [...new Set(h.tools.map((t) => t.type))].toSorted(),
      toolHosts: hostsOf(h),
      allowedTools: h.allowedTools.toSorted(),
      memory: memoryKind(h),
      inboundAuth: inboundAuth(h.authorizerConfiguration),
      ...authorizerProps(h.authorizerConfiguration),
      environmentNames: Object.keys(h.environmentVariables).toSorted(),
      maxIterations: h.maxIterations ?? null,
      timeoutSeconds: h.timeoutSeconds ?? null,
    }),
    edgeTypes: [
      'RUNS_AS',
      'USES_MODEL',
      'USES_SECRET',
      'USES_TOOL',
      'STORES_TO',
      'FEEDS',
      'LOADS',
      'EXECUTES',
      'RUNS_IMAGE',
      'RUNS_ON',
    ],
    edges: ({ harness: h }, _item, at) => [
      ...runsAs(h.executionRoleArn),
      ...usesModel(at, h.model.bedrockModelConfig?.modelId),
      ...keysOf(h),
      ...toolEdges(h),
      ...memoryEdges(h),
      ...h.skills.flatMap((s) => [
        ...loadsFrom(at, s.s3?.uri, 'skill'),
        ...loadsCode(at, s.git?.url, 'skill'),
      ]),
      ...hooksOf(h).flatMap((one) => executes(one.arn, `hook:${one.name}`)),
      ...runsImage(at, h.environmentArtifact?.containerConfiguration?.containerUri),
      ...runsOn(h),
    ],
  });
