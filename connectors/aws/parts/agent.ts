/**
 * What a Bedrock agent and its versions have in common. AWS gives neither versions nor action groups an ARN; those ids are
 * ours: `<agent ARN>/version/<version>` and `<version id>/action-group/<id>`.
 */

import { z } from 'zod';
import {
  bedrockGone,
  encryptedWith,
  executes,
  guardedBy,
  keyHolder,
  runsAs,
  usesModel,
} from '#connectors/aws/parts/refs.ts';
import type { At, Edge } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { canonicalArn, regionalArn } from '#graph/schema/aws/ids.ts';
import type { Props } from '#graph/schema/fields.ts';
import { bool, oneOf, text, texts, whole } from '#graph/schema/fields.ts';
import { end } from './ends.ts';

export const agentVersionId = (at: AwsPlace, agent: string, version: string): string =>
  regionalArn(at, 'bedrock', `agent/${agent}/version/${version}`);

export const actionGroupId = (at: AwsPlace, agent: string, version: string, group: string): string =>
  `${agentVersionId(at, agent, version)}/action-group/${group}`;

/** Texts that steer the agent: fingerprints by the time anything sees them. */
export const agentSecretFields = ['agent', 'agentVersion'].flatMap((root) => [
  `${root}.instruction`,
  `${root}.promptOverrideConfiguration.promptConfigurations.basePromptTemplate`,
]);

export const agentFields = z.object({
  agentStatus: z.string(),
  foundationModel: z.string().optional(),
  agentResourceRoleArn: z.string().optional(),
  customerEncryptionKeyArn: z.string().optional(),
  idleSessionTTLInSeconds: z.int(),
  instruction: z.string().optional(),
  orchestrationType: z.string().optional(),
  customOrchestration: z
    .object({ executor: z.object({ lambda: z.string().optional() }).optional() })
    .optional(),
  promptOverrideConfiguration: z
    .object({
      promptConfigurations: z
        .array(
          z.object({
            promptType: z.string().optional(),
            promptCreationMode: z.string().optional(),
            promptState: z.string().optional(),
            parserMode: z.string().optional(),
            foundationModel: z.string().optional(),
          }),
        )
        .optional(),
      overrideLambda: z.string().optional(),
    })
    .optional(),
  guardrailConfiguration: z
    .object({ guardrailIdentifier: z.string().optional(), guardrailVersion: z.string().optional() })
    .optional(),
  memoryConfiguration: z
    .object({ enabledMemoryTypes: z.array(z.string()), storageDays: z.int().optional() })
    .optional(),
  agentCollaboration: z.string().optional(),
});
type Agent = z.output<typeof agentFields>;

export const agentGives = (root: 'agent' | 'agentVersion') =>
  ({
    status: oneOf(`${root}.agentStatus`, ['PREPARED', 'NOT_PREPARED', 'CREATING', 'PREPARING', 'FAILED']),
    model: text(`${root}.foundationModel`),
    encryption: oneOf(`${root}.customerEncryptionKeyArn`, ['none', 'provider', 'customer']),
    idleSessionSeconds: whole(`${root}.idleSessionTTLInSeconds`),
    hasGuardrail: bool(`${root}.guardrailConfiguration.guardrailIdentifier`),
    guardrailVersion: text(`${root}.guardrailConfiguration.guardrailVersion`),
    /** Equal for equal instructions; the text itself is content and stays out. */
    instructionFingerprint: text(`${root}.instruction`),
    orchestration: oneOf(`${root}.orchestrationType`, ['DEFAULT', 'CUSTOM_ORCHESTRATION']),
    collaboration: oneOf(`${root}.agentCollaboration`, ['DISABLED', 'SUPERVISOR', 'SUPERVISOR_ROUTER']),
    memory: texts(`${root}.memoryConfiguration.enabledMemoryTypes`),
    memoryDays: whole(`${root}.memoryConfiguration.storageDays`),
    /** Prompts that were rewritten, and steps that were switched off: the usual defences can be among them. */
    overriddenPrompts: texts(`${root}.promptOverrideConfiguration.promptConfigurations.promptType`),
    disabledPrompts: texts(`${root}.promptOverrideConfiguration.promptConfigurations.promptState`),
  }) as const;

export function agentProps(a: Agent): Props<ReturnType<typeof agentGives>> {
  const prompts = a.promptOverrideConfiguration?.promptConfigurations ?? [];
  const typesOf = (those: typeof prompts) =>
    those.flatMap((p) => (p.promptType === undefined ? [] : [p.promptType]));
  return {
    status: a.agentStatus,
    model: a.foundationModel ?? 'none',
    encryption: keyHolder(a.customerEncryptionKeyArn),
    idleSessionSeconds: a.idleSessionTTLInSeconds,
    hasGuardrail: (a.guardrailConfiguration?.guardrailIdentifier ?? '') !== '',
    guardrailVersion: a.guardrailConfiguration?.guardrailVersion ?? 'none',
    instructionFingerprint: a.instruction ?? 'none',
    orchestration: a.orchestrationType ?? 'DEFAULT',
    collaboration: a.agentCollaboration ?? 'DISABLED',
    memory: a.memoryConfiguration?.enabledMemoryTypes ?? [],
    memoryDays: a.memoryConfiguration?.storageDays ?? 0,
    overriddenPrompts: typesOf(prompts.filter((p) => p.promptCreationMode === 'OVERRIDDEN')),
    disabledPrompts: typesOf(prompts.filter((p) => p.promptState === 'DISABLED')),
  };
}

export const agentEdgeTypes = ['USES_MODEL', 'RUNS_AS', 'ENCRYPTED_WITH', 'GUARDED_BY', 'EXECUTES'] as const;

export const agentEdges = (a: Agent, at: At): readonly Edge<(typeof agentEdgeTypes)[number]>[] => [
  ...usesModel(at, a.foundationModel),
  ...(a.promptOverrideConfiguration?.promptConfigurations ?? []).flatMap((p) =>
    usesModel(at, p.foundationModel, p.promptType ?? 'prompt'),
  ),
  ...runsAs(a.agentResourceRoleArn),
  ...encryptedWith(at, a.customerEncryptionKeyArn),
  ...guardedBy(at, a.guardrailConfiguration?.guardrailIdentifier, a.guardrailConfiguration?.guardrailVersion),
  ...executes(a.promptOverrideConfiguration?.overrideLambda, 'parser'),
  ...executes(a.customOrchestration?.executor?.lambda, 'orchestration'),
];

/** The working draft; equal questions about it are sent once, whichever kind asks. */
export const DRAFT = 'DRAFT';
const asked = (agentId: string, agentVersion: string) => ({ agentId, agentVersion, maxResults: 1000 });

/** Which tools a version offers. Disabled ones are not offered to the model: no edge, but named. */
export const toolsRead = <I>(agentOf: (item: I, at: At) => string, versionOf: (item: I) => string) =>
  ({
    operation: 'bedrock-agent:ListAgentActionGroups',
    permissions: ['bedrock:ListAgentActionGroups'],
    input: (item: I, at: At) => asked(agentOf(item, at), versionOf(item)),
    pages: 'actionGroupSummaries',
    reply: z.object({
      actionGroupSummaries: z.array(
        z.object({ actionGroupId: z.string(), actionGroupName: z.string(), actionGroupState: z.string() }),
      ),
    }),
    gone: bedrockGone,
    gives: {
      tools: texts('actionGroupSummaries.actionGroupName'),
      disabledTools: texts('actionGroupSummaries.actionGroupState'),
    },
    props: (r: ToolsReply) => ({
      tools: r.actionGroupSummaries.filter(isEnabled).map((g) => g.actionGroupName),
      disabledTools: r.actionGroupSummaries.filter((g) => !isEnabled(g)).map((g) => g.actionGroupName),
    }),
    edgeTypes: ['USES_TOOL'],
    edges: (r: ToolsReply, item: I, at: At): readonly Edge<'USES_TOOL'>[] =>
      r.actionGroupSummaries.filter(isEnabled).map((g) => ({
        type: 'USES_TOOL',
        ...end(actionGroupId(at, agentOf(item, at), versionOf(item), g.actionGroupId), 'AgentTool'),
      })),
  }) as const;
interface ToolsReply {
  readonly actionGroupSummaries: readonly {
    readonly actionGroupId: string;
    readonly actionGroupName: string;
    readonly actionGroupState: string;
  }[];
}
const isEnabled = (g: { readonly actionGroupState: string }): boolean => g.actionGroupState === 'ENABLED';

/** Which knowledge bases a version reads. */
export const knowledgeRead = <I>(agentOf: (item: I, at: At) => string, versionOf: (item: I) => string) =>
  ({
    operation: 'bedrock-agent:ListAgentKnowledgeBases',
    permissions: ['bedrock:ListAgentKnowledgeBases'],
    input: (item: I, at: At) => asked(agentOf(item, at), versionOf(item)),
    pages: 'agentKnowledgeBaseSummaries',
    reply: z.object({
      agentKnowledgeBaseSummaries: z.array(
        z.object({ knowledgeBaseId: z.string(), knowledgeBaseState: z.string() }),
      ),
    }),
    gone: bedrockGone,
    gives: { disabledKnowledgeBases: texts('agentKnowledgeBaseSummaries.knowledgeBaseState') },
    props: (r: KnowledgeReply) => ({
      disabledKnowledgeBases: r.agentKnowledgeBaseSummaries
        .filter((k) => k.knowledgeBaseState !== 'ENABLED')
        .map((k) => k.knowledgeBaseId),
    }),
    edgeTypes: ['USES_KB'],
    edges: (r: KnowledgeReply, _item: I, at: At): readonly Edge<'USES_KB'>[] =>
      r.agentKnowledgeBaseSummaries
        .filter((k) => k.knowledgeBaseState === 'ENABLED')
        .map((k) => ({
          type: 'USES_KB',
          ...end(regionalArn(at, 'bedrock', `knowledge-base/${k.knowledgeBaseId}`), 'KnowledgeBase'),
        })),
  }) as const;
interface KnowledgeReply {
  readonly agentKnowledgeBaseSummaries: readonly {
    readonly knowledgeBaseId: string;
    readonly knowledgeBaseState: string;
  }[];
}

/** To which agents a version hands work. */
export const collaboratorsRead = <I>(agentOf: (item: I, at: At) => string, versionOf: (item: I) => string) =>
  ({
    operation: 'bedrock-agent:ListAgentCollaborators',
    permissions: ['bedrock:ListAgentCollaborators'],
    input: (item: I, at: At) => asked(agentOf(item, at), versionOf(item)),
    pages: 'agentCollaboratorSummaries',
    reply: z.object({
      agentCollaboratorSummaries: z.array(
        z.object({
          collaboratorName: z.string(),
          agentDescriptor: z.object({ aliasArn: z.string().optional() }),
          relayConversationHistory: z.string().optional(),
        }),
      ),
    }),
    gone: bedrockGone,
    gives: {
      collaborators: texts('agentCollaboratorSummaries.collaboratorName'),
      /** Collaborators that get the whole conversation, not only their task. */
      sharesHistoryWith: texts('agentCollaboratorSummaries.relayConversationHistory'),
    },
    props: (r: CollaboratorsReply) => ({
      collaborators: r.agentCollaboratorSummaries.map((c) => c.collaboratorName),
      sharesHistoryWith: r.agentCollaboratorSummaries
        .filter((c) => c.relayConversationHistory === 'TO_COLLABORATOR')
        .map((c) => c.collaboratorName),
    }),
    edgeTypes: ['DELEGATES_TO'],
    edges: (r: CollaboratorsReply): readonly Edge<'DELEGATES_TO'>[] =>
      r.agentCollaboratorSummaries.flatMap((c) =>
        c.agentDescriptor.aliasArn === undefined
          ? []
          : [
              {
                type: 'DELEGATES_TO',
                ...end(canonicalArn(c.agentDescriptor.aliasArn), 'AgentAlias'),
                key: c.collaboratorName,
              },
            ],
      ),
  }) as const;
interface CollaboratorsReply {
  readonly agentCollaboratorSummaries: readonly {
    readonly collaboratorName: string;
    readonly agentDescriptor: { readonly aliasArn?: string | undefined };
    readonly relayConversationHistory?: string | undefined;
  }[];
}
