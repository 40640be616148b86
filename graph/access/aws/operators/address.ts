/**
 * Source: IAM User Guide, "Condition operators": IP address condition operators. An address without a prefix is itself
 * alone.
 */
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { ValueOperator } from './types.ts';

type Family = 'ipv4' | 'ipv6';

/** Addresses of the network alone: one with a zone (`fe80::1%eth0`) means something on one machine. */
function familyOf(text: string): Family | undefined {
  if (isIPv4(text)) return 'ipv4';
  return isIPv6(text) && !text.includes('%') ? 'ipv6' : undefined;
}

export interface Range {
  readonly base: string;
  readonly family: Family;
  /** The number of leading bits that count. */
  readonly length: number;
}

export function range(text: string): Range | undefined {
  const prefixed = /^([^/]*)\/(\d{1,3})$/.exec(text);
  const base = prefixed?.[1] ?? text;
  const family = familyOf(base);
  if (family === undefined) return undefined;
  const width = family === 'ipv4' ? 32 : 128;
  const length = Number(prefixed?.[2] ?? width);
  return length <= width ? { base, family, length } : undefined;
}

// A range of one family holds nothing of the other.
function within(address: string, text: string): boolean {
  const wanted = range(text);
  if (wanted === undefined) return false;
  const list = new BlockList();
  list.addSubnet(wanted.base, wanted.length, wanted.family);
  return list.check(address, wanted.family);
}

const ip = (name: string): ValueOperator => ({
  name,
  negated: name.includes('Not'),
  accepts: (text) => range(text) !== undefined,
  matches: within,
});

export const ipAddress = ip('IpAddress');
export const notIpAddress = ip('NotIpAddress');
