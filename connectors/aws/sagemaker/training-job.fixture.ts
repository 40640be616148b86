import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const listed = (TrainingJobName: string, TrainingJobStatus: string, more: object = {}) => ({
  operation: 'sagemaker:ListTrainingJobs',
  into: 'TrainingJobSummaries',
  item: {
    TrainingJobName,
    TrainingJobArn: `arn:aws:sagemaker:${region}:${account}:training-job/${TrainingJobName}`,
    TrainingJobStatus,
    CreationTime: time,
    ...more,
  },
});
const described = (TrainingJobName: string, more: object) => ({
  operation: 'sagemaker:DescribeTrainingJob',
  input: { TrainingJobName },
  reply: { TrainingJobName, ...more },
});
const s3 = (S3Uri: string) => ({ S3DataSource: { S3DataType: 'S3Prefix', S3Uri } });
const files = (FileSystemType: string, FileSystemId: string) => ({
  FileSystemDataSource: { FileSystemId, FileSystemType, FileSystemAccessMode: 'ro', DirectoryPath: '/data' },
});
const hub = `arn:aws:sagemaker:${region}:aws:hub-content/SageMakerPublicHub/Model`;
const ecr = `${account}.dkr.ecr.${region}.amazonaws.com`;

/** Isolated, with every kind of channel; open, with every kind of output; waiting, with next to nothing; with a bought algorithm. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('good', 'Completed', { TrainingEndTime: '2026-03-01T11:30:00.000Z' }),
        listed('bad', 'Failed'),
        listed('new', 'InProgress'),
        listed('bought', 'Completed'),
      ],
      answers: [
        described('good', {
          RoleArn: `arn:aws:iam::${account}:role/Train`,
          AlgorithmSpecification: {
            TrainingImage: `${ecr}/train@sha256:${'a'.repeat(64)}`,
            TrainingInputMode: 'File',
            TrainingImageConfig: {
              TrainingRepositoryAccessMode: 'Vpc',
              TrainingRepositoryAuthConfig: {
                TrainingRepositoryCredentialsProviderArn: `arn:aws:lambda:${region}:${account}:function:login`,
              },
            },
          },
          ServerlessJobConfig: { JobType: 'FineTuning', BaseModelArn: `${hub}/base/1.0.0` },
          InputDataConfig: [
            { ChannelName: 'train', DataSource: s3('s3://corpus/train/') },
            {
              ChannelName: 'validation',
              DataSource: {
                S3DataSource: {
                  ...s3('s3://corpus/validation/').S3DataSource,
                  HubAccessConfig: { HubContentArn: `${hub}/judge/1.0.0` },
                },
              },
            },
            { ChannelName: 'shared', DataSource: files('EFS', 'fs-1') },
            { ChannelName: 'fast', DataSource: files('FSxLustre', 'fs-2') },
          ],
          OutputDataConfig: { S3OutputPath: 's3://models/good', KmsKeyId: 'alias/models' },
          ResourceConfig: { VolumeKmsKeyId: '11111111-2222-3333-4444-555555555555', VolumeSizeInGB: 10 },
          ModelArtifacts: { S3ModelArtifacts: 's3://models/good/output/model.tar.gz' },
          VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] },
          EnableNetworkIsolation: true,
          EnableInterContainerTrafficEncryption: true,
          OutputModelPackageArn: `arn:aws:sagemaker:${region}:${account}:model-package/llm/3`,
          ModelPackageConfig: {
            ModelPackageGroupArn: `arn:aws:sagemaker:${region}:${account}:model-package-group/llm`,
            SourceModelPackageArn: `arn:aws:sagemaker:${region}:${account}:model-package/llm/2`,
          },
          MlflowConfig: {
            MlflowResourceArn: `arn:aws:sagemaker:${region}:${account}:mlflow-tracking-server/lab`,
          },
        }),
        described('bad', {
          RoleArn: `arn:aws:iam::${account}:role/Admin`,
          AlgorithmSpecification: { TrainingImage: 'docker.io/someone/train', TrainingInputMode: 'Pipe' },
          InputDataConfig: [{ ChannelName: 'all', DataSource: s3('s3://open-corpus') }],
          OutputDataConfig: { S3OutputPath: 's3://models/bad' },
          CheckpointConfig: { S3Uri: 's3://checkpoints/bad' },
          DebugHookConfig: { S3OutputPath: 's3://debug/bad' },
          ProfilerConfig: { S3OutputPath: 's3://profiles/bad' },
          TensorBoardOutputConfig: { S3OutputPath: 's3://boards/bad' },
          DebugRuleConfigurations: [
            {
              RuleConfigurationName: 'LossNotDecreasing',
              RuleEvaluatorImage: `${ecr}/rules`,
              S3OutputPath: 's3://rules',
            },
          ],
          HyperParameters: { hf_token: 'hush-hush-hush', epochs: '3' },
          Environment: { WANDB_API_KEY: 'hush-hush-hush' },
          RemoteDebugConfig: { EnableRemoteDebug: true },
        }),
        described('new', {}),
        described('bought', {
          AlgorithmSpecification: {
            AlgorithmName: `arn:aws:sagemaker:${region}:444455556666:algorithm/churn`,
            TrainingInputMode: 'File',
          },
        }),
      ],
    },
  ],
});
