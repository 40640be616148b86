import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './customization-job.fixture.ts';
import job from './customization-job.ts';

const { rows } = await scanFixture(job, estate);
const [good, bad] = rows;
const arn = 'arn:aws:bedrock:eu-west-1';

test('the job carries role and network of what made a custom model', () => {
  expect(good?.props).toMatchObject({
    inVpc: true,
    outputEncryption: 'customer',
    status: 'Completed',
    endedAt: '2026-03-01T11:30:00.000Z',
  });
  expect(edgesOf(good)).toEqual([
    'ENCRYPTED_WITH output -> arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
    'FEEDS training <- arn:aws:s3:::tuning',
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
    `LOADS base -> ${arn}::foundation-model/amazon.nova-lite-v1:0`,
    `PRODUCES -> ${arn}:111122223333:custom-model/one/aaaa`,
    'RUNS_AS -> arn:aws:iam::111122223333:role/Tuning',
    'STORES_TO output -> arn:aws:s3:::tuned',
  ]);
});

test('a failed job made nothing', () => {
  expect(bad?.props).toMatchObject({
    inVpc: false,
    outputEncryption: 'provider',
    hyperParameters: ['epochCount'],
  });
  expect(bad?.edges.filter((edge) => edge.type === 'PRODUCES')).toEqual([]);
});
