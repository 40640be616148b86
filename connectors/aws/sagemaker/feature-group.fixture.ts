import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const group = (FeatureGroupName: string, more: object) => ({
  FeatureGroupName,
  FeatureGroupArn: `arn:aws:sagemaker:${region}:${account}:feature-group/${FeatureGroupName}`,
  CreationTime: time,
  ...more,
});
const listed = (name: string) => ({
  operation: 'sagemaker:ListFeatureGroups',
  into: 'FeatureGroupSummaries',
  item: group(name, { FeatureGroupStatus: 'Created' }),
});
const described = (name: string, more: object) => ({
  operation: 'sagemaker:DescribeFeatureGroup',
  input: { FeatureGroupName: name },
  reply: group(name, {
    RecordIdentifierFeatureName: 'claim',
    EventTimeFeatureName: 'at',
    FeatureDefinitions: [{ FeatureName: 'claim', FeatureType: 'String' }],
    NextToken: '',
    ...more,
  }),
});
const table = (Catalog: string) => ({ Catalog, Database: 'sagemaker_featurestore', TableName: 'claims_1' });

/** Both stores with keys of the customer; online only; offline only, in a catalog that is not Glue's. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [listed('both'), listed('live'), listed('kept')],
      answers: [
        described('both', {
          RoleArn: `arn:aws:iam::${account}:role/Features`,
          OnlineStoreConfig: { EnableOnlineStore: true, SecurityConfig: { KmsKeyId: 'alias/online' } },
          OfflineStoreConfig: {
            S3StorageConfig: {
              S3Uri: 's3://features/claims',
              KmsKeyId: 'alias/offline',
              ResolvedOutputS3Uri: `s3://features/claims/${account}/sagemaker/${region}/offline-store/both-1/data`,
            },
            DataCatalogConfig: table('AwsDataCatalog'),
            TableFormat: 'Iceberg',
          },
        }),
        described('live', { OnlineStoreConfig: { EnableOnlineStore: true, StorageType: 'InMemory' } }),
        described('kept', {
          RoleArn: `arn:aws:iam::${account}:role/Admin`,
          OnlineStoreConfig: { EnableOnlineStore: false, SecurityConfig: { KmsKeyId: 'alias/online' } },
          OfflineStoreConfig: {
            S3StorageConfig: { S3Uri: 's3://open-features' },
            DataCatalogConfig: table('lake'),
          },
        }),
      ],
    },
  ],
});
