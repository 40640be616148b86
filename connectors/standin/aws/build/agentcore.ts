/** Pieces of Bedrock AgentCore: runtimes with their endpoints and identities, gateways with their targets. */
import type {
  GetAgentRuntimeEndpointResponse,
  GetAgentRuntimeResponse,
  GetGatewayResponse,
  GetGatewayTargetResponse,
} from '@aws-sdk/client-bedrock-agentcore-control';
import type { Answered, Listed, Piece } from '#connectors/standin/estate.ts';
import { arn, idOf, list, lowerId, made, type Place, pick, piece, reply, type Wire } from './common.ts';

export const agentCoreArn = (place: Place, resource: string): string =>
  arn(place, 'bedrock-agentcore', resource);
export const operation = (name: string): string => `bedrock-agentcore-control:${name}`;

/** AWS puts ten characters of its own behind a name. */
export const suffixed = (name: string): string => `${name}-${idOf(name, 10)}`;
export const gatewayId = (name: string): string => `${name}-${lowerId(name, 10)}`;

export const runtimeArn = (place: Place, name: string): string =>
  agentCoreArn(place, `runtime/${suffixed(name)}`);
export const endpointArn = (place: Place, runtime: string, name: string): string =>
  `${runtimeArn(place, runtime)}/runtime-endpoint/${name}`;
export const gatewayArn = (place: Place, name: string): string =>
  agentCoreArn(place, `gateway/${gatewayId(name)}`);
export const workloadIdentityArn = (place: Place, name: string): string =>
  agentCoreArn(place, `workload-identity-directory/default/workload-identity/${name}`);

export const dates = { createdAt: made, lastUpdatedAt: made };
export const updated = { createdAt: made, updatedAt: made };

/** A resource policy, where there is one. */
export const policyOf = (resourceArn: string, policy: string | undefined): readonly Answered[] =>
  policy === undefined ? [] : [reply(operation('GetResourcePolicy'), { resourceArn }, { policy })];

export interface Vpc {
  readonly subnets: readonly string[];
  readonly groups: readonly string[];
}
export const vpcOf = (vpc: Vpc) => ({ subnets: vpc.subnets, securityGroups: vpc.groups });

/** Tokens of this issuer let callers in. */
export interface TokenAuth {
  readonly discoveryUrl: string;
  readonly clients?: readonly string[];
  readonly audiences?: readonly string[];
}
const tokens = (jwt: TokenAuth | undefined) =>
  jwt === undefined
    ? undefined
    : {
        customJWTAuthorizer: {
          discoveryUrl: jwt.discoveryUrl,
          allowedClients: jwt.clients,
          allowedAudience: jwt.audiences,
        },
      };

type Pair = readonly [Listed, Answered];
function identityPair(place: Place, name: string, returnUrls?: readonly string[]): Pair {
  const item = { name, workloadIdentityArn: workloadIdentityArn(place, name) };
  const whole = {
    ...item,
    allowedResourceOauth2ReturnUrls: returnUrls,
    createdTime: made,
    lastUpdatedTime: made,
  };
  return [
    list(operation('ListWorkloadIdentities'), 'workloadIdentities', item),
    reply(operation('GetWorkloadIdentity'), { name }, whole),
  ];
}
export function workloadIdentity(place: Place, name: string, returnUrls?: readonly string[]): Piece {
  const [listed, answered] = identityPair(place, name, returnUrls);
  return piece(place, [listed], [answered]);
}

function endpointPair(
  place: Place,
  runtime: string,
  name: string,
  more: Wire<GetAgentRuntimeEndpointResponse>,
): Pair {
  const item = {
    name,
    id: name,
    agentRuntimeEndpointArn: endpointArn(place, runtime, name),
    agentRuntimeArn: runtimeArn(place, runtime),
    status: 'READY',
    liveVersion: '1',
    ...dates,
    ...more,
  };
  const agentRuntimeId = suffixed(runtime);
  return [
    list(operation('ListAgentRuntimeEndpoints'), 'runtimeEndpoints', item, { agentRuntimeId }),
    reply(operation('GetAgentRuntimeEndpoint'), { agentRuntimeId, endpointName: name }, item),
  ];
}

export interface RuntimeHas {
  readonly role: string;
  /** Address of the container image; or `code`. */
  readonly image?: string;
  readonly code?: { readonly bucket: string; readonly key: string };
  /** In these subnets; on the internet where left out. */
  readonly vpc?: Vpc;
  /** Signed requests where left out. */
  readonly jwt?: TokenAuth;
  readonly policy?: string;
  readonly more?: Wire<GetAgentRuntimeResponse>;
}

/** A runtime with what AWS makes beside it: the endpoint DEFAULT and a workload identity of its own. */
export function agentRuntime(place: Place, name: string, has: RuntimeHas): Piece {
  const id = suffixed(name);
  const [identity, identified] = identityPair(place, id);
  const [endpoint, answering] = endpointPair(place, name, 'DEFAULT', {});
  const code = has.code;
  const whole = {
    agentRuntimeArn: runtimeArn(place, name),
    agentRuntimeId: id,
    agentRuntimeName: name,
    agentRuntimeVersion: '1',
    description: `Runs ${name}`,
    status: 'READY',
    roleArn: has.role,
    networkConfiguration:
      has.vpc === undefined
        ? { networkMode: 'PUBLIC' }
        : { networkMode: 'VPC', networkModeConfig: vpcOf(has.vpc) },
    lifecycleConfiguration: { idleRuntimeSessionTimeout: 900, maxLifetime: 28_800 },
    workloadIdentityDetails: { workloadIdentityArn: workloadIdentityArn(place, id) },
    agentRuntimeArtifact:
      code === undefined
        ? { containerConfiguration: { containerUri: has.image } }
        : {
            codeConfiguration: {
              code: { s3: { bucket: code.bucket, prefix: code.key } },
              runtime: 'PYTHON_3_13',
              entryPoint: ['main.py'],
            },
          },
    protocolConfiguration: { serverProtocol: 'HTTP' },
    authorizerConfiguration: tokens(has.jwt),
    ...dates,
    ...has.more,
  };
  const shown = [
    'agentRuntimeArn',
    'agentRuntimeId',
    'agentRuntimeVersion',
    'agentRuntimeName',
    'description',
    'lastUpdatedAt',
    'status',
  ];
  return piece(
    place,
    [list(operation('ListAgentRuntimes'), 'agentRuntimes', pick(whole, shown)), endpoint, identity],
    [
      reply(operation('GetAgentRuntime'), { agentRuntimeId: id }, whole),
      answering,
      identified,
      ...policyOf(runtimeArn(place, name), has.policy),
    ],
  );
}

/** One more endpoint of a runtime. */
export function runtimeEndpoint(
  place: Place,
  runtime: string,
  name: string,
  has: { readonly policy?: string; readonly more?: Wire<GetAgentRuntimeEndpointResponse> } = {},
): Piece {
  const [listed, answered] = endpointPair(place, runtime, name, has.more ?? {});
  return piece(place, [listed], [answered, ...policyOf(endpointArn(place, runtime, name), has.policy)]);
}

export interface GatewayHas {
  readonly role: string;
  /** How callers are asked; by tokens where `jwt` is given, else signed requests. */
  readonly authorizer?: 'AWS_IAM' | 'NONE' | 'AUTHENTICATE_ONLY';
  readonly jwt?: TokenAuth;
  /** ARNs of functions that see every request. */
  readonly interceptors?: readonly string[];
  readonly policy?: string;
  readonly more?: Wire<GetGatewayResponse>;
}

export function gateway(place: Place, name: string, has: GatewayHas): Piece {
  const id = gatewayId(name);
  const interceptors = has.interceptors?.map((lambda) => ({
    interceptor: { lambda: { arn: lambda } },
    interceptionPoints: ['REQUEST'],
  }));
  const whole = {
    gatewayArn: gatewayArn(place, name),
    gatewayId: id,
    gatewayUrl: `https://${id}.gateway.bedrock-agentcore.${place.region}.amazonaws.com/mcp`,
    name,
    status: 'READY',
    authorizerType: has.jwt === undefined ? (has.authorizer ?? 'AWS_IAM') : 'CUSTOM_JWT',
    authorizerConfiguration: tokens(has.jwt),
    protocolType: 'MCP',
    roleArn: has.role,
    interceptorConfigurations: interceptors,
    ...updated,
    ...has.more,
  };
  const shown = ['gatewayId', 'name', 'status', 'authorizerType', 'protocolType', 'createdAt', 'updatedAt'];
  return piece(
    place,
    [list(operation('ListGateways'), 'items', pick(whole, shown))],
    [
      reply(operation('GetGateway'), { gatewayIdentifier: id }, whole),
      ...policyOf(gatewayArn(place, name), has.policy),
    ],
  );
}

export interface TargetHas {
  /** What stands behind it: one of these. */
  readonly lambda?: { readonly arn: string; readonly tools: readonly string[] };
  readonly mcpServer?: string;
  /** `s3://` address of an OpenAPI schema. */
  readonly openApi?: string;
  readonly runtime?: string;
  /** ARN of a credential provider; the gateway's own role where left out. */
  readonly oauth?: string;
  readonly apiKey?: string;
  readonly more?: Wire<GetGatewayTargetResponse>;
}

function behind(has: TargetHas): readonly [type: string, configuration: object] {
  if (has.lambda !== undefined) {
    const inlinePayload = has.lambda.tools.map((name) => ({
      name,
      description: `Does ${name}`,
      inputSchema: { type: 'object' },
    }));
    return ['LAMBDA', { mcp: { lambda: { lambdaArn: has.lambda.arn, toolSchema: { inlinePayload } } } }];
  }
  if (has.openApi !== undefined)
    return ['OPEN_API_SCHEMA', { mcp: { openApiSchema: { s3: { uri: has.openApi } } } }];
  if (has.runtime !== undefined)
    return ['AGENTCORE_RUNTIME', { http: { agentcoreRuntime: { arn: has.runtime, qualifier: 'DEFAULT' } } }];
  return ['MCP_SERVER', { mcp: { mcpServer: { endpoint: has.mcpServer } } }];
}

function credentialsOf(has: TargetHas): object {
  if (has.oauth !== undefined)
    return {
      credentialProviderType: 'OAUTH',
      credentialProvider: { oauthCredentialProvider: { providerArn: has.oauth, scopes: [] } },
    };
  if (has.apiKey !== undefined)
    return {
      credentialProviderType: 'API_KEY',
      credentialProvider: { apiKeyCredentialProvider: { providerArn: has.apiKey } },
    };
  return { credentialProviderType: 'GATEWAY_IAM_ROLE' };
}

/** `of`: name of the gateway. */
export function gatewayTarget(place: Place, of: string, name: string, has: TargetHas): Piece {
  const targetId = idOf(`${of} ${name}`, 10);
  const gatewayIdentifier = gatewayId(of);
  const [targetType, targetConfiguration] = behind(has);
  const both = { targetId, name, status: 'READY', ...updated };
  return piece(
    place,
    [list(operation('ListGatewayTargets'), 'items', { ...both, targetType }, { gatewayIdentifier })],
    [
      reply(
        operation('GetGatewayTarget'),
        { gatewayIdentifier, targetId },
        {
          ...both,
          gatewayArn: gatewayArn(place, of),
          targetConfiguration,
          credentialProviderConfigurations: [credentialsOf(has)],
          ...has.more,
        },
      ),
    ],
  );
}
