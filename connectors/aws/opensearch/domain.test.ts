import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import pieces from './domain.fixture.ts';
import domain from './domain.ts';

const { rows } = await scanFixture(domain, pieces);
const [closed, open, ownKey, beingMade] = rows;
const ec2 = (resource: string) => `arn:aws:ec2:eu-west-1:111122223333:${resource}`;

test('a domain in a network is read with what keeps it closed', () => {
  expect(closed?.props).toMatchObject({
    engine: 'OpenSearch',
    engineVersion: 'OpenSearch_2.19',
    hasPolicy: true,
    publicEndpoint: false,
    endpoint: 'vpc-closed-rag-abc.eu-west-1.es.amazonaws.com',
    customEndpoint: 'search.example.com',
    encryption: 'customer',
    encryptedAtRest: true,
    nodeToNodeEncryption: true,
    enforcesHttps: true,
    tlsPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10',
    fineGrainedAccess: true,
    internalUsers: false,
    anonymousAuth: false,
    cognitoLogin: true,
  });
  expect(edgesOf(closed)).toEqual([
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:444455556666:key/11111111-2222-3333-4444-555555555555',
    `HAS_SECURITY_GROUP -> ${ec2('security-group/sg-0a1b2c3d')}`,
    `IN_NETWORK -> ${ec2('vpc/vpc-0a1b2c3d')}`,
    `IN_SUBNET -> ${ec2('subnet/subnet-0a1b2c3d')}`,
  ]);
});

test('a domain behind a public endpoint is read with what opens it', () => {
  expect(open?.props).toMatchObject({
    engine: 'Elasticsearch',
    policy:
      '{"Statement":[{"Action":"es:*","Effect":"Allow","Principal":"*","Resource":"*"}],"Version":"2012-10-17"}',
    publicEndpoint: true,
    endpoint: 'search-open-logs-abc.eu-west-1.es.amazonaws.com',
    customEndpoint: 'none',
    encryption: 'none',
    encryptedAtRest: false,
    enforcesHttps: false,
    internalUsers: true,
    anonymousAuth: true,
  });
  expect(edgesOf(open)).toEqual([]);
});

test('whose key of the own account it is stays unknown; that there is one does not', () => {
  expect(ownKey?.props).toMatchObject({
    policy: '{}',
    hasPolicy: false,
    encryption: null,
    encryptedAtRest: true,
    fineGrainedAccess: false,
    anonymousAuth: false,
    internalUsers: false,
  });
  expect(edgesOf(ownKey)).toHaveLength(1);
});

test('a domain that is being made has no endpoint yet, and what AWS leaves out is unknown', () => {
  expect(beingMade?.props).toMatchObject({
    endpoint: 'none',
    encryption: 'provider',
    engineVersion: null,
    enforcesHttps: null,
    anonymousAuth: null,
  });
});

test('a knowledge base names the domain by the same id', () => {
  expect(closed?.id).toBe(canonicalArn('arn:aws:es:eu-west-1:111122223333:domain/closed-rag'));
});
