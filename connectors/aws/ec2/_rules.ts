/** Rules of security groups and network ACLs in the shape in which derivation reads them. */
import { z } from 'zod';
import { canonicalJson } from '#graph/schema/aws/document.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import type { AclEntry, GroupRule } from '#graph/schema/aws/network.ts';
import { ec2Id, ownedBy } from './_common.ts';

/** The protocols that EC2 names; it takes and, in network ACLs, gives their numbers too. Source: EC2 API Reference, "IpPermission". */
const named: Readonly<Record<string, string>> = { '1': 'icmp', '6': 'tcp', '17': 'udp', '58': 'icmpv6' };
const protocolOf = (protocol: string): string => named[protocol] ?? protocol.toLowerCase();

/** -1 means all of them, and all protocols have no ports. */
const bound = (protocol: string, value: number | undefined): number | null =>
  protocol === '-1' || value === undefined || value === -1 ? null : value;

export const permission = z.object({
  IpProtocol: z.string(),
  FromPort: z.int().optional(),
  ToPort: z.int().optional(),
  IpRanges: z.array(z.object({ CidrIp: z.string() })).default([]),
  Ipv6Ranges: z.array(z.object({ CidrIpv6: z.string() })).default([]),
  PrefixListIds: z.array(z.object({ PrefixListId: z.string() })).default([]),
  UserIdGroupPairs: z.array(z.object({ GroupId: z.string(), UserId: z.string().optional() })).default([]),
});
type Permission = z.output<typeof permission>;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A group that a rule names may be another account's, in a peered or shared network. */
function peersOf(p: Permission, place: AwsPlace): GroupRule['peers'] {
  const peers: GroupRule['peers'] = [
    ...p.IpRanges.map((r) => ({ type: 'ipv4' as const, value: r.CidrIp })),
    ...p.Ipv6Ranges.map((r) => ({ type: 'ipv6' as const, value: r.CidrIpv6 })),
    ...p.UserIdGroupPairs.map((g) => ({
      type: 'group' as const,
      value: ec2Id(ownedBy(place, g.UserId), `security-group/${g.GroupId}`),
    })),
    ...p.PrefixListIds.map((l) => ({ type: 'prefix-list' as const, value: l.PrefixListId })),
  ];
  return peers.toSorted((a, b) => byText(`${a.type} ${a.value}`, `${b.type} ${b.value}`));
}

/** The rules of one direction as canonical JSON of `groupRules`; equal rules give equal bytes. */
export function groupRulesText(permissions: readonly Permission[], place: AwsPlace): string {
  const rules = permissions.map((p): GroupRule => {
    const protocol = protocolOf(p.IpProtocol);
    return {
      protocol,
      from: bound(protocol, p.FromPort),
      to: bound(protocol, p.ToPort),
      peers: peersOf(p, place),
    };
  });
  return canonicalJson(rules.toSorted((a, b) => byText(canonicalJson(a), canonicalJson(b))));
}

export const entry = z
  .object({
    RuleNumber: z.int(),
    Egress: z.boolean(),
    RuleAction: z.enum(['allow', 'deny']),
    Protocol: z.string(),
    CidrBlock: z.string().optional(),
    Ipv6CidrBlock: z.string().optional(),
    PortRange: z.object({ From: z.int().optional(), To: z.int().optional() }).optional(),
    IcmpTypeCode: z.object({ Type: z.int().optional(), Code: z.int().optional() }).optional(),
  })
  .transform((e, context): AclEntry => {
    const cidr = e.CidrBlock ?? e.Ipv6CidrBlock;
    if (cidr === undefined) {
      context.addIssue({ code: 'custom', message: 'says of no addresses' });
      return z.NEVER;
    }
    const protocol = protocolOf(e.Protocol);
    const isIcmp = protocol === 'icmp' || protocol === 'icmpv6';
    return {
      number: e.RuleNumber,
      egress: e.Egress,
      allows: e.RuleAction === 'allow',
      protocol,
      from: bound(protocol, isIcmp ? e.IcmpTypeCode?.Type : e.PortRange?.From),
      to: bound(protocol, isIcmp ? e.IcmpTypeCode?.Code : e.PortRange?.To),
      cidr,
    };
  });

/** The entries as canonical JSON of `aclEntries`: what comes in first, each direction in the order in which rules are tried. */
export const aclEntriesText = (entries: readonly AclEntry[]): string =>
  canonicalJson(
    entries.toSorted(
      (a, b) => Number(a.egress) - Number(b.egress) || a.number - b.number || byText(a.cidr, b.cidr),
    ),
  );
