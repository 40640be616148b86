import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = `arn:aws:bedrock:${region}:${account}:knowledge-base`;
const secret = `arn:aws:secretsmanager:${region}:${account}:secret`;
const embedding = `arn:aws:bedrock:${region}::foundation-model/amazon.titan-embed-text-v2:0`;
const listed = (knowledgeBaseId: string, name: string) => ({
  operation: 'bedrock-agent:ListKnowledgeBases',
  into: 'knowledgeBaseSummaries',
  item: { knowledgeBaseId, name, status: 'ACTIVE', updatedAt: time },
});
const described = (
  knowledgeBaseId: string,
  knowledgeBaseConfiguration: object,
  storageConfiguration?: object,
) => ({
  operation: 'bedrock-agent:GetKnowledgeBase',
  input: { knowledgeBaseId },
  reply: {
    knowledgeBase: {
      knowledgeBaseId,
      knowledgeBaseArn: `${arn}/${knowledgeBaseId}`,
      name: knowledgeBaseId,
      roleArn: `arn:aws:iam::${account}:role/Knowledge`,
      status: 'ACTIVE',
      createdAt: time,
      updatedAt: time,
      knowledgeBaseConfiguration,
      ...(storageConfiguration === undefined ? {} : { storageConfiguration }),
    },
  },
});
const vector = { type: 'VECTOR', vectorKnowledgeBaseConfiguration: { embeddingModelArn: embedding } };
const mapping = { vectorField: 'v', textField: 't', metadataField: 'm' };

/** Every kind of vector store, and every kind of base that has none. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        'AOSS',
        'DOMAIN',
        'PINECONE',
        'REDIS',
        'RDS',
        'MONGO',
        'NEPTUNE',
        'S3INDEX',
        'S3BUCKET',
        'KENDRA',
        'SQL',
        'CLUSTER',
        'MANAGED',
      ].map((name) => listed(name, name.toLowerCase())),
      answers: [
        described(
          'AOSS',
          {
            ...vector,
            vectorKnowledgeBaseConfiguration: {
              embeddingModelArn: embedding,
              supplementalDataStorageConfiguration: {
                storageLocations: [{ type: 'S3', s3Location: { uri: 's3://images/' } }],
              },
            },
          },
          {
            type: 'OPENSEARCH_SERVERLESS',
            opensearchServerlessConfiguration: {
              collectionArn: `arn:aws:aoss:${region}:${account}:collection/abc`,
              vectorIndexName: 'docs',
              fieldMapping: mapping,
            },
          },
        ),
        described('DOMAIN', vector, {
          type: 'OPENSEARCH_MANAGED_CLUSTER',
          opensearchManagedClusterConfiguration: {
            domainEndpoint: 'https://search-docs.example',
            domainArn: `arn:aws:es:${region}:${account}:domain/docs`,
            vectorIndexName: 'docs',
            fieldMapping: mapping,
          },
        }),
        described('PINECONE', vector, {
          type: 'PINECONE',
          pineconeConfiguration: {
            connectionString: 'https://Docs-123.svc.pinecone.io',
            credentialsSecretArn: `${secret}:pinecone-AbCdEf`,
            namespace: 'prod',
            fieldMapping: { textField: 't', metadataField: 'm' },
          },
        }),
        described('REDIS', vector, {
          type: 'REDIS_ENTERPRISE_CLOUD',
          redisEnterpriseCloudConfiguration: {
            endpoint: 'redis-1.cloud.redislabs.com:16000',
            vectorIndexName: 'docs',
            credentialsSecretArn: `${secret}:redis-AbCdEf`,
            fieldMapping: mapping,
          },
        }),
        described('RDS', vector, {
          type: 'RDS',
          rdsConfiguration: {
            resourceArn: `arn:aws:rds:${region}:${account}:cluster:docs`,
            credentialsSecretArn: `${secret}:rds-AbCdEf`,
            databaseName: 'kb',
            tableName: 'docs',
            fieldMapping: { ...mapping, primaryKeyField: 'id' },
          },
        }),
        described('MONGO', vector, {
          type: 'MONGO_DB_ATLAS',
          mongoDbAtlasConfiguration: {
            endpoint: 'docs.abcde.mongodb.net',
            databaseName: 'kb',
            collectionName: 'docs',
            vectorIndexName: 'vectors',
            credentialsSecretArn: `${secret}:mongo-AbCdEf`,
            fieldMapping: mapping,
          },
        }),
        described('NEPTUNE', vector, {
          type: 'NEPTUNE_ANALYTICS',
          neptuneAnalyticsConfiguration: {
            graphArn: `arn:aws:neptune-graph:${region}:${account}:graph/g-abc`,
            fieldMapping: { textField: 't', metadataField: 'm' },
          },
        }),
        described('S3INDEX', vector, {
          type: 'S3_VECTORS',
          s3VectorsConfiguration: {
            indexArn: `arn:aws:s3vectors:${region}:${account}:bucket/vectors/index/docs`,
          },
        }),
        described('S3BUCKET', vector, {
          type: 'S3_VECTORS',
          s3VectorsConfiguration: {
            vectorBucketArn: `arn:aws:s3vectors:${region}:${account}:bucket/vectors`,
            indexName: 'docs',
          },
        }),
        described('KENDRA', {
          type: 'KENDRA',
          kendraKnowledgeBaseConfiguration: {
            kendraIndexArn: `arn:aws:kendra:${region}:${account}:index/abc`,
          },
        }),
        described('SQL', {
          type: 'SQL',
          sqlKnowledgeBaseConfiguration: {
            type: 'REDSHIFT',
            redshiftConfiguration: {
              storageConfigurations: [{ type: 'REDSHIFT', redshiftConfiguration: { databaseName: 'sales' } }],
              queryEngineConfiguration: {
                type: 'SERVERLESS',
                serverlessConfiguration: {
                  workgroupArn: `arn:aws:redshift-serverless:${region}:${account}:workgroup/abc`,
                  authConfiguration: {
                    type: 'USERNAME_PASSWORD',
                    usernamePasswordSecretArn: `${secret}:sql-AbCdEf`,
                  },
                },
              },
            },
          },
        }),
        described('CLUSTER', {
          type: 'SQL',
          sqlKnowledgeBaseConfiguration: {
            type: 'REDSHIFT',
            redshiftConfiguration: {
              storageConfigurations: [],
              queryEngineConfiguration: {
                type: 'PROVISIONED',
                provisionedConfiguration: { clusterIdentifier: 'sales', authConfiguration: { type: 'IAM' } },
              },
            },
          },
        }),
        described('MANAGED', {
          type: 'MANAGED',
          managedKnowledgeBaseConfiguration: {
            embeddingModelArn: embedding,
            serverSideEncryptionConfiguration: { kmsKeyArn: `arn:aws:kms:${region}:${account}:alias/kb` },
          },
        }),
      ],
    },
  ],
});
