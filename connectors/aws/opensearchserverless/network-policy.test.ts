import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import pieces from './network-policy.fixture.ts';
import networkPolicy from './network-policy.ts';

const { rows } = await scanFixture(networkPolicy, pieces);
const [open, closed] = rows;

test('only policies about networks are listed', () => {
  expect(rows.map((row) => row.id)).toEqual([
    'arn:aws:aoss:eu-west-1:111122223333:security-policy/network/public-search',
    'arn:aws:aoss:eu-west-1:111122223333:security-policy/network/private-vectors',
  ]);
});

test('what is open to all is told apart from what is open to endpoints', () => {
  expect(open?.props).toMatchObject({
    description: 'for the demo',
    allowsPublic: true,
    publicResources: ['collection/demo*'],
    publicDashboards: [],
    resources: ['collection/demo*'],
    sourceEndpoints: ['vpce-0a1b2c3d', 'vpce-0b1b2c3d'],
    sourceServices: [],
  });
});

test('a policy that only names services is private', () => {
  expect(closed?.props).toMatchObject({
    allowsPublic: false,
    publicResources: [],
    sourceEndpoints: [],
    sourceServices: ['bedrock.amazonaws.com'],
  });
  expect(JSON.parse(String(closed?.props['rules']))).toEqual([
    {
      Description: 'Bedrock only',
      Rules: [{ ResourceType: 'collection', Resource: ['collection/bedrock-vectors'] }],
      AllowFromPublic: false,
      SourceVPCEs: [],
      SourceServices: ['bedrock.amazonaws.com'],
    },
  ]);
});
