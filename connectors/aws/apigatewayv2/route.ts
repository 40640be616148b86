/**
 * Route of an HTTP or WebSocket API: what it asks of callers and to what it leads. The key of its `FRONTS` edge is
 * `<route key> <authorization>` (`GET /chat none`); `connect` stands for what the API asked when one connected.
 */
import { parentText, runsAs } from '#connectors/aws/parts/refs.ts';
import { type At, defineKind } from '#connectors/kit/define.ts';
import { bool, text } from '#graph/schema/fields.ts';
import { leads, route, routesInput, wayOf } from './_routes.ts';
import { apiArn, integration, leadsTo, targetOf } from './_target.ts';

const apiOf = (at: At): string => parentText(at, 'apiId');
const protocolOf = (at: At): string => parentText(at, 'protocol');
const permissions = ['apigateway:GET'];

export default defineKind({
  kind: 'AwsApiGatewayV2Route',
  title: 'API Gateway route',
  cloud: 'aws',
  service: 'apigatewayv2',
  concepts: ['Listener'],
  scope: 'region',
  under: 'AwsApiGatewayV2Api',
})
  .list({
    operation: 'apigatewayv2:GetRoutes',
    permissions,
    input: (at) => routesInput(apiOf(at)),
    items: 'Items',
    item: route,
    id: (r, at) => apiArn(at, `/apis/${apiOf(at)}/routes/${r.RouteId}`),
    name: (r) => r.RouteKey,
    gives: {
      authorization: text('AuthorizationType'),
      apiKeyRequired: bool('ApiKeyRequired'),
      target: text('Target'),
    },
    props: (r, at) => ({
      authorization: wayOf(protocolOf(at), r),
      apiKeyRequired: r.ApiKeyRequired,
      target: leads(r) ? (r.Target ?? 'none') : 'none',
    }),
  })
  .read('integration', {
    operation: 'apigatewayv2:GetIntegration',
    permissions,
    input: (r, at) => ({ ApiId: apiOf(at), IntegrationId: (r.Target ?? '').replace(/^integrations\//, '') }),
    when: { asks: (r) => r.Target?.startsWith('integrations/') === true, otherwise: {} },
    reply: integration,
    gives: {
      integrationType: text('IntegrationType'),
      leadsTo: text('IntegrationUri'),
      viaVpcLink: bool('ConnectionType'),
    },
    props: (i) => ({
      integrationType: i.IntegrationType,
      leadsTo: leadsTo(i),
      viaVpcLink: i.ConnectionType === 'VPC_LINK',
    }),
    edgeTypes: ['FRONTS', 'RUNS_AS'],
    edges: (i, r, at) => {
      const target = targetOf(i);
      return [
        ...(target === undefined
          ? []
          : [{ type: 'FRONTS' as const, ...target, key: `${r.RouteKey} ${wayOf(protocolOf(at), r)}` }]),
        ...runsAs(i.CredentialsArn, 'integration'),
      ];
    },
  });
