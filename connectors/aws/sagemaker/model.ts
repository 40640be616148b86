/** SageMaker model: containers with the images and artifacts that they load, and the role that they run as. */
import { z } from 'zod';
import { container, containerArtifacts, containerEdges } from '#connectors/aws/parts/containers.ts';
import { executes, inGroups, inSubnets, runsAs, sageMakerGone } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, texts, time, whole } from '#graph/schema/fields.ts';

const modelContainer = container.extend({
  Mode: z.string().optional(),
  ModelPackageName: z.string().optional(),
  ImageConfig: z
    .object({
      RepositoryAccessMode: z.string(),
      RepositoryAuthConfig: z.object({ RepositoryCredentialsProviderArn: z.string() }).optional(),
    })
    .optional(),
});
const reply = z.object({
  PrimaryContainer: modelContainer.optional(),
  Containers: z.array(modelContainer).optional(),
  ExecutionRoleArn: z.string().optional(),
  EnableNetworkIsolation: z.boolean().optional(),
  VpcConfig: z.object({ SecurityGroupIds: z.array(z.string()), Subnets: z.array(z.string()) }).optional(),
});

/** All containers, each under the name that edges carry. */
const containersOf = (r: z.output<typeof reply>) => [
  ...(r.PrimaryContainer === undefined ? [] : [{ key: 'primary', ...r.PrimaryContainer }]),
  ...(r.Containers ?? []).map((c, index) => ({ key: c.ContainerHostname ?? `container-${index + 1}`, ...c })),
];

export default defineKind({
  kind: 'AwsSageMakerModel',
  title: 'SageMaker model',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['Model'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: { MANAGE: ['sagemaker:CreateModel', 'sagemaker:DeleteModel'] },
  secretFields: ['PrimaryContainer.Environment', 'Containers.Environment'],
})
  .list({
    operation: 'sagemaker:ListModels',
    input: () => ({ MaxResults: 100 }),
    items: 'Models',
    item: z.object({ ModelArn: z.string(), ModelName: z.string(), CreationTime: z.string() }),
    id: (m) => m.ModelArn,
    uid: (m) => m.CreationTime,
    name: (m) => m.ModelName,
    gives: { createdAt: time('CreationTime') },
    props: (m) => ({ createdAt: m.CreationTime }),
  })
  .read('describe', {
    operation: 'sagemaker:DescribeModel',
    input: (m) => ({ ModelName: m.ModelName }),
    reply,
    gone: sageMakerGone,
    gives: {
      networkIsolated: bool('EnableNetworkIsolation'),
      inVpc: bool('VpcConfig'),
      containers: whole('PrimaryContainer, Containers'),
      images: texts('PrimaryContainer.Image, Containers.Image'),
      artifacts: texts('PrimaryContainer.ModelDataUrl, Containers.ModelDataUrl'),
      /** Every image is pulled through the model's own network. */
      privateImages: bool('PrimaryContainer.ImageConfig.RepositoryAccessMode'),
      multiModel: bool('PrimaryContainer.Mode'),
      environment: texts('PrimaryContainer.Environment, Containers.Environment'),
    },
    props: (r) => {
      const all = containersOf(r);
      return {
        networkIsolated: r.EnableNetworkIsolation ?? false,
        inVpc: r.VpcConfig !== undefined,
        containers: all.length,
        images: all.flatMap((c) => (c.Image === undefined ? [] : [c.Image])),
        artifacts: all.flatMap(containerArtifacts),
        privateImages: all.length > 0 && all.every((c) => c.ImageConfig?.RepositoryAccessMode === 'Vpc'),
        multiModel: all.some((c) => c.Mode === 'MultiModel'),
        environment: [...new Set(all.flatMap((c) => Object.keys(c.Environment ?? {})))],
      };
    },
    edgeTypes: ['LOADS', 'RUNS_IMAGE', 'RUNS_AS', 'EXECUTES', 'IN_SUBNET', 'HAS_SECURITY_GROUP'],
    edges: (r, _m, at) => [
      ...containersOf(r).flatMap((c) => [
        ...containerEdges(at, c, c.key),
        ...executes(c.ImageConfig?.RepositoryAuthConfig?.RepositoryCredentialsProviderArn, c.key),
      ]),
      ...runsAs(r.ExecutionRoleArn),
      ...inSubnets(at, r.VpcConfig?.Subnets),
      ...inGroups(at, r.VpcConfig?.SecurityGroupIds),
    ],
  });
