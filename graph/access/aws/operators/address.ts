/**
 * Source: IAM User Guide, "Condition operators": IP address condition operators. An address without a prefix is itself
 * alone.
 */
import type { ValueOperator } from './types.ts';

interface Address {
  readonly bits: bigint;
  readonly width: 32 | 128;
}

function v4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((p) => /^\d{1,3}$/.test(p) && Number(p) < 256)) return undefined;
  return parts.reduce((sum, p) => sum * 256n + BigInt(p), 0n);
}

function v6(text: string): bigint | undefined {
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (tail !== null) {
    const low = v4(tail[2] ?? '');
    if (low === undefined) return undefined;
    return v6(`${tail[1]}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], rest] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - (rest?.length ?? 0);
  if (rest === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = rest === undefined ? head : [...head, ...Array<string>(missing).fill('0'), ...rest];
  if (!groups.every((g) => /^[0-9a-f]{1,4}$/i.test(g))) return undefined;
  return groups.reduce((sum, g) => sum * 65536n + BigInt(`0x${g}`), 0n);
}

function address(text: string): Address | undefined {
  const isV6 = text.includes(':');
  const bits = isV6 ? v6(text) : v4(text);
  return bits === undefined ? undefined : { bits, width: isV6 ? 128 : 32 };
}

/** An address with the number of leading bits that count. */
export function range(text: string): (Address & { readonly length: number }) | undefined {
  const [base = '', length, ...more] = text.trim().split('/');
  const found = address(base);
  if (found === undefined || more.length > 0) return undefined;
  if (length === undefined) return { ...found, length: found.width };
  return /^\d{1,3}$/.test(length) && Number(length) <= found.width
    ? { ...found, length: Number(length) }
    : undefined;
}

const ip = (name: string): ValueOperator => ({
  name,
  compares: 'value',
  negated: name.includes('Not'),
  accepts: (text) => range(text) !== undefined,
  matches: (actual, wanted) => {
    const [given, within] = [address(actual.trim()), range(wanted)];
    if (given === undefined || within === undefined || given.width !== within.width) return false;
    const drop = BigInt(within.width - within.length);
    return given.bits >> drop === within.bits >> drop;
  },
});

export const ipAddress = ip('IpAddress');
export const notIpAddress = ip('NotIpAddress');
