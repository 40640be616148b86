import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './feature-group.fixture.ts';
import group from './feature-group.ts';

const { rows } = await scanFixture(group, estate);
const [both, live, kept] = rows;

test('a group keeps records online under one key, offline under another, and tells Glue', () => {
  expect(both?.props).toMatchObject({
    online: true,
    onlineStorage: 'Standard',
    onlineEncryption: 'customer',
    offline: true,
    offlineEncryption: 'customer',
    tableFormat: 'Iceberg',
    catalogTable: 'AwsDataCatalog.sagemaker_featurestore.claims_1',
    recordIdentifier: 'claim',
  });
  expect(edgesOf(both)).toEqual([
    'ENCRYPTED_WITH offline -> arn:aws:kms:eu-west-1:111122223333:alias/offline',
    'ENCRYPTED_WITH online -> arn:aws:kms:eu-west-1:111122223333:alias/online',
    'RUNS_AS -> arn:aws:iam::111122223333:role/Features',
    'STORES_TO catalog -> arn:aws:glue:eu-west-1:111122223333:table/sagemaker_featurestore/claims_1',
    'STORES_TO offline -> arn:aws:s3:::features',
  ]);
  expect(both?.edges.find((edge) => edge.key === 'offline' && edge.type === 'STORES_TO')?.props).toEqual({
    prefix: 'claims/111122223333/sagemaker/eu-west-1/offline-store/both-1/data',
  });
});

test('a group that is online only stores nothing elsewhere', () => {
  expect(live?.props).toMatchObject({
    online: true,
    onlineStorage: 'InMemory',
    onlineEncryption: 'provider',
    offline: false,
    offlineEncryption: 'none',
    tableFormat: 'none',
    catalogTable: 'none',
  });
  expect(live?.edges).toEqual([]);
});

test('an online store that is switched off is none, and a foreign catalog has no table of ours', () => {
  expect(kept?.props).toMatchObject({
    online: false,
    onlineStorage: 'none',
    onlineEncryption: 'none',
    offlineEncryption: 'provider',
    tableFormat: 'Glue',
  });
  expect(edgesOf(kept)).toEqual([
    'RUNS_AS -> arn:aws:iam::111122223333:role/Admin',
    'STORES_TO offline -> arn:aws:s3:::open-features',
  ]);
});
