/** API key credential provider of AgentCore: a key of another service that workloads get when they ask. Never the key itself. */
import { z } from 'zod';
import { bedrockAbsent, usesSecret } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { text, time } from '#graph/schema/fields.ts';
import { agentCoreGone, secretSource } from './_parts.ts';

export default defineKind({
  kind: 'AwsAgentCoreApiKeyProvider',
  title: 'Bedrock AgentCore API key credential provider',
  cloud: 'aws',
  service: 'bedrock-agentcore-control',
  concepts: ['CredentialProvider'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    READ: ['bedrock-agentcore:GetResourceApiKey'],
    // A key of another's takes the place of ours.
    WRITE: ['bedrock-agentcore:UpdateApiKeyCredentialProvider'],
    MANAGE: [
      'bedrock-agentcore:UpdateApiKeyCredentialProvider',
      'bedrock-agentcore:DeleteApiKeyCredentialProvider',
    ],
  },
})
  .list({
    operation: 'bedrock-agentcore-control:ListApiKeyCredentialProviders',
    permissions: ['bedrock-agentcore:ListApiKeyCredentialProviders'],
    input: () => ({ maxResults: 100 }),
    items: 'credentialProviders',
    item: z.object({ name: z.string(), credentialProviderArn: z.string(), createdTime: z.string() }),
    absent: bedrockAbsent,
    id: (p) => canonicalArn(p.credentialProviderArn),
    uid: (p) => p.createdTime,
    name: (p) => p.name,
    gives: { createdAt: time('createdTime') },
    props: (p) => ({ createdAt: p.createdTime }),
  })
  .read('describe', {
    operation: 'bedrock-agentcore-control:GetApiKeyCredentialProvider',
    permissions: ['bedrock-agentcore:GetApiKeyCredentialProvider'],
    input: (p) => ({ name: p.name }),
    reply: z.object({
      apiKeySecretArn: z.object({ secretArn: z.string() }).optional(),
      apiKeySecretSource: z.string().default('MANAGED'),
    }),
    gone: agentCoreGone,
    gives: { secretSource: secretSource('apiKeySecretSource'), secret: text('apiKeySecretArn.secretArn') },
    props: (r) => ({
      secretSource: r.apiKeySecretSource,
      secret: r.apiKeySecretArn === undefined ? 'none' : canonicalArn(r.apiKeySecretArn.secretArn),
    }),
    edgeTypes: ['USES_SECRET'],
    edges: (r) => usesSecret(r.apiKeySecretArn?.secretArn),
  });
