/**
 * How a distribution passes requests on: by which paths, to which origins, and what it asks for first.
 *
 * Source: CloudFront API Reference, "DistributionSummary", "CacheBehavior", "OriginGroup"; Developer Guide, "Restrict
 * content with signed URLs and signed cookies", "Viewer mutual TLS authentication".
 */
import { z } from 'zod';
import { type End, end } from '#connectors/aws/parts/ends.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { bucketArn, hostId } from '#graph/schema/aws/ids.ts';

/** Lists come with their length and leave out what is empty. */
const list = <S extends z.ZodType>(item: S) => z.object({ Items: z.array(item).optional() });
const trusted = z.object({ Enabled: z.boolean() }).optional();
const behaviour = z.object({
  TargetOriginId: z.string(),
  ViewerProtocolPolicy: z.string(),
  TrustedSigners: trusted,
  TrustedKeyGroups: trusted,
  LambdaFunctionAssociations: list(
    z.object({ LambdaFunctionARN: z.string(), EventType: z.string() }),
  ).optional(),
  FunctionAssociations: list(z.object({ FunctionARN: z.string(), EventType: z.string() })).optional(),
});
const origin = z.object({
  Id: z.string(),
  DomainName: z.string(),
  OriginPath: z.string().default(''),
  OriginAccessControlId: z.string().default(''),
  S3OriginConfig: z.object({ OriginAccessIdentity: z.string().default('') }).optional(),
  CustomOriginConfig: z.object({ OriginProtocolPolicy: z.string() }).optional(),
});
export type Origin = z.output<typeof origin>;

export const distribution = z.object({
  Id: z.string(),
  ARN: z.string(),
  Status: z.string(),
  DomainName: z.string(),
  Enabled: z.boolean(),
  Staging: z.boolean().default(false),
  Comment: z.string().default(''),
  WebACLId: z.string().default(''),
  LastModifiedTime: z.string().optional(),
  Aliases: list(z.string()),
  Origins: list(origin),
  OriginGroups: list(
    z.object({ Id: z.string(), Members: list(z.object({ OriginId: z.string() })) }),
  ).optional(),
  DefaultCacheBehavior: behaviour,
  CacheBehaviors: list(behaviour.extend({ PathPattern: z.string() })),
  ViewerCertificate: z
    .object({
      CloudFrontDefaultCertificate: z.boolean().optional(),
      MinimumProtocolVersion: z.string().optional(),
    })
    .optional(),
  ViewerMtlsConfig: z.object({ Mode: z.string().optional() }).optional(),
});
export type Distribution = z.output<typeof distribution>;

export interface Behaviour extends z.output<typeof behaviour> {
  /** `*` for what no other takes. */
  readonly path: string;
}

/** All behaviours, in the order in which they are tried. */
export const behavioursOf = (d: Distribution): readonly Behaviour[] => [
  ...(d.CacheBehaviors.Items ?? []).map((b) => ({ ...b, path: b.PathPattern })),
  { ...d.DefaultCacheBehavior, path: '*' },
];

/** Code that runs before anything else, and may refuse or let in whom it likes. */
export const edgeFunctionsOf = (b: Behaviour): readonly { readonly id: string; readonly on: string }[] => [
  ...(b.LambdaFunctionAssociations?.Items ?? []).map((f) => ({ id: f.LambdaFunctionARN, on: f.EventType })),
  ...(b.FunctionAssociations?.Items ?? []).map((f) => ({ id: f.FunctionARN, on: f.EventType })),
];

/**
 * What is asked before a request is passed on: `signed`, `mutual-tls`, `none`; `function` where a function sees the request
 * first, of which nobody knows here what it asks.
 */
export function asksFor(d: Distribution, b: Behaviour): string {
  if (b.TrustedKeyGroups?.Enabled === true || b.TrustedSigners?.Enabled === true) return 'signed';
  if (d.ViewerMtlsConfig?.Mode === 'required') return 'mutual-tls';
  return edgeFunctionsOf(b).some((f) => f.on === 'viewer-request') ? 'function' : 'none';
}

/** The origins of a behaviour: one, or those of a group. */
export function originsOf(d: Distribution, { TargetOriginId: id }: Behaviour): readonly Origin[] {
  const group = d.OriginGroups?.Items?.find((g) => g.Id === id);
  const ids = group === undefined ? [id] : (group.Members.Items ?? []).map((m) => m.OriginId);
  return (d.Origins.Items ?? []).filter((o) => ids.includes(o.Id));
}

/**
 * The asset behind an origin's host, where the host is one of AWS's own. Function URLs, APIs and load balancers have their
 * host as an alias.
 */
export function originEnd(at: Pick<AwsPlace, 'partition'>, { DomainName }: Origin): End | undefined {
  const host = DomainName.toLowerCase();
  const bucket =
    /^(.+)\.s3(?:-website)?(?:[.-](?:dualstack\.)?(?!global\.)[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/.exec(
      host,
    )?.[1];
  if (bucket !== undefined) return end(bucketArn(at, bucket), 'ObjectStore');
  const to = hostId(host.replace(/^dualstack\./, ''));
  if (/\.elb\.(?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?$/.test(to)) return { to, as: 'AwsElbLoadBalancer' };
  if (/\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(to)) return { to, as: 'FrontDoor' };
  return /\.lambda-url\.[a-z0-9-]+\.on\.aws$/.test(to) ? { to, as: 'AwsLambdaFunction' } : undefined;
}
