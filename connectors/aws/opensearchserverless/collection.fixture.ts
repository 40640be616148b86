import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const arn = (id: string) => `arn:aws:aoss:${region}:${account}:collection/${id}`;
const listed = (id: string, name: string, status: string) => ({
  operation: 'opensearchserverless:ListCollections',
  into: 'collectionSummaries',
  item: { id, name, status, arn: arn(id) },
});
const described = (id: string, more: object) => ({
  operation: 'opensearchserverless:BatchGetCollection',
  input: { ids: [id] },
  reply: { collectionDetails: [{ id, arn: arn(id), ...more }], collectionErrorDetails: [] },
});

/** One of vectors under a key of the customer's, one of logs under AWS's, and one that is being made. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('abc123vectors', 'bedrock-vectors', 'ACTIVE'),
        listed('def456logs', 'app-logs', 'ACTIVE'),
        listed('ghi789new', 'new', 'CREATING'),
      ],
      answers: [
        described('abc123vectors', {
          type: 'VECTORSEARCH',
          kmsKeyArn: `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`,
          standbyReplicas: 'ENABLED',
          createdDate: 1_767_225_600_000,
          collectionEndpoint: `https://abc123vectors.${region}.aoss.amazonaws.com`,
        }),
        described('def456logs', {
          type: 'TIMESERIES',
          kmsKeyArn: 'auto',
          standbyReplicas: 'DISABLED',
          createdDate: 1_767_225_600_000,
          collectionEndpoint: `https://def456logs.${region}.aoss.amazonaws.com`,
        }),
        described('ghi789new', { type: 'SEARCH' }),
      ],
    },
  ],
});
