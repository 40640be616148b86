import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './imported-model.fixture.ts';
import imported from './imported-model.ts';

test('an imported model came out of a bucket, by a job', async () => {
  const { rows } = await scanFixture(imported, estate);
  const [known, bare] = rows;
  expect(known?.props).toMatchObject({
    architecture: 'llama',
    encryption: 'customer',
    source: 's3://weights/llama/',
  });
  expect(edgesOf(known)).toEqual([
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
    'FEEDS weights <- arn:aws:s3:::weights',
    'TRAINED_BY -> arn:aws:bedrock:eu-west-1:111122223333:model-import-job/cccc',
  ]);
  expect(bare?.props).toMatchObject({ architecture: 'none', encryption: 'provider', source: 'none' });
  expect(bare?.edges).toEqual([]);
});
