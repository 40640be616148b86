/** OAuth 2.0 credential provider of AgentCore: a client that workloads use to get tokens of another service. */
import { z } from 'zod';
import { bedrockAbsent, usesSecret } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { oneOf, text, time } from '#graph/schema/fields.ts';
import { agentCoreGone, hostOf, secretSource } from './_parts.ts';

const discovery = z.object({
  discoveryUrl: z.string().optional(),
  authorizationServerMetadata: z.object({ issuer: z.string() }).optional(),
});
/** One member of them is there, named after the vendor; each says where the tokens come from. */
const configuration = z.record(
  z.string(),
  z
    .object({
      oauthDiscovery: discovery.optional(),
      clientAuthenticationMethod: z.string().optional(),
      onBehalfOfTokenExchangeConfig: z.object({ grantType: z.string() }).optional(),
    })
    .optional(),
);
const only = (c: z.output<typeof configuration>) => Object.values(c).find((one) => one !== undefined);

export default defineKind({
  kind: 'AwsAgentCoreOauth2Provider',
  title: 'Bedrock AgentCore OAuth 2.0 credential provider',
  cloud: 'aws',
  service: 'bedrock-agentcore-control',
  concepts: ['CredentialProvider'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    READ: ['bedrock-agentcore:GetResourceOauth2Token'],
    // Tokens are asked of another's server from then on.
    WRITE: ['bedrock-agentcore:UpdateOauth2CredentialProvider'],
    MANAGE: [
      'bedrock-agentcore:UpdateOauth2CredentialProvider',
      'bedrock-agentcore:DeleteOauth2CredentialProvider',
    ],
  },
})
  .list({
    operation: 'bedrock-agentcore-control:ListOauth2CredentialProviders',
    permissions: ['bedrock-agentcore:ListOauth2CredentialProviders'],
    input: () => ({ maxResults: 20 }),
    items: 'credentialProviders',
    item: z.object({
      name: z.string(),
      credentialProviderVendor: z.string(),
      credentialProviderArn: z.string(),
      createdTime: z.string(),
    }),
    absent: bedrockAbsent,
    id: (p) => canonicalArn(p.credentialProviderArn),
    uid: (p) => p.createdTime,
    name: (p) => p.name,
    gives: { vendor: text('credentialProviderVendor'), createdAt: time('createdTime') },
    props: (p) => ({ vendor: p.credentialProviderVendor, createdAt: p.createdTime }),
  })
  .read('describe', {
    operation: 'bedrock-agentcore-control:GetOauth2CredentialProvider',
    permissions: ['bedrock-agentcore:GetOauth2CredentialProvider'],
    input: (p) => ({ name: p.name }),
    reply: z.object({
      clientSecretArn: z.object({ secretArn: z.string() }).optional(),
      clientSecretSource: z.string().default('MANAGED'),
      callbackUrl: z.string().optional(),
      oauth2ProviderConfigOutput: configuration,
    }),
    gone: agentCoreGone,
    gives: {
      secretSource: secretSource('clientSecretSource'),
      secret: text('clientSecretArn.secretArn'),
      issuerHost: text('oauth2ProviderConfigOutput'),
      callbackHost: text('callbackUrl'),
      clientAuthentication: oneOf(
        'oauth2ProviderConfigOutput.customOauth2ProviderConfig.clientAuthenticationMethod',
        ['none', 'CLIENT_SECRET_BASIC', 'CLIENT_SECRET_POST', 'PRIVATE_KEY_JWT', 'AWS_IAM_ID_TOKEN_JWT'],
      ),
      /** Tokens of users may be exchanged, so that a workload acts as they. */
      onBehalfOf: oneOf(
        'oauth2ProviderConfigOutput.customOauth2ProviderConfig.onBehalfOfTokenExchangeConfig.grantType',
        ['none', 'TOKEN_EXCHANGE', 'JWT_AUTHORIZATION_GRANT'],
      ),
    },
    props: (r) => {
      const config = only(r.oauth2ProviderConfigOutput);
      const from = config?.oauthDiscovery;
      return {
        secretSource: r.clientSecretSource,
        secret: r.clientSecretArn === undefined ? 'none' : canonicalArn(r.clientSecretArn.secretArn),
        issuerHost: hostOf(from?.discoveryUrl ?? from?.authorizationServerMetadata?.issuer),
        callbackHost: hostOf(r.callbackUrl),
        clientAuthentication: config?.clientAuthenticationMethod ?? 'none',
        onBehalfOf: config?.onBehalfOfTokenExchangeConfig?.grantType ?? 'none',
      };
    },
    edgeTypes: ['USES_SECRET'],
    edges: (r) => usesSecret(r.clientSecretArn?.secretArn),
  });
