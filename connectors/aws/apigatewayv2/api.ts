/**
 * HTTP or WebSocket API of API Gateway: who may come in. Where its routes lead is theirs to tell (AwsApiGatewayV2Route).
 * A WebSocket asks once, when one connects.
 */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn, parseArn, regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, texts, time } from '#graph/schema/fields.ts';
import { leads, ownWay, type Route, route, routesInput, wayOf } from './_routes.ts';
import { apiArn, apiHost, integration, leadsTo } from './_target.ts';

const api = z.object({
  ApiId: z.string(),
  Name: z.string(),
  ProtocolType: z.string(),
  DisableExecuteApiEndpoint: z.boolean().default(false),
  CorsConfiguration: z.object({ AllowOrigins: z.array(z.string()).default([]) }).optional(),
  CreatedDate: z.string().optional(),
});

/** The ways in: each route of an HTTP API, the connection of a WebSocket; that of one without `$connect` asks nobody. */
function waysIn(protocol: string, routes: readonly Route[]): readonly string[] {
  if (protocol !== 'WEBSOCKET') return routes.filter(leads).map(ownWay);
  if (!routes.some(leads)) return [];
  const connect = routes.find((r) => r.RouteKey === '$connect');
  return [connect === undefined ? 'none' : ownWay(connect)];
}

const stage = z.object({
  StageName: z.string(),
  DeploymentId: z.string().optional(),
  AutoDeploy: z.boolean().default(false),
  AccessLogSettings: z.object({ DestinationArn: z.string().optional() }).optional(),
});
const logOf = (s: z.output<typeof stage>): string | undefined => s.AccessLogSettings?.DestinationArn;

const gone = ['NotFoundException'];
const permissions = ['apigateway:GET'];

export default defineKind({
  kind: 'AwsApiGatewayV2Api',
  title: 'API Gateway HTTP or WebSocket API',
  cloud: 'aws',
  service: 'apigatewayv2',
  concepts: ['FrontDoor'],
  scope: 'region',
  verbs: {
    INVOKE: ['execute-api:Invoke'],
    // Speaks to those who are connected to a WebSocket.
    WRITE: ['execute-api:ManageConnections'],
    MANAGE: ['apigateway:DELETE', 'apigateway:PATCH', 'apigateway:POST', 'apigateway:PUT'],
  },
  // Calls are granted on another ARN, with the account, which the API's own never holds.
  resources: (id) => {
    const arn = parseArn(id);
    const name = arn?.resource.split('/').at(-1) ?? '';
    return arn === undefined
      ? [id]
      : [id, `${id}/*`, `arn:${arn.partition}:execute-api:${arn.region}:*:${name}/*`];
  },
  // Values of stage variables: often keys of what is behind.
  secretFields: ['Items.StageVariables'],
})
  .list({
    operation: 'apigatewayv2:GetApis',
    permissions,
    input: () => ({ MaxResults: '100' }),
    items: 'Items',
    item: api,
    id: (a, at) => apiArn(at, `/apis/${a.ApiId}`),
    name: (a) => a.Name,
    aliases: (a, at) => [regionalArn(at, 'execute-api', a.ApiId), apiHost(at, a.ApiId)],
    gives: {
      apiId: text('ApiId'),
      protocol: oneOf('ProtocolType', ['HTTP', 'WEBSOCKET']),
      executeApiDisabled: bool('DisableExecuteApiEndpoint'),
      facesInternet: bool('DisableExecuteApiEndpoint'),
      allowsAnyOrigin: bool('CorsConfiguration.AllowOrigins'),
      createdAt: time('CreatedDate'),
    },
    props: (a) => ({
      apiId: a.ApiId,
      protocol: a.ProtocolType,
      executeApiDisabled: a.DisableExecuteApiEndpoint,
      // Custom names are not read: without its own address nobody knows here whether it has another.
      facesInternet: a.DisableExecuteApiEndpoint ? null : true,
      allowsAnyOrigin: a.CorsConfiguration?.AllowOrigins.includes('*') ?? false,
      createdAt: a.CreatedDate ?? null,
    }),
  })
  .read('routes', {
    operation: 'apigatewayv2:GetRoutes',
    permissions,
    input: (a) => routesInput(a.ApiId),
    pages: 'Items',
    reply: z.object({ Items: z.array(route) }),
    gone,
    gives: {
      authorization: texts('Items.AuthorizationType'),
      /** `<route key> <authorization> -> integrations/<id>`; `nothing` where it leads nowhere. */
      routes: texts('Items'),
      /** Those that ask for nothing: `<route key> -> integrations/<id>`. */
      openRoutes: texts('Items.AuthorizationType'),
    },
    props: ({ Items: routes }, a) => {
      const ways = waysIn(a.ProtocolType, routes);
      const open = (r: Route) =>
        leads(r) && (a.ProtocolType === 'WEBSOCKET' ? ways.includes('none') : ownWay(r) === 'none');
      return {
        authorization: [...new Set(ways)].toSorted(),
        routes: routes
          .map((r) => `${r.RouteKey} ${wayOf(a.ProtocolType, r)} -> ${leads(r) ? r.Target : 'nothing'}`)
          .toSorted(),
        openRoutes: routes
          .filter(open)
          .map((r) => `${r.RouteKey} -> ${r.Target}`)
          .toSorted(),
      };
    },
    edgeTypes: ['ROUTES_TO'],
    edges: ({ Items: routes }, a, at) =>
      routes.map((r) => ({
        type: 'ROUTES_TO' as const,
        to: apiArn(at, `/apis/${a.ApiId}/routes/${r.RouteId}`),
        as: 'AwsApiGatewayV2Route',
        key: wayOf(a.ProtocolType, r),
      })),
  })
  .read('integrations', {
    operation: 'apigatewayv2:GetIntegrations',
    permissions,
    input: (a) => ({ ApiId: a.ApiId, MaxResults: '100' }),
    pages: 'Items',
    reply: z.object({ Items: z.array(integration.extend({ IntegrationId: z.string() })) }),
    gone,
    gives: {
      /** `integrations/<id> -> <what it leads to>` */
      integrations: texts('Items.IntegrationUri'),
    },
    props: ({ Items: all }) => ({
      integrations: all.map((i) => `integrations/${i.IntegrationId} -> ${leadsTo(i)}`).toSorted(),
    }),
  })
  .read('stages', {
    operation: 'apigatewayv2:GetStages',
    permissions,
    input: (a) => ({ ApiId: a.ApiId, MaxResults: '100' }),
    pages: 'Items',
    reply: z.object({ Items: z.array(stage) }),
    gone,
    gives: {
      stages: texts('Items.StageName'),
      deployed: bool('Items.DeploymentId'),
      stagesWithoutLog: texts('Items.AccessLogSettings.DestinationArn'),
    },
    props: ({ Items: stages }) => ({
      stages: stages.map((s) => s.StageName).toSorted(),
      deployed: stages.some((s) => s.AutoDeploy || (s.DeploymentId ?? '') !== ''),
      stagesWithoutLog: stages
        .filter((s) => logOf(s) === undefined)
        .map((s) => s.StageName)
        .toSorted(),
    }),
    edgeTypes: ['LOGS_TO'],
    edges: ({ Items: stages }) =>
      stages.flatMap((s) => {
        const to = logOf(s);
        if (to === undefined) return [];
        const isGroup = parseArn(to)?.service === 'logs';
        return [
          {
            type: 'LOGS_TO' as const,
            to: canonicalArn(to).replace(/:\*$/, ''),
            as: isGroup ? 'LogStore' : 'Stream',
            key: s.StageName,
          },
        ];
      }),
  });
