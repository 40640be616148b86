/** SageMaker feature group: features by record, online for inference, offline in a bucket with a Glue table over it. */
import { z } from 'zod';
import { encryptedWith, keyHolder, runsAs, sageMakerGone, storesTo } from '#connectors/aws/parts/refs.ts';
import type { Edge } from '#connectors/kit/define.ts';
import { defineKind } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, time } from '#graph/schema/fields.ts';

const catalogTable = z.object({ Catalog: z.string(), Database: z.string(), TableName: z.string() });
const online = z.object({
  EnableOnlineStore: z.boolean().optional(),
  SecurityConfig: z.object({ KmsKeyId: z.string().optional() }).optional(),
  StorageType: z.string().optional(),
});

/** An online store is there where the reply says so: it is off by default. Source: API reference, "OnlineStoreConfig". */
const onlineOf = (config: z.output<typeof online> | undefined) =>
  config?.EnableOnlineStore === true ? config : undefined;

/** Glue's table over the offline store. Catalogs other than Glue's own have tables with ids that we do not know. */
function tableEdges(at: AwsPlace, table: z.output<typeof catalogTable> | undefined): Edge<'STORES_TO'>[] {
  if (table?.Catalog.toLowerCase() !== 'awsdatacatalog') return [];
  const to = regionalArn(at, 'glue', `table/${table.Database}/${table.TableName}`);
  return [{ type: 'STORES_TO', to, as: 'Database', key: 'catalog' }];
}

export default defineKind({
  kind: 'AwsSageMakerFeatureGroup',
  title: 'SageMaker feature group',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['FeatureStore'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    READ: ['sagemaker:GetRecord', 'sagemaker:BatchGetRecord', 'sagemaker:ListRecords'],
    WRITE: ['sagemaker:PutRecord', 'sagemaker:BatchWriteRecord', 'sagemaker:DeleteRecord'],
    MANAGE: ['sagemaker:UpdateFeatureGroup', 'sagemaker:DeleteFeatureGroup'],
  },
})
  .list({
    operation: 'sagemaker:ListFeatureGroups',
    input: () => ({ MaxResults: 100 }),
    items: 'FeatureGroupSummaries',
    item: z.object({
      FeatureGroupArn: z.string(),
      FeatureGroupName: z.string(),
      FeatureGroupStatus: z.string().optional(),
      CreationTime: z.string(),
    }),
    id: (g) => g.FeatureGroupArn,
    uid: (g) => g.CreationTime,
    name: (g) => g.FeatureGroupName,
    gives: {
      status: oneOf('FeatureGroupStatus', [
        'Creating',
        'Created',
        'CreateFailed',
        'Deleting',
        'DeleteFailed',
      ]),
      createdAt: time('CreationTime'),
    },
    props: (g) => ({ status: g.FeatureGroupStatus ?? null, createdAt: g.CreationTime }),
  })
  .read('describe', {
    operation: 'sagemaker:DescribeFeatureGroup',
    input: (g) => ({ FeatureGroupName: g.FeatureGroupName }),
    reply: z.object({
      OnlineStoreConfig: online.optional(),
      OfflineStoreConfig: z
        .object({
          S3StorageConfig: z.object({
            S3Uri: z.string(),
            KmsKeyId: z.string().optional(),
            ResolvedOutputS3Uri: z.string().optional(),
          }),
          DataCatalogConfig: catalogTable.optional(),
          TableFormat: z.string().optional(),
        })
        .optional(),
      RoleArn: z.string().optional(),
      RecordIdentifierFeatureName: z.string().optional(),
    }),
    gone: sageMakerGone,
    gives: {
      online: bool('OnlineStoreConfig.EnableOnlineStore'),
      onlineStorage: text('OnlineStoreConfig.StorageType'),
      onlineEncryption: oneOf('OnlineStoreConfig.SecurityConfig.KmsKeyId', ['none', 'provider', 'customer']),
      offline: bool('OfflineStoreConfig'),
      offlineEncryption: oneOf('OfflineStoreConfig.S3StorageConfig.KmsKeyId', [
        'none',
        'provider',
        'customer',
      ]),
      tableFormat: text('OfflineStoreConfig.TableFormat'),
      /** Catalog, database and table with dots between them. */
      catalogTable: text('OfflineStoreConfig.DataCatalogConfig'),
      recordIdentifier: text('RecordIdentifierFeatureName'),
    },
    props: (r) => {
      const live = onlineOf(r.OnlineStoreConfig);
      const kept = r.OfflineStoreConfig;
      const table = kept?.DataCatalogConfig;
      return {
        online: live !== undefined,
        // Standard is what CreateFeatureGroup makes of a storage type that was left out, Glue of a format.
        onlineStorage: live === undefined ? 'none' : (live.StorageType ?? 'Standard'),
        onlineEncryption: live === undefined ? 'none' : keyHolder(live.SecurityConfig?.KmsKeyId),
        offline: kept !== undefined,
        offlineEncryption: kept === undefined ? 'none' : keyHolder(kept.S3StorageConfig.KmsKeyId),
        tableFormat: kept === undefined ? 'none' : (kept.TableFormat ?? 'Glue'),
        catalogTable: table === undefined ? 'none' : `${table.Catalog}.${table.Database}.${table.TableName}`,
        recordIdentifier: r.RecordIdentifierFeatureName ?? null,
      };
    },
    edgeTypes: ['RUNS_AS', 'STORES_TO', 'ENCRYPTED_WITH'],
    edges: (r, _g, at) => {
      const storage = r.OfflineStoreConfig?.S3StorageConfig;
      return [
        ...runsAs(r.RoleArn),
        ...storesTo(at, storage?.ResolvedOutputS3Uri ?? storage?.S3Uri, 'offline'),
        ...tableEdges(at, r.OfflineStoreConfig?.DataCatalogConfig),
        ...encryptedWith(at, storage?.KmsKeyId, 'offline'),
        ...encryptedWith(at, onlineOf(r.OnlineStoreConfig)?.SecurityConfig?.KmsKeyId, 'online'),
      ];
    },
  });
