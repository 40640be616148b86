/**
 * SageMaker model package: one version of a model in a group, or an unversioned one. One listing shows those of all
 * groups of a region, so that it is not asked per group.
 */

import { z } from 'zod';
import { container, containerArtifacts, containerEdges } from '#connectors/aws/parts/containers.ts';
import { end } from '#connectors/aws/parts/ends.ts';
import {
  encryptedWith,
  fedFrom,
  keyHolder,
  loadsArtifact,
  repositoryId,
  runsAs,
  sageMakerArn,
  sageMakerGone,
  storesTo,
} from '#connectors/aws/parts/refs.ts';
import type { Edge } from '#connectors/kit/define.ts';
import { defineKind } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, texts, time, whole } from '#graph/schema/fields.ts';

const specification = z.object({ Containers: z.array(container) });
const reply = z.object({
  InferenceSpecification: specification.optional(),
  AdditionalInferenceSpecifications: z.array(specification.extend({ Name: z.string() })).optional(),
  SourceAlgorithmSpecification: z
    .object({
      SourceAlgorithms: z.array(z.object({ AlgorithmName: z.string(), ModelDataUrl: z.string().optional() })),
    })
    .optional(),
  SourceUri: z.string().optional(),
  SamplePayloadUrl: z.string().optional(),
  ValidationSpecification: z
    .object({
      ValidationRole: z.string(),
      ValidationProfiles: z.array(
        z.object({
          ProfileName: z.string(),
          TransformJobDefinition: z.object({
            TransformInput: z.object({
              DataSource: z.object({ S3DataSource: z.object({ S3Uri: z.string() }).optional() }),
            }),
            TransformOutput: z.object({ S3OutputPath: z.string(), KmsKeyId: z.string().optional() }),
          }),
        }),
      ),
    })
    .optional(),
  SkipModelValidation: z.string().optional(),
  SecurityConfig: z.object({ KmsKeyId: z.string() }).optional(),
  ModelPackageStatusDetails: z
    .object({ ImageScanStatuses: z.array(z.object({ Status: z.string() })).optional() })
    .optional(),
  MetadataProperties: z
    .object({
      CommitId: z.string().optional(),
      Repository: z.string().optional(),
      GeneratedBy: z.string().optional(),
    })
    .optional(),
});

const containersOf = (r: z.output<typeof reply>) => [
  ...(r.InferenceSpecification?.Containers ?? []).map((c, i) => ({
    key: c.ContainerHostname ?? `container-${i + 1}`,
    c,
  })),
  ...(r.AdditionalInferenceSpecifications ?? []).flatMap((s) =>
    s.Containers.map((c, i) => ({ key: `${s.Name}:${c.ContainerHostname ?? `container-${i + 1}`}`, c })),
  ),
];

/** The batch transform that checks a package before it may be used: as which role, from where, to where. */
const validationEdges = (
  at: AwsPlace,
  v: z.output<typeof reply>['ValidationSpecification'],
): Edge<'RUNS_AS' | 'FEEDS' | 'STORES_TO' | 'ENCRYPTED_WITH'>[] => [
  ...runsAs(v?.ValidationRole, 'validation'),
  ...(v?.ValidationProfiles ?? []).flatMap(({ ProfileName, TransformJobDefinition: job }) => {
    const key = `validation:${ProfileName}`;
    return [
      ...fedFrom(at, job.TransformInput.DataSource.S3DataSource?.S3Uri, key),
      ...storesTo(at, job.TransformOutput.S3OutputPath, key),
      ...encryptedWith(at, job.TransformOutput.KmsKeyId, key),
    ];
  }),
];

const approvals: Readonly<Record<string, string>> = {
  Approved: 'approved',
  PendingManualApproval: 'pending',
  Rejected: 'rejected',
};
/** A status that AWS adds later is kept as it came. */
const approvalOf = (status: string | undefined): string =>
  status === undefined ? 'none' : (approvals[status] ?? status);

export default defineKind({
  kind: 'AwsSageMakerModelPackage',
  title: 'SageMaker model package',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['ModelVersion'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    READ: ['sagemaker:DescribeModelPackage'],
    MANAGE: ['sagemaker:UpdateModelPackage', 'sagemaker:DeleteModelPackage'],
  },
  secretFields: [
    'InferenceSpecification.Containers.Environment',
    'AdditionalInferenceSpecifications.Containers.Environment',
    'ValidationSpecification.ValidationProfiles.TransformJobDefinition.Environment',
  ],
})
  .list({
    operation: 'sagemaker:ListModelPackages',
    // Without a type it shows unversioned packages only.
    input: () => ({ MaxResults: 100, ModelPackageType: 'Both' }),
    items: 'ModelPackageSummaryList',
    item: z.object({
      ModelPackageArn: z.string(),
      ModelPackageName: z.string().optional(),
      ModelPackageGroupName: z.string().optional(),
      ModelPackageVersion: z.int().optional(),
      ModelPackageStatus: z.string(),
      ModelApprovalStatus: z.string().optional(),
      CreationTime: z.string(),
    }),
    id: (p) => p.ModelPackageArn,
    uid: (p) => p.CreationTime,
    name: (p) =>
      p.ModelPackageGroupName === undefined
        ? (p.ModelPackageName ?? p.ModelPackageArn)
        : `${p.ModelPackageGroupName}/${p.ModelPackageVersion ?? ''}`,
    gives: {
      approval: oneOf('ModelApprovalStatus', ['approved', 'pending', 'rejected', 'none']),
      status: oneOf('ModelPackageStatus', ['Completed', 'Pending', 'InProgress', 'Failed', 'Deleting']),
      /** 0 for an unversioned package. */
      version: whole('ModelPackageVersion'),
      createdAt: time('CreationTime'),
    },
    props: (p) => ({
      approval: approvalOf(p.ModelApprovalStatus),
      status: p.ModelPackageStatus,
      version: p.ModelPackageVersion ?? 0,
      createdAt: p.CreationTime,
    }),
    edgeTypes: ['VERSION_OF'],
    edges: (p, at) =>
      p.ModelPackageGroupName === undefined
        ? []
        : [
            {
              type: 'VERSION_OF',
              ...end(sageMakerArn(at, 'model-package-group', p.ModelPackageGroupName), 'ModelRegistry'),
            },
          ],
  })
  .read('describe', {
    operation: 'sagemaker:DescribeModelPackage',
    input: (p) => ({ ModelPackageName: p.ModelPackageArn }),
    reply,
    gone: sageMakerGone,
    gives: {
      images: texts('InferenceSpecification.Containers.Image'),
      artifacts: texts('InferenceSpecification.Containers.ModelDataUrl'),
      encryption: oneOf('SecurityConfig.KmsKeyId', ['none', 'provider', 'customer']),
      skipsValidation: bool('SkipModelValidation'),
      imageScanned: bool('ModelPackageStatusDetails.ImageScanStatuses'),
      source: text('SourceUri'),
      repository: text('MetadataProperties.Repository'),
      commit: text('MetadataProperties.CommitId'),
      generatedBy: text('MetadataProperties.GeneratedBy'),
      environment: texts('InferenceSpecification.Containers.Environment'),
    },
    props: (r) => {
      const all = containersOf(r).map((entry) => entry.c);
      return {
        images: all.flatMap((c) => (c.Image === undefined ? [] : [c.Image])),
        artifacts: all.flatMap(containerArtifacts),
        encryption: keyHolder(r.SecurityConfig?.KmsKeyId),
        skipsValidation: r.SkipModelValidation === 'All',
        imageScanned: (r.ModelPackageStatusDetails?.ImageScanStatuses ?? []).some(
          (s) => s.Status === 'Completed',
        ),
        source: r.SourceUri ?? 'none',
        repository: r.MetadataProperties?.Repository ?? 'none',
        commit: r.MetadataProperties?.CommitId ?? 'none',
        generatedBy: r.MetadataProperties?.GeneratedBy ?? 'none',
        environment: [...new Set(all.flatMap((c) => Object.keys(c.Environment ?? {})))],
      };
    },
    edgeTypes: [
      'LOADS',
      'RUNS_IMAGE',
      'RUNS_AS',
      'FEEDS',
      'STORES_TO',
      'ENCRYPTED_WITH',
      'BASED_ON',
      'TRAINED_BY',
      'BUILT_FROM',
    ],
    edges: (r, _p, at) => {
      const { Repository: repository, GeneratedBy: by } = r.MetadataProperties ?? {};
      return [
        ...containersOf(r).flatMap(({ key, c }) => containerEdges(at, c, key)),
        ...encryptedWith(at, r.SecurityConfig?.KmsKeyId),
        ...fedFrom(at, r.SamplePayloadUrl, 'sample-payload'),
        ...validationEdges(at, r.ValidationSpecification),
        ...(r.SourceAlgorithmSpecification?.SourceAlgorithms ?? []).flatMap((a) => [
          {
            type: 'BASED_ON' as const,
            ...end(
              a.AlgorithmName.startsWith('arn:')
                ? canonicalArn(a.AlgorithmName)
                : sageMakerArn(at, 'algorithm', a.AlgorithmName),
              'Model',
            ),
            key: 'algorithm',
          },
          ...loadsArtifact(at, a.ModelDataUrl, 'algorithm'),
        ]),
        ...(r.SourceUri?.startsWith('arn:')
          ? [{ type: 'BASED_ON' as const, ...end(canonicalArn(r.SourceUri), 'ModelVersion'), key: 'source' }]
          : []),
        ...(by !== undefined && /^arn:[^:]+:sagemaker:[^:]*:\d*:training-job\//.test(by)
          ? [{ type: 'TRAINED_BY' as const, ...end(canonicalArn(by), 'TrainingJob') }]
          : []),
        ...(repository !== undefined && /^[a-z+]+:\/\//i.test(repository)
          ? [{ type: 'BUILT_FROM' as const, to: repositoryId(at, repository), as: 'Repository' }]
          : []),
      ];
    },
  });
