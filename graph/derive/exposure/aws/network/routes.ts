/**
 * Whether packets come from the internet into a subnet: its route table leads out by an internet gateway of its network,
 * so that answers find back, and Block Public Access lets the gateway pass packets on.
 *
 * Source: Amazon VPC User Guide, "Enable internet access for a VPC using an internet gateway", "Route table concepts" (a
 * subnet without a table of its own uses the network's main one; the longest prefix decides), "Egress-only internet
 * gateways", "Block public access to VPCs and subnets".
 */
import { z } from 'zod';
import { formatArn, parseArn } from '#graph/schema/aws/ids.ts';
import { type Route, routes } from '#graph/schema/aws/network.ts';
import { flagOf, type Graph, isSeen, readJson, textOf, textsOf } from '../reach/read.ts';
import { type Cidr, cidrOf, type Family, familyOf, isPublic, isWithin } from './cidr.ts';

export interface Passage {
  readonly state: 'open' | 'closed' | 'unknown';
  readonly chain: readonly string[];
  /** Why it is closed, or what was not read. */
  readonly closes: readonly string[];
  readonly inputs: readonly string[];
  readonly assumes: readonly string[];
  /** What packets pass on their way in that may hold them back. */
  readonly through: readonly string[];
}

const stop = (state: 'closed' | 'unknown', why: string, inputs: readonly string[] = []): Passage => ({
  state,
  chain: [],
  closes: [why],
  inputs,
  assumes: [],
  through: [],
});

function routesOf(graph: Graph, table: string): readonly Route[] | undefined {
  const node = graph.node(table);
  const text = isSeen(node) ? textOf(node, 'routes') : undefined;
  return readJson<Route[]>(routes, text);
}

const isTable = (graph: Graph, id: string): boolean => graph.node(id)?.labels.includes('RouteTable') === true;

/** The network of a subnet; `undefined`: not known. */
export const networkOf = (graph: Graph, subnet: string): string | undefined =>
  graph.out(subnet, 'IN_NETWORK')[0];

/** The table that counts for a subnet, and whether it is the main one of the network. */
function tableOf(graph: Graph, subnet: string): { readonly id: string; readonly main: boolean } | undefined {
  const own = graph.out(subnet, 'ROUTES_VIA').find((id) => isTable(graph, id));
  if (own !== undefined) return { id: own, main: false };
  const network = networkOf(graph, subnet);
  if (network === undefined) return undefined;
  const main = graph
    .into(network, 'IN_NETWORK')
    .find((id) => isTable(graph, id) && flagOf(graph.node(id), 'main') === true);
  return main === undefined ? undefined : { id: main, main: true };
}

const leadsOut = ({ destination }: Route, family: Family): Cidr | undefined => {
  const block = cidrOf(destination);
  return block !== undefined && familyOf(block) === family && isPublic(block) ? block : undefined;
};

const allOf: Readonly<Record<Family, string>> = { ipv4: '0.0.0.0/0', ipv6: '2000::/3' };
/** Do the blocks together hold every address, in one piece or in two halves? */
function holdEverything(blocks: readonly Cidr[], family: Family): boolean {
  const all = cidrOf(allOf[family]);
  const halves = blocks.filter((block) => block.length === (family === 'ipv4' ? 1 : 4));
  return (
    blocks.some((block) => all !== undefined && isWithin(all, block)) ||
    new Set(halves.map((block) => block.bits >> BigInt(block.width - block.length))).size === 2
  );
}

const exclusions = z.array(z.object({ resource: z.string(), mode: z.string() }));

/** The setting of the region with its exclusions, where the subnet does not say itself what holds for it. */
function blockedInRegion(graph: Graph, subnet: string, network: string | undefined): string | undefined {
  const arn = parseArn(subnet);
  if (arn === undefined) return undefined;
  const setting = graph.node(formatArn({ ...arn, resource: 'vpc-block-public-access' }));
  const mode = isSeen(setting) ? textOf(setting, 'mode') : undefined;
  if (mode === undefined || mode === 'off') return mode;
  const listed = readJson(exclusions, textOf(setting, 'exclusions'));
  const own = listed?.find(({ resource }) => resource === subnet || resource === network);
  if (listed === undefined || network === undefined) return undefined;
  return own?.mode === 'allow-bidirectional' ? 'off' : mode;
}

/** Block Public Access of the subnet; it and its network state what holds with all exclusions counted. */
function blocked(graph: Graph, subnet: string, network: string | undefined): string | undefined {
  const mode = textOf(graph.node(subnet), 'internetGatewayBlockMode');
  if (mode !== undefined) return mode;
  // A subnet can be excepted where its network is not.
  const ofNetwork =
    network === undefined ? undefined : textOf(graph.node(network), 'internetGatewayBlockMode');
  return ofNetwork === 'off' ? 'off' : blockedInRegion(graph, subnet, network);
}

/** Where the table of the gateway itself sends what comes in for the subnet: to a firewall, before anything else. */
function inspection(
  graph: Graph,
  gateway: string,
  network: string | undefined,
  family: Family,
): readonly string[] {
  if (network === undefined) return [];
  return graph
    .into(network, 'IN_NETWORK')
    .filter(
      (id) =>
        isTable(graph, id) && textsOf(graph.node(id), 'gatewayAssociations')?.includes(gateway) === true,
    )
    .flatMap((id) =>
      (routesOf(graph, id) ?? [])
        .filter((one) => one.active && one.via !== 'local')
        .filter((one) => {
          const block = cidrOf(one.destination);
          return block !== undefined && familyOf(block) === family;
        })
        .map((one) => `${id}: ${one.destination} goes to ${one.target} first`),
    );
}

/** @param subnet id of the subnet */
export function passageInto(graph: Graph, subnet: string, family: Family): Passage {
  const network = networkOf(graph, subnet);
  const table = tableOf(graph, subnet);
  if (table === undefined) return stop('unknown', `the route table of ${subnet} was not read`);
  const all = routesOf(graph, table.id);
  if (all === undefined) return stop('unknown', `${table.id}: its routes were not read`, [table.id]);

  const outward = all.flatMap((one) => {
    const block = leadsOut(one, family);
    return block === undefined ? [] : [{ ...one, block }];
  });
  const inputs = [subnet, table.id, ...(network === undefined ? [] : [network])];
  const candidates = outward.filter((one) => one.via === 'internet-gateway' && one.active);
  const attached = (gateway: string): boolean =>
    network === undefined ||
    !isSeen(graph.node(gateway)) ||
    graph.out(gateway, 'IN_NETWORK').includes(network);
  const usable = candidates
    .filter((one) => attached(one.target))
    .toSorted((a, b) => a.block.length - b.block.length);
  const [way] = usable;
  const isWhole = holdEverything(
    usable.map((one) => one.block),
    family,
  );
  if (way === undefined) {
    const stranger = candidates[0];
    if (stranger !== undefined)
      return stop('closed', `${stranger.target}: is not attached to ${network ?? 'the network'}`, inputs);
    const [other] = outward.toSorted((a, b) => a.block.length - b.block.length);
    return stop(
      'closed',
      other === undefined
        ? `${table.id}: has no ${family} route to the internet`
        : `${table.id}: ${other.destination} goes to ${other.target}${other.active ? ` (${other.via})` : ', which is a blackhole'}, not to an internet gateway`,
      inputs,
    );
  }
  const mode = blocked(graph, subnet, network);
  if (mode !== undefined && mode !== 'off')
    return stop('closed', `${subnet}: internetGatewayBlockMode is ${mode} (VPC Block Public Access)`, inputs);
  const gateway = graph.node(way.target);
  const owner = table.main ? 'the main route table of its network' : 'its route table';
  return {
    state: 'open',
    chain: [
      `${subnet}: uses ${owner} ${table.id}`,
      `${table.id}: ${way.destination} goes to ${way.target}`,
      isSeen(gateway)
        ? `${way.target}: internet gateway attached to ${network ?? 'the network'}`
        : `${way.target}: internet gateway of an active route`,
    ],
    closes: [],
    inputs: [...inputs, ...(gateway === undefined ? [] : [way.target])],
    assumes: [
      ...(mode === undefined ? [`VPC Block Public Access of ${subnet}`] : []),
      ...(isSeen(gateway) ? [] : [`attachment of ${way.target}`]),
    ],
    through: [
      ...inspection(graph, way.target, network, family),
      ...(isWhole
        ? []
        : [`${table.id}: answers find back to ${usable.map((one) => one.destination).join(', ')} only`]),
    ],
  };
}
