/**
 * Pieces of SageMaker that work on data: processing, tuning and transform jobs, tracking servers, feature groups,
 * pipelines. A builder takes a name and what differs from the usual, in SageMaker's own fields.
 */
import type {
  DescribeFeatureGroupResponse,
  DescribeHyperParameterTuningJobResponse,
  DescribeMlflowTrackingServerResponse,
  DescribePipelineResponse,
  DescribeProcessingJobResponse,
  DescribeTransformJobResponse,
} from '@aws-sdk/client-sagemaker';
import type { Piece } from '#connectors/standin/estate.ts';
import { list, made, type Place, pick, piece, reply, type Wire } from './common.ts';
import { pair, sageMakerArn, times } from './sagemaker-pair.ts';

const ended = '2026-01-15T11:30:00.000Z';

/** Runs `image` as `role` over `input`, writes `output`. */
export const processingJob = (
  place: Place,
  name: string,
  from: { readonly image: string; readonly role: string; readonly input: string; readonly output: string },
  more: Wire<DescribeProcessingJobResponse> = {},
): Piece =>
  pair(
    place,
    {
      operation: 'ListProcessingJobs',
      into: 'ProcessingJobSummaries',
      fields: [
        'ProcessingJobName',
        'ProcessingJobArn',
        'CreationTime',
        'ProcessingEndTime',
        'LastModifiedTime',
        'ProcessingJobStatus',
      ],
    },
    { operation: 'DescribeProcessingJob', by: ['ProcessingJobName'] },
    {
      ProcessingJobName: name,
      ProcessingJobArn: sageMakerArn(place, 'processing-job', name),
      ProcessingJobStatus: 'Completed',
      ProcessingEndTime: ended,
      ProcessingResources: {
        ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 30 },
      },
      AppSpecification: { ImageUri: from.image },
      RoleArn: from.role,
      ProcessingInputs: [
        {
          InputName: 'input',
          S3Input: { S3Uri: from.input, LocalPath: '/opt/ml/processing/input', S3DataType: 'S3Prefix' },
        },
      ],
      ProcessingOutputConfig: {
        Outputs: [
          {
            OutputName: 'output',
            S3Output: {
              S3Uri: from.output,
              LocalPath: '/opt/ml/processing/output',
              S3UploadMode: 'EndOfJob',
            },
          },
        ],
      },
      ...times,
      ...more,
    },
  );

/** Tunes one definition: reads `input`, writes `output`, runs `image` as `role`. */
export const tuningJob = (
  place: Place,
  name: string,
  from: { readonly image: string; readonly role: string; readonly input: string; readonly output: string },
  more: Wire<DescribeHyperParameterTuningJobResponse> = {},
): Piece => {
  const whole = {
    HyperParameterTuningJobName: name,
    HyperParameterTuningJobArn: sageMakerArn(place, 'hyper-parameter-tuning-job', name),
    HyperParameterTuningJobStatus: 'Completed',
    HyperParameterTuningEndTime: ended,
    HyperParameterTuningJobConfig: {
      Strategy: 'Bayesian',
      ResourceLimits: { MaxNumberOfTrainingJobs: 10, MaxParallelTrainingJobs: 2 },
    },
    TrainingJobStatusCounters: { Completed: 10, InProgress: 0, Stopped: 0 },
    ObjectiveStatusCounters: { Succeeded: 10, Pending: 0, Failed: 0 },
    TrainingJobDefinition: {
      AlgorithmSpecification: { TrainingImage: from.image, TrainingInputMode: 'File' },
      RoleArn: from.role,
      InputDataConfig: [
        {
          ChannelName: 'train',
          DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: from.input } },
        },
      ],
      OutputDataConfig: { S3OutputPath: from.output },
      ResourceConfig: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1, VolumeSizeInGB: 30 },
      StoppingCondition: { MaxRuntimeInSeconds: 86_400 },
      EnableNetworkIsolation: false,
      EnableInterContainerTrafficEncryption: false,
    },
    ...times,
    ...more,
  };
  const summary = pick(whole, [
    'HyperParameterTuningJobName',
    'HyperParameterTuningJobArn',
    'HyperParameterTuningJobStatus',
    'CreationTime',
    'HyperParameterTuningEndTime',
    'LastModifiedTime',
    'TrainingJobStatusCounters',
    'ObjectiveStatusCounters',
  ]);
  // The strategy stands by itself where a job is listed, and in the configuration where it is described.
  const listed = { ...summary, Strategy: whole.HyperParameterTuningJobConfig?.Strategy };
  return piece(
    place,
    [list('sagemaker:ListHyperParameterTuningJobs', 'HyperParameterTuningJobSummaries', listed)],
    [reply('sagemaker:DescribeHyperParameterTuningJob', { HyperParameterTuningJobName: name }, whole)],
  );
};

/** Sends `input` through `model` and writes `output`. */
export const transformJob = (
  place: Place,
  name: string,
  from: { readonly model: string; readonly input: string; readonly output: string },
  more: Wire<DescribeTransformJobResponse> = {},
): Piece =>
  pair(
    place,
    {
      operation: 'ListTransformJobs',
      into: 'TransformJobSummaries',
      fields: [
        'TransformJobName',
        'TransformJobArn',
        'CreationTime',
        'TransformEndTime',
        'TransformJobStatus',
      ],
    },
    { operation: 'DescribeTransformJob', by: ['TransformJobName'] },
    {
      TransformJobName: name,
      TransformJobArn: sageMakerArn(place, 'transform-job', name),
      TransformJobStatus: 'Completed',
      ModelName: from.model,
      TransformInput: { DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: from.input } } },
      TransformOutput: { S3OutputPath: from.output },
      TransformResources: { InstanceType: 'ml.m5.xlarge', InstanceCount: 1 },
      CreationTime: made,
      TransformEndTime: ended,
      ...more,
    },
  );

/** Keeps artifacts in `artifacts` as `role`. */
export const mlflowServer = (
  place: Place,
  name: string,
  from: { readonly role: string; readonly artifacts: string },
  more: Wire<DescribeMlflowTrackingServerResponse> = {},
): Piece =>
  pair(
    place,
    {
      operation: 'ListMlflowTrackingServers',
      into: 'TrackingServerSummaries',
      fields: [
        'TrackingServerArn',
        'TrackingServerName',
        'CreationTime',
        'LastModifiedTime',
        'TrackingServerStatus',
        'IsActive',
        'MlflowVersion',
      ],
    },
    { operation: 'DescribeMlflowTrackingServer', by: ['TrackingServerName'] },
    {
      TrackingServerName: name,
      TrackingServerArn: sageMakerArn(place, 'mlflow-tracking-server', name),
      TrackingServerStatus: 'Started',
      IsActive: 'Active',
      TrackingServerSize: 'Small',
      MlflowVersion: '3.0',
      TrackingServerUrl: `https://t-${name.toLowerCase()}.${place.region}.experiments.sagemaker.aws`,
      ArtifactStoreUri: from.artifacts,
      RoleArn: from.role,
      AutomaticModelRegistration: false,
      ...times,
      ...more,
    },
  );

/** Keeps records online, and offline at `offline` as `role`. */
export const featureGroup = (
  place: Place,
  name: string,
  from: { readonly role: string; readonly offline: string },
  more: Wire<DescribeFeatureGroupResponse> = {},
): Piece => {
  const table = `${name.replaceAll('-', '_').toLowerCase()}_1768467600`;
  return pair(
    place,
    {
      operation: 'ListFeatureGroups',
      into: 'FeatureGroupSummaries',
      fields: ['FeatureGroupName', 'FeatureGroupArn', 'CreationTime', 'FeatureGroupStatus'],
    },
    { operation: 'DescribeFeatureGroup', by: ['FeatureGroupName'] },
    {
      FeatureGroupName: name,
      FeatureGroupArn: sageMakerArn(place, 'feature-group', name),
      FeatureGroupStatus: 'Created',
      RecordIdentifierFeatureName: 'record_id',
      EventTimeFeatureName: 'event_time',
      FeatureDefinitions: [
        { FeatureName: 'record_id', FeatureType: 'String' },
        { FeatureName: 'event_time', FeatureType: 'String' },
      ],
      OnlineStoreConfig: { EnableOnlineStore: true },
      OfflineStoreConfig: {
        S3StorageConfig: {
          S3Uri: from.offline,
          ResolvedOutputS3Uri: `${from.offline.replace(/\/$/, '')}/${place.account}/sagemaker/${place.region}/offline-store/${table}/data`,
        },
        DataCatalogConfig: {
          Catalog: 'AwsDataCatalog',
          Database: 'sagemaker_featurestore',
          TableName: table,
        },
      },
      RoleArn: from.role,
      // Required, and empty where the features end with this page.
      NextToken: '',
      CreationTime: made,
      ...more,
    },
  );
};

/** Runs `definition`, a text in the pipeline's own language, as `role`. */
export const pipeline = (
  place: Place,
  name: string,
  from: { readonly role: string; readonly definition?: string },
  more: Wire<DescribePipelineResponse> = {},
): Piece =>
  pair(
    place,
    {
      operation: 'ListPipelines',
      into: 'PipelineSummaries',
      fields: ['PipelineArn', 'PipelineName', 'RoleArn', 'CreationTime', 'LastModifiedTime'],
    },
    { operation: 'DescribePipeline', by: ['PipelineName'] },
    {
      PipelineName: name,
      PipelineArn: sageMakerArn(place, 'pipeline', name),
      PipelineDefinition: from.definition ?? JSON.stringify({ Version: '2020-12-01', Steps: [] }),
      RoleArn: from.role,
      PipelineStatus: 'Active',
      LastRunTime: ended,
      ...times,
      ...more,
    },
  );
