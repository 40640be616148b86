import { expect, test } from 'vitest';
import { vectorEdges } from '#connectors/aws/parts/vector-store.ts';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import pieces from './collection.fixture.ts';
import collection from './collection.ts';

const { rows } = await scanFixture(collection, pieces);
const [vectors, logs, beingMade] = rows;

test('a collection is read with its type, its endpoint and who holds its key', () => {
  expect(vectors).toMatchObject({
    id: 'arn:aws:aoss:eu-west-1:111122223333:collection/abc123vectors',
    uid: 'abc123vectors',
    name: 'bedrock-vectors',
    props: {
      status: 'ACTIVE',
      resource: 'collection/bedrock-vectors',
      type: 'VECTORSEARCH',
      endpoint: 'abc123vectors.eu-west-1.aoss.amazonaws.com',
      encryption: 'customer',
      standbyReplicas: true,
      createdAt: '2026-01-01T00:00:00.000Z',
    },
  });
  expect(edgesOf(vectors)).toEqual([
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
  ]);
});

test('a key that AWS owns is the provider’s and no edge', () => {
  expect(logs?.props).toMatchObject({ type: 'TIMESERIES', encryption: 'provider', standbyReplicas: false });
  expect(edgesOf(logs)).toEqual([]);
});

test('a collection that is being made has no endpoint, and what is not said yet is unknown', () => {
  expect(beingMade?.props).toMatchObject({
    status: 'CREATING',
    endpoint: 'none',
    encryption: null,
    standbyReplicas: null,
    createdAt: null,
  });
});

test('a knowledge base names the collection by the same id', () => {
  const edges = vectorEdges({
    type: 'OPENSEARCH_SERVERLESS',
    opensearchServerlessConfiguration: {
      collectionArn: 'arn:aws:aoss:eu-west-1:111122223333:collection/abc123vectors',
      vectorIndexName: 'docs',
    },
  });
  expect(edges.map((edge) => edge.to)).toEqual([vectors?.id]);
});
