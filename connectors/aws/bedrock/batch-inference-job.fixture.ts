import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const listed = (id: string, jobName: string, role: string, more: object) => ({
  operation: 'bedrock:ListModelInvocationJobs',
  into: 'invocationJobSummaries',
  item: {
    jobArn: `arn:aws:bedrock:${region}:${account}:model-invocation-job/${id}`,
    jobName,
    roleArn: `arn:aws:iam::${account}:role/${role}`,
    submitTime: time,
    ...more,
  },
});

/** In the owner's network with the owner's key and buckets; the world's data, under way, with a custom model. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('aaaa', 'good', 'Batch', {
          modelId: 'anthropic.claude-3-haiku-20240307-v1:0',
          status: 'Completed',
          endTime: '2026-03-01T11:30:00.000Z',
          inputDataConfig: {
            s3InputDataConfig: { s3Uri: 's3://claims/questions/', s3BucketOwner: account },
          },
          outputDataConfig: {
            s3OutputDataConfig: {
              s3Uri: 's3://claims-answers/',
              s3BucketOwner: account,
              s3EncryptionKeyId: 'alias/answers',
            },
          },
          vpcConfig: { subnetIds: ['subnet-1'], securityGroupIds: ['sg-1'] },
        }),
        listed('bbbb', 'bad', 'Admin', {
          modelId: `arn:aws:bedrock:${region}:${account}:imported-model/cccc`,
          inputDataConfig: { s3InputDataConfig: { s3Uri: 's3://open-corpus' } },
          outputDataConfig: { s3OutputDataConfig: { s3Uri: 's3://open-answers' } },
        }),
      ],
    },
  ],
});
