/** Routes of an HTTP or WebSocket API, as their listing shows them. */
import { z } from 'zod';

export const route = z.object({
  RouteId: z.string(),
  RouteKey: z.string(),
  AuthorizationType: z.string().default('NONE'),
  ApiKeyRequired: z.boolean().default(false),
  Target: z.string().optional(),
});
export type Route = z.output<typeof route>;

/** One question, so that the API and its routes share the answer. */
export const routesInput = (api: string) => ({ ApiId: api, MaxResults: '100' });

const asksBy: Readonly<Record<string, string>> = {
  NONE: 'none',
  AWS_IAM: 'iam',
  CUSTOM: 'authorizer',
  JWT: 'jwt',
};

/** How a route asks by itself who calls: `none`, `api-key`, `iam`, `authorizer` or `jwt`. */
export function ownWay({ AuthorizationType: type, ApiKeyRequired: key }: Route): string {
  const way = asksBy[type] ?? type.toLowerCase();
  return way === 'none' && key ? 'api-key' : way;
}

/**
 * How a route asks who calls. Routes of a WebSocket are called by who is connected: they ask for nothing themselves.
 * Source: API Gateway Developer Guide, "Control and manage access to WebSocket APIs" (authorization is on `$connect` only).
 */
export const wayOf = (protocol: string, one: Route): string =>
  protocol === 'WEBSOCKET' && one.RouteKey !== '$connect' ? 'connect' : ownWay(one);

/** Whether it leads to anything. */
export const leads = ({ Target: target }: Route): boolean => (target ?? '') !== '';
