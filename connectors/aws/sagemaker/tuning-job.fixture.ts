import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = (resource: string) => `arn:aws:sagemaker:${region}:${account}:${resource}`;
const none = { Completed: 0, InProgress: 0, RetryableError: 0, NonRetryableError: 0, Stopped: 0 };
const counters = {
  TrainingJobStatusCounters: none,
  ObjectiveStatusCounters: { Succeeded: 0, Pending: 0, Failed: 0 },
};
const tuning = (name: string, HyperParameterTuningJobStatus: string, more: object = {}) => ({
  HyperParameterTuningJobName: name,
  HyperParameterTuningJobArn: arn(`hyper-parameter-tuning-job/${name}`),
  HyperParameterTuningJobStatus,
  CreationTime: time,
  ...counters,
  ...more,
});
const listed = (name: string, status: string, Strategy: string, more: object = {}) => ({
  operation: 'sagemaker:ListHyperParameterTuningJobs',
  into: 'HyperParameterTuningJobSummaries',
  item: tuning(name, status, { Strategy, ...more }),
});
const described = (name: string, status: string, Strategy: string, more: object) => ({
  operation: 'sagemaker:DescribeHyperParameterTuningJob',
  input: { HyperParameterTuningJobName: name },
  reply: tuning(name, status, {
    HyperParameterTuningJobConfig: { Strategy, ResourceLimits: { MaxParallelTrainingJobs: 2 } },
    ...more,
  }),
});
const definition = (role: string, image: object, output: object, more: object) => ({
  AlgorithmSpecification: { TrainingInputMode: 'File', ...image },
  RoleArn: `arn:aws:iam::${account}:role/${role}`,
  OutputDataConfig: output,
  StoppingCondition: { MaxRuntimeInSeconds: 3600 },
  ...more,
});
const channel = (ChannelName: string, S3Uri: string) => ({
  ChannelName,
  DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri } },
});
const best = (name: string) => ({
  TrainingJobName: name,
  TrainingJobArn: arn(`training-job/${name}`),
  CreationTime: time,
  TrainingJobStatus: 'Completed',
  TunedHyperParameters: { seed: 'hush-hush-hush' },
});

/** One isolated definition; two, of which one is open; one that only its reply's lack of definitions tells apart. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('good', 'Completed', 'Bayesian', { HyperParameterTuningEndTime: '2026-03-01T11:30:00.000Z' }),
        listed('bad', 'InProgress', 'Random'),
        listed('bare', 'Failed', 'Grid'),
      ],
      answers: [
        described('good', 'Completed', 'Bayesian', {
          TrainingJobDefinition: definition(
            'Tune',
            { TrainingImage: `${account}.dkr.ecr.${region}.amazonaws.com/train:1` },
            { S3OutputPath: 's3://models/good', KmsKeyId: 'alias/models' },
            {
              InputDataConfig: [
                channel('train', 's3://corpus/train/'),
                {
                  ChannelName: 'shared',
                  DataSource: {
                    FileSystemDataSource: {
                      FileSystemId: 'fs-1',
                      FileSystemType: 'EFS',
                      FileSystemAccessMode: 'ro',
                      DirectoryPath: '/data',
                    },
                  },
                },
                {
                  ChannelName: 'base',
                  DataSource: {
                    S3DataSource: {
                      S3DataType: 'S3Prefix',
                      S3Uri: 's3://hub/base/',
                      HubAccessConfig: {
                        HubContentArn: `arn:aws:sagemaker:${region}:aws:hub-content/SageMakerPublicHub/Model/base/1.0.0`,
                      },
                    },
                  },
                },
              ],
              HyperParameterTuningResourceConfig: {
                InstanceType: 'ml.m5.xlarge',
                InstanceCount: 1,
                VolumeSizeInGB: 10,
                VolumeKmsKeyId: 'alias/volumes',
              },
              CheckpointConfig: { S3Uri: 's3://checkpoints/good' },
              VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] },
              EnableNetworkIsolation: true,
              EnableInterContainerTrafficEncryption: true,
            },
          ),
          BestTrainingJob: best('good-2'),
          OverallBestTrainingJob: best('earlier-7'),
          WarmStartConfig: {
            ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: 'earlier' }],
            WarmStartType: 'IdenticalDataAndAlgorithm',
          },
        }),
        described('bad', 'InProgress', 'Random', {
          TrainingJobDefinitions: [
            definition(
              'Tune',
              { AlgorithmName: 'Our-Trees' },
              { S3OutputPath: 's3://models/trees' },
              {
                DefinitionName: 'trees',
                InputDataConfig: [channel('train', 's3://corpus/train/')],
                ResourceConfig: { VolumeKmsKeyId: 'alias/volumes', VolumeSizeInGB: 10 },
                EnableNetworkIsolation: true,
                VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] },
                StaticHyperParameters: { hf_token: 'hush-hush-hush' },
              },
            ),
            definition(
              'Admin',
              { TrainingImage: 'docker.io/someone/train' },
              { S3OutputPath: 's3://open' },
              {
                DefinitionName: 'nets',
                InputDataConfig: [channel('train', 's3://open-corpus')],
                StaticHyperParameters: { hf_token: 'hush-hush-hush', epochs: '3' },
                Environment: { WANDB_API_KEY: 'hush-hush-hush' },
              },
            ),
          ],
          BestTrainingJob: best('bad-1'),
        }),
        described('bare', 'Failed', 'Grid', {}),
      ],
    },
  ],
});
