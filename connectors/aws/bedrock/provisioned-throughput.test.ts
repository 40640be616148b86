import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { NEVER } from '#graph/schema/fields.ts';
import estate from './provisioned-throughput.fixture.ts';
import throughput from './provisioned-throughput.ts';

test('capacity serves its model, and the one that it is about to serve', async () => {
  const { rows } = await scanFixture(throughput, estate);
  const [hourly, committed] = rows;
  const base = 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0';
  const custom = 'arn:aws:bedrock:eu-west-1:111122223333:custom-model';
  expect(hourly?.props).toMatchObject({ commitment: 'none', commitmentEndsAt: NEVER, units: 1 });
  expect(edgesOf(hourly)).toEqual([`SERVES current -> ${base}`]);
  expect(committed?.props).toMatchObject({
    commitment: 'SixMonths',
    commitmentEndsAt: '2026-09-01T09:00:00.000Z',
    desiredUnits: 4,
  });
  expect(edgesOf(committed)).toEqual([
    `BASED_ON -> ${base}`,
    `SERVES current -> ${custom}/one/aaaa`,
    `SERVES desired -> ${custom}/two/bbbb`,
  ]);
});
