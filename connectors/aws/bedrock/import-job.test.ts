import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './import-job.fixture.ts';
import job from './import-job.ts';

test('an import reads weights as a role and makes a model', async () => {
  const { rows } = await scanFixture(job, estate);
  const [good, bad] = rows;
  expect(good?.props).toMatchObject({ inVpc: true, status: 'Completed' });
  expect(edgesOf(good)).toEqual([
    'ENCRYPTED_WITH output -> arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
    'FEEDS weights <- arn:aws:s3:::weights',
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
    'PRODUCES -> arn:aws:bedrock:eu-west-1:111122223333:imported-model/aaaa',
    'RUNS_AS -> arn:aws:iam::111122223333:role/Import',
  ]);
  expect(bad?.props).toMatchObject({ inVpc: false, status: 'Failed' });
  expect(edgesOf(bad)).toEqual(['RUNS_AS -> arn:aws:iam::111122223333:role/Import']);
});
