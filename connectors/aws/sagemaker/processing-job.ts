/**
 * SageMaker processing job: runs an image as a role over data, for preparation, evaluation or monitoring. All jobs are
 * listed, ended ones too: they say where a data set came from. SageMaker never deletes them by itself.
 */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import {
  encryptedWith,
  fedFrom,
  inGroups,
  inSubnets,
  keyHolder,
  runsAs,
  runsImage,
  sageMakerArn,
  sageMakerGone,
  storesTo,
} from '#connectors/aws/parts/refs.ts';
import type { Edge } from '#connectors/kit/define.ts';
import { defineKind } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, NEVER, oneOf, text, texts, time } from '#graph/schema/fields.ts';

const input = z.object({
  InputName: z.string(),
  S3Input: z.object({ S3Uri: z.string() }).optional(),
  DatasetDefinition: z
    .object({
      AthenaDatasetDefinition: z
        .object({
          Catalog: z.string(),
          Database: z.string(),
          OutputS3Uri: z.string(),
          KmsKeyId: z.string().optional(),
        })
        .optional(),
      RedshiftDatasetDefinition: z
        .object({ ClusterId: z.string(), OutputS3Uri: z.string(), KmsKeyId: z.string().optional() })
        .optional(),
    })
    .optional(),
});
const output = z.object({
  OutputName: z.string(),
  S3Output: z.object({ S3Uri: z.string() }).optional(),
  FeatureStoreOutput: z.object({ FeatureGroupName: z.string() }).optional(),
});

const reply = z.object({
  ProcessingInputs: z.array(input).optional(),
  ProcessingOutputConfig: z
    .object({ Outputs: z.array(output).optional(), KmsKeyId: z.string().optional() })
    .optional(),
  ProcessingResources: z
    .object({
      ClusterConfig: z
        .object({ InstanceType: z.string().optional(), VolumeKmsKeyId: z.string().optional() })
        .optional(),
    })
    .optional(),
  AppSpecification: z.object({ ImageUri: z.string().optional() }).optional(),
  // The values are fingerprints by the time they are here.
  Environment: z.record(z.string(), z.string()).optional(),
  NetworkConfig: z
    .object({
      EnableInterContainerTrafficEncryption: z.boolean().optional(),
      EnableNetworkIsolation: z.boolean().optional(),
      VpcConfig: z.object({ SecurityGroupIds: z.array(z.string()), Subnets: z.array(z.string()) }).optional(),
    })
    .optional(),
  RoleArn: z.string().optional(),
  MonitoringScheduleArn: z.string().optional(),
  AutoMLJobArn: z.string().optional(),
  TrainingJobArn: z.string().optional(),
});

const feeds = (to: string, key: string): Edge<'FEEDS'> => ({
  type: 'FEEDS',
  to,
  as: 'Database',
  key,
  reverse: true,
});

/**
 * What one input reads. A query's answer lies in a bucket before the job has it, so that both the table's side and the
 * bucket feed the job. Only Glue's own catalog has databases with ids that we know.
 */
function inputEdges(
  at: AwsPlace,
  { InputName: key, S3Input: objects, DatasetDefinition: query }: z.output<typeof input>,
): Edge<'FEEDS' | 'ENCRYPTED_WITH'>[] {
  const athena = query?.AthenaDatasetDefinition;
  const redshift = query?.RedshiftDatasetDefinition;
  return [
    ...fedFrom(at, objects?.S3Uri, key),
    ...fedFrom(at, athena?.OutputS3Uri, key),
    ...encryptedWith(at, athena?.KmsKeyId, key),
    ...(athena?.Catalog.toLowerCase() === 'awsdatacatalog'
      ? [feeds(regionalArn(at, 'glue', `database/${athena.Database}`), key)]
      : []),
    ...fedFrom(at, redshift?.OutputS3Uri, key),
    ...encryptedWith(at, redshift?.KmsKeyId, key),
    ...(redshift === undefined
      ? []
      : [feeds(regionalArn(at, 'redshift', `cluster:${redshift.ClusterId}`), key)]),
  ];
}

function outputEdges(at: AwsPlace, o: z.output<typeof output>): Edge<'STORES_TO'>[] {
  const group = o.FeatureStoreOutput?.FeatureGroupName;
  return [
    ...storesTo(at, o.S3Output?.S3Uri, o.OutputName),
    ...(group === undefined
      ? []
      : [
          {
            type: 'STORES_TO' as const,
            ...end(
              group.startsWith('arn:') ? group : sageMakerArn(at, 'feature-group', group),
              'FeatureStore',
            ),
            key: o.OutputName,
          },
        ]),
  ];
}

export default defineKind({
  kind: 'AwsSageMakerProcessingJob',
  title: 'SageMaker processing job',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['ProcessingJob', 'Compute'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: { MANAGE: ['sagemaker:StopProcessingJob', 'sagemaker:DeleteProcessingJob'] },
  secretFields: [
    'Environment',
    'AppSpecification.ContainerEntrypoint',
    'AppSpecification.ContainerArguments',
  ],
})
  .list({
    operation: 'sagemaker:ListProcessingJobs',
    input: () => ({ MaxResults: 100 }),
    items: 'ProcessingJobSummaries',
    item: z.object({
      ProcessingJobArn: z.string(),
      ProcessingJobName: z.string(),
      ProcessingJobStatus: z.string(),
      CreationTime: z.string(),
      ProcessingEndTime: z.string().optional(),
    }),
    id: (j) => j.ProcessingJobArn,
    uid: (j) => j.CreationTime,
    name: (j) => j.ProcessingJobName,
    gives: {
      status: oneOf('ProcessingJobStatus', ['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped']),
      createdAt: time('CreationTime'),
      endedAt: time('ProcessingEndTime'),
    },
    props: (j) => ({
      status: j.ProcessingJobStatus,
      createdAt: j.CreationTime,
      endedAt: j.ProcessingEndTime ?? NEVER,
    }),
  })
  .read('describe', {
    operation: 'sagemaker:DescribeProcessingJob',
    input: (j) => ({ ProcessingJobName: j.ProcessingJobName }),
    reply,
    gone: sageMakerGone,
    gives: {
      networkIsolated: bool('NetworkConfig.EnableNetworkIsolation'),
      encryptsTraffic: bool('NetworkConfig.EnableInterContainerTrafficEncryption'),
      inVpc: bool('NetworkConfig.VpcConfig'),
      volumeEncryption: oneOf('ProcessingResources.ClusterConfig.VolumeKmsKeyId', [
        'none',
        'provider',
        'customer',
      ]),
      outputEncryption: oneOf('ProcessingOutputConfig.KmsKeyId', ['none', 'provider', 'customer']),
      instanceType: text('ProcessingResources.ClusterConfig.InstanceType'),
      image: text('AppSpecification.ImageUri'),
      inputs: texts('ProcessingInputs.InputName'),
      outputs: texts('ProcessingOutputConfig.Outputs.OutputName'),
      environment: texts('Environment'),
      /** The schedule or job that started it; `none` where somebody did. */
      startedBy: text('MonitoringScheduleArn, AutoMLJobArn, TrainingJobArn'),
    },
    props: (r) => ({
      networkIsolated: r.NetworkConfig?.EnableNetworkIsolation ?? false,
      encryptsTraffic: r.NetworkConfig?.EnableInterContainerTrafficEncryption ?? false,
      inVpc: r.NetworkConfig?.VpcConfig !== undefined,
      volumeEncryption: keyHolder(r.ProcessingResources?.ClusterConfig?.VolumeKmsKeyId),
      outputEncryption: keyHolder(r.ProcessingOutputConfig?.KmsKeyId),
      instanceType: r.ProcessingResources?.ClusterConfig?.InstanceType ?? null,
      image: r.AppSpecification?.ImageUri ?? 'none',
      inputs: (r.ProcessingInputs ?? []).map((i) => i.InputName),
      outputs: (r.ProcessingOutputConfig?.Outputs ?? []).map((o) => o.OutputName),
      environment: Object.keys(r.Environment ?? {}),
      startedBy: r.MonitoringScheduleArn ?? r.AutoMLJobArn ?? r.TrainingJobArn ?? 'none',
    }),
    edgeTypes: [
      'FEEDS',
      'STORES_TO',
      'RUNS_AS',
      'RUNS_IMAGE',
      'ENCRYPTED_WITH',
      'IN_SUBNET',
      'HAS_SECURITY_GROUP',
    ],
    edges: (r, _j, at) => [
      ...(r.ProcessingInputs ?? []).flatMap((one) => inputEdges(at, one)),
      ...(r.ProcessingOutputConfig?.Outputs ?? []).flatMap((one) => outputEdges(at, one)),
      ...runsAs(r.RoleArn),
      ...runsImage(at, r.AppSpecification?.ImageUri),
      ...encryptedWith(at, r.ProcessingOutputConfig?.KmsKeyId, 'output'),
      ...encryptedWith(at, r.ProcessingResources?.ClusterConfig?.VolumeKmsKeyId, 'volume'),
      ...inSubnets(at, r.NetworkConfig?.VpcConfig?.Subnets),
      ...inGroups(at, r.NetworkConfig?.VpcConfig?.SecurityGroupIds),
    ],
  });
