/** Data that Bedrock customises a model with: the same fields on the job and on the model that it made. */
import { z } from 'zod';
import { fedFrom, modelEnd, storesTo } from '#connectors/aws/parts/refs.ts';
import type { Edge } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';

export const customization = z.object({
  trainingDataConfig: z
    .object({
      s3Uri: z.string().optional(),
      invocationLogsConfig: z
        .object({ invocationLogSource: z.object({ s3Uri: z.string().optional() }) })
        .optional(),
    })
    .optional(),
  validationDataConfig: z.object({ validators: z.array(z.object({ s3Uri: z.string() })) }).optional(),
  outputDataConfig: z.object({ s3Uri: z.string() }).optional(),
  customizationConfig: z
    .object({
      distillationConfig: z
        .object({ teacherModelConfig: z.object({ teacherModelIdentifier: z.string() }) })
        .optional(),
    })
    .optional(),
});
type Customization = z.output<typeof customization>;

export const customizationEdges = (at: AwsPlace, c: Customization): Edge<'FEEDS' | 'STORES_TO'>[] => [
  ...fedFrom(at, c.trainingDataConfig?.s3Uri, 'training'),
  ...fedFrom(at, c.trainingDataConfig?.invocationLogsConfig?.invocationLogSource.s3Uri, 'invocation-logs'),
  ...(c.validationDataConfig?.validators ?? []).flatMap((v, i) =>
    fedFrom(at, v.s3Uri, `validation-${i + 1}`),
  ),
  ...storesTo(at, c.outputDataConfig?.s3Uri, 'output'),
];

/** The model that a customised one was made from, and its teacher where it was distilled. */
export function basedOn(at: AwsPlace, base: string | undefined, c: Customization): Edge<'BASED_ON'>[] {
  const teacher = c.customizationConfig?.distillationConfig?.teacherModelConfig.teacherModelIdentifier;
  return [
    ...(base === undefined || base === ''
      ? []
      : [{ type: 'BASED_ON' as const, ...modelEnd(at, base), key: 'base' }]),
    ...(teacher === undefined
      ? []
      : [{ type: 'BASED_ON' as const, ...modelEnd(at, teacher), key: 'teacher' }]),
  ];
}
