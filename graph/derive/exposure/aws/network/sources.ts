/** From where packets pass the filters of an interface: from all of the internet, or from ranges that rules name. */
import { type Address, type Cidr, type Family, isWithin, probes } from './cidr.ts';
import {
  type Acl,
  aclOpens,
  type Group,
  groupsFromLists,
  groupsOpen,
  namedBlocks,
  type Protocol,
  protocols,
} from './filters.ts';
import { both, ephemeral, type Ports, shown, union, without } from './ports.ts';

export interface Filters {
  readonly groups: readonly Group[];
  /** False for what has no security groups at all: then nothing is held back by them. */
  readonly hasGroups: boolean;
  readonly acl: Acl | undefined;
  /** Blocks of the network itself: a packet from there is no outsider's. */
  readonly inside: readonly Cidr[];
}

interface Passed {
  /** Ports that packets reach and answers leave. */
  readonly ports: Ports;
  /** Answers leave to low ports only, which the outsider must then ask from. */
  readonly lowReplies: Ports;
  readonly rules: readonly string[];
  readonly refusals: readonly string[];
}

const everything = { ports: [[0, 65535]] as Ports, rules: [] };

function passes({ groups, hasGroups, acl }: Filters, protocol: Protocol, address: Address): Passed {
  const byGroups = hasGroups ? groupsOpen(groups, protocol, address) : everything;
  const byAcl = aclOpens(acl, false, protocol, address);
  const answers = aclOpens(acl, true, protocol, address);
  const arriving = both(byGroups.ports, byAcl.ports);
  const answered = both(answers.ports, ephemeral).length > 0;
  const rules = [...byGroups.rules, ...byAcl.rules, ...answers.rules];
  if (arriving.length > 0 && answers.ports.length > 0)
    return answered
      ? { ports: arriving, lowReplies: [], rules, refusals: [] }
      : { ports: arriving, lowReplies: answers.ports, rules, refusals: [] };
  const names = groups.map(({ id }) => id).join(', ');
  const refusals =
    byGroups.ports.length === 0
      ? [`${names === '' ? 'no security group' : names}: ingress lets in no ${protocol} from there`]
      : arriving.length === 0
        ? [
            `${acl?.id ?? ''}: no ${protocol} comes in that a group lets in (${byAcl.rules.join('; ') || 'no rule allows it'})`,
          ]
        : [`${acl?.id ?? ''}: no answers go out (${answers.rules.join('; ') || 'no egress rule allows it'})`];
  return { ports: [], lowReplies: [], rules: [], refusals };
}

/** What passes from one kind of source. */
export interface Source {
  /** `undefined`: the internet. Else CIDR blocks, or prefix lists (`pl-…`) whose addresses nobody knows here. */
  readonly ranges: readonly string[] | undefined;
  /** `tcp/443`. */
  readonly ports: readonly string[];
  /** Answers leave only to these ports of the outsider's; empty where it may ask from any. */
  readonly repliesTo: readonly string[];
  readonly rules: readonly string[];
}

export interface Sources {
  readonly open: readonly Source[];
  /** Where nothing is open: why, in words. */
  readonly closes: readonly string[];
}

type ByProtocol = Readonly<Record<Protocol, Passed>>;

function atOnce(passed: readonly Passed[]): Passed {
  const [first, ...rest] = passed;
  if (first === undefined) return { ports: [], lowReplies: [], rules: [], refusals: [] };
  const ports = rest.reduce((left, one) => both(left, one.ports), first.ports);
  return {
    ports,
    lowReplies: union(...passed.map((one) => one.lowReplies)),
    rules: [...new Set(passed.flatMap((one) => one.rules))],
    refusals: [...new Set(passed.flatMap((one) => one.refusals))],
  };
}

const each = <T>(of: (protocol: Protocol) => T): Readonly<Record<Protocol, T>> => ({
  tcp: of('tcp'),
  udp: of('udp'),
});

const sourceOf = (ranges: Source['ranges'], by: ByProtocol): readonly Source[] => {
  const open = protocols.filter((protocol) => by[protocol].ports.length > 0);
  if (open.length === 0) return [];
  return [
    {
      ranges,
      ports: open.flatMap((protocol) => shown(protocol, by[protocol].ports)),
      repliesTo: open.flatMap((protocol) => shown(protocol, by[protocol].lowReplies)),
      rules: [...new Set(open.flatMap((protocol) => by[protocol].rules))],
    },
  ];
};

/** What the groups let in from each prefix list. */
function lists(groups: readonly Group[]): ReadonlyMap<string, ByProtocol> {
  const all = protocols.flatMap((protocol) =>
    groupsFromLists(groups, protocol).map((one) => ({ ...one, protocol })),
  );
  const found = [...Map.groupBy(all, ({ list }) => list)].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(
    found.map(([list, hits]) => [
      list,
      each((protocol): Passed => {
        const own = hits.filter((hit) => hit.protocol === protocol);
        const rules = own.map((hit) => `${hit.group}: ingress lets in ${protocol} from prefix list ${list}`);
        return { ports: union(...own.map((hit) => hit.ports)), lowReplies: [], rules, refusals: [] };
      }),
    ]),
  );
}

/** @returns what the filters let in over the internet by the family, each port once, the widest source first */
export function sourcesOf(filters: Filters, family: Family): Sources {
  const named = namedBlocks(filters.groups, filters.acl).filter(
    (block) => !filters.inside.some((one) => isWithin(block, one)),
  );
  const all = probes(family, named);
  const general = each((protocol) =>
    atOnce(all.filter((one) => one.range === undefined).map((one) => passes(filters, protocol, one.address))),
  );
  const ranged = all.flatMap(({ range, address }) => {
    if (range === undefined) return [];
    const by = each((protocol): Passed => {
      const passed = passes(filters, protocol, address);
      return { ...passed, ports: without(passed.ports, general[protocol].ports) };
    });
    return sourceOf([range.text], by);
  });
  // Which addresses are in a list nobody read, nor of which family: each family may be.
  const listed = [...lists(filters.groups)].flatMap(([list, by]): readonly Source[] => {
    const more = each((protocol): Passed => {
      const ports = without(by[protocol].ports, general[protocol].ports);
      return { ...by[protocol], ports };
    });
    return sourceOf([list], more);
  });
  const open = [...sourceOf(undefined, general), ...ranged, ...listed];
  return { open, closes: open.length > 0 ? [] : protocols.flatMap((protocol) => general[protocol].refusals) };
}
