/**
 * Facts of AWS networks in the shape in which derivation reads them. Kinds keep them as canonical JSON.
 *
 * Source: Amazon EC2 API Reference, IpPermission, NetworkAclEntry, Route; Amazon VPC User Guide, "Control traffic to your
 * AWS resources using security groups", "Network ACL rules", "Route tables".
 */
import { z } from 'zod';

/** `-1`: all; names in lower case where EC2 gives names (`tcp`, `udp`, `icmp`, `icmpv6`), else the number as text. */
const protocol = z.string();
/** `null`: all ports (or a protocol without ports). For ICMP these are type and code. */
const port = z.int().nullable();

/** One rule of a security group; it always allows. */
export const groupRule = z.object({
  protocol,
  from: port,
  to: port,
  /** CIDR block; id of a security group (full id); id of a prefix list (`pl-…`). */
  peers: z.array(z.object({ type: z.enum(['ipv4', 'ipv6', 'group', 'prefix-list']), value: z.string() })),
});
export type GroupRule = z.output<typeof groupRule>;
export const groupRules = z.array(groupRule);

/** One rule of a network ACL; the lowest number that matches decides, 32767 is the final refusal. */
export const aclEntry = z.object({
  number: z.int(),
  egress: z.boolean(),
  allows: z.boolean(),
  protocol,
  from: port,
  to: port,
  /** IPv4 or IPv6 block. */
  cidr: z.string(),
});
export type AclEntry = z.output<typeof aclEntry>;
export const aclEntries = z.array(aclEntry);

/** One route; the longest prefix decides. */
export const route = z.object({
  /** IPv4 or IPv6 block, or `pl-…`. */
  destination: z.string(),
  via: z.enum([
    'local',
    'internet-gateway',
    'egress-only-gateway',
    'nat-gateway',
    'transit-gateway',
    'peering',
    'endpoint',
    'interface',
    'instance',
    'virtual-gateway',
    'carrier-gateway',
    'other',
  ]),
  /** Full id of what it leads to; `local` for the network itself. */
  target: z.string(),
  /** A blackhole leads nowhere. */
  active: z.boolean(),
});
export type Route = z.output<typeof route>;
export const routes = z.array(route);
