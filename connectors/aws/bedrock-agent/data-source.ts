/**
 * Data source of a Bedrock knowledge base: what is read in, by whom it can be changed, and where copies are kept. AWS
 * gives it no ARN; the id is ours: `<knowledge base ARN>/data-source/<id>`.
 */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import {
  bedrockGone,
  encryptedWith,
  executes,
  keyHolder,
  parentText,
  storesTo,
  usesModel,
  usesSecret,
} from '#connectors/aws/parts/refs.ts';
import type { At, Edge } from '#connectors/kit/define.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { bucketOf, hostId, regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, texts } from '#graph/schema/fields.ts';

const base = (at: At): string => parentText(at, 'knowledgeBaseId');
const baseArn = (at: At): string => regionalArn(at, 'bedrock', `knowledge-base/${base(at)}`);

const crawled = z
  .object({
    sourceConfiguration: z.object({
      hostUrl: z.string(),
      authType: z.string(),
      credentialsSecretArn: z.string(),
    }),
  })
  .optional();
const configuration = z.object({
  type: z.string(),
  s3Configuration: z
    .object({
      bucketArn: z.string(),
      inclusionPrefixes: z.array(z.string()).optional(),
      bucketOwnerAccountId: z.string().optional(),
    })
    .optional(),
  webConfiguration: z
    .object({
      sourceConfiguration: z.object({
        urlConfiguration: z.object({
          seedUrls: z.array(z.object({ url: z.string().optional() })).optional(),
        }),
      }),
      crawlerConfiguration: z.object({ scope: z.string().optional() }).optional(),
    })
    .optional(),
  confluenceConfiguration: crawled,
  salesforceConfiguration: crawled,
  sharePointConfiguration: z
    .object({
      sourceConfiguration: z.object({
        domain: z.string(),
        siteUrls: z.array(z.string()),
        authType: z.string(),
        credentialsSecretArn: z.string(),
      }),
    })
    .optional(),
});
type Configuration = z.output<typeof configuration>;

/** Addresses outside of AWS that documents come from. */
const addressesOf = (c: Configuration): readonly string[] => [
  ...(c.webConfiguration?.sourceConfiguration.urlConfiguration.seedUrls ?? []).flatMap((s) =>
    s.url === undefined ? [] : [s.url],
  ),
  ...[c.confluenceConfiguration, c.salesforceConfiguration].flatMap((s) =>
    s === undefined ? [] : [s.sourceConfiguration.hostUrl],
  ),
  ...(c.sharePointConfiguration?.sourceConfiguration.siteUrls ?? []),
];
const hostsOf = (c: Configuration): readonly string[] => [...new Set(addressesOf(c).map(hostId))];

const loginOf = (c: Configuration) =>
  (c.confluenceConfiguration ?? c.salesforceConfiguration ?? c.sharePointConfiguration)?.sourceConfiguration;

/** A bucket is read whole, or each of its prefixes is an edge of its own. */
function fromBucket(at: At, c: Configuration): Edge<'FEEDS'>[] {
  const bucket = c.s3Configuration === undefined ? undefined : bucketOf(at, c.s3Configuration.bucketArn);
  if (bucket === undefined) return [];
  const prefixes = c.s3Configuration?.inclusionPrefixes ?? [];
  return (prefixes.length === 0 ? [''] : prefixes).map((prefix) => ({
    type: 'FEEDS',
    ...end(bucket.id, 'ObjectStore'),
    key: prefix,
    reverse: true,
    props: { prefix },
  }));
}

export default defineKind({
  kind: 'AwsBedrockDataSource',
  title: 'Bedrock knowledge base data source',
  cloud: 'aws',
  service: 'bedrock-agent',
  concepts: ['KnowledgeSource'],
  scope: 'region',
  under: 'AwsBedrockKnowledgeBase',
  verbs: {
    WRITE: ['bedrock:IngestKnowledgeBaseDocuments'],
    // To take in anew what lies in the source brings nothing of one's own.
    MANAGE: ['bedrock:StartIngestionJob', 'bedrock:UpdateDataSource', 'bedrock:DeleteDataSource'],
  },
  // Policies name the knowledge base.
  resources: (id) => [id.replace(/\/data-source\/[^/]+$/, '')],
})
  .list({
    operation: 'bedrock-agent:ListDataSources',
    permissions: ['bedrock:ListDataSources'],
    input: (at) => ({ knowledgeBaseId: base(at), maxResults: 1000 }),
    items: 'dataSourceSummaries',
    item: z.object({ dataSourceId: z.string(), name: z.string(), status: z.string() }),
    id: (d, at) => `${baseArn(at)}/data-source/${d.dataSourceId}`,
    name: (d) => d.name,
    gives: { status: oneOf('status', ['AVAILABLE', 'DELETING', 'DELETE_UNSUCCESSFUL']) },
    props: (d) => ({ status: d.status }),
  })
  .read('describe', {
    operation: 'bedrock-agent:GetDataSource',
    permissions: ['bedrock:GetDataSource'],
    input: (d, at) => ({ knowledgeBaseId: base(at), dataSourceId: d.dataSourceId }),
    reply: z.object({
      dataSource: z.object({
        dataSourceConfiguration: configuration,
        serverSideEncryptionConfiguration: z.object({ kmsKeyArn: z.string().optional() }).optional(),
        dataDeletionPolicy: z.string().optional(),
        vectorIngestionConfiguration: z
          .object({
            customTransformationConfiguration: z
              .object({
                intermediateStorage: z.object({ s3Location: z.object({ uri: z.string() }) }),
                transformations: z.array(
                  z.object({
                    transformationFunction: z.object({
                      transformationLambdaConfiguration: z.object({ lambdaArn: z.string() }),
                    }),
                  }),
                ),
              })
              .optional(),
            parsingConfiguration: z
              .object({
                parsingStrategy: z.string(),
                bedrockFoundationModelConfiguration: z.object({ modelArn: z.string() }).optional(),
              })
              .optional(),
            contextEnrichmentConfiguration: z
              .object({ bedrockFoundationModelConfiguration: z.object({ modelArn: z.string() }).optional() })
              .optional(),
          })
          .optional(),
      }),
    }),
    gone: bedrockGone,
    gives: {
      type: oneOf('dataSource.dataSourceConfiguration.type', [
        'S3',
        'WEB',
        'CONFLUENCE',
        'SALESFORCE',
        'SHAREPOINT',
        'CUSTOM',
        'REDSHIFT_METADATA',
        'MANAGED_KNOWLEDGE_BASE_CONNECTOR',
      ]),
      encryption: oneOf('dataSource.serverSideEncryptionConfiguration.kmsKeyArn', [
        'none',
        'provider',
        'customer',
      ]),
      /** What happens to the vectors when the source is deleted. */
      deletionPolicy: oneOf('dataSource.dataDeletionPolicy', ['none', 'DELETE', 'RETAIN']),
      prefixes: texts('dataSource.dataSourceConfiguration.s3Configuration.inclusionPrefixes'),
      bucketOwner: text('dataSource.dataSourceConfiguration.s3Configuration.bucketOwnerAccountId'),
      otherOwner: bool('dataSource.dataSourceConfiguration.s3Configuration.bucketOwnerAccountId'),
      hosts: texts('dataSource.dataSourceConfiguration'),
      webScope: text('dataSource.dataSourceConfiguration.webConfiguration.crawlerConfiguration.scope'),
      signsInBy: text(
        'dataSource.dataSourceConfiguration.confluenceConfiguration.sourceConfiguration.authType',
      ),
      parsing: text('dataSource.vectorIngestionConfiguration.parsingConfiguration.parsingStrategy'),
    },
    props: ({ dataSource: d }, _d, at) => {
      const c = d.dataSourceConfiguration;
      const owner = c.s3Configuration?.bucketOwnerAccountId;
      return {
        type: c.type,
        encryption: keyHolder(d.serverSideEncryptionConfiguration?.kmsKeyArn),
        deletionPolicy: d.dataDeletionPolicy ?? 'none',
        prefixes: c.s3Configuration?.inclusionPrefixes ?? [],
        bucketOwner: owner ?? 'none',
        otherOwner: owner !== undefined && owner !== at.account,
        hosts: hostsOf(c).map((host) => host.slice('host/'.length)),
        webScope: c.webConfiguration?.crawlerConfiguration?.scope ?? 'none',
        signsInBy: loginOf(c)?.authType ?? 'none',
        parsing: d.vectorIngestionConfiguration?.parsingConfiguration?.parsingStrategy ?? 'none',
      };
    },
    edgeTypes: ['FEEDS', 'USES_SECRET', 'ENCRYPTED_WITH', 'EXECUTES', 'STORES_TO', 'USES_MODEL'],
    edges: ({ dataSource: d }, _d, at) => {
      const c = d.dataSourceConfiguration;
      const { parsingConfiguration, contextEnrichmentConfiguration, customTransformationConfiguration } =
        d.vectorIngestionConfiguration ?? {};
      return [
        { type: 'FEEDS', ...end(baseArn(at), 'KnowledgeBase') },
        ...fromBucket(at, c),
        ...hostsOf(c).map((to) => ({ type: 'FEEDS' as const, to, as: 'DataStore', reverse: true as const })),
        ...usesSecret(loginOf(c)?.credentialsSecretArn, 'source'),
        ...encryptedWith(at, d.serverSideEncryptionConfiguration?.kmsKeyArn),
        ...(customTransformationConfiguration?.transformations ?? []).flatMap((t) =>
          executes(t.transformationFunction.transformationLambdaConfiguration.lambdaArn, 'transformation'),
        ),
        ...storesTo(
          at,
          customTransformationConfiguration?.intermediateStorage.s3Location.uri,
          'intermediate',
        ),
        ...usesModel(at, parsingConfiguration?.bedrockFoundationModelConfiguration?.modelArn, 'parsing'),
        ...usesModel(
          at,
          contextEnrichmentConfiguration?.bedrockFoundationModelConfiguration?.modelArn,
          'enrichment',
        ),
      ];
    },
  });
