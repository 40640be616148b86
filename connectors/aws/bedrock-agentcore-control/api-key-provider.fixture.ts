import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const provider = (name: string, secret: string, more: object = {}) => {
  const item = {
    name,
    credentialProviderArn: `arn:aws:bedrock-agentcore:${region}:${account}:token-vault/default/apikeycredentialprovider/${name}`,
    createdTime: time,
    lastUpdatedTime: time,
  };
  return {
    listed: {
      operation: 'bedrock-agentcore-control:ListApiKeyCredentialProviders',
      into: 'credentialProviders',
      item,
    },
    described: {
      operation: 'bedrock-agentcore-control:GetApiKeyCredentialProvider',
      input: { name },
      reply: {
        ...item,
        apiKeySecretArn: { secretArn: `arn:aws:secretsmanager:${region}:${account}:secret:${secret}` },
        ...more,
      },
    },
  };
};
const all = [
  provider('search', 'bedrock-agentcore-identity!default/apikey/search-AbCdEf'),
  provider('models', 'model-provider-key-AbCdEf', { apiKeySecretSource: 'EXTERNAL' }),
];

/** A key that AgentCore keeps; one in a secret of the company's own. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: all.map((one) => one.listed),
      answers: all.map((one) => one.described),
    },
  ],
});
