/** Bedrock knowledge base: documents that answers are grounded on, their embeddings, and the role that reads them. */
import { z } from 'zod';
import {
  bedrockAbsent,
  bedrockGone,
  encryptedWith,
  runsAs,
  storesTo,
  usesModel,
  usesSecret,
} from '#connectors/aws/parts/refs.ts';
import { storage, vectorEdges, vectorsAt } from '#connectors/aws/parts/vector-store.ts';
import type { Edge } from '#connectors/kit/define.ts';
import { defineKind } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { canonicalArn, regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, texts, time } from '#graph/schema/fields.ts';

const supplemental = z
  .object({ storageLocations: z.array(z.object({ s3Location: z.object({ uri: z.string() }).optional() })) })
  .optional();
const login = z.object({ type: z.string(), usernamePasswordSecretArn: z.string().optional() });
const configuration = z.object({
  type: z.string(),
  vectorKnowledgeBaseConfiguration: z
    .object({ embeddingModelArn: z.string(), supplementalDataStorageConfiguration: supplemental })
    .optional(),
  managedKnowledgeBaseConfiguration: z
    .object({
      embeddingModelArn: z.string().optional(),
      serverSideEncryptionConfiguration: z.object({ kmsKeyArn: z.string().optional() }).optional(),
      supplementalDataStorageConfiguration: supplemental,
    })
    .optional(),
  kendraKnowledgeBaseConfiguration: z.object({ kendraIndexArn: z.string() }).optional(),
  sqlKnowledgeBaseConfiguration: z
    .object({
      type: z.string(),
      redshiftConfiguration: z
        .object({
          storageConfigurations: z.array(z.object({ type: z.string() })),
          queryEngineConfiguration: z.object({
            serverlessConfiguration: z
              .object({ workgroupArn: z.string(), authConfiguration: login })
              .optional(),
            provisionedConfiguration: z
              .object({ clusterIdentifier: z.string(), authConfiguration: login })
              .optional(),
          }),
        })
        .optional(),
    })
    .optional(),
});
type Configuration = z.output<typeof configuration>;

const embeddingModel = (c: Configuration): string | undefined =>
  c.vectorKnowledgeBaseConfiguration?.embeddingModelArn ??
  c.managedKnowledgeBaseConfiguration?.embeddingModelArn;

/** What a base without vectors of its own asks: a Kendra index, or SQL on Redshift. */
function asks(at: AwsPlace, c: Configuration): Edge<'FEEDS' | 'USES_SECRET'>[] {
  const index = c.kendraKnowledgeBaseConfiguration?.kendraIndexArn;
  const engine = c.sqlKnowledgeBaseConfiguration?.redshiftConfiguration?.queryEngineConfiguration;
  const cluster = engine?.provisionedConfiguration?.clusterIdentifier;
  const database =
    engine?.serverlessConfiguration?.workgroupArn ??
    (cluster === undefined ? undefined : regionalArn(at, 'redshift', `cluster:${cluster}`));
  const auth =
    engine?.serverlessConfiguration?.authConfiguration ?? engine?.provisionedConfiguration?.authConfiguration;
  return [
    ...(index === undefined
      ? []
      : [
          {
            type: 'FEEDS' as const,
            to: canonicalArn(index),
            as: 'DataStore',
            key: 'kendra',
            reverse: true as const,
          },
        ]),
    ...(database === undefined
      ? []
      : [
          {
            type: 'FEEDS' as const,
            to: canonicalArn(database),
            as: 'Database',
            key: 'sql',
            reverse: true as const,
          },
        ]),
    ...usesSecret(auth?.usernamePasswordSecretArn, 'sql'),
  ];
}

export default defineKind({
  kind: 'AwsBedrockKnowledgeBase',
  title: 'Bedrock knowledge base',
  cloud: 'aws',
  service: 'bedrock-agent',
  concepts: ['KnowledgeBase'],
  scope: 'region',
  verbs: {
    READ: ['bedrock:Retrieve', 'bedrock:RetrieveAndGenerate', 'bedrock:GenerateQuery'],
    WRITE: ['bedrock:IngestKnowledgeBaseDocuments', 'bedrock:DeleteKnowledgeBaseDocuments'],
    MANAGE: [
      'bedrock:StartIngestionJob',
      'bedrock:UpdateKnowledgeBase',
      'bedrock:DeleteKnowledgeBase',
      'bedrock:CreateDataSource',
      'bedrock:UpdateDataSource',
    ],
  },
})
  .list({
    operation: 'bedrock-agent:ListKnowledgeBases',
    permissions: ['bedrock:ListKnowledgeBases'],
    input: () => ({ maxResults: 1000 }),
    items: 'knowledgeBaseSummaries',
    item: z.object({ knowledgeBaseId: z.string(), name: z.string(), status: z.string() }),
    absent: bedrockAbsent,
    id: (k, at) => regionalArn(at, 'bedrock', `knowledge-base/${k.knowledgeBaseId}`),
    name: (k) => k.name,
    gives: {
      knowledgeBaseId: text('knowledgeBaseId'),
      status: oneOf('status', ['ACTIVE', 'CREATING', 'UPDATING', 'DELETING', 'FAILED']),
    },
    props: (k) => ({ knowledgeBaseId: k.knowledgeBaseId, status: k.status }),
  })
  .read('describe', {
    operation: 'bedrock-agent:GetKnowledgeBase',
    permissions: ['bedrock:GetKnowledgeBase'],
    input: (k) => ({ knowledgeBaseId: k.knowledgeBaseId }),
    reply: z.object({
      knowledgeBase: z.object({
        roleArn: z.string().optional(),
        createdAt: z.string(),
        knowledgeBaseConfiguration: configuration,
        storageConfiguration: storage.optional(),
      }),
    }),
    gone: bedrockGone,
    gives: {
      type: oneOf('knowledgeBase.knowledgeBaseConfiguration.type', ['VECTOR', 'KENDRA', 'SQL', 'MANAGED']),
      embeddingModel: text(
        'knowledgeBase.knowledgeBaseConfiguration.vectorKnowledgeBaseConfiguration.embeddingModelArn',
      ),
      vectorStore: oneOf('knowledgeBase.storageConfiguration.type', [
        'none',
        'OPENSEARCH_SERVERLESS',
        'OPENSEARCH_MANAGED_CLUSTER',
        'PINECONE',
        'REDIS_ENTERPRISE_CLOUD',
        'RDS',
        'MONGO_DB_ATLAS',
        'NEPTUNE_ANALYTICS',
        'S3_VECTORS',
      ]),
      vectorsAt: text('knowledgeBase.storageConfiguration'),
      /** Whether embeddings leave AWS. */
      vectorsOutside: bool('knowledgeBase.storageConfiguration.type'),
      sqlEngine: oneOf('knowledgeBase.knowledgeBaseConfiguration.sqlKnowledgeBaseConfiguration.type', [
        'none',
        'REDSHIFT',
      ]),
      sqlSources: texts(
        'knowledgeBase.knowledgeBaseConfiguration.sqlKnowledgeBaseConfiguration.redshiftConfiguration.storageConfigurations.type',
      ),
      createdAt: time('knowledgeBase.createdAt'),
    },
    props: ({ knowledgeBase: k }) => {
      const { knowledgeBaseConfiguration: c, storageConfiguration: s } = k;
      const { place, outside } = vectorsAt(s);
      return {
        type: c.type,
        embeddingModel: embeddingModel(c) ?? 'none',
        vectorStore: s?.type ?? 'none',
        vectorsAt: place,
        vectorsOutside: outside,
        sqlEngine: c.sqlKnowledgeBaseConfiguration?.type ?? 'none',
        sqlSources: (c.sqlKnowledgeBaseConfiguration?.redshiftConfiguration?.storageConfigurations ?? []).map(
          (source) => source.type,
        ),
        createdAt: k.createdAt,
      };
    },
    edgeTypes: [
      'RUNS_AS',
      'USES_MODEL',
      'STORES_VECTORS_IN',
      'USES_SECRET',
      'STORES_TO',
      'FEEDS',
      'ENCRYPTED_WITH',
    ],
    edges: ({ knowledgeBase: k }, _k, at) => {
      const c = k.knowledgeBaseConfiguration;
      const managed = c.managedKnowledgeBaseConfiguration;
      const extra =
        c.vectorKnowledgeBaseConfiguration?.supplementalDataStorageConfiguration ??
        managed?.supplementalDataStorageConfiguration;
      return [
        ...runsAs(k.roleArn),
        ...usesModel(at, embeddingModel(c), 'embedding'),
        ...vectorEdges(k.storageConfiguration),
        ...asks(at, c),
        ...(extra?.storageLocations ?? []).flatMap((l) => storesTo(at, l.s3Location?.uri, 'supplemental')),
        ...encryptedWith(at, managed?.serverSideEncryptionConfiguration?.kmsKeyArn),
      ];
    },
  });
