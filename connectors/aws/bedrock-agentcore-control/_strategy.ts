/** How a memory makes records of events. Prompts are content: only that there are some, and the models, are read. */
import { z } from 'zod';

const override = z.object({ modelId: z.string() }).optional();

const invocation = z.object({ topicArn: z.string(), payloadDeliveryBucketName: z.string() });

export const strategy = z.object({
  name: z.string(),
  type: z.string(),
  namespaces: z.array(z.string()).default([]),
  namespaceTemplates: z.array(z.string()).optional(),
  configuration: z
    .object({
      type: z.string().optional(),
      extraction: z
        .object({
          customExtractionConfiguration: z
            .object({
              semanticExtractionOverride: override,
              userPreferenceExtractionOverride: override,
              episodicExtractionOverride: override,
            })
            .optional(),
        })
        .optional(),
      consolidation: z
        .object({
          customConsolidationConfiguration: z
            .object({
              semanticConsolidationOverride: override,
              summaryConsolidationOverride: override,
              userPreferenceConsolidationOverride: override,
              episodicConsolidationOverride: override,
            })
            .optional(),
        })
        .optional(),
      reflection: z
        .object({
          customReflectionConfiguration: z.object({ episodicReflectionOverride: override }).optional(),
        })
        .optional(),
      selfManagedConfiguration: z.object({ invocationConfiguration: invocation }).optional(),
    })
    .optional(),
});
type Strategy = z.output<typeof strategy>;

const chosen = (
  step: string,
  overrides: Readonly<Record<string, { readonly modelId: string } | undefined>> | undefined,
): readonly (readonly [step: string, model: string])[] =>
  Object.values(overrides ?? {}).flatMap((o) => (o === undefined ? [] : [[step, o.modelId] as const]));

/** Models that the customer chose, each with the step that calls it. */
export const modelsOf = ({ configuration: c }: Strategy) => [
  ...chosen('extraction', c?.extraction?.customExtractionConfiguration),
  ...chosen('consolidation', c?.consolidation?.customConsolidationConfiguration),
  ...chosen('reflection', c?.reflection?.customReflectionConfiguration),
];

/** Where events are handed over to code of the customer's own, and by which topic that is told. */
export const deliveriesOf = (strategies: readonly Strategy[]) =>
  strategies.flatMap((s) => {
    const to = s.configuration?.selfManagedConfiguration?.invocationConfiguration;
    return to === undefined ? [] : [{ ...to, strategy: s.name }];
  });

export const streams = z
  .object({
    resources: z.array(
      z.object({
        kinesis: z
          .object({
            dataStreamArn: z.string(),
            contentConfigurations: z.array(z.object({ level: z.string().default('METADATA_ONLY') })),
          })
          .optional(),
      }),
    ),
  })
  .default({ resources: [] });

export const streamsOf = (s: z.output<typeof streams>) => s.resources.flatMap((r) => r.kinesis ?? []);
