/**
 * CloudFront distribution. The listing shows all that is used. The key of a `FRONTS` edge is `<path pattern>
 * <authorization>`: `/media/* signed`, `* none`.
 */
import { executes } from '#connectors/aws/parts/refs.ts';
import { defineKind, type Edge } from '#connectors/kit/define.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { canonicalArn, hostId } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, texts, time } from '#graph/schema/fields.ts';
import {
  asksFor,
  behavioursOf,
  type Distribution,
  distribution,
  edgeFunctionsOf,
  originEnd,
  originsOf,
} from './_behaviours.ts';

/** Unknown while a function decides on some way in and no other is known to ask nobody. */
function authorization(d: Distribution): readonly string[] | null {
  const ways = new Set(behavioursOf(d).map((b) => asksFor(d, b)));
  const unsure = ways.delete('function');
  return unsure && !ways.has('none') ? null : [...ways].toSorted();
}

const fronts = (at: AwsPlace, d: Distribution): Edge<'FRONTS'>[] =>
  behavioursOf(d).flatMap((b) =>
    originsOf(d, b).flatMap((o) => {
      const target = originEnd(at, o);
      return target === undefined
        ? []
        : [{ type: 'FRONTS' as const, ...target, key: `${b.path} ${asksFor(d, b)}` }];
    }),
  );

/** Lambda@Edge; CloudFront's own functions are no assets of their own here. */
const runs = (d: Distribution): Edge<'EXECUTES'>[] =>
  behavioursOf(d).flatMap((b) =>
    edgeFunctionsOf(b)
      .filter((f) => /^arn:[^:]+:lambda:/.test(f.id))
      .flatMap((f) => executes(f.id, `${f.on} ${b.path}`)),
  );

/** What the weakest behaviour lets viewers speak. */
function weakestProtocol(d: Distribution): string {
  const policies = behavioursOf(d).map((b) => b.ViewerProtocolPolicy);
  return (
    ['allow-all', 'redirect-to-https', 'https-only'].find((p) => policies.includes(p)) ?? policies[0] ?? ''
  );
}

export default defineKind({
  kind: 'AwsCloudFrontDistribution',
  title: 'CloudFront distribution',
  cloud: 'aws',
  service: 'cloudfront',
  concepts: ['FrontDoor'],
  scope: 'account',
  verbs: {
    MANAGE: [
      'cloudfront:AssociateAlias',
      'cloudfront:DeleteDistribution',
      'cloudfront:UpdateDistribution',
      'cloudfront:UpdateDistributionWithStagingConfig',
    ],
  },
  // What a distribution shows an origin so that it is let in.
  secretFields: ['DistributionList.Items.Origins.Items.CustomHeaders.Items.HeaderValue'],
}).list({
  operation: 'cloudfront:ListDistributions',
  input: () => ({ MaxItems: 100 }),
  items: 'DistributionList.Items',
  // CloudFront shows an account without distributions a list of length 0 and no items.
  omitsEmpty: true,
  item: distribution,
  id: (d) => canonicalArn(d.ARN),
  name: (d) => d.Id,
  aliases: (d) => [d.DomainName, ...(d.Aliases.Items ?? [])].map(hostId),
  gives: {
    domainName: text('DomainName'),
    otherNames: texts('Aliases.Items'),
    comment: text('Comment'),
    status: text('Status'),
    enabled: bool('Enabled'),
    staging: bool('Staging'),
    facesInternet: bool('Enabled'),
    /** Ways of all behaviours: `none`, `signed` (URLs or cookies), `mutual-tls`. */
    authorization: texts('DefaultCacheBehavior.TrustedKeyGroups, CacheBehaviors.Items.TrustedKeyGroups'),
    /** `<path pattern> <authorization> -> <host of the origin>`; the authorization `function`: a function decides. */
    behaviours: texts('CacheBehaviors.Items'),
    /** Origins' hosts with their path. */
    origins: texts('Origins.Items.DomainName'),
    /** Buckets that are asked without showing who asks: they can only answer what is public. */
    originsWithoutIdentity: texts('Origins.Items.OriginAccessControlId'),
    /** Origins that are spoken to in clear. */
    originsInClear: texts('Origins.Items.CustomOriginConfig.OriginProtocolPolicy'),
    viewerProtocol: oneOf('DefaultCacheBehavior.ViewerProtocolPolicy', [
      'allow-all',
      'redirect-to-https',
      'https-only',
    ]),
    minimumTls: text('ViewerCertificate.MinimumProtocolVersion'),
    webAcl: text('WebACLId'),
    edgeFunctions: texts('DefaultCacheBehavior.LambdaFunctionAssociations'),
    changedAt: time('LastModifiedTime'),
  },
  props: (d, at) => {
    const origins = d.Origins.Items ?? [];
    const isBucket = (o: (typeof origins)[number]) =>
      originEnd(at, o)?.to.includes(':s3:::') === true && !/\.s3-website[.-]/i.test(o.DomainName);
    return {
      domainName: d.DomainName.toLowerCase(),
      otherNames: (d.Aliases.Items ?? []).toSorted(),
      comment: d.Comment,
      status: d.Status,
      enabled: d.Enabled,
      staging: d.Staging,
      facesInternet: d.Enabled,
      authorization: authorization(d),
      behaviours: behavioursOf(d).flatMap((b) =>
        originsOf(d, b).map((o) => `${b.path} ${asksFor(d, b)} -> ${o.DomainName}`),
      ),
      origins: origins.map((o) => `${o.DomainName}${o.OriginPath}`).toSorted(),
      originsWithoutIdentity: origins
        .filter(isBucket)
        .filter(
          (o) => o.OriginAccessControlId === '' && (o.S3OriginConfig?.OriginAccessIdentity ?? '') === '',
        )
        .map((o) => o.DomainName)
        .toSorted(),
      originsInClear: origins
        .filter((o) => /^(?:http-only|match-viewer)$/.test(o.CustomOriginConfig?.OriginProtocolPolicy ?? ''))
        .map((o) => o.DomainName)
        .toSorted(),
      viewerProtocol: weakestProtocol(d),
      minimumTls: d.ViewerCertificate?.MinimumProtocolVersion ?? 'TLSv1',
      webAcl: d.WebACLId === '' ? 'none' : d.WebACLId,
      edgeFunctions: [
        ...new Set(behavioursOf(d).flatMap((b) => edgeFunctionsOf(b).map((f) => canonicalArn(f.id)))),
      ].toSorted(),
      changedAt: d.LastModifiedTime ?? null,
    };
  },
  edgeTypes: ['FRONTS', 'EXECUTES'],
  edges: (d, at) => [...fronts(at, d), ...runs(d)],
});
