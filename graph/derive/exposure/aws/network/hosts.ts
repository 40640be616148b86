/**
 * What is on a network and may have an address that the internet knows: machines, interfaces of their own, load balancers;
 * and what is in a network with private addresses only.
 *
 * Source: EC2 API Reference, "NetworkInterface" (`DenyAllIgwTraffic`); Elastic Load Balancing User Guides, "Load balancer
 * scheme", "Security groups for your Network Load Balancer" (one made without has none); Amazon SageMaker Developer Guide,
 * "Connect a Notebook Instance in a VPC to External Resources"; OpenSearch Service Developer Guide, "Launching your domains
 * within a VPC".
 */
import type { StoredNode } from '#graph/store/port.ts';
import { flagOf, type Graph, isSeen, knowsEdges, textOf, textsOf } from '../reach/read.ts';
import { internet, type Way, way } from '../reach/way.ts';
import { cidrOf, isPublic } from './cidr.ts';
import { type Point, waysTo } from './point.ts';

/** Names are unique in an account and region, as the ways to one asset are. */
const lastOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

const known = (all: readonly string[] | undefined): readonly string[] | undefined =>
  all?.filter((text) => {
    const block = cidrOf(text);
    return block !== undefined && isPublic(block);
  });

const addressesOf = (node: StoredNode): Point['addresses'] => ({
  ipv4: textsOf(node, 'publicIpv4Addresses'),
  ipv6: known(textsOf(node, 'ipv6Addresses')),
});

const groupsOf = (graph: Graph, node: StoredNode): readonly string[] | undefined =>
  knowsEdges(node, 'HAS_SECURITY_GROUP') ? graph.out(node.id, 'HAS_SECURITY_GROUP') : undefined;

/** A machine that is off answers nobody until it is started. */
function conditionsOf(host: StoredNode): Point['conditions'] {
  const state = textOf(host, 'state') ?? 'running';
  return state === 'running' || state === 'pending'
    ? []
    : [{ key: 'state', operator: 'equals', values: ['running'], policy: host.id, statement: state }];
}

function deniedAt(node: StoredNode): string | undefined {
  if (textOf(node, 'interfaceType') === 'nat_gateway')
    return `${node.id}: belongs to a NAT gateway, which lets in answers only`;
  return flagOf(node, 'internetDenied') === true
    ? `${node.id}: internetDenied is true, so that no internet gateway passes it anything`
    : undefined;
}

const interfacePoint = (graph: Graph, node: StoredNode, host: StoredNode | undefined): Point => ({
  to: host?.id ?? node.id,
  key: host === undefined ? '' : lastOf(node.id),
  chain: host === undefined ? [] : [`${host.id}: has interface ${node.id}`],
  addresses: addressesOf(node),
  subnet: graph.out(node.id, 'IN_SUBNET')[0],
  groups: groupsOf(graph, node),
  denied: deniedAt(node),
  conditions: host === undefined ? [] : conditionsOf(host),
  inputs: host === undefined ? [node.id] : [host.id, node.id],
});

/** A machine whose interfaces nobody listed shows their addresses, subnets and groups itself. */
const machinePoints = (graph: Graph, node: StoredNode): readonly Point[] => {
  const subnets = graph.out(node.id, 'IN_SUBNET');
  return (subnets.length === 0 ? [undefined] : subnets).map((subnet) => ({
    to: node.id,
    key: lastOf(subnet ?? ''),
    chain: [],
    addresses: addressesOf(node),
    subnet,
    groups: groupsOf(graph, node),
    conditions: conditionsOf(node),
    inputs: [node.id],
    assumes: [`network interfaces of ${node.id}`],
  }));
};

const isAws = (node: StoredNode): boolean => node.id.startsWith('arn:');
const seenOf = (graph: Graph, label: string): readonly StoredNode[] =>
  graph.nodes(label).filter((node) => isSeen(node) && isAws(node));

const machines = (graph: Graph): readonly Way[] =>
  seenOf(graph, 'AwsEc2Instance').flatMap((node) => {
    const wired = graph.out(node.id, 'HAS_INTERFACE').flatMap((id) => {
      const found = graph.node(id);
      return isSeen(found) ? [found] : [];
    });
    const points =
      wired.length === 0 ? machinePoints(graph, node) : wired.map((one) => interfacePoint(graph, one, node));
    return points.flatMap((point) => waysTo(graph, point));
  });

/** Interfaces of what is no asset here, or whose host nobody knows. Those of load balancers are told with them. */
const interfaces = (graph: Graph): readonly Way[] =>
  seenOf(graph, 'AwsEc2NetworkInterface')
    .filter((node) => !graph.into(node.id, 'HAS_INTERFACE').some((id) => isSeen(graph.node(id))))
    .filter((node) => textOf(node, 'description')?.startsWith('ELB ') !== true)
    .flatMap((node) => waysTo(graph, interfacePoint(graph, node, undefined)));

const listenersOf = (graph: Graph, node: StoredNode): readonly StoredNode[] =>
  graph.out(node.id, 'ROUTES_TO').flatMap((id) => {
    const found = graph.node(id);
    return isSeen(found) && found.labels.includes('Listener') ? [found] : [];
  });

const transport: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['tcp'],
  HTTPS: ['tcp'],
  TCP: ['tcp'],
  TLS: ['tcp'],
  UDP: ['udp'],
  TCP_UDP: ['tcp', 'udp'],
  QUIC: ['udp'],
  TCP_QUIC: ['tcp', 'udp'],
};

const spoken = (protocol: string, port: string | number): readonly string[] =>
  (transport[protocol] ?? []).map((one) => `${one}/${port}`);

/** Ports on which it passes on what comes from anyone; `undefined`: not known. `asked`: ports where it asks first. */
function openPorts(graph: Graph, node: StoredNode) {
  const all = listenersOf(graph, node);
  const asksNobody = (one: StoredNode) =>
    textsOf(one, 'authorization')?.includes('none') ?? flagOf(one, 'asksNobody');
  const portOf = (one: StoredNode) => {
    const { port } = one.props;
    return typeof port === 'number' ? spoken(textOf(one, 'protocol') ?? '', port) : [];
  };
  if (all.length > 0)
    return {
      listens: all.filter((one) => asksNobody(one) === true).flatMap(portOf),
      unread: all
        .filter((one) => asksNobody(one) === undefined)
        .map(({ id }) => `${id}: its rules were not read`),
      inputs: all.map(({ id }) => id),
    };
  const ports = textsOf(node, 'ports');
  const asked = textsOf(node, 'authorization');
  if (ports === undefined || asked === undefined)
    return { listens: [], unread: [`${node.id}: its listeners were not read`], inputs: [] };
  const listens = asked.includes('none') ? ports.flatMap((text) => spoken(...pair(text))) : [];
  return { listens, unread: [], inputs: [] };
}
const pair = (text: string): [string, string] => {
  const at = text.lastIndexOf(':');
  return [text.slice(0, at), text.slice(at + 1)];
};

const balancerWay = (node: StoredNode, state: 'no' | 'unknown', why: string): Way =>
  way({ outside: internet, to: node.id, key: 'network', gives: 'ask', via: 'network', state, closes: [why] });

function balancerAddresses(node: StoredNode): Point['addresses'] {
  const name = textOf(node, 'dnsName') ?? 'by its name';
  const type = textOf(node, 'ipAddressType');
  if (type === undefined) return { ipv4: [name], ipv6: undefined };
  return {
    ipv4: type === 'dualstack-without-public-ipv4' ? [] : [name],
    ipv6: type.startsWith('dualstack') ? [name] : [],
  };
}

function balancerWays(graph: Graph, node: StoredNode): readonly Way[] {
  const faces = flagOf(node, 'facesInternet');
  if (faces === undefined) return [balancerWay(node, 'unknown', `${node.id}: its scheme was not read`)];
  if (!faces) return [balancerWay(node, 'no', `${node.id}: scheme is not internet-facing`)];
  const { listens, unread, inputs } = openPorts(graph, node);
  const groups = groupsOf(graph, node);
  const subnets = graph.out(node.id, 'IN_SUBNET');
  const ways = (subnets.length === 0 ? [undefined] : subnets).flatMap((subnet) =>
    waysTo(graph, {
      to: node.id,
      key: lastOf(subnet ?? ''),
      chain: [`${node.id}: facesInternet is true`],
      addresses: balancerAddresses(node),
      subnet,
      groups,
      groupless: textOf(node, 'type') === 'network' && groups?.length === 0,
      listens,
      inputs: [node.id, ...inputs],
    }),
  );
  return [
    ...ways,
    ...unread.map((why, i) => ({ ...balancerWay(node, 'unknown', why), key: `network/listener/${i}` })),
  ];
}

/** Kinds that are in a network with private addresses, or not in one of ours at all. */
const inside: readonly { readonly label: string; readonly why: (node: StoredNode) => string }[] = [
  {
    label: 'AwsSageMakerNotebookInstance',
    why: (node) =>
      `${node.id}: ${flagOf(node, 'inVpc') === true ? 'its interface in the network has no public address' : 'it is in no network of ours'}; it is opened by a presigned URL only`,
  },
];

const insideOnly = (graph: Graph): readonly Way[] =>
  inside.flatMap(({ label, why }) => seenOf(graph, label).map((node) => balancerWay(node, 'no', why(node))));

/** Every way by packets. */
export const networkWays = (graph: Graph): readonly Way[] => [
  ...machines(graph),
  ...interfaces(graph),
  ...seenOf(graph, 'AwsElbLoadBalancer').flatMap((node) => balancerWays(graph, node)),
  ...insideOnly(graph),
];

export const networkNeeds = [
  'AwsEc2Instance',
  'AwsEc2NetworkInterface',
  'AwsElbLoadBalancer',
  'AwsElbListener',
  'AwsSageMakerNotebookInstance',
  'Network',
  'Subnet',
  'RouteTable',
  'NetworkGateway',
  'NetworkAcl',
  'SecurityGroup',
  'AwsEc2VpcBlockPublicAccess',
] as const;
export const networkEdges = [
  'HAS_INTERFACE',
  'IN_NETWORK',
  'IN_SUBNET',
  'HAS_SECURITY_GROUP',
  'FILTERED_BY',
  'ROUTES_VIA',
  'ROUTES_TO',
] as const;
