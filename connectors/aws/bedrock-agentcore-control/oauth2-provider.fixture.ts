import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const secret = (name: string) => ({
  secretArn: `arn:aws:secretsmanager:${region}:${account}:secret:${name}`,
});
const provider = (name: string, credentialProviderVendor: string, more: object) => {
  const item = {
    name,
    credentialProviderVendor,
    credentialProviderArn: `arn:aws:bedrock-agentcore:${region}:${account}:token-vault/default/oauth2credentialprovider/${name}`,
    createdTime: time,
    lastUpdatedTime: time,
  };
  return {
    listed: {
      operation: 'bedrock-agentcore-control:ListOauth2CredentialProviders',
      into: 'credentialProviders',
      item,
    },
    described: {
      operation: 'bedrock-agentcore-control:GetOauth2CredentialProvider',
      input: { name },
      reply: { ...item, ...more },
    },
  };
};
const all = [
  provider('crm', 'CustomOauth2', {
    clientSecretArn: secret('crm-client-AbCdEf'),
    clientSecretSource: 'EXTERNAL',
    callbackUrl: `https://bedrock-agentcore.${region}.amazonaws.com/identities/oauth2/callback/crm`,
    oauth2ProviderConfigOutput: {
      customOauth2ProviderConfig: {
        oauthDiscovery: { discoveryUrl: 'https://login.crm.example/.well-known/openid-configuration' },
        clientId: 'client-of-crm',
        clientAuthenticationMethod: 'CLIENT_SECRET_POST',
        onBehalfOfTokenExchangeConfig: { grantType: 'TOKEN_EXCHANGE' },
      },
    },
  }),
  provider('code', 'GithubOauth2', {
    clientSecretArn: secret('bedrock-agentcore-identity!default/oauth2/code-AbCdEf'),
    oauth2ProviderConfigOutput: {
      githubOauth2ProviderConfig: {
        oauthDiscovery: {
          authorizationServerMetadata: {
            issuer: 'https://github.com/login/oauth',
            authorizationEndpoint: 'https://github.com/login/oauth/authorize',
            tokenEndpoint: 'https://github.com/login/oauth/access_token',
          },
        },
      },
    },
  }),
];

/** A client of the company's own that acts for users, with a secret of its own; one of a vendor whose secret AWS keeps. */
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
