/**
 * REST API of API Gateway. Its methods are read as they are written, not as they were last deployed to a stage; what AWS
 * answers by itself (`MOCK`) leads nowhere and counts nowhere.
 *
 * The key of a `FRONTS` edge is `<method> <path> <authorization>`: `GET /chat none`. The key of a `RUNS_AS` edge is
 * `<method> <path>`.
 */
import { z } from 'zod';
import { runsAs } from '#connectors/aws/parts/refs.ts';
import { defineKind, type Edge } from '#connectors/kit/define.ts';
import { NO_POLICY, policyText } from '#graph/schema/aws/document.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { canonicalArn, parseArn, regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, json, text, texts, time } from '#graph/schema/fields.ts';
import { apiArn, apiHost, leadsTo, targetOf } from './_integration.ts';

const restApi = z.object({
  id: z.string(),
  name: z.string().default(''),
  createdDate: z.string().optional(),
  apiKeySource: z.string().optional(),
  disableExecuteApiEndpoint: z.boolean().default(false),
  endpointConfiguration: z
    .object({ types: z.array(z.string()).min(1), vpcEndpointIds: z.array(z.string()).default([]) })
    .optional(),
});
type RestApi = z.output<typeof restApi>;

/**
 * API Gateway sends the document as the inside of a JSON text: quotes and slashes have a backslash in front, and what is
 * no sign but a break of line is written as one.
 */
const escapedPolicy = z
  .string()
  .transform((raw) =>
    /^\s*\{\s*\\/.test(raw)
      ? raw.replaceAll(/\\(["\\/nrt])/g, (_all, sign: string) => (/[nrt]/.test(sign) ? ' ' : sign))
      : raw,
  )
  .pipe(policyText);

const method = z.object({
  authorizationType: z.string().default('NONE'),
  apiKeyRequired: z.boolean().default(false),
  methodIntegration: z
    .object({
      type: z.string(),
      uri: z.string().optional(),
      integrationTarget: z.string().optional(),
      credentials: z.string().optional(),
      connectionType: z.string().default('INTERNET'),
    })
    .optional(),
});
const resources = z.object({
  items: z.array(z.object({ path: z.string(), resourceMethods: z.record(z.string(), method).default({}) })),
});

const asksBy: Readonly<Record<string, string>> = {
  NONE: 'none',
  AWS_IAM: 'iam',
  CUSTOM: 'authorizer',
  COGNITO_USER_POOLS: 'cognito',
};

/** Methods that lead somewhere, in order of path and method. */
function routesOf(reply: z.output<typeof resources>) {
  return reply.items
    .flatMap(({ path, resourceMethods }) =>
      Object.entries(resourceMethods).flatMap(([verb, m]) => {
        const integration = m.methodIntegration;
        if (integration === undefined || integration.type === 'MOCK') return [];
        const asks = asksBy[m.authorizationType] ?? m.authorizationType.toLowerCase();
        return [
          {
            name: `${verb} ${path}`,
            asks: asks === 'none' && m.apiKeyRequired ? 'api-key' : asks,
            integration,
          },
        ];
      }),
    )
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** A role; `arn:aws:iam::*:user/*` stands for the caller's own rights. */
const roleOf = (credentials: string | undefined): string | undefined =>
  parseArn(credentials ?? '')?.resource.startsWith('role/') === true ? credentials : undefined;

function routeEdges(at: AwsPlace, reply: z.output<typeof resources>): Edge<'FRONTS' | 'RUNS_AS'>[] {
  return routesOf(reply).flatMap(({ name, asks, integration }) => {
    const target = targetOf(at, integration);
    return [
      ...(target === undefined ? [] : [{ type: 'FRONTS' as const, ...target, key: `${name} ${asks}` }]),
      ...runsAs(roleOf(integration.credentials), name),
    ];
  });
}

const stage = z.object({
  stageName: z.string(),
  deploymentId: z.string().optional(),
  webAclArn: z.string().optional(),
  tracingEnabled: z.boolean().default(false),
  accessLogSettings: z.object({ destinationArn: z.string().optional() }).optional(),
});
const logOf = (s: z.output<typeof stage>): string | undefined => s.accessLogSettings?.destinationArn;

const isPrivate = (api: RestApi): boolean | undefined => api.endpointConfiguration?.types.includes('PRIVATE');

/** Custom names are not read: without its own address nobody knows here whether it has another. */
function facesInternet(api: RestApi): boolean | null {
  const inside = isPrivate(api);
  if (inside === undefined) return null;
  if (inside) return false;
  return api.disableExecuteApiEndpoint ? null : true;
}

const gone = ['NotFoundException'];
const permissions = ['apigateway:GET'];

export default defineKind({
  kind: 'AwsApiGatewayRestApi',
  title: 'API Gateway REST API',
  cloud: 'aws',
  service: 'api-gateway',
  concepts: ['FrontDoor'],
  scope: 'region',
  verbs: {
    INVOKE: ['execute-api:Invoke'],
    MANAGE: [
      'apigateway:DELETE',
      'apigateway:PATCH',
      'apigateway:POST',
      'apigateway:PUT',
      'apigateway:UpdateRestApiPolicy',
    ],
  },
  // Calls are granted on another ARN, with the account, which the API's own never holds.
  resources: (id) => {
    const arn = parseArn(id);
    const api = arn?.resource.split('/').at(-1) ?? '';
    return arn === undefined
      ? [id]
      : [id, `${id}/*`, `arn:${arn.partition}:execute-api:${arn.region}:*:${api}/*`];
  },
  // Values of stage variables: often keys of what is behind.
  secretFields: ['item.variables', 'item.canarySettings.stageVariableOverrides'],
})
  .list({
    operation: 'api-gateway:GetRestApis',
    permissions,
    input: () => ({ limit: 500 }),
    items: 'items',
    item: restApi,
    id: (api, at) => apiArn(at, `/restapis/${api.id}`),
    name: (api) => api.name,
    aliases: (api, at) => [regionalArn(at, 'execute-api', api.id), apiHost(at, api.id)],
    gives: {
      apiId: text('id'),
      endpointTypes: texts('endpointConfiguration.types'),
      vpcEndpoints: texts('endpointConfiguration.vpcEndpointIds'),
      executeApiDisabled: bool('disableExecuteApiEndpoint'),
      facesInternet: bool('endpointConfiguration.types, disableExecuteApiEndpoint'),
      apiKeySource: text('apiKeySource'),
      createdAt: time('createdDate'),
    },
    props: (api) => ({
      apiId: api.id,
      endpointTypes: api.endpointConfiguration?.types ?? null,
      vpcEndpoints: api.endpointConfiguration?.vpcEndpointIds ?? null,
      executeApiDisabled: api.disableExecuteApiEndpoint,
      facesInternet: facesInternet(api),
      apiKeySource: api.apiKeySource ?? 'HEADER',
      createdAt: api.createdDate ?? null,
    }),
  })
  .read('policy', {
    operation: 'api-gateway:GetRestApi',
    permissions,
    input: (api) => ({ restApiId: api.id }),
    // An API without a policy is shown without the field.
    reply: z.object({ id: z.string(), policy: escapedPolicy.default(NO_POLICY) }),
    gone,
    gives: { policy: json('policy'), hasPolicy: bool('policy') },
    props: (r) => ({ policy: r.policy, hasPolicy: r.policy !== NO_POLICY }),
  })
  .read('methods', {
    operation: 'api-gateway:GetResources',
    permissions,
    input: (api) => ({ restApiId: api.id, embed: ['methods'], limit: 500 }),
    pages: 'items',
    reply: resources,
    gone,
    gives: {
      /** Ways of all methods: `none`, `api-key`, `iam`, `authorizer`, `cognito`. */
      authorization: texts('items.resourceMethods.authorizationType'),
      /** `<method> <path> <authorization> -> <what it leads to>` */
      routes: texts('items.resourceMethods'),
      /** Those that ask for nothing at all: `<method> <path> -> <what it leads to>`. A policy may still refuse callers. */
      openRoutes: texts('items.resourceMethods.authorizationType'),
      /** Methods whose target is filled in by each call or is no asset of its own. */
      unresolvedRoutes: texts('items.resourceMethods.methodIntegration.uri'),
    },
    props: (reply, _api, at) => {
      const routes = routesOf(reply);
      return {
        authorization: [...new Set(routes.map((r) => r.asks))].toSorted(),
        routes: routes.map((r) => `${r.name} ${r.asks} -> ${leadsTo(at, r.integration)}`),
        openRoutes: routes
          .filter((r) => r.asks === 'none')
          .map((r) => `${r.name} -> ${leadsTo(at, r.integration)}`),
        unresolvedRoutes: routes.filter((r) => targetOf(at, r.integration) === undefined).map((r) => r.name),
      };
    },
    edgeTypes: ['FRONTS', 'RUNS_AS'],
    edges: (reply, _api, at) => routeEdges(at, reply),
  })
  .read('stages', {
    operation: 'api-gateway:GetStages',
    permissions,
    input: (api) => ({ restApiId: api.id }),
    reply: z.object({ item: z.array(stage) }),
    gone,
    gives: {
      stages: texts('item.stageName'),
      deployed: bool('item.deploymentId'),
      stagesWithoutWaf: texts('item.webAclArn'),
      stagesWithoutLog: texts('item.accessLogSettings.destinationArn'),
    },
    props: ({ item: stages }) => {
      const names = (keep: (s: z.output<typeof stage>) => boolean) =>
        stages
          .filter(keep)
          .map((s) => s.stageName)
          .toSorted();
      return {
        stages: names(() => true),
        deployed: stages.some((s) => (s.deploymentId ?? '') !== ''),
        stagesWithoutWaf: names((s) => s.webAclArn === undefined),
        stagesWithoutLog: names((s) => logOf(s) === undefined),
      };
    },
    edgeTypes: ['LOGS_TO'],
    edges: ({ item: stages }) =>
      stages.flatMap((s) => {
        const to = logOf(s);
        if (to === undefined) return [];
        const isGroup = parseArn(to)?.service === 'logs';
        return [
          {
            type: 'LOGS_TO' as const,
            to: canonicalArn(to).replace(/:\*$/, ''),
            as: isGroup ? 'LogStore' : 'Stream',
            key: s.stageName,
          },
        ];
      }),
  });
