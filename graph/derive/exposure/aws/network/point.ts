/** Whether packets from the internet arrive at a point of a network: address, route, gateway, ACL, groups. */

import { type Graph, isSeen, textsOf } from '../reach/read.ts';
import { type Condition, internet, type Way, way } from '../reach/way.ts';
import { type Cidr, cidrOf, type Family } from './cidr.ts';
import { type Acl, aclOf, type Group, groupOf } from './filters.ts';
import { networkOf, passageInto } from './routes.ts';
import { type Source, sourcesOf } from './sources.ts';

export const families: readonly Family[] = ['ipv4', 'ipv6'];

/** Something with addresses in one subnet. */
export interface Point {
  /** Id of the asset that is reached. */
  readonly to: string;
  /** Tells points of one asset apart. */
  readonly key: string;
  /** Steps from the asset to the addresses. */
  readonly chain: readonly string[];
  /** By family, `undefined`: not read. None: it has no address that the internet knows. */
  readonly addresses: Readonly<Record<Family, readonly string[] | undefined>>;
  /** `undefined`: not known. */
  readonly subnet: string | undefined;
  /** `undefined`: not known. */
  readonly groups: readonly string[] | undefined;
  /** It has no security groups by its nature. */
  readonly groupless?: boolean;
  /** Nothing comes from the internet, in words, whatever else is open. */
  readonly denied?: string | undefined;
  /** Ports on which something listens, as `tcp/443`; absent where any may. */
  readonly listens?: readonly string[];
  readonly conditions?: readonly Condition[] | undefined;
  readonly inputs: readonly string[];
  readonly assumes?: readonly string[];
}

const insideOf = (graph: Graph, subnet: string, family: Family): readonly Cidr[] => {
  const network = graph.node(networkOf(graph, subnet) ?? '');
  const name = family === 'ipv4' ? 'ipv4Cidrs' : 'ipv6Cidrs';
  return (textsOf(network, name) ?? []).flatMap((text) => cidrOf(text) ?? []);
};

const base = (point: Point, family: Family) => ({
  outside: internet,
  to: point.to,
  gives: 'ask' as const,
  via: 'network' as const,
  families: [family],
  key: ['network', family, ...(point.key === '' ? [] : [point.key])].join('/'),
});

const closed = (
  point: Point,
  family: Family,
  state: 'no' | 'unknown',
  closes: readonly string[],
  more: Partial<Way> = {},
): Way => way({ ...base(point, family), state, closes, chain: point.chain, inputs: point.inputs, ...more });

const narrowed = (ports: readonly string[], listens: readonly string[] | undefined): readonly string[] => {
  if (listens === undefined) return ports;
  const wanted = listens.map((text) => text.split('/'));
  return wanted
    .filter(([protocol, port]) =>
      ports.some((open) => {
        const [name, range = ''] = open.split('/');
        const [from, to = from] = range.split('-').map(Number);
        return (
          name === protocol &&
          from !== undefined &&
          to !== undefined &&
          from <= Number(port) &&
          Number(port) <= to
        );
      }),
    )
    .map(([protocol, port]) => `${protocol}/${port}`);
};

const conditionsOf = ({ ranges, repliesTo }: Source, through: readonly string[]): readonly Condition[] => [
  ...(ranges === undefined ? [] : [{ key: 'source address', operator: 'in', values: ranges }]),
  ...(repliesTo.length === 0 ? [] : [{ key: 'source port', operator: 'in', values: repliesTo }]),
  ...through.map((words) => ({ key: 'route', operator: 'lets pass', values: [words] })),
];

interface Place {
  readonly family: Family;
  readonly addresses: readonly string[];
  readonly subnet: string;
}

function arrivals(graph: Graph, point: Point, { family, addresses, subnet }: Place): readonly Way[] {
  const passage = passageInto(graph, subnet, family);
  const [aclId] = graph.out(subnet, 'FILTERED_BY');
  const acl: Acl | undefined = aclId === undefined ? undefined : aclOf(aclId, graph.node(aclId));
  const groups: readonly Group[] = (point.groups ?? []).map((id) => groupOf(id, graph.node(id)));
  const unread = groups.filter(({ rules }) => rules === undefined).map(({ id }) => id);
  const sources = sourcesOf(
    { groups, hasGroups: point.groupless !== true, acl, inside: insideOf(graph, subnet, family) },
    family,
  );
  const at = [
    ...point.chain,
    `${point.to}: ${family} address ${addresses.join(', ')}`,
    `${point.to}: lies in ${subnet}`,
  ];
  const inputs = [
    ...point.inputs,
    ...passage.inputs,
    ...(acl === undefined || !isSeen(graph.node(acl.id)) ? [] : [acl.id]),
    ...groups.map(({ id }) => id).filter((id) => isSeen(graph.node(id))),
  ];
  const mayOpen = [
    ...(point.groups === undefined ? ['the security groups were not read'] : []),
    ...unread.map((id) => `${id}: its rules were not read`),
  ];
  if (passage.state === 'closed') return [closed(point, family, 'no', passage.closes, { chain: at, inputs })];
  const listening = sources.open
    .map((source) => ({ ...source, ports: narrowed(source.ports, point.listens) }))
    .filter(({ ports }) => ports.length > 0);
  if (listening.length === 0) {
    const silent = sources.open.length > 0 ? ['nothing listens on the ports that are open'] : sources.closes;
    return mayOpen.length > 0
      ? [closed(point, family, 'unknown', [...mayOpen, ...passage.closes], { chain: at, inputs })]
      : [closed(point, family, 'no', silent, { chain: at, inputs })];
  }
  if (passage.state === 'unknown')
    return [closed(point, family, 'unknown', passage.closes, { chain: at, inputs })];

  const assumes = [
    ...(point.assumes ?? []),
    ...passage.assumes,
    ...(acl?.entries === undefined ? [`network ACL ${acl?.id ?? `of ${subnet}`}`] : []),
  ];
  const ways = listening.map((source): Way => {
    const conditions = [...(point.conditions ?? []), ...conditionsOf(source, passage.through)];
    const { key, ...rest } = base(point, family);
    return way({
      ...rest,
      key: source.ranges === undefined ? key : `${key}/${source.ranges.join(',')}`,
      state: conditions.length > 0 ? 'conditional' : 'yes',
      conditions,
      chain: [...at, ...passage.chain, ...passage.through, ...source.rules],
      ports: source.ports,
      inputs,
      assumes,
    });
  });
  return [
    ...ways,
    ...(mayOpen.length === 0
      ? []
      : [
          closed(point, family, 'unknown', mayOpen, {
            key: `${base(point, family).key}/more`,
            chain: at,
            inputs,
          }),
        ]),
  ];
}

/** By each family on its own. */
export function waysTo(graph: Graph, point: Point): readonly Way[] {
  return families.flatMap((family): readonly Way[] => {
    const { [family]: addresses } = point.addresses;
    if (point.denied !== undefined) return [closed(point, family, 'no', [point.denied])];
    if (addresses === undefined)
      return [closed(point, family, 'unknown', [`${point.to}: its ${family} addresses were not read`])];
    if (addresses.length === 0)
      return [closed(point, family, 'no', [`${point.to}: has no ${family} address that the internet knows`])];
    const { subnet } = point;
    if (subnet === undefined)
      return [closed(point, family, 'unknown', [`${point.to}: its subnet was not read`])];
    return arrivals(graph, point, { family, addresses, subnet });
  });
}
