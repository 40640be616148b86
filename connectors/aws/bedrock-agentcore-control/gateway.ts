/**
 * AgentCore gateway: an MCP server at an address of AWS's, which turns functions, APIs and other servers into tools and
 * calls them with credentials of its own.
 */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { bedrockAbsent, encryptedWith, executes, keyHolder, runsAs } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, texts, time } from '#graph/schema/fields.ts';
import {
  agentCoreArn,
  agentCoreGone,
  authorizer,
  authorizerGives,
  authorizerProps,
  hostOf,
  policyRead,
  showsIdentity,
  workloadIdentity,
} from './_parts.ts';

const item = z.object({
  gatewayId: z.string(),
  name: z.string(),
  status: z.string(),
  authorizerType: z.string(),
  protocolType: z.string().optional(),
  createdAt: z.string(),
});

/**
 * How callers are asked who they are. `authenticate-only`: a token must be valid, whoever it was made for.
 * Source: AgentCore Developer Guide, "Set up inbound authorization for your gateway".
 */
const asked: Readonly<Record<string, string>> = {
  AWS_IAM: 'iam',
  CUSTOM_JWT: 'jwt',
  AUTHENTICATE_ONLY: 'authenticate-only',
  NONE: 'none',
};

export default defineKind({
  kind: 'AwsAgentCoreGateway',
  title: 'Bedrock AgentCore gateway',
  cloud: 'aws',
  service: 'bedrock-agentcore-control',
  concepts: ['McpServer', 'FrontDoor'],
  scope: 'region',
  verbs: {
    READ: ['bedrock-agentcore:GetGateway'],
    INVOKE: ['bedrock-agentcore:InvokeGateway'],
    // A tool of another's, at once on the list that agents are shown.
    WRITE: ['bedrock-agentcore:CreateGatewayTarget', 'bedrock-agentcore:UpdateGatewayTarget'],
    MANAGE: [
      'bedrock-agentcore:UpdateGateway',
      'bedrock-agentcore:DeleteGateway',
      'bedrock-agentcore:CreateGatewayTarget',
      'bedrock-agentcore:UpdateGatewayTarget',
      'bedrock-agentcore:DeleteGatewayTarget',
      'bedrock-agentcore:PutResourcePolicy',
      'bedrock-agentcore:DeleteResourcePolicy',
    ],
  },
})
  .list({
    operation: 'bedrock-agentcore-control:ListGateways',
    permissions: ['bedrock-agentcore:ListGateways'],
    input: () => ({ maxResults: 1000 }),
    items: 'items',
    item,
    absent: bedrockAbsent,
    id: (g, at) => agentCoreArn(at, `gateway/${g.gatewayId}`),
    name: (g) => g.name,
    gives: {
      gatewayId: text('gatewayId'),
      status: oneOf('status', ['READY', 'CREATING', 'UPDATING', 'UPDATE_UNSUCCESSFUL', 'DELETING', 'FAILED']),
      authorizerType: oneOf('authorizerType', ['AWS_IAM', 'CUSTOM_JWT', 'AUTHENTICATE_ONLY', 'NONE']),
      authorization: texts('authorizerType'),
      /** `mixed`: targets that speak HTTP stand beside those of MCP. */
      protocol: oneOf('protocolType', ['MCP', 'mixed']),
      createdAt: time('createdAt'),
    },
    props: (g) => ({
      gatewayId: g.gatewayId,
      status: g.status,
      authorizerType: g.authorizerType,
      authorization: [asked[g.authorizerType] ?? g.authorizerType],
      protocol: g.protocolType ?? 'mixed',
      createdAt: g.createdAt,
    }),
  })
  .read('describe', {
    operation: 'bedrock-agentcore-control:GetGateway',
    permissions: ['bedrock-agentcore:GetGateway'],
    input: (g) => ({ gatewayIdentifier: g.gatewayId }),
    reply: z.object({
      gatewayUrl: z.string().optional(),
      roleArn: z.string().optional(),
      protocolConfiguration: z
        .object({
          mcp: z
            .object({ supportedVersions: z.array(z.string()).default([]), searchType: z.string().optional() })
            .optional(),
        })
        .optional(),
      authorizerConfiguration: authorizer,
      kmsKeyArn: z.string().optional(),
      customTransformConfiguration: z
        .object({ lambda: z.object({ arn: z.string().optional() }).optional() })
        .optional(),
      interceptorConfigurations: z
        .array(
          z.object({
            interceptor: z.object({ lambda: z.object({ arn: z.string() }).optional() }),
            interceptionPoints: z.array(z.string()),
            inputConfiguration: z.object({ passRequestHeaders: z.boolean() }).optional(),
          }),
        )
        .default([]),
      policyEngineConfiguration: z.object({ arn: z.string(), mode: z.string() }).optional(),
      workloadIdentityDetails: workloadIdentity,
      exceptionLevel: z.string().optional(),
      webAclArn: z.string().optional(),
      wafConfiguration: z.object({ failureMode: z.string().optional() }).optional(),
    }),
    gone: agentCoreGone,
    gives: {
      /** Its address is one of AWS's on the internet. What its policy makes of that is another question. */
      facesInternet: bool('gatewayUrl'),
      host: text('gatewayUrl'),
      role: text('roleArn'),
      mcpVersions: texts('protocolConfiguration.mcp.supportedVersions'),
      semanticSearch: bool('protocolConfiguration.mcp.searchType'),
      ...authorizerGives,
      encryption: oneOf('kmsKeyArn', ['none', 'provider', 'customer']),
      /** `DEBUG`: callers see the errors of targets in full, and what those say about the inside. */
      exceptionLevel: oneOf('exceptionLevel', ['none', 'DEBUG']),
      interceptsAt: texts('interceptorConfigurations.interceptionPoints'),
      interceptorsSeeHeaders: bool('interceptorConfigurations.inputConfiguration.passRequestHeaders'),
      policyEngine: text('policyEngineConfiguration.arn'),
      policyMode: oneOf('policyEngineConfiguration.mode', ['none', 'LOG_ONLY', 'ENFORCE']),
      workloadIdentity: text('workloadIdentityDetails.workloadIdentityArn'),
      webAcl: text('webAclArn'),
      webAclFailure: oneOf('wafConfiguration.failureMode', ['none', 'FAIL_OPEN', 'FAIL_CLOSE']),
    },
    props: (r) => ({
      facesInternet: r.gatewayUrl !== undefined,
      host: hostOf(r.gatewayUrl),
      role: r.roleArn === undefined ? 'none' : canonicalArn(r.roleArn),
      mcpVersions: (r.protocolConfiguration?.mcp?.supportedVersions ?? []).toSorted(),
      semanticSearch: r.protocolConfiguration?.mcp?.searchType === 'SEMANTIC',
      ...authorizerProps(r.authorizerConfiguration),
      encryption: keyHolder(r.kmsKeyArn),
      exceptionLevel: r.exceptionLevel ?? 'none',
      interceptsAt: [...new Set(r.interceptorConfigurations.flatMap((i) => i.interceptionPoints))].toSorted(),
      interceptorsSeeHeaders: r.interceptorConfigurations.some(
        (i) => i.inputConfiguration?.passRequestHeaders === true,
      ),
      policyEngine: r.policyEngineConfiguration?.arn ?? 'none',
      policyMode: r.policyEngineConfiguration?.mode ?? 'none',
      workloadIdentity: r.workloadIdentityDetails?.workloadIdentityArn ?? 'none',
      webAcl: r.webAclArn ?? 'none',
      webAclFailure: r.wafConfiguration?.failureMode ?? 'none',
    }),
    edgeTypes: ['RUNS_AS', 'ENCRYPTED_WITH', 'EXECUTES', 'GUARDED_BY'],
    edges: (r, _item, at) => [
      ...runsAs(r.roleArn),
      ...showsIdentity(r.workloadIdentityDetails),
      ...encryptedWith(at, r.kmsKeyArn),
      ...executes(r.customTransformConfiguration?.lambda?.arn, 'transform'),
      ...r.interceptorConfigurations.flatMap((i) =>
        executes(i.interceptor.lambda?.arn, `interceptor:${i.interceptionPoints.toSorted().join('+')}`),
      ),
      ...(r.policyEngineConfiguration === undefined
        ? []
        : [
            {
              type: 'GUARDED_BY' as const,
              ...end(canonicalArn(r.policyEngineConfiguration.arn), 'AwsAgentCorePolicyEngine'),
              key: r.policyEngineConfiguration.mode,
            },
          ]),
    ],
  })
  .read('policy', {
    ...policyRead,
    input: (g, at) => ({ resourceArn: agentCoreArn(at, `gateway/${g.gatewayId}`) }),
  });
