/** Addresses of an interface: EC2 shows them in the same fields for the interface itself and for its instance. */
import { z } from 'zod';
import { each } from './_common.ts';

const association = z.object({ PublicIp: z.string().optional() }).optional();

export const addressFields = {
  Association: association,
  PrivateIpAddress: z.string().optional(),
  PrivateIpAddresses: z
    .array(z.object({ PrivateIpAddress: z.string().optional(), Association: association }))
    .default([]),
  Ipv6Addresses: z.array(z.object({ Ipv6Address: z.string().optional() })).default([]),
  /** Whole blocks that are the interface's. */
  Ipv4Prefixes: z.array(z.object({ Ipv4Prefix: z.string().optional() })).default([]),
  Ipv6Prefixes: z.array(z.object({ Ipv6Prefix: z.string().optional() })).default([]),
};
const fields = z.object(addressFields);
type Addressed = z.output<typeof fields>;

/** Each private address may have a public one of its own. */
export const publicIpv4s = (interfaces: readonly Addressed[]): readonly string[] =>
  each(
    interfaces.flatMap((i) => [
      i.Association?.PublicIp,
      ...i.PrivateIpAddresses.map((a) => a.Association?.PublicIp),
    ]),
  );

/** The one that EC2 shows first, or `none`. */
export const firstPublicIpv4 = (interfaces: readonly Addressed[]): string =>
  interfaces.map((i) => i.Association?.PublicIp).find((ip) => ip !== undefined && ip !== '') ??
  publicIpv4s(interfaces)[0] ??
  'none';

export const privateIpv4s = (interfaces: readonly Addressed[]): readonly string[] =>
  each(
    interfaces.flatMap((i) => [
      i.PrivateIpAddress,
      ...i.PrivateIpAddresses.map((a) => a.PrivateIpAddress),
      ...i.Ipv4Prefixes.map((p) => p.Ipv4Prefix),
    ]),
  );

/** Addresses and, as `…/80`, blocks. */
export const ipv6s = (interfaces: readonly Addressed[]): readonly string[] =>
  each(
    interfaces.flatMap((i) => [
      ...i.Ipv6Addresses.map((a) => a.Ipv6Address),
      ...i.Ipv6Prefixes.map((p) => p.Ipv6Prefix),
    ]),
  );
