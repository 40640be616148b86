/** Pieces of load balancers with all that hangs on them. */
import type {
  Action,
  Listener,
  LoadBalancer,
  RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Answered, Listed, Piece } from '#connectors/standin/estate.ts';
import { arn, idOf, list, made, type Place, piece, reply, type Wire } from './common.ts';

const prefixes = { application: 'app', network: 'net', gateway: 'gwy' } as const;
const pathOf = (place: Place, name: string, type: keyof typeof prefixes): string =>
  `${prefixes[type]}/${name}/${idOf(place.account + place.region + name, 16, '0123456789abcdef')}`;

export const loadBalancerArn = (
  place: Place,
  name: string,
  type: keyof typeof prefixes = 'application',
): string => arn(place, 'elasticloadbalancing', `loadbalancer/${pathOf(place, name, type)}`);
export const loadBalancerHost = (place: Place, name: string): string =>
  `${name}-${idOf(place.account + name, 9, '0123456789')}.${place.region}.elb.amazonaws.com`;
export const targetGroupArn = (place: Place, name: string): string =>
  arn(
    place,
    'elasticloadbalancing',
    `targetgroup/${name}/${idOf(place.account + place.region + name, 16, '0123456789abcdef')}`,
  );

export interface Rule {
  readonly conditions: readonly Wire<RuleCondition>[];
  readonly actions: readonly Wire<Action>[];
}
export interface ListenerHas {
  readonly port: number;
  /** Default `HTTPS`. */
  readonly protocol?: 'HTTP' | 'HTTPS' | 'TCP' | 'TLS' | 'UDP';
  readonly actions: readonly Wire<Action>[];
  readonly rules?: readonly Rule[];
  readonly more?: Wire<Listener>;
}
export interface TargetGroupHas {
  readonly name: string;
  readonly type: 'instance' | 'ip' | 'lambda' | 'alb';
  /** Instance ids, addresses or ARNs. */
  readonly targets: readonly string[];
  readonly port?: number;
}
export interface LoadBalancerHas {
  readonly type?: keyof typeof prefixes;
  readonly scheme?: 'internet-facing' | 'internal';
  readonly vpc: string;
  readonly subnets: readonly string[];
  readonly groups?: readonly string[];
  readonly listeners: readonly ListenerHas[];
  readonly targetGroups: readonly TargetGroupHas[];
  /** Load balancer attributes by name. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly more?: Wire<LoadBalancer>;
}

/** An action that passes requests to a group of the load balancer. */
export const forwardTo = (place: Place, group: string): Wire<Action> => ({
  Type: 'forward',
  TargetGroupArn: targetGroupArn(place, group),
});

function listeners(
  place: Place,
  path: string,
  LoadBalancerArn: string,
  all: readonly ListenerHas[],
): Listed[] {
  return all.flatMap(({ port: Port, protocol: Protocol = 'HTTPS', actions, rules = [], more }) => {
    const id = `${path}/${idOf(path + String(Port), 16, '0123456789abcdef')}`;
    const ListenerArn = arn(place, 'elasticloadbalancing', `listener/${id}`);
    const item = { ListenerArn, LoadBalancerArn, Port, Protocol, DefaultActions: actions, ...more };
    const each = [
      ...rules.map((r, i) => ({
        Priority: String(i + 1),
        IsDefault: false,
        Conditions: r.conditions,
        Actions: r.actions,
      })),
      { Priority: 'default', IsDefault: true, Conditions: [], Actions: actions },
    ];
    const RuleArn = arn(place, 'elasticloadbalancing', `listener-rule/${id}`);
    return [
      list('elbv2:DescribeListeners', 'Listeners', item, { LoadBalancerArn }),
      ...each.map((r) =>
        list('elbv2:DescribeRules', 'Rules', { RuleArn: `${RuleArn}/${r.Priority}`, ...r }, { ListenerArn }),
      ),
    ];
  });
}

/** A load balancer with its listeners, their rules, and the groups that it passes requests to. */
export function loadBalancer(place: Place, name: string, has: LoadBalancerHas): Piece {
  const type = has.type ?? 'application';
  const LoadBalancerArn = loadBalancerArn(place, name, type);
  const item = {
    LoadBalancerArn,
    LoadBalancerName: name,
    DNSName: loadBalancerHost(place, name),
    Scheme: has.scheme ?? 'internal',
    VpcId: has.vpc,
    Type: type,
    IpAddressType: 'ipv4',
    CreatedTime: made,
    AvailabilityZones: has.subnets.map((SubnetId, i) => ({
      ZoneName: `${place.region}${'abc'[i % 3]}`,
      SubnetId,
    })),
    SecurityGroups: has.groups ?? [],
    ...has.more,
  };
  const groups = has.targetGroups.map((g) => ({
    TargetGroupArn: targetGroupArn(place, g.name),
    TargetGroupName: g.name,
    TargetType: g.type,
    LoadBalancerArns: [LoadBalancerArn],
    ...(g.type === 'lambda' ? {} : { Protocol: 'HTTP', Port: g.port ?? 80, VpcId: has.vpc }),
  }));
  const attributes = {
    'access_logs.s3.enabled': 'false',
    'deletion_protection.enabled': 'false',
    ...has.attributes,
  };
  const answers: Answered[] = [
    reply(
      'elbv2:DescribeLoadBalancerAttributes',
      { LoadBalancerArn },
      { Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })) },
    ),
    ...has.targetGroups.map((g) =>
      reply(
        'elbv2:DescribeTargetHealth',
        { TargetGroupArn: targetGroupArn(place, g.name) },
        {
          TargetHealthDescriptions: g.targets.map((Id) => ({
            Target: { Id, ...(g.type === 'lambda' ? {} : { Port: g.port ?? 80 }) },
            TargetHealth: { State: 'healthy' },
          })),
        },
      ),
    ),
  ];
  return piece(
    place,
    [
      list('elbv2:DescribeLoadBalancers', 'LoadBalancers', item),
      ...groups.map((g) => list('elbv2:DescribeTargetGroups', 'TargetGroups', g)),
      ...listeners(place, pathOf(place, name, type), LoadBalancerArn, has.listeners),
    ],
    answers,
  );
}
