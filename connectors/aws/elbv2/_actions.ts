/**
 * What a listener does with a request: to which groups of targets it passes it, and what it asks for first.
 *
 * Source: Elastic Load Balancing API Reference, "Action", "MutualAuthenticationAttributes"; User Guide for Application Load
 * Balancers, "Authenticate users using an Application Load Balancer", "Mutual authentication with TLS".
 */
import { z } from 'zod';
import type { Edge } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';

const action = z.object({
  Type: z.string(),
  TargetGroupArn: z.string().optional(),
  ForwardConfig: z
    .object({ TargetGroups: z.array(z.object({ TargetGroupArn: z.string() })).default([]) })
    .optional(),
});
export const actions = z.array(action);
export type Actions = z.output<typeof actions>;

export const listener = z.object({
  ListenerArn: z.string(),
  // A gateway load balancer's listener has neither.
  Port: z.int().optional(),
  Protocol: z.string().optional(),
  SslPolicy: z.string().optional(),
  Certificates: z.array(z.object({ CertificateArn: z.string() })).default([]),
  DefaultActions: actions,
  MutualAuthentication: z.object({ Mode: z.string().default('off') }).optional(),
});
export type Listener = z.output<typeof listener>;

/** One question, so that a load balancer and its listeners share the answer. */
export const listenersInput = (loadBalancer: string) => ({ LoadBalancerArn: loadBalancer, PageSize: 400 });

const asksBy: Readonly<Record<string, string>> = {
  'authenticate-oidc': 'oidc',
  'authenticate-cognito': 'cognito',
  'jwt-validation': 'jwt',
};

/** Groups of targets that requests are passed to, without doubles. */
export const groupsOf = (all: Actions): readonly string[] => [
  ...new Set(
    all
      .flatMap((a) => [
        a.TargetGroupArn,
        ...(a.ForwardConfig?.TargetGroups ?? []).map((g) => g.TargetGroupArn),
      ])
      .filter((arn) => arn !== undefined)
      .map(canonicalArn),
  ),
];

/** What is asked before a request is passed on: `none` or some of `mutual-tls`, `oidc`, `cognito`, `jwt`; joined by `+`. */
export function asksFor(one: Pick<Listener, 'MutualAuthentication'>, all: Actions): string {
  const ways = [
    // `passthrough` leaves the looking to what is behind.
    ...(one.MutualAuthentication?.Mode === 'verify' ? ['mutual-tls'] : []),
    ...all.flatMap((a) => asksBy[a.Type] ?? []),
  ];
  return ways.length === 0 ? 'none' : ways.join('+');
}

/** Whether anything is passed on at all, rather than answered or sent elsewhere by the load balancer itself. */
export const passesOn = (all: Actions): boolean => all.some((a) => a.Type === 'forward');

/** What the last action is, in words: `forward`, `redirect`, `fixed-response`. */
export const verdictOf = (all: Actions): string =>
  all.find((a) => !(a.Type in asksBy))?.Type ?? all.at(-1)?.Type ?? 'none';

/** To the groups of one rule, keyed `<rule> <authorization>`. */
export const routeEdges = (
  one: Pick<Listener, 'MutualAuthentication'>,
  rule: string,
  all: Actions,
): Edge<'ROUTES_TO'>[] =>
  groupsOf(all).map((to) => ({
    type: 'ROUTES_TO' as const,
    to,
    as: 'AwsElbTargetGroup',
    key: `${rule} ${asksFor(one, all)}`,
  }));
