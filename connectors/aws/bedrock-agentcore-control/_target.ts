/** What a target of a gateway is made of, and where it leads. Descriptions and schemas given in place are content: not read. */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { executes, inGroups, inSubnets, loadsFrom } from '#connectors/aws/parts/refs.ts';
import type { Edge } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { canonicalArn, formatArn, hostId } from '#graph/schema/aws/ids.ts';

const s3 = z.object({ uri: z.string().optional() }).optional();
const schema = z.object({ s3, inlinePayload: z.unknown().optional() }).optional();
const source = z.object({ source: schema }).optional();
const connector = z.object({ source: z.object({ connectorId: z.string() }) }).optional();

export const target = z.object({
  mcp: z
    .object({
      openApiSchema: schema,
      smithyModel: schema,
      lambda: z
        .object({
          lambdaArn: z.string(),
          toolSchema: z.object({ s3, inlinePayload: z.array(z.object({ name: z.string() })).optional() }),
        })
        .optional(),
      mcpServer: z
        .object({ endpoint: z.string(), mcpToolSchema: schema, listingMode: z.string().default('DEFAULT') })
        .optional(),
      apiGateway: z.object({ restApiId: z.string(), stage: z.string() }).optional(),
      connector,
    })
    .optional(),
  http: z
    .object({
      agentcoreRuntime: z
        .object({ arn: z.string(), qualifier: z.string().optional(), schema: source })
        .optional(),
      passthrough: z.object({ endpoint: z.string(), protocolType: z.string(), schema: source }).optional(),
      connector,
    })
    .optional(),
  inference: z.object({ connector, provider: z.object({ endpoint: z.string() }).optional() }).optional(),
});
type Target = z.output<typeof target>;

export const targetTypes = [
  'LAMBDA',
  'OPEN_API_SCHEMA',
  'SMITHY_MODEL',
  'MCP_SERVER',
  'API_GATEWAY',
  'AGENTCORE_RUNTIME',
  'PASSTHROUGH',
  'PROVIDER',
  'CONNECTOR',
  'HTTP_CONNECTOR',
] as const;

/** In AWS's own words; null for a sort of target that is newer than this list. */
export function typeOf({ mcp, http, inference }: Target): string | null {
  const has: readonly (readonly [unknown, string])[] = [
    [mcp?.lambda, 'LAMBDA'],
    [mcp?.openApiSchema, 'OPEN_API_SCHEMA'],
    [mcp?.smithyModel, 'SMITHY_MODEL'],
    [mcp?.mcpServer, 'MCP_SERVER'],
    [mcp?.apiGateway, 'API_GATEWAY'],
    [http?.agentcoreRuntime, 'AGENTCORE_RUNTIME'],
    [http?.passthrough, 'PASSTHROUGH'],
    [inference?.provider, 'PROVIDER'],
    [mcp?.connector ?? inference?.connector, 'CONNECTOR'],
    [http?.connector, 'HTTP_CONNECTOR'],
  ];
  return has.find(([part]) => part !== undefined)?.[1] ?? null;
}

const schemaOf = ({ mcp, http }: Target) =>
  mcp?.openApiSchema ??
  mcp?.smithyModel ??
  mcp?.lambda?.toolSchema ??
  mcp?.mcpServer?.mcpToolSchema ??
  http?.agentcoreRuntime?.schema?.source ??
  http?.passthrough?.schema?.source;

/** Null for a way to give one that is newer than this. */
export function schemaKind(t: Target): 'none' | 'inline' | 's3' | null {
  const found = schemaOf(t);
  if (found === undefined) return 'none';
  if (found.s3 !== undefined) return 's3';
  return found.inlinePayload === undefined ? null : 'inline';
}
export const schemaAt = (t: Target): string => schemaOf(t)?.s3?.uri ?? 'none';

/** Names of the tools, where the target itself lists them; unknown where a schema, an API or a server does. */
export const toolsOf = ({ mcp }: Target): readonly string[] | null =>
  mcp?.lambda?.toolSchema.inlinePayload?.map((tool) => tool.name) ?? null;

/** Address outside of AgentCore that requests go to. */
export const endpointOf = ({ mcp, http, inference }: Target): string | undefined =>
  mcp?.mcpServer?.endpoint ?? http?.passthrough?.endpoint ?? inference?.provider?.endpoint;

export const connectorOf = ({ mcp, http, inference }: Target): string =>
  (mcp?.connector ?? http?.connector ?? inference?.connector)?.source.connectorId ?? 'none';

const spoken: Readonly<Record<string, Edge['as']>> = {
  MCP: 'McpServer',
  A2A: 'Agent',
  INFERENCE: 'ModelEndpoint',
};

const toHost = <T extends 'EXECUTES' | 'ROUTES_TO'>(
  type: T,
  endpoint: string | undefined,
  as: Edge['as'],
): Edge<T>[] => (endpoint === undefined ? [] : [{ type, to: hostId(endpoint), as }]);

/** To the function, API, server, runtime or host that answers, and to the bucket that holds the schema. */
export function targetEdges(at: AwsPlace, t: Target): Edge<'EXECUTES' | 'ROUTES_TO' | 'LOADS'>[] {
  const { mcp, http, inference } = t;
  const stage = mcp?.apiGateway;
  const runtime = http?.agentcoreRuntime;
  const through = http?.passthrough;
  return [
    ...executes(mcp?.lambda?.lambdaArn),
    ...toHost('EXECUTES', mcp?.mcpServer?.endpoint, 'McpServer'),
    ...(stage === undefined
      ? []
      : [
          {
            type: 'EXECUTES' as const,
            ...end(
              formatArn({
                partition: at.partition,
                service: 'apigateway',
                region: at.region,
                account: '',
                resource: `/restapis/${stage.restApiId}`,
              }),
              'FrontDoor',
            ),
            key: stage.stage,
          },
        ]),
    ...(runtime === undefined
      ? []
      : [
          {
            type: 'ROUTES_TO' as const,
            ...end(canonicalArn(runtime.arn), 'AgentRuntime'),
            key: runtime.qualifier ?? '',
          },
        ]),
    ...toHost('ROUTES_TO', through?.endpoint, spoken[through?.protocolType ?? ''] ?? 'FrontDoor'),
    ...toHost('ROUTES_TO', inference?.provider?.endpoint, 'ModelEndpoint'),
    ...loadsFrom(at, schemaOf(t)?.s3?.uri, 'schema'),
  ];
}

/** A way into a network of the customer, by which the gateway reaches what has no public address. */
export const privateEndpoint = z
  .object({
    selfManagedLatticeResource: z.object({}).optional(),
    managedVpcResource: z
      .object({ subnetIds: z.array(z.string()), securityGroupIds: z.array(z.string()).default([]) })
      .optional(),
  })
  .optional();
type PrivateEndpoint = z.output<typeof privateEndpoint>;

/** Null for a way that is newer than this. */
export function privately(p: PrivateEndpoint): 'none' | 'lattice' | 'vpc' | null {
  if (p === undefined) return 'none';
  if (p.managedVpcResource !== undefined) return 'vpc';
  return p.selfManagedLatticeResource === undefined ? null : 'lattice';
}

export const privateEdges = (
  at: AwsPlace,
  p: PrivateEndpoint,
): Edge<'IN_SUBNET' | 'HAS_SECURITY_GROUP'>[] => [
  ...inSubnets(at, p?.managedVpcResource?.subnetIds),
  ...inGroups(at, p?.managedVpcResource?.securityGroupIds),
];
