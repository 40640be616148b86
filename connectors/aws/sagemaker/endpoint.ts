/** SageMaker endpoint: answers inference requests; what it serves stands in its configuration. */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import {
  encryptedWith,
  runsImage,
  sageMakerArn,
  sageMakerGone,
  storesTo,
} from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, num, oneOf, text, texts, time } from '#graph/schema/fields.ts';

const variant = z.object({
  VariantName: z.string(),
  DeployedImages: z
    .array(z.object({ SpecifiedImage: z.string().optional(), ResolvedImage: z.string().optional() }))
    .optional(),
});
const imagesOf = (variants: readonly z.output<typeof variant>[] | undefined) =>
  (variants ?? []).flatMap((v) =>
    (v.DeployedImages ?? []).flatMap((image) => {
      const ref = image.ResolvedImage ?? image.SpecifiedImage;
      return ref === undefined ? [] : [{ variant: v.VariantName, ref }];
    }),
  );

const reply = z.object({
  EndpointConfigName: z.string().optional(),
  ProductionVariants: z.array(variant).optional(),
  ShadowProductionVariants: z.array(variant).optional(),
  PendingDeploymentSummary: z.object({ EndpointConfigName: z.string() }).optional(),
  DataCaptureConfig: z
    .object({
      EnableCapture: z.boolean(),
      CurrentSamplingPercentage: z.number().optional(),
      DestinationS3Uri: z.string(),
      KmsKeyId: z.string().optional(),
    })
    .optional(),
  AsyncInferenceConfig: z
    .object({
      OutputConfig: z.object({
        KmsKeyId: z.string().optional(),
        S3OutputPath: z.string().optional(),
        S3FailurePath: z.string().optional(),
        NotificationConfig: z
          .object({ SuccessTopic: z.string().optional(), ErrorTopic: z.string().optional() })
          .optional(),
      }),
    })
    .optional(),
});

const topic = (arn: string | undefined, key: string) =>
  arn === undefined ? [] : [{ type: 'STORES_TO' as const, to: canonicalArn(arn), as: 'Stream', key }];

export default defineKind({
  kind: 'AwsSageMakerEndpoint',
  title: 'SageMaker endpoint',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['ModelEndpoint'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    INVOKE: [
      'sagemaker:InvokeEndpoint',
      'sagemaker:InvokeEndpointAsync',
      'sagemaker:InvokeEndpointWithResponseStream',
      'sagemaker:InvokeEndpointWithBidirectionalStream',
    ],
    MANAGE: [
      'sagemaker:UpdateEndpoint',
      'sagemaker:UpdateEndpointWeightsAndCapacities',
      'sagemaker:DeleteEndpoint',
    ],
  },
})
  .list({
    operation: 'sagemaker:ListEndpoints',
    input: () => ({ MaxResults: 100 }),
    items: 'Endpoints',
    item: z.object({
      EndpointArn: z.string(),
      EndpointName: z.string(),
      EndpointStatus: z.string(),
      CreationTime: z.string(),
    }),
    id: (e) => e.EndpointArn,
    uid: (e) => e.CreationTime,
    name: (e) => e.EndpointName,
    gives: {
      status: oneOf('EndpointStatus', ['InService', 'Creating', 'Updating', 'Failed', 'OutOfService']),
      createdAt: time('CreationTime'),
    },
    props: (e) => ({ status: e.EndpointStatus, createdAt: e.CreationTime }),
  })
  .read('describe', {
    operation: 'sagemaker:DescribeEndpoint',
    input: (e) => ({ EndpointName: e.EndpointName }),
    reply,
    gone: sageMakerGone,
    gives: {
      keepsPayloads: bool('DataCaptureConfig.EnableCapture, AsyncInferenceConfig'),
      captures: bool('DataCaptureConfig.EnableCapture'),
      samplingPercent: num('DataCaptureConfig.CurrentSamplingPercentage'),
      asynchronous: bool('AsyncInferenceConfig'),
      configName: text('EndpointConfigName'),
      pendingConfigName: text('PendingDeploymentSummary.EndpointConfigName'),
      variants: texts('ProductionVariants.VariantName'),
      shadowVariants: texts('ShadowProductionVariants.VariantName'),
      images: texts('ProductionVariants.DeployedImages.ResolvedImage'),
    },
    props: (r) => ({
      keepsPayloads: (r.DataCaptureConfig?.EnableCapture ?? false) || r.AsyncInferenceConfig !== undefined,
      captures: r.DataCaptureConfig?.EnableCapture ?? false,
      samplingPercent: r.DataCaptureConfig?.CurrentSamplingPercentage ?? 0,
      asynchronous: r.AsyncInferenceConfig !== undefined,
      configName: r.EndpointConfigName ?? 'none',
      pendingConfigName: r.PendingDeploymentSummary?.EndpointConfigName ?? 'none',
      variants: (r.ProductionVariants ?? []).map((v) => v.VariantName),
      shadowVariants: (r.ShadowProductionVariants ?? []).map((v) => v.VariantName),
      images: [...imagesOf(r.ProductionVariants), ...imagesOf(r.ShadowProductionVariants)].map((i) => i.ref),
    }),
    edgeTypes: ['CONFIGURED_BY', 'STORES_TO', 'ENCRYPTED_WITH', 'RUNS_IMAGE'],
    edges: (r, _e, at) => {
      const capture = r.DataCaptureConfig?.EnableCapture === true ? r.DataCaptureConfig : undefined;
      const output = r.AsyncInferenceConfig?.OutputConfig;
      const configured = (name: string | undefined, key: string) =>
        name === undefined
          ? []
          : [
              {
                type: 'CONFIGURED_BY' as const,
                ...end(sageMakerArn(at, 'endpoint-config', name), 'EndpointConfiguration'),
                key,
              },
            ];
      return [
        ...configured(r.EndpointConfigName, ''),
        ...configured(r.PendingDeploymentSummary?.EndpointConfigName, 'pending'),
        ...storesTo(at, capture?.DestinationS3Uri, 'data-capture'),
        ...encryptedWith(at, capture?.KmsKeyId, 'data-capture'),
        ...storesTo(at, output?.S3OutputPath, 'async-output'),
        ...storesTo(at, output?.S3FailurePath, 'async-failure'),
        ...encryptedWith(at, output?.KmsKeyId, 'async-output'),
        ...topic(output?.NotificationConfig?.SuccessTopic, 'async-success-topic'),
        ...topic(output?.NotificationConfig?.ErrorTopic, 'async-error-topic'),
        ...[...imagesOf(r.ProductionVariants), ...imagesOf(r.ShadowProductionVariants)].flatMap((image) =>
          runsImage(at, image.ref, image.variant),
        ),
      ];
    },
  });
