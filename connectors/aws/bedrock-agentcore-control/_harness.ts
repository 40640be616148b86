/** What a harness is made of. Its prompt and the descriptions of its tools are content: not read. */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import type { Edge } from '#connectors/kit/define.ts';
import { canonicalArn, hostId } from '#graph/schema/aws/ids.ts';
import { authorizer, hostOf } from './_parts.ts';

const foreign = z.object({ modelId: z.string(), apiKeyArn: z.string().optional() }).optional();
const arn = z.object({ arn: z.string() }).optional();
const hook = z.object({ name: z.string(), target: z.object({ lambda: arn }) }).optional();

export const harness = z.object({
  executionRoleArn: z.string(),
  model: z.object({
    bedrockModelConfig: z.object({ modelId: z.string() }).optional(),
    openAiModelConfig: foreign,
    geminiModelConfig: foreign,
    liteLlmModelConfig: foreign,
  }),
  tools: z.array(
    z.object({
      type: z.string(),
      name: z.string().default(''),
      config: z
        .object({
          remoteMcp: z.object({ url: z.string() }).optional(),
          agentCoreBrowser: z.object({ browserArn: z.string().optional() }).optional(),
          agentCoreGateway: z
            .object({
              gatewayArn: z.string(),
              outboundAuth: z.object({ oauth: z.object({ providerArn: z.string() }).optional() }).optional(),
            })
            .optional(),
          agentCoreCodeInterpreter: z.object({ codeInterpreterArn: z.string().optional() }).optional(),
        })
        .default({}),
    }),
  ),
  skills: z.array(
    z.object({
      s3: z.object({ uri: z.string() }).optional(),
      git: z.object({ url: z.string(), auth: z.object({ credentialArn: z.string() }).optional() }).optional(),
    }),
  ),
  allowedTools: z.array(z.string()),
  environment: z.object({
    agentCoreRuntimeEnvironment: z.object({ agentRuntimeArn: z.string() }).optional(),
  }),
  environmentArtifact: z
    .object({ containerConfiguration: z.object({ containerUri: z.string() }).optional() })
    .optional(),
  // The values are fingerprints by the time they are here.
  environmentVariables: z.record(z.string(), z.string()).default({}),
  authorizerConfiguration: authorizer,
  memory: z
    .object({
      agentCoreMemoryConfiguration: arn,
      managedMemoryConfiguration: z.object({ arn: z.string().optional() }).optional(),
      disabled: z.object({}).optional(),
    })
    .optional(),
  hooks: z
    .array(
      z.object({
        beforeInvocation: hook,
        afterInvocation: hook,
        beforeToolCall: hook,
        afterToolCall: hook,
      }),
    )
    .default([]),
  maxIterations: z.int().optional(),
  timeoutSeconds: z.int().optional(),
});
type Harness = z.output<typeof harness>;

const foreignModel = ({ model: m }: Harness) =>
  m.openAiModelConfig ?? m.geminiModelConfig ?? m.liteLlmModelConfig;

/** Null for a vendor that is newer than this list. */
export function vendorOf({ model: m }: Harness): string | null {
  if (m.bedrockModelConfig !== undefined) return 'bedrock';
  if (m.openAiModelConfig !== undefined) return 'openai';
  if (m.geminiModelConfig !== undefined) return 'gemini';
  return m.liteLlmModelConfig === undefined ? null : 'litellm';
}

export const modelOf = (h: Harness): string | undefined =>
  h.model.bedrockModelConfig?.modelId ?? foreignModel(h)?.modelId;

/** Keys of models, repositories and gateways, by the provider that keeps them. */
export const keysOf = (h: Harness): Edge<'USES_SECRET'>[] =>
  [
    [foreignModel(h)?.apiKeyArn, 'model'] as const,
    ...h.skills.map((s) => [s.git?.auth?.credentialArn, 'skill'] as const),
    ...h.tools.map(
      (t) => [t.config.agentCoreGateway?.outboundAuth?.oauth?.providerArn, `tool:${t.name}`] as const,
    ),
  ].flatMap(([provider, key]) =>
    provider === undefined
      ? []
      : [{ type: 'USES_SECRET', ...end(canonicalArn(provider), 'CredentialProvider'), key }],
  );

export const hostsOf = (h: Harness): readonly string[] =>
  [...new Set(h.tools.flatMap((t) => t.config.remoteMcp?.url ?? []).map(hostOf))].toSorted();

/** To gateways, sandboxes and servers. A sandbox that is not named is the one that AWS keeps for all. */
export const toolEdges = (h: Harness): Edge<'USES_TOOL'>[] =>
  h.tools.flatMap(({ name, config: c }) =>
    [
      [c.remoteMcp === undefined ? undefined : hostId(c.remoteMcp.url), 'McpServer'] as const,
      [c.agentCoreGateway?.gatewayArn, 'AwsAgentCoreGateway'] as const,
      [c.agentCoreBrowser?.browserArn, 'AgentSandbox'] as const,
      [c.agentCoreCodeInterpreter?.codeInterpreterArn, 'AgentSandbox'] as const,
    ].flatMap(([to, as]) =>
      to === undefined ? [] : [{ type: 'USES_TOOL' as const, ...end(canonicalArn(to), as), key: name }],
    ),
  );

/** `managed`: one that AWS made for it. Null where nothing, or nothing that this list knows, is said of one. */
export function memoryKind({ memory: m }: Harness): 'own' | 'managed' | 'none' | null {
  if (m?.disabled !== undefined) return 'none';
  if (m?.agentCoreMemoryConfiguration !== undefined) return 'own';
  return m?.managedMemoryConfiguration === undefined ? null : 'managed';
}

/** It writes what was said, and reads it again. */
export function memoryEdges({ memory: m }: Harness): Edge<'STORES_TO' | 'FEEDS'>[] {
  const found = m?.agentCoreMemoryConfiguration?.arn ?? m?.managedMemoryConfiguration?.arn;
  if (found === undefined) return [];
  const memory = end(canonicalArn(found), 'AgentMemory');
  return [
    { type: 'STORES_TO', ...memory },
    { type: 'FEEDS', ...memory, reverse: true },
  ];
}

export const hooksOf = (h: Harness) =>
  h.hooks
    .flatMap((one) => [one.beforeInvocation, one.afterInvocation, one.beforeToolCall, one.afterToolCall])
    .flatMap((one) =>
      one?.target.lambda === undefined ? [] : [{ name: one.name, arn: one.target.lambda.arn }],
    );

export const runsOn = ({ environment: e }: Harness): Edge<'RUNS_ON'>[] =>
  e.agentCoreRuntimeEnvironment === undefined
    ? []
    : [
        {
          type: 'RUNS_ON',
          ...end(canonicalArn(e.agentCoreRuntimeEnvironment.agentRuntimeArn), 'AwsAgentCoreRuntime'),
        },
      ];
