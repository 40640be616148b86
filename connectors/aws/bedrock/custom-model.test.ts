import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './custom-model.fixture.ts';
import customModel from './custom-model.ts';

const { rows } = await scanFixture(customModel, estate);
const [tuned, distilled, borrowed] = rows;
const foundation = 'arn:aws:bedrock:eu-west-1::foundation-model';

test('a tuned model shows its data, its base, its job and its key', () => {
  expect(tuned?.props).toMatchObject({
    encryption: 'customer',
    customization: 'FINE_TUNING',
    ownedHere: true,
  });
  expect(edgesOf(tuned)).toEqual([
    `BASED_ON base -> ${foundation}/amazon.nova-lite-v1:0`,
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
    'FEEDS training <- arn:aws:s3:::tuning',
    'FEEDS validation-1 <- arn:aws:s3:::tuning',
    'FEEDS validation-2 <- arn:aws:s3:::checks',
    'STORES_TO output -> arn:aws:s3:::tuned',
    'TRAINED_BY -> arn:aws:bedrock:eu-west-1:111122223333:model-customization-job/one/dddd',
  ]);
});

test('a distilled model learnt from logged prompts and from a teacher', () => {
  expect(edgesOf(distilled)).toEqual([
    `BASED_ON base -> ${foundation}/amazon.nova-lite-v1:0`,
    `BASED_ON teacher -> ${foundation}/amazon.nova-pro-v1:0`,
    'FEEDS invocation-logs <- arn:aws:s3:::prompts',
  ]);
});

test('a model of another account is told apart', () => {
  expect(borrowed?.props).toMatchObject({ ownedHere: false, customization: 'none', encryption: 'provider' });
  expect(borrowed?.edges).toEqual([]);
});

test.each([
  ['UnknownOperationException', 'Unknown Operation', 'unavailable'],
  ['UnknownOperationException', 'This operation is not supported in this region', 'absent'],
  ['ValidationException', 'Unknown operation ListCustomModels', 'unreadable'],
  ['ValidationException', 'Model customization is not available in the region.', 'absent'],
])('%s "%s" is %s: only words about the region say that there are none', async (code, message, outcome) => {
  const { coverage } = await scanFixture(customModel, estate, {
    faults: [
      {
        operation: 'bedrock:ListCustomModels',
        fault: { type: 'error', error: { code, message, status: 400 } },
      },
    ],
  });
  expect(coverage.find((row) => row.read === 'list')?.outcome).toBe(outcome);
});
