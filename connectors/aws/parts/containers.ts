/** Containers of SageMaker models and model packages: what they load and run. */

import { z } from 'zod';
import { loadsArtifact, loadsFrom, runsImage, sageMakerArn } from '#connectors/aws/parts/refs.ts';
import type { Edge } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { end } from './ends.ts';

const s3Source = z.object({
  S3Uri: z.string(),
  ManifestS3Uri: z.string().optional(),
  HubAccessConfig: z.object({ HubContentArn: z.string() }).optional(),
});
const source = z.object({ S3DataSource: s3Source.optional() });

export const container = z.object({
  ContainerHostname: z.string().optional(),
  Image: z.string().optional(),
  ModelDataUrl: z.string().optional(),
  ModelDataSource: source.optional(),
  AdditionalModelDataSources: z
    .array(z.object({ ChannelName: z.string(), S3DataSource: s3Source }))
    .optional(),
  /** The values are fingerprints by the time they are here. */
  Environment: z.record(z.string(), z.string()).optional(),
});
type Container = z.output<typeof container> & { readonly ModelPackageName?: string | undefined };

/** Address of everything that a container loads. */
export const containerArtifacts = (c: Container): readonly string[] =>
  [
    c.ModelDataUrl,
    c.ModelDataSource?.S3DataSource?.S3Uri,
    ...(c.AdditionalModelDataSources ?? []).map((s) => s.S3DataSource.S3Uri),
  ].filter((address) => address !== undefined);

const hubContent = (from: z.output<typeof s3Source> | undefined, key: string): Edge<'LOADS'>[] =>
  from?.HubAccessConfig === undefined
    ? []
    : [{ type: 'LOADS', ...end(canonicalArn(from.HubAccessConfig.HubContentArn), 'Model'), key }];

/** Edges of one container; `key` names it. */
export function containerEdges(at: AwsPlace, c: Container, key: string): Edge<'LOADS' | 'RUNS_IMAGE'>[] {
  const data = c.ModelDataSource?.S3DataSource;
  const packaged = c.ModelPackageName;
  return [
    ...runsImage(at, c.Image, key),
    // The same address stands in both fields where a model was made with the older one.
    ...loadsArtifact(at, c.ModelDataUrl === data?.S3Uri ? undefined : c.ModelDataUrl, key),
    ...loadsArtifact(at, data?.S3Uri, key),
    ...loadsFrom(at, data?.ManifestS3Uri, `${key}:manifest`),
    ...hubContent(data, key),
    ...(c.AdditionalModelDataSources ?? []).flatMap((extra) => [
      ...loadsArtifact(at, extra.S3DataSource.S3Uri, `${key}:${extra.ChannelName}`),
      ...hubContent(extra.S3DataSource, `${key}:${extra.ChannelName}`),
    ]),
    ...(packaged === undefined
      ? []
      : [
          {
            type: 'LOADS' as const,
            ...end(
              packaged.startsWith('arn:')
                ? canonicalArn(packaged)
                : sageMakerArn(at, 'model-package', packaged),
              'ModelVersion',
            ),
            key,
          },
        ]),
  ];
}
