/** What SageMaker jobs that train have in common: the channels of their data, the algorithm that they run. */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { fedFrom, sageMakerArn } from '#connectors/aws/parts/refs.ts';
import type { Edge } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { canonicalArn, regionalArn } from '#graph/schema/aws/ids.ts';

/** `Channel` of the API reference, as far as it names data. */
export const channel = z.object({
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

/** What one channel reads: from a bucket, a file system, a data set or a hub. `key` names the channel. */
export function channelEdges(
  at: AwsPlace,
  { DataSource: source }: z.output<typeof channel>,
  key: string,
): Edge<'FEEDS' | 'LOADS'>[] {
  const { S3DataSource: objects, FileSystemDataSource: files, DatasetSource: dataset } = source;
  const hub = objects?.HubAccessConfig?.HubContentArn;
  const edges: Edge<'FEEDS' | 'LOADS'>[] = fedFrom(at, objects?.S3Uri, key);
  if (files !== undefined) {
    const service = files.FileSystemType === 'EFS' ? 'elasticfilesystem' : 'fsx';
    const to = regionalArn(at, service, `file-system/${files.FileSystemId}`);
    const props = { prefix: files.DirectoryPath };
    edges.push({ type: 'FEEDS', to, as: 'FileSystem', key, reverse: true, props });
  }
  if (dataset !== undefined)
    edges.push({ type: 'FEEDS', to: canonicalArn(dataset.DatasetArn), as: 'Dataset', key, reverse: true });
  if (hub !== undefined) edges.push({ type: 'LOADS', ...end(canonicalArn(hub), 'Model'), key });
  return edges;
}

/**
 * The algorithm that a job runs where it names no image: one of the account's own or of the marketplace, by name or ARN.
 * Source: API reference, "AlgorithmSpecification" (AlgorithmName).
 */
export function loadsAlgorithm(at: AwsPlace, algorithm: string | undefined, key: string): Edge<'LOADS'>[] {
  if (algorithm === undefined || algorithm === '') return [];
  const to = algorithm.startsWith('arn:')
    ? canonicalArn(algorithm)
    : sageMakerArn(at, 'algorithm', algorithm);
  return [{ type: 'LOADS', ...end(to, 'Model'), key }];
}
