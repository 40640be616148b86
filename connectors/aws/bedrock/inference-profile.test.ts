import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './inference-profile.fixture.ts';
import profile from './inference-profile.ts';

test('a profile routes to the model in each region; a global one also to nowhere in particular', async () => {
  const { rows } = await scanFixture(profile, estate);
  const [eu, global] = rows;
  expect(eu?.props).toMatchObject({ regions: ['eu-north-1', 'eu-west-1', 'eu-west-3'], crossRegion: true });
  expect(edgesOf(eu)).toEqual([
    'ROUTES_TO -> arn:aws:bedrock:eu-north-1::foundation-model/amazon.nova-lite-v1:0',
    'ROUTES_TO -> arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0',
    'ROUTES_TO -> arn:aws:bedrock:eu-west-3::foundation-model/amazon.nova-lite-v1:0',
  ]);
  expect(global?.props).toMatchObject({ regions: ['eu-west-1'], crossRegion: true });
  expect(global?.edges).toHaveLength(2);
});
