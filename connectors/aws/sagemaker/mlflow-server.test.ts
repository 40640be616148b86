import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './mlflow-server.fixture.ts';
import server from './mlflow-server.ts';

const { rows } = await scanFixture(server, estate);
const [good, bad, fresh] = rows;

test('a server keeps its artifacts in a bucket, as a role', () => {
  expect(good?.props).toMatchObject({
    active: true,
    version: '3.0',
    host: 't-abc.eu-west-1.experiments.sagemaker.aws',
    registersModels: false,
    checksBucketOwner: true,
    bucketOwner: '111122223333',
  });
  expect(edgesOf(good)).toEqual([
    'RUNS_AS -> arn:aws:iam::111122223333:role/Mlflow',
    'STORES_TO artifacts -> arn:aws:s3:::experiments',
  ]);
});

test('an address that is none is unknown; what is off by default is off', () => {
  expect(bad?.props).toMatchObject({
    host: null,
    registersModels: true,
    checksBucketOwner: false,
    bucketOwner: 'none',
  });
});

test('a server that is being made has no address yet', () => {
  expect(fresh?.props).toMatchObject({ active: false, host: 'none', artifactStore: 'none' });
  expect(fresh?.edges).toEqual([]);
});
