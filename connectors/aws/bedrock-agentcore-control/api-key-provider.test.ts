import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './api-key-provider.fixture.ts';
import provider from './api-key-provider.ts';

const { rows, calls } = await scanFixture(provider, estate);
const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret';

test.each([
  ['search', 'MANAGED', `${secret}:bedrock-agentcore-identity!default/apikey/search-AbCdEf`],
  ['models', 'EXTERNAL', `${secret}:model-provider-key-AbCdEf`],
])('provider %s keeps its key in a secret that is %s', (name, source, to) => {
  const row = rows.find((one) => one.name === name);
  expect(row?.props).toMatchObject({ secretSource: source, secret: to });
  expect(edgesOf(row)).toEqual([`USES_SECRET -> ${to}`]);
});

test('nobody asks for a key', () => {
  expect([...new Set(calls.filter((call) => call.startsWith('bedrock')))]).toEqual([
    'bedrock-agentcore-control:ListApiKeyCredentialProviders',
    'bedrock-agentcore-control:GetApiKeyCredentialProvider',
  ]);
});
