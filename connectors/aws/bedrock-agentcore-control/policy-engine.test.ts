import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './policy-engine.fixture.ts';
import policyEngine from './policy-engine.ts';

const { rows } = await scanFixture(policyEngine, estate);
const named = (name: string) => rows.find((row) => row.name === name);

test.each([
  ['orders', { policies: ['staff', 'stop'], enforced: ['staff', 'stop'], permitsAll: false }],
  ['open', { policies: ['all'], enforced: ['all'], permitsAll: true }],
  ['trial', { policies: ['all'], enforced: [], permitsAll: false }],
  ['empty', { policies: [], enforced: [], permitsAll: false, document: '[]' }],
])('engine %s shows which of its policies decide and whether one lets all do all', (name, props) => {
  expect(named(name)?.props).toMatchObject(props);
});

test('the policies are kept as AWS shows them, under the key of the engine', () => {
  expect(named('orders')?.id).toBe(
    'arn:aws:bedrock-agentcore:eu-west-1:111122223333:policy-engine/orders-aaaaaaaaaa',
  );
  expect(named('orders')?.props['encryption']).toBe('customer');
  expect(named('orders')?.props['document']).toContain('orders___refund');
  expect(named('orders')?.props['document']).toContain('forbid(principal');
  expect(edgesOf(named('orders'))).toEqual([
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
  ]);
});
