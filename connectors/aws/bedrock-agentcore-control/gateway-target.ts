/**
 * Target of an AgentCore gateway: what stands behind some of its tools, and with whose credentials it is called. AWS gives
 * it no ARN; the id is ours: `<gateway ARN>/target/<id>`.
 */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { parentText } from '#connectors/aws/parts/refs.ts';
import type { At } from '#connectors/kit/define.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { oneOf, text, texts, time } from '#graph/schema/fields.ts';
import { agentCoreArn, agentCoreGone, hostOf } from './_parts.ts';
import {
  connectorOf,
  endpointOf,
  privateEdges,
  privateEndpoint,
  privately,
  schemaAt,
  schemaKind,
  target,
  targetEdges,
  targetTypes,
  toolsOf,
  typeOf,
} from './_target.ts';

const gateway = (at: At): string => parentText(at, 'gatewayId');
const gatewayArn = (at: At): string => agentCoreArn(at, `gateway/${gateway(at)}`);

const credentials = z.array(
  z.object({
    credentialProviderType: z.string(),
    credentialProvider: z
      .object({
        oauthCredentialProvider: z
          .object({
            providerArn: z.string(),
            scopes: z.array(z.string()),
            grantType: z.string().default('CLIENT_CREDENTIALS'),
          })
          .optional(),
        apiKeyCredentialProvider: z
          .object({ providerArn: z.string(), credentialLocation: z.string().default('HEADER') })
          .optional(),
      })
      .optional(),
  }),
);

export default defineKind({
  kind: 'AwsAgentCoreGatewayTarget',
  title: 'Bedrock AgentCore gateway target',
  cloud: 'aws',
  service: 'bedrock-agentcore-control',
  concepts: ['AgentTool'],
  scope: 'region',
  under: 'AwsAgentCoreGateway',
  verbs: {
    READ: ['bedrock-agentcore:GetGatewayTarget'],
    INVOKE: ['bedrock-agentcore:InvokeGateway'],
    // The same name, and another server behind it.
    WRITE: ['bedrock-agentcore:UpdateGatewayTarget'],
    MANAGE: ['bedrock-agentcore:UpdateGatewayTarget', 'bedrock-agentcore:DeleteGatewayTarget'],
  },
  // Policies name the gateway.
  resources: (id) => [id.replace(/\/target\/[^/]+$/, '')],
  secretFields: [
    'targetConfiguration.http.passthrough.staticQueryParameters.*',
    'targetConfiguration.http.connector.parameters.*',
    'targetConfiguration.mcp.connector.configurations.parameterValues',
    'credentialProviderConfigurations.credentialProvider.oauthCredentialProvider.customParameters.*',
  ],
})
  .list({
    operation: 'bedrock-agentcore-control:ListGatewayTargets',
    permissions: ['bedrock-agentcore:ListGatewayTargets'],
    input: (at) => ({ gatewayIdentifier: gateway(at), maxResults: 1000 }),
    items: 'items',
    item: z.object({
      targetId: z.string(),
      name: z.string(),
      status: z.string(),
      targetType: z.string().optional(),
      createdAt: z.string(),
    }),
    id: (t, at) => `${gatewayArn(at)}/target/${t.targetId}`,
    name: (t) => t.name,
    gives: {
      targetId: text('targetId'),
      status: oneOf('status', [
        'READY',
        'CREATING',
        'CREATE_PENDING_AUTH',
        'UPDATING',
        'UPDATE_PENDING_AUTH',
        'UPDATE_UNSUCCESSFUL',
        'SYNCHRONIZING',
        'SYNCHRONIZE_PENDING_AUTH',
        'SYNCHRONIZE_UNSUCCESSFUL',
        'DELETING',
        'FAILED',
      ]),
      createdAt: time('createdAt'),
    },
    props: (t) => ({ targetId: t.targetId, status: t.status, createdAt: t.createdAt }),
    edgeTypes: ['CONTAINS', 'USES_TOOL'],
    edges: (_t, at) => [
      { type: 'CONTAINS', ...end(gatewayArn(at), 'AwsAgentCoreGateway'), reverse: true },
      { type: 'USES_TOOL', ...end(gatewayArn(at), 'AwsAgentCoreGateway'), reverse: true },
    ],
  })
  .read('describe', {
    operation: 'bedrock-agentcore-control:GetGatewayTarget',
    permissions: ['bedrock-agentcore:GetGatewayTarget'],
    input: (t, at) => ({ gatewayIdentifier: gateway(at), targetId: t.targetId }),
    reply: z.object({
      targetConfiguration: target,
      credentialProviderConfigurations: credentials,
      metadataConfiguration: z
        .object({
          allowedRequestHeaders: z.array(z.string()).default([]),
          allowedQueryParameters: z.array(z.string()).default([]),
        })
        .default({ allowedRequestHeaders: [], allowedQueryParameters: [] }),
      privateEndpoint,
    }),
    gone: agentCoreGone,
    gives: {
      targetType: oneOf('targetConfiguration', targetTypes),
      schema: oneOf('targetConfiguration', ['none', 'inline', 's3']),
      schemaAt: text('targetConfiguration'),
      tools: texts('targetConfiguration.mcp.lambda.toolSchema.inlinePayload.name'),
      /** `DYNAMIC`: tools are asked for at each call, and a server may change them at any time. */
      listing: oneOf('targetConfiguration.mcp.mcpServer.listingMode', ['none', 'DEFAULT', 'DYNAMIC']),
      endpointHost: text('targetConfiguration'),
      connector: text('targetConfiguration'),
      /** `JWT_PASSTHROUGH` and `CALLER_IAM_CREDENTIALS` hand on what the caller showed. */
      credentialTypes: texts('credentialProviderConfigurations.credentialProviderType'),
      oauthScopes: texts(
        'credentialProviderConfigurations.credentialProvider.oauthCredentialProvider.scopes',
      ),
      oauthGrants: texts(
        'credentialProviderConfigurations.credentialProvider.oauthCredentialProvider.grantType',
      ),
      apiKeyIn: texts(
        'credentialProviderConfigurations.credentialProvider.apiKeyCredentialProvider.credentialLocation',
      ),
      passedHeaders: texts('metadataConfiguration.allowedRequestHeaders'),
      passedParameters: texts('metadataConfiguration.allowedQueryParameters'),
      privateEndpoint: oneOf('privateEndpoint', ['none', 'lattice', 'vpc']),
    },
    props: (r, t) => {
      const providers = r.credentialProviderConfigurations.flatMap((c) => c.credentialProvider ?? []);
      const oauth = providers.flatMap((p) => p.oauthCredentialProvider ?? []);
      const keys = providers.flatMap((p) => p.apiKeyCredentialProvider ?? []);
      return {
        targetType: typeOf(r.targetConfiguration) ?? t.targetType ?? null,
        schema: schemaKind(r.targetConfiguration),
        schemaAt: schemaAt(r.targetConfiguration),
        tools: toolsOf(r.targetConfiguration),
        listing: r.targetConfiguration.mcp?.mcpServer?.listingMode ?? 'none',
        endpointHost: hostOf(endpointOf(r.targetConfiguration)),
        connector: connectorOf(r.targetConfiguration),
        credentialTypes: r.credentialProviderConfigurations.map((c) => c.credentialProviderType).toSorted(),
        oauthScopes: oauth.flatMap((o) => o.scopes).toSorted(),
        oauthGrants: oauth.map((o) => o.grantType).toSorted(),
        apiKeyIn: keys.map((k) => k.credentialLocation).toSorted(),
        passedHeaders: r.metadataConfiguration.allowedRequestHeaders.toSorted(),
        passedParameters: r.metadataConfiguration.allowedQueryParameters.toSorted(),
        privateEndpoint: privately(r.privateEndpoint),
      };
    },
    edgeTypes: ['EXECUTES', 'ROUTES_TO', 'LOADS', 'USES_SECRET', 'IN_SUBNET', 'HAS_SECURITY_GROUP'],
    edges: (r, _t, at) => [
      ...targetEdges(at, r.targetConfiguration),
      ...r.credentialProviderConfigurations.flatMap(({ credentialProvider: p }) =>
        [p?.oauthCredentialProvider, p?.apiKeyCredentialProvider].flatMap((one) =>
          one === undefined
            ? []
            : [
                {
                  type: 'USES_SECRET' as const,
                  ...end(canonicalArn(one.providerArn), 'CredentialProvider'),
                },
              ],
        ),
      ),
      ...privateEdges(at, r.privateEndpoint),
    ],
  });
