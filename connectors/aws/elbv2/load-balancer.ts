/**
 * Load balancer of any type but classic. What its listeners ask of callers is theirs to tell whole (AwsElbListener, with
 * rules); here stand their default actions.
 */
import { z } from 'zod';
import { inGroups, inSubnets, logsTo } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn, hostId, regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, texts, time } from '#graph/schema/fields.ts';
import { asksFor, type Listener, listener, listenersInput, passesOn } from './_actions.ts';

const loadBalancer = z.object({
  LoadBalancerArn: z.string(),
  LoadBalancerName: z.string(),
  Type: z.string(),
  // A gateway load balancer has none: it is reached through endpoints.
  Scheme: z.string().optional(),
  DNSName: z.string().optional(),
  VpcId: z.string().optional(),
  IpAddressType: z.string().optional(),
  CreatedTime: z.string().optional(),
  AvailabilityZones: z.array(z.object({ SubnetId: z.string().optional() })).default([]),
  SecurityGroups: z.array(z.string()).default([]),
});

/**
 * The ways in by default actions. Behind rules there may be others, so that a list without `none` proves nothing where
 * there can be rules: null.
 */
function authorization(type: string, listeners: readonly Listener[]): readonly string[] | null {
  const ways = new Set(
    listeners.filter((one) => passesOn(one.DefaultActions)).map((one) => asksFor(one, one.DefaultActions)),
  );
  if (type === 'application' && listeners.length > 0 && !ways.has('none')) return null;
  return [...ways].toSorted();
}

const gone = ['LoadBalancerNotFound', 'LoadBalancerNotFoundException'];

export default defineKind({
  kind: 'AwsElbLoadBalancer',
  title: 'Load balancer',
  cloud: 'aws',
  service: 'elbv2',
  concepts: ['FrontDoor'],
  scope: 'region',
  verbs: {
    MANAGE: [
      'elasticloadbalancing:CreateListener',
      'elasticloadbalancing:DeleteLoadBalancer',
      'elasticloadbalancing:ModifyLoadBalancerAttributes',
      'elasticloadbalancing:SetIpAddressType',
      'elasticloadbalancing:SetSecurityGroups',
      'elasticloadbalancing:SetSubnets',
    ],
  },
})
  .list({
    operation: 'elbv2:DescribeLoadBalancers',
    permissions: ['elasticloadbalancing:DescribeLoadBalancers'],
    input: () => ({ PageSize: 400 }),
    items: 'LoadBalancers',
    item: loadBalancer,
    id: (lb) => canonicalArn(lb.LoadBalancerArn),
    name: (lb) => lb.LoadBalancerName,
    aliases: (lb) => (lb.DNSName === undefined || lb.DNSName === '' ? [] : [hostId(lb.DNSName)]),
    gives: {
      arn: text('LoadBalancerArn'),
      type: oneOf('Type', ['application', 'network', 'gateway']),
      scheme: oneOf('Scheme', ['internet-facing', 'internal', 'none']),
      facesInternet: bool('Scheme'),
      ipAddressType: text('IpAddressType'),
      dnsName: text('DNSName'),
      createdAt: time('CreatedTime'),
    },
    props: (lb) => ({
      arn: canonicalArn(lb.LoadBalancerArn),
      type: lb.Type,
      scheme: lb.Scheme ?? (lb.Type === 'gateway' ? 'none' : null),
      facesInternet:
        lb.Scheme === undefined ? (lb.Type === 'gateway' ? false : null) : lb.Scheme === 'internet-facing',
      ipAddressType: lb.IpAddressType ?? null,
      dnsName: lb.DNSName?.toLowerCase() ?? 'none',
      createdAt: lb.CreatedTime ?? null,
    }),
    edgeTypes: ['IN_NETWORK', 'IN_SUBNET', 'HAS_SECURITY_GROUP'],
    edges: (lb, at) => [
      ...(lb.VpcId === undefined || lb.VpcId === ''
        ? []
        : [{ type: 'IN_NETWORK' as const, to: regionalArn(at, 'ec2', `vpc/${lb.VpcId}`), as: 'Network' }]),
      ...inSubnets(
        at,
        lb.AvailabilityZones.flatMap((zone) => zone.SubnetId ?? []),
      ),
      ...inGroups(at, lb.SecurityGroups),
    ],
  })
  .read('listeners', {
    operation: 'elbv2:DescribeListeners',
    permissions: ['elasticloadbalancing:DescribeListeners'],
    input: (lb) => listenersInput(canonicalArn(lb.LoadBalancerArn)),
    pages: 'Listeners',
    reply: z.object({ Listeners: z.array(listener) }),
    gone,
    gives: {
      /** By default actions: `none`, `mutual-tls`, `oidc`, `cognito`, `jwt`, or several joined by `+`. */
      authorization: texts('Listeners.DefaultActions'),
      ports: texts('Listeners.Port'),
    },
    props: ({ Listeners: all }, lb) => ({
      authorization: authorization(lb.Type, all),
      ports: all.map((one) => `${one.Protocol ?? 'GENEVE'}:${one.Port ?? 6081}`).toSorted(),
    }),
    edgeTypes: ['ROUTES_TO'],
    edges: ({ Listeners: all }) =>
      all.map((one) => ({
        type: 'ROUTES_TO' as const,
        to: canonicalArn(one.ListenerArn),
        as: 'AwsElbListener',
        key: one.Port === undefined ? '' : String(one.Port),
      })),
  })
  .read('attributes', {
    operation: 'elbv2:DescribeLoadBalancerAttributes',
    permissions: ['elasticloadbalancing:DescribeLoadBalancerAttributes'],
    input: (lb) => ({ LoadBalancerArn: lb.LoadBalancerArn }),
    reply: z
      .object({
        Attributes: z.array(z.object({ Key: z.string(), Value: z.string().default('') })),
      })
      .transform(({ Attributes }) => new Map(Attributes.map((a) => [a.Key, a.Value]))),
    gone,
    gives: {
      accessLogging: bool('Attributes.Value'),
      deletionProtection: bool('Attributes.Value'),
      dropsInvalidHeaders: bool('Attributes.Value'),
    },
    props: (a) => ({
      accessLogging: a.get('access_logs.s3.enabled') === 'true',
      deletionProtection: a.get('deletion_protection.enabled') === 'true',
      dropsInvalidHeaders: a.get('routing.http.drop_invalid_header_fields.enabled') === 'true',
    }),
    edgeTypes: ['LOGS_TO'],
    edges: (a, _lb, at) =>
      a.get('access_logs.s3.enabled') === 'true'
        ? logsTo(
            at,
            `s3://${a.get('access_logs.s3.bucket') ?? ''}/${a.get('access_logs.s3.prefix') ?? ''}`,
            'access',
          )
        : [],
  });
