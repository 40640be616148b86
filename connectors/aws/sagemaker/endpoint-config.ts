/** SageMaker endpoint configuration: what an endpoint serves, on what, and where its traffic is kept. */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import {
  encryptedWith,
  fedFrom,
  inGroups,
  inSubnets,
  keyHolder,
  runsAs,
  sageMakerArn,
  sageMakerGone,
  storesTo,
} from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, num, oneOf, texts, time, whole } from '#graph/schema/fields.ts';

const variant = z.object({
  VariantName: z.string(),
  ModelName: z.string().optional(),
  InitialInstanceCount: z.int().optional(),
  InstanceType: z.string().optional(),
  InstancePools: z
    .array(z.object({ InstanceType: z.string(), ModelNameOverride: z.string().optional() }))
    .optional(),
  ServerlessConfig: z.object({ MaxConcurrency: z.int().optional() }).optional(),
  ManagedInstanceScaling: z.object({ MinInstanceCount: z.int().optional() }).optional(),
  CoreDumpConfig: z.object({ DestinationS3Uri: z.string(), KmsKeyId: z.string().optional() }).optional(),
  EnableSSMAccess: z.boolean().optional(),
});
type Variant = z.output<typeof variant>;

const reply = z.object({
  ProductionVariants: z.array(variant),
  ShadowProductionVariants: z.array(variant).optional(),
  KmsKeyId: z.string().optional(),
  ExecutionRoleArn: z.string().optional(),
  EnableNetworkIsolation: z.boolean().optional(),
  VpcConfig: z.object({ SecurityGroupIds: z.array(z.string()), Subnets: z.array(z.string()) }).optional(),
  DataCaptureConfig: z
    .object({
      EnableCapture: z.boolean().optional(),
      InitialSamplingPercentage: z.number().optional(),
      DestinationS3Uri: z.string(),
      KmsKeyId: z.string().optional(),
      CaptureOptions: z.array(z.object({ CaptureMode: z.string() })).optional(),
    })
    .optional(),
  ExplainerConfig: z
    .object({
      ClarifyExplainerConfig: z
        .object({
          ShapConfig: z.object({
            ShapBaselineConfig: z.object({ ShapBaselineUri: z.string().optional() }),
          }),
        })
        .optional(),
    })
    .optional(),
  AsyncInferenceConfig: z
    .object({
      OutputConfig: z.object({
        KmsKeyId: z.string().optional(),
        S3OutputPath: z.string().optional(),
        S3FailurePath: z.string().optional(),
      }),
    })
    .optional(),
});

const allOf = (r: z.output<typeof reply>): readonly Variant[] => [
  ...r.ProductionVariants,
  ...(r.ShadowProductionVariants ?? []),
];
const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
const modelsOf = (v: Variant): readonly string[] =>
  unique(
    [v.ModelName, ...(v.InstancePools ?? []).map((p) => p.ModelNameOverride)].filter((n) => n !== undefined),
  );
/** Capture is on where the configuration is there and does not say no. */
const captureOf = (r: z.output<typeof reply>) =>
  r.DataCaptureConfig === undefined || r.DataCaptureConfig.EnableCapture === false
    ? undefined
    : r.DataCaptureConfig;

export default defineKind({
  kind: 'AwsSageMakerEndpointConfig',
  title: 'SageMaker endpoint configuration',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['EndpointConfiguration'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: { MANAGE: ['sagemaker:CreateEndpointConfig', 'sagemaker:DeleteEndpointConfig'] },
})
  .list({
    operation: 'sagemaker:ListEndpointConfigs',
    input: () => ({ MaxResults: 100 }),
    items: 'EndpointConfigs',
    item: z.object({
      EndpointConfigArn: z.string(),
      EndpointConfigName: z.string(),
      CreationTime: z.string(),
    }),
    id: (c) => c.EndpointConfigArn,
    uid: (c) => c.CreationTime,
    name: (c) => c.EndpointConfigName,
    gives: { createdAt: time('CreationTime') },
    props: (c) => ({ createdAt: c.CreationTime }),
  })
  .read('describe', {
    operation: 'sagemaker:DescribeEndpointConfig',
    input: (c) => ({ EndpointConfigName: c.EndpointConfigName }),
    reply,
    gone: sageMakerGone,
    gives: {
      encryption: oneOf('KmsKeyId', ['none', 'provider', 'customer']),
      captures: bool('DataCaptureConfig.EnableCapture'),
      samplingPercent: num('DataCaptureConfig.InitialSamplingPercentage'),
      captureModes: texts('DataCaptureConfig.CaptureOptions.CaptureMode'),
      captureEncryption: oneOf('DataCaptureConfig.KmsKeyId', ['none', 'provider', 'customer']),
      asynchronous: bool('AsyncInferenceConfig'),
      networkIsolated: bool('EnableNetworkIsolation'),
      inVpc: bool('VpcConfig'),
      variants: texts('ProductionVariants.VariantName'),
      shadowVariants: texts('ShadowProductionVariants.VariantName'),
      instanceTypes: texts('ProductionVariants.InstanceType'),
      serverless: bool('ProductionVariants.ServerlessConfig'),
      /** Of the production variants that run on instances; 0 where none does. */
      leastInstances: whole('ProductionVariants.InitialInstanceCount'),
      ssmAccess: bool('ProductionVariants.EnableSSMAccess'),
      coreDumps: bool('ProductionVariants.CoreDumpConfig'),
    },
    props: (r) => {
      const counts = r.ProductionVariants.filter((v) => v.ServerlessConfig === undefined).map(
        (v) => v.InitialInstanceCount ?? v.ManagedInstanceScaling?.MinInstanceCount ?? 0,
      );
      const types = allOf(r).flatMap((v) => [
        v.InstanceType,
        ...(v.InstancePools ?? []).map((p) => p.InstanceType),
      ]);
      const capture = captureOf(r);
      return {
        encryption: keyHolder(r.KmsKeyId),
        captures: capture !== undefined,
        samplingPercent: capture?.InitialSamplingPercentage ?? 0,
        captureModes: (capture?.CaptureOptions ?? []).map((o) => o.CaptureMode),
        captureEncryption: capture === undefined ? 'none' : keyHolder(capture.KmsKeyId),
        asynchronous: r.AsyncInferenceConfig !== undefined,
        networkIsolated: r.EnableNetworkIsolation ?? false,
        inVpc: r.VpcConfig !== undefined,
        variants: r.ProductionVariants.map((v) => v.VariantName),
        shadowVariants: (r.ShadowProductionVariants ?? []).map((v) => v.VariantName),
        instanceTypes: unique(types.filter((t) => t !== undefined)),
        serverless: r.ProductionVariants.some((v) => v.ServerlessConfig !== undefined),
        leastInstances: counts.length === 0 ? 0 : Math.min(...counts),
        ssmAccess: allOf(r).some((v) => v.EnableSSMAccess === true),
        coreDumps: allOf(r).some((v) => v.CoreDumpConfig !== undefined),
      };
    },
    edgeTypes: [
      'SERVES',
      'RUNS_AS',
      'FEEDS',
      'STORES_TO',
      'ENCRYPTED_WITH',
      'IN_SUBNET',
      'HAS_SECURITY_GROUP',
    ],
    edges: (r, _c, at) => {
      const output = r.AsyncInferenceConfig?.OutputConfig;
      const capture = captureOf(r);
      const baseline = r.ExplainerConfig?.ClarifyExplainerConfig?.ShapConfig.ShapBaselineConfig;
      return [
        ...allOf(r).flatMap((v) =>
          modelsOf(v).map((name) => ({
            type: 'SERVES' as const,
            ...end(sageMakerArn(at, 'model', name), 'Model'),
            key: v.VariantName,
          })),
        ),
        ...runsAs(r.ExecutionRoleArn),
        ...encryptedWith(at, r.KmsKeyId, 'volume'),
        ...fedFrom(at, baseline?.ShapBaselineUri, 'explainer-baseline'),
        ...storesTo(at, capture?.DestinationS3Uri, 'data-capture'),
        ...encryptedWith(at, capture?.KmsKeyId, 'data-capture'),
        ...storesTo(at, output?.S3OutputPath, 'async-output'),
        ...storesTo(at, output?.S3FailurePath, 'async-failure'),
        ...encryptedWith(at, output?.KmsKeyId, 'async-output'),
        ...allOf(r).flatMap((v) => [
          ...storesTo(at, v.CoreDumpConfig?.DestinationS3Uri, `core-dump:${v.VariantName}`),
          ...encryptedWith(at, v.CoreDumpConfig?.KmsKeyId, `core-dump:${v.VariantName}`),
        ]),
        ...inSubnets(at, r.VpcConfig?.Subnets),
        ...inGroups(at, r.VpcConfig?.SecurityGroupIds),
      ];
    },
  });
