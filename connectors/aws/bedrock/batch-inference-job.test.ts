import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './batch-inference-job.fixture.ts';
import job from './batch-inference-job.ts';

const { rows } = await scanFixture(job, estate);
const [good, bad] = rows;

test('questions come from a bucket, answers go to one, a model is asked as a role', () => {
  expect(good?.props).toMatchObject({
    inVpc: true,
    outputEncryption: 'customer',
    inputOwner: '111122223333',
    outputOwner: '111122223333',
    endedAt: '2026-03-01T11:30:00.000Z',
  });
  expect(edgesOf(good)).toEqual([
    'ENCRYPTED_WITH output -> arn:aws:kms:eu-west-1:111122223333:alias/answers',
    'FEEDS input <- arn:aws:s3:::claims',
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
    'RUNS_AS -> arn:aws:iam::111122223333:role/Batch',
    'STORES_TO output -> arn:aws:s3:::claims-answers',
    'USES_MODEL -> arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0',
  ]);
});

test('a job without a status is of an unknown one; without a key, an owner or an end it has none', () => {
  expect(bad?.props).toMatchObject({
    status: null,
    inVpc: false,
    outputEncryption: 'provider',
    inputOwner: 'none',
    endedAt: '1970-01-01T00:00:00.000Z',
  });
  expect(edgesOf(bad)).toEqual([
    'FEEDS input <- arn:aws:s3:::open-corpus',
    'RUNS_AS -> arn:aws:iam::111122223333:role/Admin',
    'STORES_TO output -> arn:aws:s3:::open-answers',
    'USES_MODEL -> arn:aws:bedrock:eu-west-1:111122223333:imported-model/cccc',
  ]);
});
