import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './processing-job.fixture.ts';
import job from './processing-job.ts';

const { rows } = await scanFixture(job, estate);
const [good, bad, fresh] = rows;

test('buckets, queries and their answers feed the job, and every output is a place', () => {
  expect(good?.props).toMatchObject({
    networkIsolated: true,
    encryptsTraffic: true,
    inVpc: true,
    volumeEncryption: 'customer',
    outputEncryption: 'customer',
    inputs: ['raw', 'queried', 'federated', 'warehouse'],
    outputs: ['clean', 'features', 'shared'],
    startedBy: 'arn:aws:sagemaker:eu-west-1:111122223333:monitoring-schedule/claims',
  });
  expect(edgesOf(good)).toEqual([
    'ENCRYPTED_WITH output -> arn:aws:kms:eu-west-1:111122223333:alias/clean',
    'ENCRYPTED_WITH queried -> arn:aws:kms:eu-west-1:111122223333:alias/answers',
    'ENCRYPTED_WITH volume -> arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
    'FEEDS federated <- arn:aws:s3:::answers',
    'FEEDS queried <- arn:aws:glue:eu-west-1:111122223333:database/claims',
    'FEEDS queried <- arn:aws:s3:::answers',
    'FEEDS raw <- arn:aws:s3:::claims',
    'FEEDS warehouse <- arn:aws:redshift:eu-west-1:111122223333:cluster:dwh',
    'FEEDS warehouse <- arn:aws:s3:::answers',
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
    'RUNS_AS -> arn:aws:iam::111122223333:role/Prepare',
    'RUNS_IMAGE -> arn:aws:ecr:eu-west-1:111122223333:repository/prepare',
    'STORES_TO clean -> arn:aws:s3:::claims-clean',
    'STORES_TO features -> arn:aws:sagemaker:eu-west-1:111122223333:feature-group/claims',
    'STORES_TO shared -> arn:aws:sagemaker:eu-west-1:444455556666:feature-group/shared',
  ]);
  expect(good?.edges.find((edge) => edge.key === 'clean')?.props).toEqual({ prefix: '2026/' });
});

test('a script is an input like any other, and of the environment only names stay', () => {
  expect(bad?.props).toMatchObject({
    networkIsolated: false,
    encryptsTraffic: false,
    inVpc: false,
    volumeEncryption: 'provider',
    environment: ['WANDB_API_KEY'],
    startedBy: 'none',
  });
  expect(JSON.stringify(rows)).not.toContain('hush-hush');
  expect(edgesOf(bad)).toEqual([
    'FEEDS code <- arn:aws:s3:::open-scripts',
    'RUNS_AS -> arn:aws:iam::111122223333:role/Admin',
    'RUNS_IMAGE -> oci://docker.io/someone/prepare',
    'STORES_TO all -> arn:aws:s3:::open-corpus',
  ]);
});

test('a job without inputs has none, and has not ended', () => {
  expect(fresh?.props).toMatchObject({ inputs: [], outputs: [], environment: [], status: 'InProgress' });
  expect(fresh?.props['endedAt']).toBe('1970-01-01T00:00:00.000Z');
  expect(edgesOf(fresh)).toEqual(['RUNS_IMAGE -> oci://docker.io/someone/prepare']);
});
