import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = (resource: string) => `arn:aws:sagemaker:${region}:${account}:${resource}`;
const listed = (ProcessingJobName: string, ProcessingJobStatus: string, more: object = {}) => ({
  operation: 'sagemaker:ListProcessingJobs',
  into: 'ProcessingJobSummaries',
  item: {
    ProcessingJobName,
    ProcessingJobArn: arn(`processing-job/${ProcessingJobName}`),
    ProcessingJobStatus,
    CreationTime: time,
    ...more,
  },
});
const described = (
  ProcessingJobName: string,
  status: string,
  ImageUri: string,
  cluster: object,
  more: object,
) => ({
  operation: 'sagemaker:DescribeProcessingJob',
  input: { ProcessingJobName },
  reply: {
    ProcessingJobName,
    ProcessingJobArn: arn(`processing-job/${ProcessingJobName}`),
    ProcessingJobStatus: status,
    CreationTime: time,
    ProcessingResources: {
      ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 30, ...cluster },
    },
    AppSpecification: { ImageUri },
    ...more,
  },
});
const objects = (InputName: string, S3Uri: string) => ({
  InputName,
  S3Input: { S3Uri, S3DataType: 'S3Prefix' },
});
const queried = (InputName: string, DatasetDefinition: object) => ({ InputName, DatasetDefinition });
const query = { QueryString: 'SELECT 1', OutputFormat: 'PARQUET' };
const athena = (Catalog: string, answers: string, more: object = {}) => ({
  AthenaDatasetDefinition: { Catalog, Database: 'claims', OutputS3Uri: answers, ...query, ...more },
});
const kept = (OutputName: string, S3Uri: string) => ({
  OutputName,
  S3Output: { S3Uri, S3UploadMode: 'EndOfJob' },
});

/** Isolated, with every kind of input and output; open, with secrets in its environment; with next to nothing. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('good', 'Completed', { ProcessingEndTime: '2026-03-01T11:30:00.000Z' }),
        listed('bad', 'Failed'),
        listed('new', 'InProgress'),
      ],
      answers: [
        described(
          'good',
          'Completed',
          `${account}.dkr.ecr.${region}.amazonaws.com/prepare:3`,
          { VolumeKmsKeyId: '11111111-2222-3333-4444-555555555555' },
          {
            RoleArn: `arn:aws:iam::${account}:role/Prepare`,
            ProcessingInputs: [
              objects('raw', 's3://claims/raw/'),
              queried(
                'queried',
                athena('AwsDataCatalog', 's3://answers/athena/', { KmsKeyId: 'alias/answers' }),
              ),
              queried('federated', athena('lake', 's3://answers/lake/')),
              queried('warehouse', {
                RedshiftDatasetDefinition: {
                  ClusterId: 'dwh',
                  Database: 'claims',
                  DbUser: 'reader',
                  ClusterRoleArn: `arn:aws:iam::${account}:role/Unload`,
                  OutputS3Uri: 's3://answers/redshift/',
                  ...query,
                },
              }),
            ],
            ProcessingOutputConfig: {
              Outputs: [
                kept('clean', 's3://claims-clean/2026/'),
                { OutputName: 'features', FeatureStoreOutput: { FeatureGroupName: 'Claims' } },
                {
                  OutputName: 'shared',
                  FeatureStoreOutput: {
                    FeatureGroupName: `arn:aws:sagemaker:${region}:444455556666:feature-group/shared`,
                  },
                },
              ],
              KmsKeyId: 'alias/clean',
            },
            NetworkConfig: {
              EnableNetworkIsolation: true,
              EnableInterContainerTrafficEncryption: true,
              VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] },
            },
            MonitoringScheduleArn: arn('monitoring-schedule/claims'),
          },
        ),
        described(
          'bad',
          'Failed',
          'docker.io/someone/prepare',
          {},
          {
            RoleArn: `arn:aws:iam::${account}:role/Admin`,
            AppSpecification: {
              ImageUri: 'docker.io/someone/prepare',
              ContainerEntrypoint: ['sh', '-c', 'hush-hush-hush'],
              ContainerArguments: ['--token', 'hush-hush-hush'],
            },
            ProcessingInputs: [objects('code', 's3://open-scripts/prepare.py')],
            ProcessingOutputConfig: { Outputs: [kept('all', 's3://open-corpus')] },
            Environment: { WANDB_API_KEY: 'hush-hush-hush' },
          },
        ),
        described('new', 'InProgress', 'docker.io/someone/prepare', {}, {}),
      ],
    },
  ],
});
