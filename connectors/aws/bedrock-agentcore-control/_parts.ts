/** What several kinds of Bedrock AgentCore share: ids, how callers are asked who they are, networks, policies. */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { inGroups, inSubnets } from '#connectors/aws/parts/refs.ts';
import type { Edge } from '#connectors/kit/define.ts';
import { NO_POLICY, policyText } from '#graph/schema/aws/document.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { canonicalArn, hostId, regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, json, oneOf, text, texts } from '#graph/schema/fields.ts';

export const agentCoreArn = (at: AwsPlace, resource: string): string =>
  regionalArn(at, 'bedrock-agentcore', resource);

/** With which code AgentCore says that a thing is not there. */
export const agentCoreGone = ['ResourceNotFoundException'] as const;

/** The name of a host in an address; `none` where there is no address. */
export const hostOf = (address: string | undefined): string =>
  address === undefined || address === '' ? 'none' : hostId(address).replace(/^host\//, '');

/**
 * The policy on a runtime, an endpoint, a gateway or a memory. AWS answers without a policy, or that it is not found, where
 * there is none: a thing that is itself gone is told by the read that describes it.
 * Source: AgentCore Developer Guide, "Resource-based policies for Amazon Bedrock AgentCore".
 */
export const policyRead = {
  operation: 'bedrock-agentcore-control:GetResourcePolicy',
  permissions: ['bedrock-agentcore:GetResourcePolicy'],
  reply: z.object({ policy: policyText.default(NO_POLICY) }),
  notConfigured: { codes: ['ResourceNotFoundException'], reply: { policy: NO_POLICY } },
  gives: { policy: json('policy'), hasPolicy: bool('policy') },
  props: (r: { readonly policy: string }) => ({ policy: r.policy, hasPolicy: r.policy !== NO_POLICY }),
} as const;

export const authorizer = z
  .object({
    customJWTAuthorizer: z
      .object({
        discoveryUrl: z.string(),
        allowedAudience: z.array(z.string()).default([]),
        allowedClients: z.array(z.string()).default([]),
        allowedScopes: z.array(z.string()).default([]),
        customClaims: z.array(z.object({ inboundTokenClaimName: z.string() })).default([]),
      })
      .optional(),
  })
  .optional();
type Authorizer = z.output<typeof authorizer>;

/** Without an authorizer of its own a runtime or harness asks for signed requests; null for a sort that is newer than this. */
export const inboundAuth = (a: Authorizer): 'iam' | 'jwt' | null =>
  a === undefined ? 'iam' : a.customJWTAuthorizer === undefined ? null : 'jwt';

const jwt = 'authorizerConfiguration.customJWTAuthorizer';
/** Whose tokens let callers in, and what a token must say. Lists are empty where any will do, or none is asked for. */
export const authorizerGives = {
  tokenIssuerHost: text(`${jwt}.discoveryUrl`),
  allowedAudiences: texts(`${jwt}.allowedAudience`),
  allowedClients: texts(`${jwt}.allowedClients`),
  allowedScopes: texts(`${jwt}.allowedScopes`),
  requiredClaims: texts(`${jwt}.customClaims.inboundTokenClaimName`),
};
export const authorizerProps = (a: Authorizer) => {
  const asked = a?.customJWTAuthorizer;
  return {
    tokenIssuerHost: hostOf(asked?.discoveryUrl),
    allowedAudiences: (asked?.allowedAudience ?? []).toSorted(),
    allowedClients: (asked?.allowedClients ?? []).toSorted(),
    allowedScopes: (asked?.allowedScopes ?? []).toSorted(),
    requiredClaims: (asked?.customClaims ?? []).map((c) => c.inboundTokenClaimName).toSorted(),
  };
};

export const vpc = z.object({ securityGroups: z.array(z.string()), subnets: z.array(z.string()) }).optional();
type Vpc = z.output<typeof vpc>;
export const networkEdges = (at: AwsPlace, v: Vpc): Edge<'IN_SUBNET' | 'HAS_SECURITY_GROUP'>[] => [
  ...inSubnets(at, v?.subnets),
  ...inGroups(at, v?.securityGroups),
];

/** The identity that a workload shows when it asks AgentCore for tokens and keys of others. */
export const workloadIdentity = z.object({ workloadIdentityArn: z.string() }).optional();
type Workload = z.output<typeof workloadIdentity>;
export const showsIdentity = (w: Workload): Edge<'RUNS_AS'>[] =>
  w === undefined
    ? []
    : [
        {
          type: 'RUNS_AS',
          ...end(canonicalArn(w.workloadIdentityArn), 'WorkloadIdentity'),
          key: 'workload-identity',
        },
      ];

/** A file system of the customer that is mounted, by its access point. */
export const mounted = (
  mounts: readonly { readonly accessPointArn: string; readonly mountPath: string }[],
): Edge<'FEEDS'>[] =>
  mounts.map((m) => ({
    type: 'FEEDS',
    to: canonicalArn(m.accessPointArn),
    as: 'FileSystem',
    key: m.mountPath,
    reverse: true,
  }));

const mount = z.object({ accessPointArn: z.string(), mountPath: z.string() }).optional();
/** What code interpreters and browsers have in common: certificates that they trust, and file systems. */
export const toolFields = {
  executionRoleArn: z.string().optional(),
  certificates: z
    .array(
      z.object({
        location: z.object({ secretsManager: z.object({ secretArn: z.string() }).optional() }),
      }),
    )
    .default([]),
  filesystemConfigurations: z
    .array(z.object({ s3FilesConfiguration: mount, efsConfiguration: mount }))
    .default([]),
};
const toolReply = z.object(toolFields);
type Tool = z.output<typeof toolReply>;

export const toolMounts = (t: Tool) =>
  t.filesystemConfigurations.flatMap((f) =>
    [f.s3FilesConfiguration, f.efsConfiguration].filter((m) => m !== undefined),
  );

export const certificateSecrets = (t: Tool): Edge<'USES_SECRET'>[] =>
  t.certificates.flatMap(({ location: { secretsManager } }) =>
    secretsManager === undefined
      ? []
      : [
          {
            type: 'USES_SECRET',
            ...end(canonicalArn(secretsManager.secretArn), 'Secret'),
            key: 'certificate',
          },
        ],
  );

export const toolStates = [
  'READY',
  'CREATING',
  'CREATE_FAILED',
  'DELETING',
  'DELETE_FAILED',
  'DELETED',
] as const;

/** Where a credential provider keeps its secret: made by AgentCore, or a secret of the customer's own. */
export const secretSource = (from: string) => oneOf(from, ['MANAGED', 'EXTERNAL']);
