/** Pieces of what stands in front of others: API Gateway and CloudFront. Load balancers: `front-doors-elb.ts`. */
import type { Method, RestApi, Stage } from '@aws-sdk/client-api-gateway';
import type { Api, Integration, Route, Stage as StageV2 } from '@aws-sdk/client-apigatewayv2';
import type { DistributionSummary, Origin } from '@aws-sdk/client-cloudfront';
import type { Piece } from '#connectors/standin/estate.ts';
import { everywhere, idOf, list, lowerId, made, type Place, piece, reply, type Wire } from './common.ts';

/** Id of an API, REST, HTTP or WebSocket: it follows from place and name. */
export const apiId = (place: Place, name: string): string => lowerId(place.account + place.region + name, 10);
/** The address of an API, without a stage. */
export const apiHost = (place: Place, name: string): string =>
  `${apiId(place, name)}.execute-api.${place.region}.amazonaws.com`;

/** What a REST API's method leads to: `uri` of a function. */
export const functionUri = (place: Place, functionArn: string): string =>
  `arn:aws:apigateway:${place.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
/** The same of another service: `serviceUri(place, 'runtime.sagemaker', 'endpoints/name/invocations')`. */
export const serviceUri = (place: Place, service: string, path: string): string =>
  `arn:aws:apigateway:${place.region}:${service}:path/${path}`;

export interface RestRoute {
  /** `GET /chat`. */
  readonly route: string;
  /** Default `NONE`. */
  readonly asks?: 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'COGNITO_USER_POOLS';
  readonly key?: boolean;
  readonly uri: string;
  /** Role with which a service is called. */
  readonly role?: string;
  readonly more?: Wire<Method>;
}
export interface RestApiHas {
  readonly endpoint?: 'EDGE' | 'REGIONAL' | 'PRIVATE';
  readonly routes: readonly RestRoute[];
  /** Resource policy. */
  readonly policy?: string;
  /** Default: one, deployed, without a log or a firewall. */
  readonly stages?: readonly Wire<Stage>[];
  readonly more?: Wire<RestApi>;
}

function restMethod({ route, asks = 'NONE', key = false, uri, role, more }: RestRoute) {
  const [httpMethod = ''] = route.split(' ');
  const proxies = uri.includes(':lambda:path/');
  const type = uri.startsWith('arn:') ? (proxies ? 'AWS_PROXY' : 'AWS') : 'HTTP_PROXY';
  return {
    httpMethod,
    authorizationType: asks,
    apiKeyRequired: key,
    ...(asks === 'CUSTOM' || asks === 'COGNITO_USER_POOLS' ? { authorizerId: lowerId(route, 6) } : {}),
    methodIntegration: {
      type,
      httpMethod: 'POST',
      uri,
      ...(role === undefined ? {} : { credentials: role }),
    },
    ...more,
  };
}

export function restApi(place: Place, name: string, has: RestApiHas): Piece {
  const id = apiId(place, name);
  const endpoint = has.endpoint ?? 'REGIONAL';
  const item = {
    id,
    name,
    createdDate: made,
    apiKeySource: 'HEADER',
    endpointConfiguration: { types: [endpoint] },
    disableExecuteApiEndpoint: false,
    ...has.more,
    // As API Gateway sends it: the inside of a JSON text.
    ...(has.policy === undefined ? {} : { policy: JSON.stringify(has.policy).slice(1, -1) }),
  };
  const paths = [...new Set(['/', ...has.routes.map((r) => r.route.split(' ')[1] ?? '/')])];
  const resources = paths.map((path) => {
    const methods = has.routes.filter((r) => (r.route.split(' ')[1] ?? '/') === path).map(restMethod);
    return {
      id: lowerId(id + path, 6),
      path,
      ...(methods.length === 0
        ? {}
        : { resourceMethods: Object.fromEntries(methods.map((m) => [m.httpMethod, m])) }),
    };
  });
  const stages = has.stages ?? [{ stageName: 'live', deploymentId: lowerId(id, 6), createdDate: made }];
  return piece(
    place,
    [
      list('api-gateway:GetRestApis', 'items', item),
      ...resources.map((one) => list('api-gateway:GetResources', 'items', one, { restApiId: id })),
    ],
    [
      reply('api-gateway:GetRestApi', { restApiId: id }, item),
      reply('api-gateway:GetStages', { restApiId: id }, { item: stages }),
    ],
  );
}

export interface HttpRoute {
  /** `GET /chat`, `$default`, `$connect`. */
  readonly route: string;
  /** Default `NONE`. */
  readonly asks?: 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'JWT';
  /** A function's or listener's ARN, or an address. */
  readonly to: string;
  readonly routeMore?: Wire<Route>;
  readonly integration?: Wire<Integration>;
}
export interface HttpApiHas {
  readonly protocol?: 'HTTP' | 'WEBSOCKET';
  readonly routes: readonly HttpRoute[];
  readonly stages?: readonly Wire<StageV2>[];
  readonly more?: Wire<Api>;
}

export function httpApi(place: Place, name: string, has: HttpApiHas): Piece {
  const ApiId = apiId(place, name);
  const item = {
    ApiId,
    Name: name,
    ProtocolType: has.protocol ?? 'HTTP',
    ApiEndpoint: `https://${apiHost(place, name)}`,
    RouteSelectionExpression: '$request.method $request.path',
    DisableExecuteApiEndpoint: false,
    CreatedDate: made,
    ...has.more,
  };
  const all = has.routes.map((r) => {
    const IntegrationId = lowerId(ApiId + r.to, 7);
    const vpc = r.to.includes(':elasticloadbalancing:');
    const integration = {
      IntegrationId,
      IntegrationType: r.to.includes(':function:') ? 'AWS_PROXY' : 'HTTP_PROXY',
      IntegrationUri: r.to,
      ConnectionType: vpc ? 'VPC_LINK' : 'INTERNET',
      ...(vpc ? { ConnectionId: lowerId(ApiId, 6) } : {}),
      ...r.integration,
    };
    const route = {
      RouteId: lowerId(ApiId + r.route, 7),
      RouteKey: r.route,
      AuthorizationType: r.asks ?? 'NONE',
      ApiKeyRequired: false,
      Target: `integrations/${IntegrationId}`,
      ...r.routeMore,
    };
    return { route, integration };
  });
  const integrations = [
    ...new Map(all.map((one) => [one.integration.IntegrationId, one.integration])).values(),
  ];
  const stages = has.stages ?? [{ StageName: '$default', AutoDeploy: true, CreatedDate: made }];
  return piece(
    place,
    [
      list('apigatewayv2:GetApis', 'Items', item),
      ...all.map(({ route }) => list('apigatewayv2:GetRoutes', 'Items', route, { ApiId })),
      ...integrations.map((one) => list('apigatewayv2:GetIntegrations', 'Items', one, { ApiId })),
      ...stages.map((one) => list('apigatewayv2:GetStages', 'Items', one, { ApiId })),
    ],
    integrations.map((one) =>
      reply('apigatewayv2:GetIntegration', { ApiId, IntegrationId: one.IntegrationId }, one),
    ),
  );
}

const counted = <T>(items: readonly T[]) =>
  items.length === 0 ? { Quantity: 0 } : { Quantity: items.length, Items: items };

export const distributionId = (account: string, name: string): string => `E${idOf(account + name, 13)}`;

export interface DistributionHas {
  /** Hosts of the origins by name; that of a bucket is `<bucket>.s3.<region>.amazonaws.com`. */
  readonly origins: Readonly<Record<string, string>>;
  /** By path pattern; `*` is the default. `signed`: only signed URLs and cookies are let in. */
  readonly behaviours: Readonly<Record<string, { readonly origin: string; readonly signed?: boolean }>>;
  readonly aliases?: readonly string[];
  readonly more?: Wire<DistributionSummary>;
}

const originOf = (Id: string, DomainName: string): Wire<Origin> => ({
  Id,
  DomainName,
  OriginPath: '',
  CustomHeaders: { Quantity: 0 },
  ...(/\.s3\./.test(DomainName)
    ? { S3OriginConfig: { OriginAccessIdentity: '' }, OriginAccessControlId: idOf(DomainName, 14) }
    : { CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' } }),
});

export function distribution(account: string, name: string, has: DistributionHas): Piece {
  const Id = distributionId(account, name);
  const behaviour = ({ origin, signed = false }: DistributionHas['behaviours'][string]) => ({
    TargetOriginId: origin,
    ViewerProtocolPolicy: 'redirect-to-https',
    TrustedSigners: { Enabled: false, Quantity: 0 },
    TrustedKeyGroups: { Enabled: signed, ...counted(signed ? [lowerId(name, 36)] : []) },
  });
  const others = Object.entries(has.behaviours).filter(([path]) => path !== '*');
  const item = {
    Id,
    ARN: `arn:aws:cloudfront::${account}:distribution/${Id}`,
    Status: 'Deployed',
    LastModifiedTime: made,
    DomainName: `d${lowerId(account + name, 13)}.cloudfront.net`,
    Aliases: counted(has.aliases ?? []),
    Origins: counted(Object.entries(has.origins).map(([id, host]) => originOf(id, host))),
    DefaultCacheBehavior: behaviour(has.behaviours['*'] ?? { origin: Object.keys(has.origins)[0] ?? '' }),
    CacheBehaviors: counted(others.map(([PathPattern, b]) => ({ PathPattern, ...behaviour(b) }))),
    CustomErrorResponses: { Quantity: 0 },
    Comment: name,
    PriceClass: 'PriceClass_100',
    Enabled: true,
    ViewerCertificate: {
      CloudFrontDefaultCertificate: has.aliases === undefined,
      MinimumProtocolVersion: 'TLSv1.2_2021',
    },
    Restrictions: { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    WebACLId: '',
    HttpVersion: 'http2and3',
    IsIPV6Enabled: true,
    Staging: false,
    ...has.more,
  };
  return piece(everywhere(account), [list('cloudfront:ListDistributions', 'DistributionList.Items', item)]);
}
