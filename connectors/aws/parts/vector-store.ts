/** Where a Bedrock knowledge base keeps its embeddings: every kind of storage that the API knows. */
import { z } from 'zod';
import { usesSecret } from '#connectors/aws/parts/refs.ts';
import type { Edge } from '#connectors/kit/define.ts';
import { canonicalArn, hostId, parseArn } from '#graph/schema/aws/ids.ts';

export const storage = z.object({
  type: z.string(),
  opensearchServerlessConfiguration: z
    .object({ collectionArn: z.string(), vectorIndexName: z.string() })
    .optional(),
  opensearchManagedClusterConfiguration: z
    .object({ domainArn: z.string(), vectorIndexName: z.string() })
    .optional(),
  pineconeConfiguration: z
    .object({
      connectionString: z.string(),
      credentialsSecretArn: z.string(),
      namespace: z.string().optional(),
    })
    .optional(),
  redisEnterpriseCloudConfiguration: z
    .object({ endpoint: z.string(), credentialsSecretArn: z.string(), vectorIndexName: z.string() })
    .optional(),
  rdsConfiguration: z
    .object({
      resourceArn: z.string(),
      credentialsSecretArn: z.string(),
      databaseName: z.string(),
      tableName: z.string(),
    })
    .optional(),
  mongoDbAtlasConfiguration: z
    .object({
      endpoint: z.string(),
      credentialsSecretArn: z.string(),
      databaseName: z.string(),
      collectionName: z.string(),
      endpointServiceName: z.string().optional(),
    })
    .optional(),
  neptuneAnalyticsConfiguration: z.object({ graphArn: z.string() }).optional(),
  s3VectorsConfiguration: z
    .object({
      vectorBucketArn: z.string().optional(),
      indexArn: z.string().optional(),
      indexName: z.string().optional(),
    })
    .optional(),
});
type Storage = z.output<typeof storage>;

interface Kept {
  readonly to: string;
  /** Index, table or namespace inside of it. */
  readonly key: string;
  readonly secret?: string;
}

function keptIn(s: Storage): Kept | undefined {
  if (s.opensearchServerlessConfiguration !== undefined) {
    const { collectionArn, vectorIndexName } = s.opensearchServerlessConfiguration;
    return { to: canonicalArn(collectionArn), key: vectorIndexName };
  }
  if (s.opensearchManagedClusterConfiguration !== undefined) {
    const { domainArn, vectorIndexName } = s.opensearchManagedClusterConfiguration;
    return { to: canonicalArn(domainArn), key: vectorIndexName };
  }
  if (s.pineconeConfiguration !== undefined) {
    const { connectionString, credentialsSecretArn, namespace } = s.pineconeConfiguration;
    return { to: hostId(connectionString), key: namespace ?? '', secret: credentialsSecretArn };
  }
  if (s.redisEnterpriseCloudConfiguration !== undefined) {
    const { endpoint, credentialsSecretArn, vectorIndexName } = s.redisEnterpriseCloudConfiguration;
    return { to: hostId(endpoint), key: vectorIndexName, secret: credentialsSecretArn };
  }
  if (s.rdsConfiguration !== undefined) {
    const { resourceArn, credentialsSecretArn, databaseName, tableName } = s.rdsConfiguration;
    return {
      to: canonicalArn(resourceArn),
      key: `${databaseName}.${tableName}`,
      secret: credentialsSecretArn,
    };
  }
  if (s.mongoDbAtlasConfiguration !== undefined) {
    const { endpoint, credentialsSecretArn, databaseName, collectionName } = s.mongoDbAtlasConfiguration;
    return { to: hostId(endpoint), key: `${databaseName}.${collectionName}`, secret: credentialsSecretArn };
  }
  if (s.neptuneAnalyticsConfiguration !== undefined) {
    return { to: canonicalArn(s.neptuneAnalyticsConfiguration.graphArn), key: '' };
  }
  const { indexArn, vectorBucketArn, indexName } = s.s3VectorsConfiguration ?? {};
  if (indexArn !== undefined) return { to: canonicalArn(indexArn), key: indexName ?? '' };
  if (vectorBucketArn === undefined) return undefined;
  const bucket = canonicalArn(vectorBucketArn);
  return { to: indexName === undefined ? bucket : `${bucket}/index/${indexName}`, key: indexName ?? '' };
}

export function vectorEdges(s: Storage | undefined): readonly Edge<'STORES_VECTORS_IN' | 'USES_SECRET'>[] {
  const kept = s === undefined ? undefined : keptIn(s);
  if (kept === undefined) return [];
  return [
    { type: 'STORES_VECTORS_IN', to: kept.to, as: 'VectorStore', key: kept.key },
    ...usesSecret(kept.secret, 'vector-store'),
  ];
}

/** Where the vectors are: an ARN's service, or `host/name` outside of AWS. */
export function vectorsAt(s: Storage | undefined): { readonly place: string; readonly outside: boolean } {
  const kept = s === undefined ? undefined : keptIn(s);
  const outside = kept !== undefined && parseArn(kept.to) === undefined;
  return { place: kept?.to ?? 'none', outside };
}
