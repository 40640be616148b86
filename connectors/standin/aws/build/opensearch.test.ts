import { expect, test } from 'vitest';
import domainKind from '#connectors/aws/opensearch/domain.ts';
import accessPolicyKind from '#connectors/aws/opensearchserverless/access-policy.ts';
import collectionKind from '#connectors/aws/opensearchserverless/collection.ts';
import networkPolicyKind from '#connectors/aws/opensearchserverless/network-policy.ts';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { checkEstate } from '#connectors/standin/aws/check.ts';
import { fixture } from '#connectors/standin/estate.ts';
import { policy } from './common.ts';
import {
  accessPolicy,
  collection,
  collectionArn,
  domainArn,
  networkPolicy,
  openSearchDomain,
} from './opensearch.ts';

const place = { account: '111122223333', region: 'eu-west-1' };
const key = 'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555';
const estate = fixture({
  ...place,
  pieces: [
    openSearchDomain(place, 'closed', {
      network: { vpc: 'vpc-1', subnets: ['subnet-1'], groups: ['sg-1'] },
      key,
      fineGrained: true,
    }),
    openSearchDomain(place, 'open', {
      policy: policy({ Principal: '*', Action: 'es:*', Resource: '*' }),
      key: 'none',
      https: false,
    }),
    collection(place, 'vectors', { key }),
    collection(place, 'logs', { more: { type: 'TIMESERIES' } }),
    accessPolicy(place, 'kb', {
      Rules: [{ ResourceType: 'index', Resource: ['index/vectors/*'], Permission: ['aoss:ReadDocument'] }],
      Principal: ['arn:aws:iam::111122223333:role/kb'],
    }),
    networkPolicy(place, 'open', {
      Rules: [{ ResourceType: 'collection', Resource: ['collection/vectors'] }],
      AllowFromPublic: true,
    }),
  ],
});

test('domains, collections and policies are what AWS could answer with', async () => {
  expect(await checkEstate(estate)).toEqual([]);
});

test('a domain is in its network, or behind a public endpoint', async () => {
  const { rows } = await scanFixture(domainKind, estate);
  expect(rows.map((row) => [row.id, row.props['publicEndpoint'], row.props['encryptedAtRest']])).toEqual([
    [domainArn(place, 'closed'), false, true],
    [domainArn(place, 'open'), true, false],
  ]);
  expect(rows.map((row) => [row.props['fineGrainedAccess'], row.props['hasPolicy']])).toEqual([
    [true, false],
    [false, true],
  ]);
  expect(edgesOf(rows[0]).map((edge) => edge.split(' ')[0])).toEqual([
    'ENCRYPTED_WITH',
    'HAS_SECURITY_GROUP',
    'IN_NETWORK',
    'IN_SUBNET',
  ]);
  expect(edgesOf(rows[1])).toEqual([]);
});

test('a collection has its key, or one that AWS owns', async () => {
  const { rows } = await scanFixture(collectionKind, estate);
  expect(rows.map((row) => [row.id, row.props['type'], row.props['encryption']])).toEqual([
    [collectionArn(place, 'vectors'), 'VECTORSEARCH', 'customer'],
    [collectionArn(place, 'logs'), 'TIMESERIES', 'provider'],
  ]);
});

test('policies say who gets at which collections, and whence', async () => {
  const [access] = (await scanFixture(accessPolicyKind, estate)).rows;
  expect(access?.props).toMatchObject({
    principals: ['arn:aws:iam::111122223333:role/kb'],
    resources: ['index/vectors/*'],
  });
  const [network] = (await scanFixture(networkPolicyKind, estate)).rows;
  expect(network?.props).toMatchObject({ allowsPublic: true, publicResources: ['collection/vectors'] });
});
