import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = `arn:aws:bedrock:${region}:${account}:model-customization-job`;
const base = `arn:aws:bedrock:${region}::foundation-model/amazon.nova-lite-v1:0`;
const listed = (id: string, jobName: string, status: string, more: object) => ({
  operation: 'bedrock:ListModelCustomizationJobs',
  into: 'modelCustomizationJobSummaries',
  item: { jobArn: `${arn}/${id}`, jobName, status, baseModelArn: base, creationTime: time, ...more },
});
const described = (id: string, jobName: string, more: object) => ({
  operation: 'bedrock:GetModelCustomizationJob',
  input: { jobIdentifier: `${arn}/${id}` },
  reply: {
    jobArn: `${arn}/${id}`,
    jobName,
    outputModelName: jobName,
    roleArn: `arn:aws:iam::${account}:role/Tuning`,
    creationTime: time,
    baseModelArn: base,
    validationDataConfig: { validators: [] },
    ...more,
  },
});

/** In a network of the owner's with a key; without either, and failed. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('one/dddd', 'good', 'Completed', { endTime: '2026-03-01T11:30:00.000Z' }),
        listed('two/eeee', 'bad', 'Failed', {}),
      ],
      answers: [
        described('one/dddd', 'good', {
          outputModelArn: `arn:aws:bedrock:${region}:${account}:custom-model/one/aaaa`,
          outputModelKmsKeyArn: `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`,
          vpcConfig: { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] },
          trainingDataConfig: { s3Uri: 's3://tuning/train.jsonl' },
          outputDataConfig: { s3Uri: 's3://tuned/' },
        }),
        described('two/eeee', 'bad', {
          trainingDataConfig: { s3Uri: 's3://open-tuning/train.jsonl' },
          outputDataConfig: { s3Uri: 's3://tuned/' },
          hyperParameters: { epochCount: '3' },
        }),
      ],
    },
  ],
});
