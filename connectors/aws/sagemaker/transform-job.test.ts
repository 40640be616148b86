import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './transform-job.fixture.ts';
import job from './transform-job.ts';

const { rows } = await scanFixture(job, estate);
const [good, bad] = rows;

test('data goes in, answers and what was captured of both come out, through a model', () => {
  expect(good?.props).toMatchObject({
    model: 'Fraud',
    captures: true,
    captureEncryption: 'customer',
    outputEncryption: 'customer',
    volumeEncryption: 'customer',
  });
  expect(edgesOf(good)).toEqual([
    'ENCRYPTED_WITH capture -> arn:aws:kms:eu-west-1:111122223333:alias/captured',
    'ENCRYPTED_WITH output -> arn:aws:kms:eu-west-1:111122223333:alias/scores',
    'ENCRYPTED_WITH volume -> arn:aws:kms:eu-west-1:111122223333:alias/volumes',
    'FEEDS input <- arn:aws:s3:::claims',
    'STORES_TO capture -> arn:aws:s3:::captured',
    'STORES_TO output -> arn:aws:s3:::scores',
    'USES_MODEL -> arn:aws:sagemaker:eu-west-1:111122223333:model/fraud',
  ]);
});

test('without a capture nothing is kept of it, and of the environment only names stay', () => {
  expect(bad?.props).toMatchObject({
    captures: false,
    captureEncryption: 'none',
    outputEncryption: 'provider',
    environment: ['HF_TOKEN'],
  });
  expect(JSON.stringify(rows)).not.toContain('hush-hush');
  expect(edgesOf(bad)).toEqual([
    'FEEDS input <- arn:aws:s3:::open-claims',
    'STORES_TO output -> arn:aws:s3:::open-scores',
    'USES_MODEL -> arn:aws:sagemaker:eu-west-1:111122223333:model/shady',
  ]);
});
