import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = `arn:aws:bedrock:${region}:${account}`;
const listed = (id: string, modelName: string, more: object = {}) => ({
  operation: 'bedrock:ListImportedModels',
  into: 'modelSummaries',
  item: { modelArn: `${arn}:imported-model/${id}`, modelName, creationTime: time, ...more },
});

/** With a key and a known source; a reply that says nothing. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('aaaa', 'llama', { modelArchitecture: 'llama', instructSupported: true }),
        listed('bbbb', 'other'),
      ],
      answers: [
        {
          operation: 'bedrock:GetImportedModel',
          input: { modelIdentifier: `${arn}:imported-model/aaaa` },
          reply: {
            jobArn: `${arn}:model-import-job/cccc`,
            modelKmsKeyArn: `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`,
            modelDataSource: { s3DataSource: { s3Uri: 's3://weights/llama/' } },
          },
        },
        {
          operation: 'bedrock:GetImportedModel',
          input: { modelIdentifier: `${arn}:imported-model/bbbb` },
          reply: {},
        },
      ],
    },
  ],
});
