/**
 * Rows as JSON and back, without loss. What JSON has no word for is written as an object with one key of ours:
 * `{"$int":"9223372036854775807"}` for a bigint, `{"$num":"NaN"}` for a number that JSON would turn into null or 0. A key
 * of the data that begins with `$` gets one more. Lone surrogates are escaped by `JSON.stringify` itself.
 */
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';

const zip = promisify(gzip);
const unzip = promisify(gunzip);

function replace(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return { $int: String(value) };
  if (typeof value === 'number') {
    if (Object.is(value, -0)) return { $num: '-0' };
    return Number.isFinite(value) ? value : { $num: String(value) };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const keys = Object.keys(value);
  if (!keys.some((key) => key.startsWith('$'))) return value;
  return new Escaped(value);
}

/** The escaping runs when the object is written, after `replace`, so that `replace` cannot escape it twice. */
class Escaped {
  constructor(value: object) {
    for (const [key, inner] of Object.entries(value)) {
      Object.defineProperty(this, key.startsWith('$') ? `$${key}` : key, { value: inner, enumerable: true });
    }
  }
}

function revive(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (first === undefined || !entries.some(([key]) => key.startsWith('$'))) return value;
  if (entries.length === 1 && typeof first[1] === 'string') {
    if (first[0] === '$int') return BigInt(first[1]);
    if (first[0] === '$num') return Number(first[1]);
  }
  return Object.fromEntries(
    entries.map(([key, inner]) => [key.startsWith('$$') ? key.slice(1) : key, inner]),
  );
}

export const encode = (value: unknown): string => JSON.stringify(value, replace);
export const decode = (text: string): unknown => JSON.parse(text, revive);

/** `encode`, made small: rows of the same kind repeat themselves. */
export async function pack(value: unknown): Promise<Buffer> {
  return zip(encode(value), { level: constants.Z_BEST_SPEED });
}
export async function unpack(bytes: Uint8Array): Promise<unknown> {
  return decode((await unzip(bytes)).toString('utf8'));
}
