/** AgentCore runtime: a microVM for each session that runs the code of an agent, a tool or an MCP server. */
import { z } from 'zod';
import { bedrockAbsent, loadsFrom, runsAs, runsImage } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, texts, time, whole } from '#graph/schema/fields.ts';
import {
  agentCoreGone,
  authorizer,
  authorizerGives,
  authorizerProps,
  inboundAuth,
  mounted,
  networkEdges,
  policyRead,
  showsIdentity,
  vpc,
  workloadIdentity,
} from './_parts.ts';

const artifact = z
  .object({
    containerConfiguration: z.object({ containerUri: z.string() }).optional(),
    codeConfiguration: z
      .object({
        code: z.object({
          s3: z
            .object({ bucket: z.string(), prefix: z.string(), versionId: z.string().optional() })
            .optional(),
        }),
        runtime: z.string(),
        entryPoint: z.array(z.string()),
      })
      .optional(),
  })
  .optional();
type Artifact = z.output<typeof artifact>;

const mount = z.object({ accessPointArn: z.string(), mountPath: z.string() }).optional();
const fileSystem = z.object({
  sessionStorage: z.object({ mountPath: z.string() }).optional(),
  s3FilesAccessPoint: mount,
  efsAccessPoint: mount,
  capacityProviderVolume: z.object({ mountPath: z.string() }).optional(),
});

/** Null for a sort of artifact that is newer than this. */
function madeOf(a: Artifact): 'none' | 'container' | 'code' | null {
  if (a === undefined) return 'none';
  if (a.containerConfiguration !== undefined) return 'container';
  return a.codeConfiguration === undefined ? null : 'code';
}

/** Neither the image nor the code that a session starts with can be exchanged behind the runtime's back. */
function pinned(a: Artifact): boolean | null {
  if (a?.containerConfiguration !== undefined)
    return a.containerConfiguration.containerUri.includes('@sha256:');
  return madeOf(a) === null ? null : a?.codeConfiguration?.code.s3?.versionId !== undefined;
}

export default defineKind({
  kind: 'AwsAgentCoreRuntime',
  title: 'Bedrock AgentCore runtime',
  cloud: 'aws',
  service: 'bedrock-agentcore-control',
  concepts: ['AgentRuntime', 'Compute'],
  scope: 'region',
  verbs: {
    READ: ['bedrock-agentcore:GetAgentRuntime', 'bedrock-agentcore:GetAgentCard'],
    INVOKE: [
      'bedrock-agentcore:InvokeAgentRuntime',
      'bedrock-agentcore:InvokeAgentRuntimeForUser',
      'bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStream',
      'bedrock-agentcore:InvokeAgentRuntimeWithWebSocketStreamForUser',
    ],
    // A shell command inside of a session's microVM, where the role's credentials are.
    EXEC: ['bedrock-agentcore:InvokeAgentRuntimeCommand', 'bedrock-agentcore:InvokeAgentRuntimeCommandShell'],
    MANAGE: [
      'bedrock-agentcore:UpdateAgentRuntime',
      'bedrock-agentcore:DeleteAgentRuntime',
      'bedrock-agentcore:CreateAgentRuntimeEndpoint',
      'bedrock-agentcore:PutResourcePolicy',
      'bedrock-agentcore:DeleteResourcePolicy',
    ],
  },
  secretFields: ['environmentVariables.*'],
})
  .list({
    operation: 'bedrock-agentcore-control:ListAgentRuntimes',
    permissions: ['bedrock-agentcore:ListAgentRuntimes'],
    input: () => ({ maxResults: 100 }),
    items: 'agentRuntimes',
    item: z.object({
      agentRuntimeArn: z.string(),
      agentRuntimeId: z.string(),
      agentRuntimeName: z.string(),
      agentRuntimeVersion: z.string(),
      status: z.string(),
    }),
    absent: bedrockAbsent,
    id: (r) => canonicalArn(r.agentRuntimeArn),
    name: (r) => r.agentRuntimeName,
    gives: {
      runtimeId: text('agentRuntimeId'),
      latestVersion: text('agentRuntimeVersion'),
      status: oneOf('status', [
        'READY',
        'CREATING',
        'CREATE_FAILED',
        'UPDATING',
        'UPDATE_FAILED',
        'DELETING',
        'DELETE_FAILED',
      ]),
    },
    props: (r) => ({
      runtimeId: r.agentRuntimeId,
      latestVersion: r.agentRuntimeVersion,
      status: r.status,
    }),
  })
  .read('describe', {
    operation: 'bedrock-agentcore-control:GetAgentRuntime',
    permissions: ['bedrock-agentcore:GetAgentRuntime'],
    input: (r) => ({ agentRuntimeId: r.agentRuntimeId }),
    reply: z.object({
      createdAt: z.string(),
      roleArn: z.string(),
      networkConfiguration: z
        .object({ networkMode: z.string(), networkModeConfig: vpc })
        .default({ networkMode: 'PUBLIC' }),
      lifecycleConfiguration: z.object({
        idleRuntimeSessionTimeout: z.int().optional(),
        maxLifetime: z.int().optional(),
      }),
      workloadIdentityDetails: workloadIdentity,
      agentRuntimeArtifact: artifact,
      protocolConfiguration: z.object({ serverProtocol: z.string() }).default({ serverProtocol: 'HTTP' }),
      // The values are fingerprints by the time they are here.
      environmentVariables: z.record(z.string(), z.string()).default({}),
      authorizerConfiguration: authorizer,
      requestHeaderConfiguration: z
        .object({ requestHeaderAllowlist: z.array(z.string()).default([]) })
        .default({ requestHeaderAllowlist: [] }),
      metadataConfiguration: z.object({ requireMMDSV2: z.boolean() }).default({ requireMMDSV2: false }),
      filesystemConfigurations: z.array(fileSystem).default([]),
      capacityProviderConfiguration: z.object({ capacityProviderArn: z.string() }).optional(),
    }),
    gone: agentCoreGone,
    gives: {
      createdAt: time('createdAt'),
      role: text('roleArn'),
      artifact: oneOf('agentRuntimeArtifact', ['container', 'code', 'none']),
      image: text('agentRuntimeArtifact.containerConfiguration.containerUri'),
      codeRuntime: text('agentRuntimeArtifact.codeConfiguration.runtime'),
      artifactPinned: bool('agentRuntimeArtifact'),
      networkMode: oneOf('networkConfiguration.networkMode', ['PUBLIC', 'VPC']),
      directInternet: bool('networkConfiguration.networkMode'),
      protocol: oneOf('protocolConfiguration.serverProtocol', ['HTTP', 'MCP', 'A2A', 'AGUI']),
      inboundAuth: oneOf('authorizerConfiguration', ['iam', 'jwt']),
      ...authorizerGives,
      allowedRequestHeaders: texts('requestHeaderConfiguration.requestHeaderAllowlist'),
      /** Code that can be made to fetch an address (SSRF) reaches the role's credentials where this is false. */
      requiresMetadataToken: bool('metadataConfiguration.requireMMDSV2'),
      idleSessionSeconds: whole('lifecycleConfiguration.idleRuntimeSessionTimeout'),
      maxLifetimeSeconds: whole('lifecycleConfiguration.maxLifetime'),
      environmentNames: texts('environmentVariables'),
      workloadIdentity: text('workloadIdentityDetails.workloadIdentityArn'),
      mountPaths: texts('filesystemConfigurations'),
      capacityProvider: text('capacityProviderConfiguration.capacityProviderArn'),
    },
    props: (r) => ({
      createdAt: r.createdAt,
      role: canonicalArn(r.roleArn),
      artifact: madeOf(r.agentRuntimeArtifact),
      image: r.agentRuntimeArtifact?.containerConfiguration?.containerUri ?? 'none',
      codeRuntime: r.agentRuntimeArtifact?.codeConfiguration?.runtime ?? 'none',
      artifactPinned: pinned(r.agentRuntimeArtifact),
      networkMode: r.networkConfiguration.networkMode,
      directInternet: r.networkConfiguration.networkMode === 'PUBLIC',
      protocol: r.protocolConfiguration.serverProtocol,
      inboundAuth: inboundAuth(r.authorizerConfiguration),
      ...authorizerProps(r.authorizerConfiguration),
      allowedRequestHeaders: r.requestHeaderConfiguration.requestHeaderAllowlist.toSorted(),
      requiresMetadataToken: r.metadataConfiguration.requireMMDSV2,
      idleSessionSeconds: r.lifecycleConfiguration.idleRuntimeSessionTimeout ?? null,
      maxLifetimeSeconds: r.lifecycleConfiguration.maxLifetime ?? null,
      environmentNames: Object.keys(r.environmentVariables).toSorted(),
      workloadIdentity: r.workloadIdentityDetails?.workloadIdentityArn ?? 'none',
      mountPaths: r.filesystemConfigurations
        .flatMap((f) => Object.values(f).flatMap((m) => (m === undefined ? [] : [m.mountPath])))
        .toSorted(),
      capacityProvider: r.capacityProviderConfiguration?.capacityProviderArn ?? 'none',
    }),
    edgeTypes: ['RUNS_AS', 'RUNS_IMAGE', 'LOADS', 'IN_SUBNET', 'HAS_SECURITY_GROUP', 'FEEDS'],
    edges: (r, _item, at) => {
      const code = r.agentRuntimeArtifact?.codeConfiguration?.code.s3;
      return [
        ...runsAs(r.roleArn),
        ...showsIdentity(r.workloadIdentityDetails),
        ...runsImage(at, r.agentRuntimeArtifact?.containerConfiguration?.containerUri),
        ...loadsFrom(at, code === undefined ? undefined : `s3://${code.bucket}/${code.prefix}`, 'code'),
        ...networkEdges(at, r.networkConfiguration.networkModeConfig),
        ...mounted(
          r.filesystemConfigurations.flatMap((f) =>
            [f.s3FilesAccessPoint, f.efsAccessPoint].filter((m) => m !== undefined),
          ),
        ),
      ];
    },
  })
  .read('policy', { ...policyRead, input: (r) => ({ resourceArn: r.agentRuntimeArn }) });
