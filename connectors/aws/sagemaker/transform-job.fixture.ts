import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const transform = (TransformJobName: string, TransformJobStatus: string, more: object = {}) => ({
  TransformJobName,
  TransformJobArn: `arn:aws:sagemaker:${region}:${account}:transform-job/${TransformJobName}`,
  TransformJobStatus,
  CreationTime: time,
  ...more,
});
const listed = (name: string, status: string, more: object = {}) => ({
  operation: 'sagemaker:ListTransformJobs',
  into: 'TransformJobSummaries',
  item: transform(name, status, more),
});
const described = (name: string, status: string, from: string, to: object, more: object) => ({
  operation: 'sagemaker:DescribeTransformJob',
  input: { TransformJobName: name },
  reply: transform(name, status, {
    TransformInput: { DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: from } } },
    TransformOutput: to,
    ...more,
  }),
});

/** With the customer's keys; with a capture that nobody's key protects. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('good', 'Completed', { TransformEndTime: '2026-03-01T11:30:00.000Z' }),
        listed('bad', 'InProgress'),
      ],
      answers: [
        described(
          'good',
          'Completed',
          's3://claims/new/',
          { S3OutputPath: 's3://scores/2026/', KmsKeyId: 'alias/scores' },
          {
            ModelName: 'Fraud',
            TransformResources: {
              InstanceType: 'ml.m5.xlarge',
              InstanceCount: 1,
              VolumeKmsKeyId: 'alias/volumes',
            },
            DataCaptureConfig: { DestinationS3Uri: 's3://captured/fraud', KmsKeyId: 'alias/captured' },
          },
        ),
        described(
          'bad',
          'InProgress',
          's3://open-claims',
          { S3OutputPath: 's3://open-scores' },
          {
            ModelName: 'shady',
            TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
            Environment: { HF_TOKEN: 'hush-hush-hush' },
          },
        ),
      ],
    },
  ],
});
