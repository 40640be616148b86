/**
 * What the packet filters let in from an address: rules of security groups, rules of network ACLs.
 *
 * Source: Amazon VPC User Guide, "Control traffic to your AWS resources using security groups" (rules only allow, those of
 * several groups add up, answers pass by themselves), "Control subnet traffic with network access control lists" (the
 * lowest number that matches decides; answers need a rule of their own).
 */
import { type AclEntry, aclEntries, type GroupRule, groupRules } from '#graph/schema/aws/network.ts';
import type { StoredNode } from '#graph/store/port.ts';
import { isSeen, readJson, textOf } from '../reach/read.ts';
import { type Address, type Cidr, cidrOf, holds } from './cidr.ts';
import { allPorts, both, type Ports, portsOf, union, without } from './ports.ts';

/** Protocols by which somebody gets at something; a ping is an answer and no access. */
export const protocols = ['tcp', 'udp'] as const;
export type Protocol = (typeof protocols)[number];

const speaksOf = (rule: { readonly protocol: string }, protocol: Protocol): boolean =>
  rule.protocol === '-1' || rule.protocol === protocol;

interface Peer {
  readonly type: GroupRule['peers'][number]['type'];
  readonly value: string;
  /** Of a block of addresses. */
  readonly block: Cidr | undefined;
}
interface Rule extends Omit<GroupRule, 'peers'> {
  readonly peers: readonly Peer[];
}
interface Entry extends AclEntry {
  readonly block: Cidr | undefined;
}

export interface Group {
  readonly id: string;
  /** `undefined`: not read. */
  readonly rules: readonly Rule[] | undefined;
}
/** Many interfaces share a group and an ACL: what was opened once is kept as long as the node is. */
function kept<T extends object>(read: (id: string, node: StoredNode | undefined) => T) {
  const known = new WeakMap<StoredNode, T>();
  return (id: string, node: StoredNode | undefined): T => {
    const found = (node === undefined ? undefined : known.get(node)) ?? read(id, node);
    if (node !== undefined) known.set(node, found);
    return found;
  };
}

const ruleOf = (rule: GroupRule): Rule => ({
  ...rule,
  peers: rule.peers.map((peer) => ({
    ...peer,
    block: peer.type === 'ipv4' || peer.type === 'ipv6' ? cidrOf(peer.value) : undefined,
  })),
});

export const groupOf = kept(
  (id, node): Group => ({
    id,
    rules: isSeen(node) ? readJson<GroupRule[]>(groupRules, textOf(node, 'ingress'))?.map(ruleOf) : undefined,
  }),
);

export interface Acl {
  readonly id: string;
  /** In the order in which they are tried. `undefined`: not read. */
  readonly entries: readonly Entry[] | undefined;
}
export const aclOf = kept(
  (id, node): Acl => ({
    id,
    entries: isSeen(node)
      ? readJson<AclEntry[]>(aclEntries, textOf(node, 'entries'))
          ?.toSorted((a, b) => a.number - b.number)
          .map((entry) => ({ ...entry, block: cidrOf(entry.cidr) }))
      : undefined,
  }),
);

/** Ports, and in words the rules that open them. */
export interface Opened {
  readonly ports: Ports;
  readonly rules: readonly string[];
}

const portWords = (protocol: string, from: number | null, to: number | null): string =>
  protocol === '-1'
    ? 'all protocols'
    : from === null || to === null
      ? `${protocol}, all ports`
      : `${protocol}/${from === to ? from : `${from}-${to}`}`;

/** What some group lets in from the address. A rule that names a group or a prefix list speaks of no address. */
export function groupsOpen(groups: readonly Group[], protocol: Protocol, address: Address): Opened {
  const hits = groups.flatMap(({ id, rules }) =>
    (rules ?? [])
      .filter((rule) => speaksOf(rule, protocol))
      .flatMap((rule) => {
        const peer = rule.peers.find(({ block }) => block !== undefined && holds(block, address));
        if (peer === undefined) return [];
        const ports = rule.protocol === '-1' ? allPorts : portsOf(rule.from, rule.to);
        const words = `${id}: ingress lets in ${portWords(rule.protocol, rule.from, rule.to)} from ${peer.value}`;
        return [{ ports, words }];
      }),
  );
  return {
    ports: union(...hits.map((hit) => hit.ports)),
    rules: [...new Set(hits.map((hit) => hit.words))].sort(),
  };
}

/** What some group lets in from prefix lists, whose addresses are not read. */
export function groupsFromLists(
  groups: readonly Group[],
  protocol: Protocol,
): readonly { readonly list: string; readonly group: string; readonly ports: Ports }[] {
  return groups.flatMap(({ id, rules }) =>
    (rules ?? [])
      .filter((rule) => speaksOf(rule, protocol))
      .flatMap((rule) =>
        rule.peers
          .filter(({ type }) => type === 'prefix-list')
          .map(({ value }) => ({
            list: value,
            group: id,
            ports: rule.protocol === '-1' ? allPorts : portsOf(rule.from, rule.to),
          })),
      ),
  );
}

/** What the ACL lets through in one direction from or to the address; without one that was read, all. */
export function aclOpens(
  acl: Acl | undefined,
  egress: boolean,
  protocol: Protocol,
  address: Address,
): Opened {
  if (acl?.entries === undefined) return { ports: allPorts, rules: [] };
  let left = allPorts;
  let ports: Ports = [];
  const rules: string[] = [];
  for (const entry of acl.entries) {
    const { block } = entry;
    if (
      entry.egress !== egress ||
      !speaksOf(entry, protocol) ||
      block === undefined ||
      !holds(block, address)
    )
      continue;
    const spoken = both(left, entry.protocol === '-1' ? allPorts : portsOf(entry.from, entry.to));
    if (spoken.length === 0) continue;
    left = without(left, spoken);
    if (entry.allows) ports = union(ports, spoken);
    rules.push(
      `${acl.id}: ${egress ? 'egress' : 'ingress'} rule ${entry.number} ${entry.allows ? 'allows' : 'refuses'} ` +
        `${portWords(entry.protocol, entry.from, entry.to)} ${egress ? 'to' : 'from'} ${entry.cidr}`,
    );
  }
  return { ports, rules };
}

/** All blocks of addresses that the filters name. */
export const namedBlocks = (groups: readonly Group[], acl: Acl | undefined): readonly Cidr[] =>
  [
    ...groups.flatMap(({ rules }) => (rules ?? []).flatMap(({ peers }) => peers.map(({ block }) => block))),
    ...(acl?.entries ?? []).map(({ block }) => block),
  ].filter((block) => block !== undefined);
