/**
 * SageMaker batch transform job: sends a data set through a model and keeps the answers. It has no role of its own: the
 * model's containers run as the model's role. Source: SageMaker Developer Guide, "Batch transform"; CreateModel.
 */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import {
  encryptedWith,
  fedFrom,
  keyHolder,
  sageMakerArn,
  sageMakerGone,
  storesTo,
} from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, NEVER, oneOf, text, texts, time } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsSageMakerTransformJob',
  title: 'SageMaker batch transform job',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['ProcessingJob'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: { MANAGE: ['sagemaker:StopTransformJob'] },
  secretFields: ['Environment'],
})
  .list({
    operation: 'sagemaker:ListTransformJobs',
    input: () => ({ MaxResults: 100 }),
    items: 'TransformJobSummaries',
    item: z.object({
      TransformJobArn: z.string(),
      TransformJobName: z.string(),
      TransformJobStatus: z.string(),
      CreationTime: z.string(),
      TransformEndTime: z.string().optional(),
    }),
    id: (j) => j.TransformJobArn,
    uid: (j) => j.CreationTime,
    name: (j) => j.TransformJobName,
    gives: {
      status: oneOf('TransformJobStatus', ['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped']),
      createdAt: time('CreationTime'),
      endedAt: time('TransformEndTime'),
    },
    props: (j) => ({
      status: j.TransformJobStatus,
      createdAt: j.CreationTime,
      endedAt: j.TransformEndTime ?? NEVER,
    }),
  })
  .read('describe', {
    operation: 'sagemaker:DescribeTransformJob',
    input: (j) => ({ TransformJobName: j.TransformJobName }),
    reply: z.object({
      ModelName: z.string(),
      // The values are fingerprints by the time they are here.
      Environment: z.record(z.string(), z.string()).optional(),
      TransformInput: z.object({
        DataSource: z.object({ S3DataSource: z.object({ S3Uri: z.string() }).optional() }),
      }),
      TransformOutput: z.object({ S3OutputPath: z.string(), KmsKeyId: z.string().optional() }).optional(),
      DataCaptureConfig: z
        .object({ DestinationS3Uri: z.string(), KmsKeyId: z.string().optional() })
        .optional(),
      TransformResources: z
        .object({ InstanceType: z.string().optional(), VolumeKmsKeyId: z.string().optional() })
        .optional(),
    }),
    gone: sageMakerGone,
    gives: {
      model: text('ModelName'),
      captures: bool('DataCaptureConfig'),
      captureEncryption: oneOf('DataCaptureConfig.KmsKeyId', ['none', 'provider', 'customer']),
      outputEncryption: oneOf('TransformOutput.KmsKeyId', ['none', 'provider', 'customer']),
      volumeEncryption: oneOf('TransformResources.VolumeKmsKeyId', ['none', 'provider', 'customer']),
      instanceType: text('TransformResources.InstanceType'),
      environment: texts('Environment'),
    },
    props: (r) => ({
      model: r.ModelName,
      captures: r.DataCaptureConfig !== undefined,
      captureEncryption: r.DataCaptureConfig === undefined ? 'none' : keyHolder(r.DataCaptureConfig.KmsKeyId),
      outputEncryption: keyHolder(r.TransformOutput?.KmsKeyId),
      volumeEncryption: keyHolder(r.TransformResources?.VolumeKmsKeyId),
      instanceType: r.TransformResources?.InstanceType ?? null,
      environment: Object.keys(r.Environment ?? {}),
    }),
    edgeTypes: ['USES_MODEL', 'FEEDS', 'STORES_TO', 'ENCRYPTED_WITH'],
    edges: (r, _j, at) => [
      { type: 'USES_MODEL', ...end(sageMakerArn(at, 'model', r.ModelName), 'Model') },
      ...fedFrom(at, r.TransformInput.DataSource.S3DataSource?.S3Uri, 'input'),
      ...storesTo(at, r.TransformOutput?.S3OutputPath, 'output'),
      ...encryptedWith(at, r.TransformOutput?.KmsKeyId, 'output'),
      ...storesTo(at, r.DataCaptureConfig?.DestinationS3Uri, 'capture'),
      ...encryptedWith(at, r.DataCaptureConfig?.KmsKeyId, 'capture'),
      ...encryptedWith(at, r.TransformResources?.VolumeKmsKeyId, 'volume'),
    ],
  });
