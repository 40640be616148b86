/**
 * What a Bedrock guardrail filters. A filter works on a side (input, output) unless it is disabled there or its action is
 * NONE (it only detects); both default to working.
 *
 * Source: Bedrock API Reference, GuardrailContentFilter, GuardrailPiiEntity, GuardrailRegex.
 */
import { z } from 'zod';
import { keyHolder } from '#connectors/aws/parts/refs.ts';
import { canonicalJson } from '#graph/schema/aws/document.ts';
import type { Props } from '#graph/schema/fields.ts';
import { bool, json, num, oneOf, text, texts, whole } from '#graph/schema/fields.ts';

const sides = {
  inputAction: z.string().optional(),
  outputAction: z.string().optional(),
  inputEnabled: z.boolean().optional(),
  outputEnabled: z.boolean().optional(),
};
const tier = z.object({ tierName: z.string() }).optional();

export const guardrailReply = z.object({
  status: z.string(),
  kmsKeyArn: z.string().optional(),
  topicPolicy: z
    .object({ topics: z.array(z.object({ name: z.string(), type: z.string().optional(), ...sides })), tier })
    .optional(),
  contentPolicy: z
    .object({
      filters: z
        .array(
          z.object({
            type: z.string(),
            inputStrength: z.string(),
            outputStrength: z.string(),
            inputModalities: z.array(z.string()).optional(),
            outputModalities: z.array(z.string()).optional(),
            ...sides,
          }),
        )
        .optional(),
      tier,
    })
    .optional(),
  wordPolicy: z
    .object({
      // The words themselves stay out.
      words: z.array(z.object(sides)).optional(),
      managedWordLists: z.array(z.object({ type: z.string(), ...sides })).optional(),
    })
    .optional(),
  sensitiveInformationPolicy: z
    .object({
      piiEntities: z.array(z.object({ type: z.string(), action: z.string(), ...sides })).optional(),
      regexes: z.array(z.object({ name: z.string(), action: z.string(), ...sides })).optional(),
    })
    .optional(),
  contextualGroundingPolicy: z
    .object({
      filters: z.array(
        z.object({
          type: z.string(),
          threshold: z.number(),
          action: z.string().optional(),
          enabled: z.boolean().optional(),
        }),
      ),
    })
    .optional(),
  automatedReasoningPolicy: z
    .object({ policies: z.array(z.string()), confidenceThreshold: z.number().optional() })
    .optional(),
  crossRegionDetails: z.object({ guardrailProfileArn: z.string().optional() }).optional(),
});
type Reply = z.output<typeof guardrailReply>;
interface Sides {
  readonly inputAction?: string | undefined;
  readonly outputAction?: string | undefined;
  readonly inputEnabled?: boolean | undefined;
  readonly outputEnabled?: boolean | undefined;
}

const strengths = ['NONE', 'LOW', 'MEDIUM', 'HIGH'] as const;
const harms = ['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'];

const worksOnInput = (f: Sides): boolean => f.inputEnabled !== false && f.inputAction !== 'NONE';
const worksOnOutput = (f: Sides): boolean => f.outputEnabled !== false && f.outputAction !== 'NONE';

export const guardrailGives = {
  status: oneOf('status', ['READY', 'CREATING', 'UPDATING', 'VERSIONING', 'FAILED', 'DELETING']),
  encryption: oneOf('kmsKeyArn', ['none', 'provider', 'customer']),
  blocksPromptAttacks: bool('contentPolicy.filters[PROMPT_ATTACK].inputStrength'),
  promptAttackStrength: oneOf('contentPolicy.filters[PROMPT_ATTACK].inputStrength', strengths),
  /** The weakest over all categories of harm; NONE where one of them is not filtered at all. */
  harmInputStrength: oneOf('contentPolicy.filters.inputStrength', strengths),
  harmOutputStrength: oneOf('contentPolicy.filters.outputStrength', strengths),
  missingHarmFilters: texts('contentPolicy.filters.type'),
  contentTier: oneOf('contentPolicy.tier.tierName', ['none', 'CLASSIC', 'STANDARD']),
  deniedTopics: texts('topicPolicy.topics.name'),
  topicTier: oneOf('topicPolicy.tier.tierName', ['none', 'CLASSIC', 'STANDARD']),
  words: whole('wordPolicy.words'),
  blocksProfanity: bool('wordPolicy.managedWordLists.type'),
  filtersPersonalData: bool('sensitiveInformationPolicy.piiEntities'),
  personalDataBlocked: texts('sensitiveInformationPolicy.piiEntities[BLOCK].type'),
  personalDataMasked: texts('sensitiveInformationPolicy.piiEntities[ANONYMIZE].type'),
  regexes: texts('sensitiveInformationPolicy.regexes.name'),
  /** 0 where answers are not checked, or only watched. */
  groundingThreshold: num('contextualGroundingPolicy.filters[GROUNDING].threshold'),
  relevanceThreshold: num('contextualGroundingPolicy.filters[RELEVANCE].threshold'),
  automatedReasoning: texts('automatedReasoningPolicy.policies'),
  crossRegionProfile: text('crossRegionDetails.guardrailProfileArn'),
  /** Every filter with its strengths and actions, without the texts that it looks for. */
  filters: json(
    'topicPolicy, contentPolicy, wordPolicy, sensitiveInformationPolicy, contextualGroundingPolicy',
  ),
} as const;

export function guardrailProps(r: Reply): Props<typeof guardrailGives> {
  const filters = r.contentPolicy?.filters ?? [];
  const inputOf = (type: string) => {
    const filter = filters.find((f) => f.type === type);
    return filter !== undefined && worksOnInput(filter) ? filter.inputStrength : 'NONE';
  };
  const outputOf = (type: string) => {
    const filter = filters.find((f) => f.type === type);
    return filter !== undefined && worksOnOutput(filter) ? filter.outputStrength : 'NONE';
  };
  const weakest = (of: (type: string) => string) =>
    strengths.find((strength) => harms.some((type) => of(type) === strength)) ?? 'NONE';
  const pii = r.sensitiveInformationPolicy?.piiEntities ?? [];
  const entities = (action: string) => pii.filter((e) => actionsOf(e).includes(action)).map((e) => e.type);
  const threshold = (type: string) =>
    r.contextualGroundingPolicy?.filters.find(
      (f) => f.type === type && f.enabled !== false && f.action !== 'NONE',
    )?.threshold ?? 0;
  return {
    status: r.status,
    encryption: keyHolder(r.kmsKeyArn),
    blocksPromptAttacks: inputOf('PROMPT_ATTACK') !== 'NONE',
    promptAttackStrength: inputOf('PROMPT_ATTACK'),
    harmInputStrength: weakest(inputOf),
    harmOutputStrength: weakest(outputOf),
    missingHarmFilters: harms.filter((type) => inputOf(type) === 'NONE' && outputOf(type) === 'NONE'),
    contentTier: r.contentPolicy === undefined ? 'none' : (r.contentPolicy.tier?.tierName ?? 'CLASSIC'),
    deniedTopics: (r.topicPolicy?.topics ?? [])
      .filter((t) => worksOnInput(t) || worksOnOutput(t))
      .map((t) => t.name),
    topicTier: r.topicPolicy === undefined ? 'none' : (r.topicPolicy.tier?.tierName ?? 'CLASSIC'),
    words: (r.wordPolicy?.words ?? []).filter((w) => worksOnInput(w) || worksOnOutput(w)).length,
    blocksProfanity: (r.wordPolicy?.managedWordLists ?? []).some(
      (l) => l.type === 'PROFANITY' && (worksOnInput(l) || worksOnOutput(l)),
    ),
    filtersPersonalData: entities('BLOCK').length + entities('ANONYMIZE').length > 0,
    personalDataBlocked: entities('BLOCK'),
    personalDataMasked: entities('ANONYMIZE'),
    regexes: (r.sensitiveInformationPolicy?.regexes ?? [])
      .filter((e) => actionsOf(e).some((action) => action !== 'NONE'))
      .map((e) => e.name),
    groundingThreshold: threshold('GROUNDING'),
    relevanceThreshold: threshold('RELEVANCE'),
    automatedReasoning: r.automatedReasoningPolicy?.policies ?? [],
    crossRegionProfile: r.crossRegionDetails?.guardrailProfileArn ?? 'none',
    filters: canonicalJson({
      topics: r.topicPolicy?.topics ?? [],
      content: filters,
      words: r.wordPolicy?.words?.length ?? 0,
      managedWordLists: r.wordPolicy?.managedWordLists ?? [],
      pii,
      regexes: r.sensitiveInformationPolicy?.regexes ?? [],
      grounding: r.contextualGroundingPolicy?.filters ?? [],
    }),
  };
}

/** What an entity does on the sides where it works; a side without an action of its own does the entity's. */
const actionsOf = (e: Sides & { readonly action: string }): readonly string[] => [
  ...(e.inputEnabled === false ? [] : [e.inputAction ?? e.action]),
  ...(e.outputEnabled === false ? [] : [e.outputAction ?? e.action]),
];
