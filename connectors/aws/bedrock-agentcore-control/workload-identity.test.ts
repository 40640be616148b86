import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import estate from './workload-identity.fixture.ts';
import workloadIdentity from './workload-identity.ts';

const { rows } = await scanFixture(workloadIdentity, estate);

test.each([
  [
    'support',
    {
      returnUrls: ['https://shop.example/again', 'https://shop.example/back'],
      returnHosts: ['shop.example'],
      returnsInClear: false,
    },
  ],
  ['trial', { returnHosts: ['trial.example'], returnsInClear: true }],
  ['tools', { returnUrls: [], returnHosts: [], returnsInClear: false }],
])('identity %s says where its users may be sent back to', (name, props) => {
  expect(rows.find((row) => row.name === name)?.props).toMatchObject(props);
});

test('an identity is known by its full name', () => {
  expect(rows[0]?.id).toBe(
    'arn:aws:bedrock-agentcore:eu-west-1:111122223333:workload-identity-directory/default/workload-identity/support',
  );
});
