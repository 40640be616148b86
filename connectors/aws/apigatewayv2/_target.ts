/**
 * To what an integration of an HTTP or WebSocket API leads, where its text names it.
 *
 * Source: API Gateway V2 API Reference, "Integration" (`integrationUri`): the ARN of a function, by itself or inside of
 * API Gateway's own; the ARN of a load balancer's listener for a VPC link; an address.
 */
import { z } from 'zod';
import { type End, end } from '#connectors/aws/parts/ends.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { canonicalArn, formatArn, functionArn, hostId, parseArn } from '#graph/schema/aws/ids.ts';

export const integration = z.object({
  IntegrationType: z.string().default('none'),
  IntegrationSubtype: z.string().optional(),
  IntegrationUri: z.string().optional(),
  ConnectionType: z.string().default('INTERNET'),
  CredentialsArn: z.string().optional(),
});
export type Integration = z.output<typeof integration>;

/** What it leads to; `undefined` where its text names nothing, or a part of it is filled in by each call. */
export function targetOf({ IntegrationUri: uri }: Integration): End | undefined {
  if (uri === undefined || uri.includes('${')) return undefined;
  const [, inner = uri] = /:lambda:path\/+.*\/functions\/(arn:.+)\/invocations$/s.exec(uri) ?? [];
  const service = parseArn(inner)?.service;
  if (service === 'lambda') return end(functionArn(inner), 'Function');
  if (service === 'elasticloadbalancing') return { to: canonicalArn(inner), as: 'AwsElbListener' };
  if (!/^https?:\/\//i.test(uri)) return undefined;
  const to = hostId(uri).replace(/^host\/dualstack\./, 'host/');
  if (/\.elb\.(?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?$/.test(to)) return { to, as: 'AwsElbLoadBalancer' };
  if (/\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(to)) return { to, as: 'FrontDoor' };
  return /\.lambda-url\.[a-z0-9-]+\.on\.aws$/.test(to) ? { to, as: 'AwsLambdaFunction' } : undefined;
}

/** The same in words, whether or not it is an asset: its id, `host/<name>`, a service's subtype, or the URI. */
export function leadsTo(one: Integration): string {
  const uri = one.IntegrationUri ?? '';
  const target = targetOf(one);
  if (target !== undefined) return target.to;
  if (/^https?:\/\/[^{}/]+(?:\/|$)/i.test(uri)) return hostId(uri);
  return one.IntegrationSubtype ?? (uri === '' ? 'nothing' : uri);
}

/** The address at which an API answers where nothing turned it off. */
export const apiHost = (at: AwsPlace, api: string): string =>
  `host/${api}.execute-api.${at.region}.amazonaws.com${at.partition === 'aws-cn' ? '.cn' : ''}`.toLowerCase();

/** An ARN of API Gateway: it never holds an account. */
export const apiArn = (at: AwsPlace, resource: string): string =>
  formatArn({ partition: at.partition, service: 'apigateway', region: at.region, account: '', resource });
