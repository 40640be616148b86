import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './memory.fixture.ts';
import memory from './memory.ts';

const { rows } = await scanFixture(memory, estate);
const [support, shared, harness] = rows;
const bedrock = 'arn:aws:bedrock:eu-west-1';

test('a memory leads to its key, its role and the models that make its records', () => {
  expect(support?.name).toBe('support');
  expect(support?.props).toMatchObject({
    encryption: 'customer',
    eventExpiryDays: 7,
    strategies: ['CUSTOM', 'SEMANTIC'],
    namespaces: ['/facts/{actorId}', '/taste/{actorId}'],
    mixesActors: false,
    customised: ['USER_PREFERENCE_OVERRIDE'],
    notifies: [],
    managedBy: 'none',
    hasPolicy: false,
  });
  expect(edgesOf(support)).toEqual([
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
    'RUNS_AS -> arn:aws:iam::111122223333:role/memory',
    `USES_MODEL taste:consolidation -> ${bedrock}:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-20250514-v1:0`,
    `USES_MODEL taste:extraction -> ${bedrock}::foundation-model/amazon.nova-lite-v1:0`,
  ]);
});

test('memories that mix people, go on to others and let another account in are told', () => {
  expect(shared?.props).toMatchObject({
    encryption: 'provider',
    role: 'none',
    mixesActors: true,
    customised: ['SELF_MANAGED'],
    notifies: ['arn:aws:sns:eu-west-1:111122223333:memories'],
    streamsContent: true,
    hasPolicy: true,
  });
  expect(edgesOf(shared)).toEqual([
    'STORES_TO payload:own -> arn:aws:s3:::memory-payloads',
    'STORES_TO records -> arn:aws:kinesis:eu-west-1:111122223333:stream/memories',
  ]);
});

test('a memory that a harness keeps for itself names it', () => {
  expect(harness?.props).toMatchObject({
    managedBy: 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:harness/helper-dddddddddd',
    strategies: [],
    mixesActors: false,
    streamsContent: false,
  });
});

test('prompts stay out', () => {
  expect(JSON.stringify(rows)).not.toMatch(/whatever they like|Keep what/);
});

test('whom the key does not know sees the key and the role, and not the strategies', async () => {
  const { rows: some } = await scanFixture(memory, estate, {
    faults: [
      {
        operation: 'bedrock-agentcore-control:GetMemory',
        input: { view: 'full' },
        fault: { type: 'deny' },
      },
    ],
  });
  expect(some[0]?.props['encryption']).toBe('customer');
  expect(some[0]?.props['strategies'] ?? null).toBeNull();
  expect(some[0]?.incomplete.toSorted()).toEqual(['STORES_TO', 'USES_MODEL']);
});
