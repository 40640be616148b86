/**
 * Blocks of addresses, and addresses that stand for all of the internet or for one block.
 *
 * Source: IANA IPv4 and IPv6 Special-Purpose Address Registries; IANA "IPv6 Global Unicast Address Assignments"
 * (2000::/3 is all that is handed out).
 */
import { isIP } from 'node:net';

export type Family = 'ipv4' | 'ipv6';

export interface Cidr {
  readonly text: string;
  readonly bits: bigint;
  readonly width: 32 | 128;
  readonly length: number;
}

export interface Address {
  readonly bits: bigint;
  readonly width: 32 | 128;
}

const digitsOf = (parts: readonly string[], base: 10 | 16): bigint =>
  parts.reduce((sum, part) => sum * (base === 10 ? 256n : 65536n) + BigInt(Number.parseInt(part, base)), 0n);

/** @param text an IPv6 address */
function bitsOfV6(text: string): bigint {
  const [, head = text, tail] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? [];
  const low = digitsOf(tail?.split('.') ?? [], 10);
  const whole =
    tail === undefined ? text : `${head}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`;
  const [left = [], right = []] = whole.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return digitsOf([...left, ...zeros, ...right], 16);
}

/** An address is a block of itself alone. `undefined` for text that is neither. */
export function cidrOf(text: string): Cidr | undefined {
  const [, base = text, length] = /^([^/]*)\/(\d{1,3})$/.exec(text) ?? [];
  const version = base.includes('%') ? 0 : isIP(base);
  if (version === 0) return undefined;
  const width = version === 4 ? 32 : 128;
  const bits = version === 4 ? digitsOf(base.split('.'), 10) : bitsOfV6(base);
  const counted = Number(length ?? width);
  return counted <= width ? { text, bits, width, length: counted } : undefined;
}

export const holds = (cidr: Cidr, { bits, width }: Address): boolean => {
  const drop = BigInt(cidr.width - cidr.length);
  return width === cidr.width && bits >> drop === cidr.bits >> drop;
};

export const isWithin = (inner: Cidr, outer: Cidr): boolean =>
  inner.length >= outer.length && holds(outer, inner);

const cidrs = (texts: readonly string[]): readonly Cidr[] =>
  texts.flatMap((text) => {
    const found = cidrOf(text);
    return found === undefined ? [] : [found];
  });

/** Blocks from which no packet comes over the internet. */
const special = cidrs(
  (
    '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 224.0.0.0/3 ' +
    '::/3 4000::/2 8000::/1'
  ).split(' '),
);

/** Does some of the block lie in the internet? */
export const isPublic = (cidr: Cidr): boolean => !special.some((block) => isWithin(cidr, block));
const isPublicAddress = (address: Address): boolean => !special.some((block) => holds(block, address));

/** Parts of the internet: who lets in all of these lets in the internet, in however large pieces it is written. */
const partsOf: Readonly<Record<Family, readonly Cidr[]>> = {
  ipv4: cidrs([0, 32, 64, 96, 128, 160, 192].map((first) => `${first}.0.0.0/3`)),
  ipv6: cidrs(['2000::/4', '3000::/4']),
};

/** A block of at most this many bits is a piece of the internet and no range of anybody's own. */
const broad: Readonly<Record<Family, number>> = { ipv4: 3, ipv6: 4 };
export const familyOf = ({ width }: { readonly width: 32 | 128 }): Family => (width === 32 ? 'ipv4' : 'ipv6');

/** Evenly over the block, off its ends. */
function* candidates({ bits, width, length }: Cidr): Generator<Address> {
  const size = 1n << BigInt(width - length);
  const base = (bits >> BigInt(width - length)) << BigInt(width - length);
  const pieces = size < 256n ? size : 256n;
  for (let i = 0n; i < pieces; i += 1n)
    yield { bits: base + (size / pieces) * i + size / pieces / 3n, width };
}

/** An address of the block that none of the smaller blocks holds, where there is one. */
function addressIn(block: Cidr, named: readonly Cidr[]): Address {
  const smaller = named.filter((one) => one.length > block.length && isWithin(one, block));
  let fallback: Address | undefined;
  for (const address of candidates(block)) {
    if (!isPublicAddress(address)) continue;
    if (!smaller.some((one) => holds(one, address))) return address;
    fallback ??= address;
  }
  return fallback ?? { bits: block.bits, width: block.width };
}

/** One source of packets or requests: an address that stands for it. */
export interface Probe {
  readonly address: Address;
  /** The block that it stands for; `undefined` for a part of the internet at large. */
  readonly range: Cidr | undefined;
}

/**
 * Addresses that together stand for all of the internet of the family, then one for each smaller public block that rules
 * name. What holds for all of the former holds for the internet.
 */
export function probes(family: Family, named: readonly Cidr[]): readonly Probe[] {
  const own = named.filter((one) => familyOf(one) === family && isPublic(one));
  const distinct = [...new Map(own.map((one) => [one.text, one])).values()].sort((a, b) =>
    a.text < b.text ? -1 : 1,
  );
  const narrow = distinct.filter((one) => one.length > broad[family]);
  // A part of the internet is a range by itself where the rest is closed.
  const halves = distinct.filter((one) => one.length > 0 && one.length <= broad[family]);
  const general = partsOf[family].map((part) => ({ address: addressIn(part, narrow), range: undefined }));
  return [
    ...general,
    ...[...halves, ...narrow].map((one) => ({ address: addressIn(one, distinct), range: one })),
  ];
}

/** An address as policies and people write it. */
export function addressText({ bits, width }: Address): string {
  const size = width === 32 ? 8n : 16n;
  const count = width === 32 ? 4 : 8;
  const parts = Array.from({ length: count }, (_, i) => {
    const value = (bits >> (size * BigInt(count - 1 - i))) & ((1n << size) - 1n);
    return value.toString(width === 32 ? 10 : 16);
  });
  return parts.join(width === 32 ? '.' : ':');
}
