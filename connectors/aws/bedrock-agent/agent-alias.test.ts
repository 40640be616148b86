import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import agent from './agent.ts';
import estate from './agent-alias.fixture.ts';
import alias from './agent-alias.ts';

test('an alias routes to a version of its agent, on the capacity that was bought for it', async () => {
  const { rows } = await scanFixture(alias, estate, { under: [agent] });
  const [production, draft, old] = rows;
  const arn = 'arn:aws:bedrock:eu-west-1:111122223333';
  expect(production?.id).toBe(`${arn}:agent-alias/AGENT00001/PROD000001`);
  expect(edgesOf(production)).toEqual([
    `CONTAINS <- ${arn}:agent/AGENT00001`,
    `ROUTES_TO -> ${arn}:agent/AGENT00001/version/3`,
    `ROUTES_TO throughput -> ${arn}:provisioned-model/aaaabbbbcccc`,
  ]);
  expect(draft?.props).toMatchObject({ versions: ['DRAFT'], acceptsInvocations: true });
  expect(old?.props).toMatchObject({ versions: [], acceptsInvocations: false });
  expect(edgesOf(old)).toEqual([`CONTAINS <- ${arn}:agent/AGENT00001`]);
});
