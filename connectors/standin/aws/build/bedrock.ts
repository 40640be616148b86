/** Pieces of Bedrock: guardrails, models, capacity, the logging of invocations. */
import type { GetGuardrailResponse, LoggingConfig } from '@aws-sdk/client-bedrock';
import type { Piece } from '#connectors/standin/estate.ts';
import { arn, list, lowerId, made, type Place, pick, piece, reply, type Wire } from './common.ts';

export const foundationModel = (place: Place, id: string): string =>
  `arn:aws:bedrock:${place.region}::foundation-model/${id}`;

export const guardrailId = (name: string): string => lowerId(name, 12);
export const guardrailArn = (place: Place, name: string): string =>
  arn(place, 'bedrock', `guardrail/${guardrailId(name)}`);

type Strength = 'NONE' | 'LOW' | 'MEDIUM' | 'HIGH';
const harms = ['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'] as const;

/** Content filters of one strength in both directions; `PROMPT_ATTACK` looks at inputs only. */
export const contentPolicy = (
  strength: Strength,
  promptAttack: Strength = strength,
): Wire<GetGuardrailResponse>['contentPolicy'] => ({
  filters: [
    ...harms.map((type) => ({ type, inputStrength: strength, outputStrength: strength })),
    { type: 'PROMPT_ATTACK' as const, inputStrength: promptAttack, outputStrength: 'NONE' as const },
  ],
});

/** A guardrail as its draft shows it, and the same in each of the numbered `versions`. */
export function guardrail(
  place: Place,
  name: string,
  more: Wire<GetGuardrailResponse> = {},
  versions: readonly string[] = ['1'],
): Piece {
  const guardrailArnOf = guardrailArn(place, name);
  const id = guardrailId(name);
  const wholes = ['DRAFT', ...versions].map((version) => ({
    name,
    guardrailId: id,
    guardrailArn: guardrailArnOf,
    version,
    status: 'READY',
    createdAt: made,
    updatedAt: made,
    blockedInputMessaging: 'This request cannot be answered.',
    blockedOutputsMessaging: 'This answer cannot be shown.',
    ...more,
  }));
  return piece(
    place,
    wholes.map((w) =>
      list('bedrock:ListGuardrails', 'guardrails', {
        id,
        arn: guardrailArnOf,
        ...pick(w, ['name', 'status', 'version', 'description', 'createdAt', 'updatedAt']),
      }),
    ),
    [id, guardrailArnOf].flatMap((guardrailIdentifier) => [
      ...wholes.map((w) =>
        reply('bedrock:GetGuardrail', { guardrailIdentifier, guardrailVersion: w.version }, w),
      ),
      // Without a version: the draft.
      ...wholes.slice(0, 1).map((w) => reply('bedrock:GetGuardrail', { guardrailIdentifier }, w)),
    ]),
  );
}

/** Where prompts and answers are recorded. A region without it records nothing. */
export const invocationLogging = (place: Place, loggingConfig: Wire<LoggingConfig>): Piece =>
  piece(place, [], [reply('bedrock:GetModelInvocationLoggingConfiguration', {}, { loggingConfig })]);

export const customModelArn = (place: Place, name: string): string =>
  arn(place, 'bedrock', `custom-model/amazon.titan-text-lite-v1:0:4k/${lowerId(name, 12)}`);

/** A model and the job that made it. */
export function customModel(
  place: Place,
  name: string,
  from: {
    readonly base: string;
    readonly role: string;
    /** `s3://` addresses. */
    readonly data: string;
    readonly output: string;
    readonly key?: string;
  },
): Piece {
  const modelArn = customModelArn(place, name);
  const baseModelArn = foundationModel(place, from.base);
  const jobName = `${name}-job`;
  const family = 'amazon.titan-text-lite-v1:0:4k';
  const jobArn = arn(place, 'bedrock', `model-customization-job/${family}/${lowerId(jobName, 12)}`);
  const both = { customizationType: 'FINE_TUNING', creationTime: made, baseModelArn };
  const data = { trainingDataConfig: { s3Uri: from.data }, outputDataConfig: { s3Uri: from.output } };
  const job = { jobArn, jobName, status: 'Completed', endTime: made, ...both };
  return piece(
    place,
    [
      list('bedrock:ListCustomModels', 'modelSummaries', {
        ...both,
        modelArn,
        modelName: name,
        baseModelName: from.base,
        ownerAccountId: place.account,
        modelStatus: 'Active',
      }),
      list('bedrock:ListModelCustomizationJobs', 'modelCustomizationJobSummaries', {
        ...job,
        customModelArn: modelArn,
        customModelName: name,
      }),
    ],
    [
      ...[modelArn, name].map((modelIdentifier) =>
        reply(
          'bedrock:GetCustomModel',
          { modelIdentifier },
          { ...both, ...data, modelArn, modelName: name, jobName, jobArn, modelKmsKeyArn: from.key },
        ),
      ),
      ...[jobArn, jobName].map((jobIdentifier) =>
        reply(
          'bedrock:GetModelCustomizationJob',
          { jobIdentifier },
          {
            ...job,
            ...data,
            outputModelName: name,
            outputModelArn: modelArn,
            roleArn: from.role,
            outputModelKmsKeyArn: from.key,
            hyperParameters: { epochCount: '3' },
          },
        ),
      ),
    ],
  );
}

/** A model brought from elsewhere, and the job that did it. */
export function importedModel(
  place: Place,
  name: string,
  from: { readonly role: string; readonly data: string; readonly key?: string },
): Piece {
  const modelArn = arn(place, 'bedrock', `imported-model/${lowerId(name, 12)}`);
  const jobName = `${name}-import`;
  const jobArn = arn(place, 'bedrock', `model-import-job/${lowerId(jobName, 12)}`);
  const both = {
    modelArn,
    modelName: name,
    creationTime: made,
    instructSupported: true,
    modelArchitecture: 'llama',
  };
  const source = { modelDataSource: { s3DataSource: { s3Uri: from.data } } };
  const job = {
    jobArn,
    jobName,
    status: 'Completed',
    creationTime: made,
    endTime: made,
    importedModelArn: modelArn,
    importedModelName: name,
  };
  return piece(
    place,
    [
      list('bedrock:ListImportedModels', 'modelSummaries', both),
      list('bedrock:ListModelImportJobs', 'modelImportJobSummaries', job),
    ],
    [
      ...[modelArn, name].map((modelIdentifier) =>
        reply(
          'bedrock:GetImportedModel',
          { modelIdentifier },
          { ...both, ...source, jobName, jobArn, modelKmsKeyArn: from.key },
        ),
      ),
      ...[jobArn, jobName].map((jobIdentifier) =>
        reply(
          'bedrock:GetModelImportJob',
          { jobIdentifier },
          { ...job, ...source, roleArn: from.role, importedModelKmsKeyArn: from.key },
        ),
      ),
    ],
  );
}

/** `model`: ARN of what the capacity serves. */
export function provisionedThroughput(place: Place, name: string, model: string, units = 1): Piece {
  const provisionedModelArn = arn(place, 'bedrock', `provisioned-model/${lowerId(name, 12)}`);
  const whole = {
    provisionedModelName: name,
    provisionedModelArn,
    modelArn: model,
    desiredModelArn: model,
    foundationModelArn: foundationModel(place, 'amazon.titan-text-lite-v1:0:4k'),
    modelUnits: units,
    desiredModelUnits: units,
    status: 'InService',
    commitmentDuration: 'OneMonth',
    creationTime: made,
    lastModifiedTime: made,
  };
  return piece(
    place,
    [list('bedrock:ListProvisionedModelThroughputs', 'provisionedModelSummaries', whole)],
    [provisionedModelArn, name].map((provisionedModelId) =>
      reply('bedrock:GetProvisionedModelThroughput', { provisionedModelId }, whole),
    ),
  );
}

/** An application's own inference profile over the models (ARNs) of one or more regions. */
export function inferenceProfile(
  place: Place,
  name: string,
  models: readonly string[],
  type: 'APPLICATION' | 'SYSTEM_DEFINED' = 'APPLICATION',
): Piece {
  const id = type === 'SYSTEM_DEFINED' ? name : lowerId(name, 12);
  const kind = type === 'SYSTEM_DEFINED' ? 'inference-profile' : 'application-inference-profile';
  const inferenceProfileArn = arn(place, 'bedrock', `${kind}/${id}`);
  const whole = {
    inferenceProfileName: name,
    inferenceProfileArn,
    inferenceProfileId: id,
    models: models.map((modelArn) => ({ modelArn })),
    status: 'ACTIVE',
    type,
    createdAt: made,
    updatedAt: made,
  };
  return piece(
    place,
    [list('bedrock:ListInferenceProfiles', 'inferenceProfileSummaries', whole)],
    [inferenceProfileArn, id].map((inferenceProfileIdentifier) =>
      reply('bedrock:GetInferenceProfile', { inferenceProfileIdentifier }, whole),
    ),
  );
}
