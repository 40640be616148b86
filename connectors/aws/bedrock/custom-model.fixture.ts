import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = `arn:aws:bedrock:${region}:${account}`;
const base = `arn:aws:bedrock:${region}::foundation-model/amazon.nova-lite-v1:0`;
const listed = (id: string, modelName: string, more: object = {}) => ({
  operation: 'bedrock:ListCustomModels',
  into: 'modelSummaries',
  item: {
    modelArn: `${arn}:custom-model/${id}`,
    modelName,
    creationTime: time,
    baseModelArn: base,
    baseModelName: 'Nova Lite',
    ...more,
  },
});
const described = (id: string, modelName: string, more: object) => ({
  operation: 'bedrock:GetCustomModel',
  input: { modelIdentifier: `${arn}:custom-model/${id}` },
  reply: { modelArn: `${arn}:custom-model/${id}`, modelName, creationTime: time, ...more },
});

/** Tuned with a key and two validators; distilled from prompts that were logged; shared by another account. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('one/aaaa', 'support', {
          customizationType: 'FINE_TUNING',
          ownerAccountId: account,
          modelStatus: 'Active',
        }),
        listed('two/bbbb', 'distilled', { customizationType: 'DISTILLATION', ownerAccountId: account }),
        listed('three/cccc', 'borrowed', { ownerAccountId: '444455556666' }),
      ],
      answers: [
        described('one/aaaa', 'support', {
          jobArn: `${arn}:model-customization-job/one/dddd`,
          baseModelArn: base,
          modelKmsKeyArn: `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`,
          trainingDataConfig: { s3Uri: 's3://tuning/train.jsonl' },
          validationDataConfig: { validators: [{ s3Uri: 's3://tuning/v1' }, { s3Uri: 's3://checks/v2' }] },
          outputDataConfig: { s3Uri: 's3://tuned/' },
        }),
        described('two/bbbb', 'distilled', {
          baseModelArn: base,
          trainingDataConfig: {
            invocationLogsConfig: { invocationLogSource: { s3Uri: 's3://prompts/logs' } },
          },
          customizationConfig: {
            distillationConfig: { teacherModelConfig: { teacherModelIdentifier: 'amazon.nova-pro-v1:0' } },
          },
        }),
        described('three/cccc', 'borrowed', {}),
      ],
    },
  ],
});
