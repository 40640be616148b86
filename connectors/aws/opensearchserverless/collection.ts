/**
 * OpenSearch Serverless collection. Who may use it takes two: an IAM policy that allows `aoss:APIAccessAll`, and a data
 * access policy that names the principal; whence it is reached is for network policies to say.
 *
 * Source: OpenSearch Service Developer Guide, "Data access control for Amazon OpenSearch Serverless", "Encryption in
 * Amazon OpenSearch Serverless" (a key of the customer's, or one that AWS owns).
 */
import { z } from 'zod';
import { encryptedWith } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, time } from '#graph/schema/fields.ts';
import { dateOf } from './_policies.ts';

const detail = z.object({
  type: z.string(),
  kmsKeyArn: z.string().optional(),
  standbyReplicas: z.string().optional(),
  createdDate: z.number().optional(),
  collectionEndpoint: z.string().optional(),
});

/** `auto` stands for a key that AWS owns. */
const keyOf = (key: string | undefined): string | undefined => (key === 'auto' ? undefined : key);

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address);

export default defineKind({
  kind: 'AwsOpenSearchServerlessCollection',
  title: 'OpenSearch Serverless collection',
  cloud: 'aws',
  service: 'opensearchserverless',
  concepts: ['VectorStore', 'DataStore'],
  scope: 'region',
  verbs: {
    READ: ['aoss:APIAccessAll'],
    WRITE: ['aoss:APIAccessAll'],
    MANAGE: ['aoss:DeleteCollection', 'aoss:UpdateCollection'],
  },
})
  .list({
    operation: 'opensearchserverless:ListCollections',
    permissions: ['aoss:ListCollections'],
    input: () => ({ maxResults: 100 }),
    items: 'collectionSummaries',
    item: z.object({ id: z.string(), arn: z.string(), name: z.string(), status: z.string() }),
    id: (c) => canonicalArn(c.arn),
    uid: (c) => c.id,
    name: (c) => c.name,
    gives: {
      status: oneOf('status', ['CREATING', 'DELETING', 'ACTIVE', 'FAILED', 'UPDATE_FAILED']),
      /** As the resources of its policies name it. */
      resource: text('name'),
    },
    props: (c) => ({ status: c.status, resource: `collection/${c.name}` }),
  })
  .read('describe', {
    operation: 'opensearchserverless:BatchGetCollection',
    permissions: ['aoss:BatchGetCollection'],
    input: (c) => ({ ids: [c.id] }),
    reply: z.object({ collectionDetails: z.tuple([detail]) }),
    gives: {
      type: oneOf('collectionDetails.type', ['SEARCH', 'TIMESERIES', 'VECTORSEARCH']),
      endpoint: text('collectionDetails.collectionEndpoint'),
      encryption: oneOf('collectionDetails.kmsKeyArn', ['none', 'provider', 'customer']),
      standbyReplicas: bool('collectionDetails.standbyReplicas'),
      createdAt: time('collectionDetails.createdDate'),
    },
    props: ({ collectionDetails: [c] }) => ({
      type: c.type,
      // One that is being made has none yet.
      endpoint: c.collectionEndpoint === undefined ? 'none' : hostOf(c.collectionEndpoint),
      encryption:
        c.kmsKeyArn === undefined ? null : keyOf(c.kmsKeyArn) === undefined ? 'provider' : 'customer',
      standbyReplicas: c.standbyReplicas === undefined ? null : c.standbyReplicas === 'ENABLED',
      createdAt: dateOf(c.createdDate),
    }),
    edgeTypes: ['ENCRYPTED_WITH'],
    edges: ({ collectionDetails: [c] }, _item, at) => encryptedWith(at, keyOf(c.kmsKeyArn)),
  });
