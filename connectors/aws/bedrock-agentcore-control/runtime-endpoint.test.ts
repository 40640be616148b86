import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import runtime from './runtime.ts';
import estate from './runtime-endpoint.fixture.ts';
import endpoint from './runtime-endpoint.ts';

const { rows } = await scanFixture(endpoint, estate, { under: [runtime] });
const [normal, partners, broken] = rows;
const parent = 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:runtime/support-aaaaaaaaaa';

test('an endpoint leads to its runtime, by the version that is live', () => {
  expect(normal?.id).toBe(`${parent}/runtime-endpoint/DEFAULT`);
  expect(normal?.uid).toBe('2026-03-01T09:00:00.000Z');
  expect(normal?.props).toMatchObject({
    liveVersion: '4',
    targetVersion: 'none',
    updating: false,
    hasPolicy: false,
  });
  expect(edgesOf(normal)).toEqual([`CONTAINS <- ${parent}`, `ROUTES_TO 4 -> ${parent}`]);
});

test('an update under way shows both versions, and a policy of the endpoint’s own is kept', () => {
  expect(partners?.props).toMatchObject({
    liveVersion: '3',
    targetVersion: '4',
    updating: true,
    hasPolicy: true,
  });
  expect(partners?.props['policy']).toContain('444455556666');
});

test('an endpoint that never came up has no live version', () => {
  expect(broken?.props).toMatchObject({ liveVersion: 'none', updating: true, status: 'CREATE_FAILED' });
});
