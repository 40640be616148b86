/** A machine that the internet reaches on port 443 by IPv4 and IPv6, for tests that close one thing at a time. */
import type { LayerView } from '#graph/derive/types.ts';
import type { AclEntry, GroupRule, Route } from '#graph/schema/aws/network.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import { ec2, edge, home, node, viewOf, reached as withNames } from '../reach/testing.ts';

export const id = {
  machine: ec2('instance/i-1'),
  interface: ec2('network-interface/eni-1'),
  subnet: ec2('subnet/subnet-1'),
  network: ec2('vpc/vpc-1'),
  other: ec2('vpc/vpc-2'),
  table: ec2('route-table/rtb-1'),
  main: ec2('route-table/rtb-main'),
  gateway: ec2('internet-gateway/igw-1'),
  egress: ec2('egress-only-internet-gateway/eigw-1'),
  nat: ec2('natgateway/nat-1'),
  acl: ec2('network-acl/acl-1'),
  group: ec2('security-group/sg-1'),
  second: ec2('security-group/sg-2'),
} as const;

export const route = (destination: string, more: Partial<Route> = {}): Route => ({
  destination,
  via: 'internet-gateway',
  target: id.gateway,
  active: true,
  ...more,
});
export const rule = (
  from: number | null,
  to: number | null,
  peers: readonly string[],
  protocol = 'tcp',
): GroupRule => ({
  protocol,
  from,
  to,
  peers: peers.map((value) => ({
    type: value.startsWith('arn:')
      ? 'group'
      : value.startsWith('pl-')
        ? 'prefix-list'
        : value.includes(':')
          ? 'ipv6'
          : 'ipv4',
    value,
  })),
});
export const entry = (number: number, more: Partial<AclEntry> = {}): AclEntry => ({
  number,
  egress: false,
  allows: true,
  protocol: '-1',
  from: null,
  to: null,
  cidr: '0.0.0.0/0',
  ...more,
});

export const refusal: readonly AclEntry[] = [
  entry(32767, { allows: false }),
  entry(32767, { allows: false, egress: true }),
  entry(32767, { allows: false, cidr: '::/0' }),
  entry(32767, { allows: false, egress: true, cidr: '::/0' }),
];
export const openAcl: readonly AclEntry[] = [
  entry(100),
  entry(101, { cidr: '::/0' }),
  entry(100, { egress: true }),
  entry(101, { egress: true, cidr: '::/0' }),
  ...refusal,
];

type Bag = Readonly<Record<string, PropValue | null>>;

export interface Change {
  readonly machine?: Bag;
  readonly interface?: Bag;
  readonly subnet?: Bag;
  readonly network?: Bag;
  readonly acl?: readonly AclEntry[] | null;
  readonly group?: readonly GroupRule[] | null;
  readonly second?: readonly GroupRule[] | null;
  readonly routes?: readonly Route[] | null;
  /** The subnet uses the network's main table, with these routes. */
  readonly main?: readonly Route[];
  /** The gateway is attached here. */
  readonly attachedTo?: string;
  readonly without?: readonly string[];
  readonly plus?: readonly StoredNode[];
  readonly plusEdges?: readonly StoredEdge[];
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

/** The open machine with one thing changed. */
export function machineView(change: Change = {}): LayerView {
  const table = change.main === undefined ? id.table : id.main;
  const routes =
    change.main ?? (change.routes === undefined ? [route('0.0.0.0/0'), route('::/0')] : change.routes);
  const nodes = [
    home,
    node(id.machine, ['AwsEc2Instance', 'VirtualMachine'], { state: 'running', ...change.machine }),
    node(id.interface, ['AwsEc2NetworkInterface', 'NetworkInterface'], {
      publicIpv4Addresses: ['198.51.100.7'],
      ipv6Addresses: ['2a05:d018::7'],
      internetDenied: false,
      ...change.interface,
    }),
    node(id.subnet, ['AwsEc2Subnet', 'Subnet'], { internetGatewayBlockMode: 'off', ...change.subnet }),
    node(id.network, ['AwsEc2Vpc', 'Network'], {
      ipv4Cidrs: ['10.0.0.0/16'],
      ipv6Cidrs: ['2a05:d018::/56'],
      ...change.network,
    }),
    node(id.other, ['AwsEc2Vpc', 'Network']),
    node(table, ['AwsEc2RouteTable', 'RouteTable'], {
      routes: json(routes),
      main: change.main !== undefined,
      gatewayAssociations: [],
    }),
    node(id.gateway, ['AwsEc2InternetGateway', 'NetworkGateway'], { attached: true }),
    node(id.acl, ['AwsEc2NetworkAcl', 'NetworkAcl'], {
      entries: json(change.acl === undefined ? openAcl : change.acl),
    }),
    node(id.group, ['AwsEc2SecurityGroup', 'SecurityGroup'], {
      ingress: json(change.group === undefined ? [rule(443, 443, ['0.0.0.0/0', '::/0'])] : change.group),
    }),
    ...(change.second === undefined
      ? []
      : [node(id.second, ['AwsEc2SecurityGroup', 'SecurityGroup'], { ingress: json(change.second) })]),
    ...(change.plus ?? []),
  ];
  const edges = [
    edge(id.machine, 'HAS_INTERFACE', id.interface),
    edge(id.interface, 'IN_SUBNET', id.subnet),
    edge(id.interface, 'HAS_SECURITY_GROUP', id.group),
    ...(change.second === undefined ? [] : [edge(id.interface, 'HAS_SECURITY_GROUP', id.second)]),
    edge(id.subnet, 'IN_NETWORK', id.network),
    edge(id.subnet, 'FILTERED_BY', id.acl),
    ...(change.main === undefined ? [edge(id.subnet, 'ROUTES_VIA', id.table)] : []),
    edge(table, 'IN_NETWORK', id.network),
    edge(id.gateway, 'IN_NETWORK', change.attachedTo ?? id.network),
    ...(change.plusEdges ?? []),
  ];
  const gone = new Set(change.without ?? []);
  return viewOf(
    nodes.filter((one) => !gone.has(one.id)),
    edges.filter((one) => !gone.has(one.from) && !gone.has(one.to)),
  );
}

/** Without the name of the one interface in the keys. */
export const reached = (view: LayerView) =>
  withNames(view).map((one) => ({ ...one, key: one.key.replace(/\/(?:eni|subnet)-1/, '') }));
export const short = (view: LayerView) => reached(view).map((one) => `${one.from} ${one.key} ${one.state}`);

/** Both families, all the way. */
export const open = ['internet network/ipv4 yes', 'internet network/ipv6 yes'];
