import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './application-inference-profile.fixture.ts';
import profile from './application-inference-profile.ts';

test('a profile that leaves its region says so', async () => {
  const { rows } = await scanFixture(profile, estate);
  expect(rows.map((row) => [row.name, row.props['crossRegion'], row.props['regions']])).toEqual([
    ['here', false, ['eu-west-1']],
    ['away', true, ['eu-west-1', 'us-east-1']],
    ['odd', false, []],
  ]);
  expect(edgesOf(rows[0])).toEqual([
    'ROUTES_TO -> arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0',
  ]);
});
