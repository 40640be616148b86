/** Pieces of SageMaker: serving, training, registry. A builder takes a name and what differs from the usual, in SageMaker's own fields. */
import type {
  DescribeEndpointConfigOutput,
  DescribeEndpointOutput,
  DescribeModelOutput,
  DescribeModelPackageOutput,
  DescribeTrainingJobResponse,
} from '@aws-sdk/client-sagemaker';
import type { Piece } from '#connectors/standin/estate.ts';
import { list, made, type Place, piece, reply, type Wire } from './common.ts';
import { pair, sageMakerArn, times } from './sagemaker-pair.ts';

/** Serves the configuration `config`. */
export const endpoint = (
  place: Place,
  name: string,
  config: string,
  more: Wire<DescribeEndpointOutput> = {},
): Piece =>
  pair(
    place,
    {
      operation: 'ListEndpoints',
      into: 'Endpoints',
      fields: ['EndpointName', 'EndpointArn', 'CreationTime', 'LastModifiedTime', 'EndpointStatus'],
    },
    { operation: 'DescribeEndpoint', by: ['EndpointName'] },
    {
      EndpointName: name,
      EndpointArn: sageMakerArn(place, 'endpoint', name),
      EndpointStatus: 'InService',
      EndpointConfigName: config,
      ...times,
      ...more,
    },
  );

/** One production variant that serves `model`, unless `more` brings others. */
export const endpointConfig = (
  place: Place,
  name: string,
  model: string,
  more: Wire<DescribeEndpointConfigOutput> = {},
): Piece =>
  pair(
    place,
    {
      operation: 'ListEndpointConfigs',
      into: 'EndpointConfigs',
      fields: ['EndpointConfigName', 'EndpointConfigArn', 'CreationTime'],
    },
    { operation: 'DescribeEndpointConfig', by: ['EndpointConfigName'] },
    {
      EndpointConfigName: name,
      EndpointConfigArn: sageMakerArn(place, 'endpoint-config', name),
      CreationTime: made,
      ProductionVariants: [
        {
          VariantName: 'AllTraffic',
          ModelName: model,
          InitialInstanceCount: 2,
          InstanceType: 'ml.g5.xlarge',
          InitialVariantWeight: 1,
        },
      ],
      EnableNetworkIsolation: false,
      ...more,
    },
  );

/** One container with the image and the artifact, running as the role. */
export const model = (
  place: Place,
  name: string,
  from: { readonly image: string; readonly artifact?: string; readonly role: string },
  more: Wire<DescribeModelOutput> = {},
): Piece =>
  pair(
    place,
    { operation: 'ListModels', into: 'Models', fields: ['ModelName', 'ModelArn', 'CreationTime'] },
    { operation: 'DescribeModel', by: ['ModelName'] },
    {
      ModelName: name,
      ModelArn: sageMakerArn(place, 'model', name),
      CreationTime: made,
      ExecutionRoleArn: from.role,
      EnableNetworkIsolation: false,
      PrimaryContainer: { Image: from.image, Mode: 'SingleModel', ModelDataUrl: from.artifact },
      ...more,
    },
  );

/** Reads `input`, writes `output`, runs `image` as `role`. */
export const trainingJob = (
  place: Place,
  name: string,
  from: { readonly image: string; readonly role: string; readonly input: string; readonly output: string },
  more: Wire<DescribeTrainingJobResponse> = {},
): Piece =>
  pair(
    place,
    {
      operation: 'ListTrainingJobs',
      into: 'TrainingJobSummaries',
      fields: [
        'TrainingJobName',
        'TrainingJobArn',
        'CreationTime',
        'TrainingEndTime',
        'LastModifiedTime',
        'TrainingJobStatus',
      ],
    },
    { operation: 'DescribeTrainingJob', by: ['TrainingJobName'] },
    {
      TrainingJobName: name,
      TrainingJobArn: sageMakerArn(place, 'training-job', name),
      TrainingJobStatus: 'Completed',
      SecondaryStatus: 'Completed',
      TrainingEndTime: '2026-01-15T11:30:00.000Z',
      AlgorithmSpecification: { TrainingImage: from.image, TrainingInputMode: 'File' },
      RoleArn: from.role,
      InputDataConfig: [
        {
          ChannelName: 'train',
          DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: from.input } },
        },
      ],
      OutputDataConfig: { S3OutputPath: from.output },
      ModelArtifacts: { S3ModelArtifacts: `${from.output.replace(/\/$/, '')}/${name}/output/model.tar.gz` },
      ResourceConfig: { InstanceType: 'ml.g5.2xlarge', InstanceCount: 1, VolumeSizeInGB: 100 },
      StoppingCondition: { MaxRuntimeInSeconds: 86_400 },
      EnableNetworkIsolation: false,
      EnableInterContainerTrafficEncryption: false,
      ...times,
      ...more,
    },
  );

/** `shared`: the resource policy, where there is one. */
export const modelPackageGroup = (place: Place, name: string, shared?: string): Piece =>
  piece(
    place,
    [
      list('sagemaker:ListModelPackageGroups', 'ModelPackageGroupSummaryList', {
        ModelPackageGroupName: name,
        ModelPackageGroupArn: sageMakerArn(place, 'model-package-group', name),
        ModelPackageGroupStatus: 'Completed',
        CreationTime: made,
      }),
    ],
    shared === undefined
      ? []
      : [
          reply(
            'sagemaker:GetModelPackageGroupPolicy',
            { ModelPackageGroupName: name },
            { ResourcePolicy: shared },
          ),
        ],
  );

/** A version of a group, with one container. */
export const modelPackage = (
  place: Place,
  group: string,
  version: number,
  from: { readonly image: string; readonly artifact: string; readonly approval?: 'Approved' | 'Rejected' },
  more: Wire<DescribeModelPackageOutput> = {},
): Piece => {
  const id = sageMakerArn(place, 'model-package', `${group}/${version}`);
  return pair(
    place,
    {
      operation: 'ListModelPackages',
      into: 'ModelPackageSummaryList',
      fields: [
        'ModelPackageArn',
        'ModelPackageGroupName',
        'ModelPackageVersion',
        'ModelPackageStatus',
        'ModelApprovalStatus',
        'CreationTime',
      ],
    },
    { operation: 'DescribeModelPackage', by: ['ModelPackageName'] },
    {
      ModelPackageName: id,
      ModelPackageArn: id,
      ModelPackageGroupName: group,
      ModelPackageVersion: version,
      ModelPackageStatus: 'Completed',
      ModelPackageStatusDetails: { ValidationStatuses: [] },
      ModelApprovalStatus: from.approval ?? 'PendingManualApproval',
      InferenceSpecification: {
        Containers: [{ Image: from.image, ModelDataUrl: from.artifact }],
        SupportedContentTypes: ['application/json'],
        SupportedResponseMIMETypes: ['application/json'],
      },
      CreationTime: made,
      ...more,
    },
  );
};
