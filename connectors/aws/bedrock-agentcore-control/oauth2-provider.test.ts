import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './oauth2-provider.fixture.ts';
import provider from './oauth2-provider.ts';

const { rows } = await scanFixture(provider, estate);
const [crm, code] = rows;
const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret';

test('a client of the company’s own leads to its secret and says for whom it acts', () => {
  expect(crm?.id).toBe(
    'arn:aws:bedrock-agentcore:eu-west-1:111122223333:token-vault/default/oauth2credentialprovider/crm',
  );
  expect(crm?.props).toMatchObject({
    vendor: 'CustomOauth2',
    secretSource: 'EXTERNAL',
    issuerHost: 'login.crm.example',
    callbackHost: 'bedrock-agentcore.eu-west-1.amazonaws.com',
    clientAuthentication: 'CLIENT_SECRET_POST',
    onBehalfOf: 'TOKEN_EXCHANGE',
  });
  expect(edgesOf(crm)).toEqual([`USES_SECRET -> ${secret}:crm-client-AbCdEf`]);
});

test('a client at a vendor is read by the same fields', () => {
  expect(code?.props).toMatchObject({
    vendor: 'GithubOauth2',
    secretSource: 'MANAGED',
    issuerHost: 'github.com',
    callbackHost: 'none',
    clientAuthentication: 'none',
    onBehalfOf: 'none',
  });
  expect(edgesOf(code)).toEqual([
    `USES_SECRET -> ${secret}:bedrock-agentcore-identity!default/oauth2/code-AbCdEf`,
  ]);
});
