/**
 * SageMaker training job: reads channels, runs an image as a role, writes a model. All jobs are listed, ended ones too:
 * they are where a model came from. SageMaker never deletes them by itself, so there can be tens of thousands; each is
 * one describe call.
 */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import {
  artifactId,
  encryptedWith,
  executes,
  fedFrom,
  inGroups,
  inSubnets,
  keyHolder,
  runsAs,
  runsImage,
  sageMakerGone,
  storesTo,
} from '#connectors/aws/parts/refs.ts';
import type { Edge } from '#connectors/kit/define.ts';
import { defineKind } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { canonicalArn, regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, NEVER, oneOf, text, texts, time } from '#graph/schema/fields.ts';
import { loadsAlgorithm } from './_training.ts';

const output = z.object({ S3OutputPath: z.string().optional() }).optional();
const channel = z.object({
  ChannelName: z.string(),
  DataSource: z.object({
    S3DataSource: z
      .object({
        S3Uri: z.string(),
        HubAccessConfig: z.object({ HubContentArn: z.string() }).optional(),
      })
      .optional(),
    FileSystemDataSource: z
      .object({ FileSystemId: z.string(), FileSystemType: z.string(), DirectoryPath: z.string() })
      .optional(),
    DatasetSource: z.object({ DatasetArn: z.string() }).optional(),
  }),
});
const rules = z
  .array(
    z.object({
      RuleConfigurationName: z.string(),
      RuleEvaluatorImage: z.string().optional(),
      S3OutputPath: z.string().optional(),
    }),
  )
  .optional();

const reply = z.object({
  AlgorithmSpecification: z
    .object({
      TrainingImage: z.string().optional(),
      AlgorithmName: z.string().optional(),
      TrainingImageConfig: z
        .object({
          TrainingRepositoryAuthConfig: z
            .object({ TrainingRepositoryCredentialsProviderArn: z.string() })
            .optional(),
        })
        .optional(),
    })
    .optional(),
  RoleArn: z.string().optional(),
  InputDataConfig: z.array(channel).optional(),
  OutputDataConfig: z
    .object({ S3OutputPath: z.string().optional(), KmsKeyId: z.string().optional() })
    .optional(),
  ResourceConfig: z
    .object({ VolumeKmsKeyId: z.string().optional(), InstanceType: z.string().optional() })
    .optional(),
  ModelArtifacts: z.object({ S3ModelArtifacts: z.string().optional() }).optional(),
  VpcConfig: z.object({ SecurityGroupIds: z.array(z.string()), Subnets: z.array(z.string()) }).optional(),
  EnableNetworkIsolation: z.boolean().optional(),
  EnableInterContainerTrafficEncryption: z.boolean().optional(),
  RemoteDebugConfig: z.object({ EnableRemoteDebug: z.boolean().optional() }).optional(),
  CheckpointConfig: z.object({ S3Uri: z.string() }).optional(),
  DebugHookConfig: output,
  ProfilerConfig: output,
  TensorBoardOutputConfig: output,
  DebugRuleConfigurations: rules,
  ProfilerRuleConfigurations: rules,
  ServerlessJobConfig: z.object({ BaseModelArn: z.string() }).optional(),
  OutputModelPackageArn: z.string().optional(),
  ModelPackageConfig: z.object({ SourceModelPackageArn: z.string().optional() }).optional(),
  MlflowConfig: z.object({ MlflowResourceArn: z.string() }).optional(),
  // The values are fingerprints by the time they are here.
  HyperParameters: z.record(z.string(), z.string()).optional(),
  Environment: z.record(z.string(), z.string()).optional(),
});
type Reply = z.output<typeof reply>;

/** What one channel reads. */
function channelEdges(at: AwsPlace, { ChannelName: key, DataSource: d }: z.output<typeof channel>) {
  const files = d.FileSystemDataSource;
  const hub = d.S3DataSource?.HubAccessConfig?.HubContentArn;
  const edges: Edge<'FEEDS' | 'LOADS'>[] = fedFrom(at, d.S3DataSource?.S3Uri, key);
  if (files !== undefined) {
    const service = files.FileSystemType === 'EFS' ? 'elasticfilesystem' : 'fsx';
    const to = regionalArn(at, service, `file-system/${files.FileSystemId}`);
    const props = { prefix: files.DirectoryPath };
    edges.push({ type: 'FEEDS', to, as: 'FileSystem', key, reverse: true, props });
  }
  if (d.DatasetSource !== undefined) {
    const to = canonicalArn(d.DatasetSource.DatasetArn);
    edges.push({ type: 'FEEDS', to, as: 'Dataset', key, reverse: true });
  }
  if (hub !== undefined) edges.push({ type: 'LOADS', ...end(canonicalArn(hub), 'Model'), key });
  return edges;
}

/** What the job makes: an artifact, and a registered version where it registers one. */
function produced(at: AwsPlace, r: Reply): Edge<'PRODUCES'>[] {
  const artifact = artifactId(at, r.ModelArtifacts?.S3ModelArtifacts);
  const version = r.OutputModelPackageArn;
  return [
    ...(artifact === undefined ? [] : [{ type: 'PRODUCES' as const, to: artifact, as: 'ModelArtifact' }]),
    ...(version === undefined
      ? []
      : [{ type: 'PRODUCES' as const, ...end(canonicalArn(version), 'ModelVersion') }]),
  ];
}

export default defineKind({
  kind: 'AwsSageMakerTrainingJob',
  title: 'SageMaker training job',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['TrainingJob'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    MANAGE: ['sagemaker:UpdateTrainingJob', 'sagemaker:StopTrainingJob', 'sagemaker:DeleteTrainingJob'],
  },
  secretFields: ['HyperParameters', 'Environment'],
})
  .list({
    operation: 'sagemaker:ListTrainingJobs',
    input: () => ({ MaxResults: 100 }),
    items: 'TrainingJobSummaries',
    item: z.object({
      TrainingJobArn: z.string(),
      TrainingJobName: z.string(),
      TrainingJobStatus: z.string(),
      CreationTime: z.string(),
      TrainingEndTime: z.string().optional(),
    }),
    id: (j) => j.TrainingJobArn,
    uid: (j) => j.CreationTime,
    name: (j) => j.TrainingJobName,
    gives: {
      status: oneOf('TrainingJobStatus', ['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped']),
      createdAt: time('CreationTime'),
      endedAt: time('TrainingEndTime'),
    },
    props: (j) => ({
      status: j.TrainingJobStatus,
      createdAt: j.CreationTime,
      endedAt: j.TrainingEndTime ?? NEVER,
    }),
  })
  .read('describe', {
    operation: 'sagemaker:DescribeTrainingJob',
    input: (j) => ({ TrainingJobName: j.TrainingJobName }),
    reply,
    gone: sageMakerGone,
    gives: {
      networkIsolated: bool('EnableNetworkIsolation'),
      encryptsTraffic: bool('EnableInterContainerTrafficEncryption'),
      inVpc: bool('VpcConfig'),
      volumeEncryption: oneOf('ResourceConfig.VolumeKmsKeyId', ['none', 'provider', 'customer']),
      outputEncryption: oneOf('OutputDataConfig.KmsKeyId', ['none', 'provider', 'customer']),
      remoteDebug: bool('RemoteDebugConfig.EnableRemoteDebug'),
      image: text('AlgorithmSpecification.TrainingImage'),
      algorithm: text('AlgorithmSpecification.AlgorithmName'),
      channels: texts('InputDataConfig.ChannelName'),
      artifact: text('ModelArtifacts.S3ModelArtifacts'),
      environment: texts('Environment'),
      hyperParameters: texts('HyperParameters'),
    },
    props: (r) => ({
      networkIsolated: r.EnableNetworkIsolation ?? false,
      encryptsTraffic: r.EnableInterContainerTrafficEncryption ?? false,
      inVpc: r.VpcConfig !== undefined,
      volumeEncryption: keyHolder(r.ResourceConfig?.VolumeKmsKeyId),
      outputEncryption: keyHolder(r.OutputDataConfig?.KmsKeyId),
      remoteDebug: r.RemoteDebugConfig?.EnableRemoteDebug ?? false,
      image: r.AlgorithmSpecification?.TrainingImage ?? 'none',
      algorithm: r.AlgorithmSpecification?.AlgorithmName ?? 'none',
      channels: (r.InputDataConfig ?? []).map((c) => c.ChannelName),
      artifact: r.ModelArtifacts?.S3ModelArtifacts ?? 'none',
      environment: Object.keys(r.Environment ?? {}),
      hyperParameters: Object.keys(r.HyperParameters ?? {}),
    }),
    edgeTypes: [
      'FEEDS',
      'LOADS',
      'STORES_TO',
      'PRODUCES',
      'RUNS_AS',
      'RUNS_IMAGE',
      'EXECUTES',
      'ENCRYPTED_WITH',
      'IN_SUBNET',
      'HAS_SECURITY_GROUP',
    ],
    edges: (r, _j, at) => {
      const algorithm = r.AlgorithmSpecification;
      const credentials =
        algorithm?.TrainingImageConfig?.TrainingRepositoryAuthConfig
          ?.TrainingRepositoryCredentialsProviderArn;
      const base = r.ServerlessJobConfig?.BaseModelArn;
      const source = r.ModelPackageConfig?.SourceModelPackageArn;
      const tracker = r.MlflowConfig?.MlflowResourceArn;
      return [
        ...(r.InputDataConfig ?? []).flatMap((c) => channelEdges(at, c)),
        ...(base === undefined
          ? []
          : [{ type: 'LOADS' as const, ...end(canonicalArn(base), 'Model'), key: 'base' }]),
        ...(source === undefined
          ? []
          : [{ type: 'LOADS' as const, ...end(canonicalArn(source), 'ModelVersion'), key: 'source' }]),
        ...(tracker === undefined
          ? []
          : [
              {
                type: 'STORES_TO' as const,
                ...end(canonicalArn(tracker), 'ExperimentTracker'),
                key: 'mlflow',
              },
            ]),
        ...storesTo(at, r.OutputDataConfig?.S3OutputPath, 'output'),
        ...storesTo(at, r.CheckpointConfig?.S3Uri, 'checkpoint'),
        ...storesTo(at, r.DebugHookConfig?.S3OutputPath, 'debug'),
        ...storesTo(at, r.ProfilerConfig?.S3OutputPath, 'profiler'),
        ...storesTo(at, r.TensorBoardOutputConfig?.S3OutputPath, 'tensorboard'),
        ...[...(r.DebugRuleConfigurations ?? []), ...(r.ProfilerRuleConfigurations ?? [])].flatMap((rule) => [
          ...storesTo(at, rule.S3OutputPath, `rule:${rule.RuleConfigurationName}`),
          ...runsImage(at, rule.RuleEvaluatorImage, `rule:${rule.RuleConfigurationName}`),
        ]),
        ...produced(at, r),
        ...runsAs(r.RoleArn),
        ...runsImage(at, algorithm?.TrainingImage, 'training'),
        ...loadsAlgorithm(at, algorithm?.AlgorithmName, 'algorithm'),
        ...executes(credentials, 'registry-credentials'),
        ...encryptedWith(at, r.OutputDataConfig?.KmsKeyId, 'output'),
        ...encryptedWith(at, r.ResourceConfig?.VolumeKmsKeyId, 'volume'),
        ...inSubnets(at, r.VpcConfig?.Subnets),
        ...inGroups(at, r.VpcConfig?.SecurityGroupIds),
      ];
    },
  });
