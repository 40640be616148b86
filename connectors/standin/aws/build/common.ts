/** What all builders share: places, the wire's types as plain data, ids that follow from names. */
import { createHash } from 'node:crypto';
import type { Answered, Listed, Piece } from '#connectors/standin/estate.ts';

export interface Place {
  readonly account: string;
  readonly region: string;
}

/** A type of the SDK as an estate holds it: times as ISO text, bytes as base64, everything optional. */
export type Wire<T> = T extends Date | Uint8Array
  ? string
  : T extends readonly (infer U)[]
    ? readonly Wire<U>[]
    : T extends object
      ? { readonly [K in keyof T]?: Wire<T[K]> | undefined }
      : T;

/** When things were made, unless said otherwise. */
export const made = '2026-01-15T09:00:00.000Z';

export const arn = (place: Place, service: string, resource: string): string =>
  `arn:aws:${service}:${place.region}:${place.account}:${resource}`;

/** The same name gives the same id, in an alphabet of AWS's. */
export function idOf(
  name: string,
  length: number,
  alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
): string {
  const digest = createHash('sha512').update(name).digest();
  return Array.from({ length }, (_, i) => alphabet.charAt((digest[i % 64] ?? 0) % alphabet.length)).join('');
}
export const lowerId = (name: string, length: number): string =>
  idOf(name, length, 'abcdefghijklmnopqrstuvwxyz0123456789');
export const uuidOf = (name: string): string => {
  const hex = idOf(name, 32, '0123456789abcdef');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

export function pick(
  from: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(names.filter((n) => from[n] !== undefined).map((n) => [n, from[n]]));
}

export const list = (
  operation: string,
  into: string,
  item: unknown,
  input?: Readonly<Record<string, unknown>>,
): Listed => ({ operation, into, item, ...(input === undefined ? {} : { input }) });

export const reply = (
  operation: string,
  input: Readonly<Record<string, unknown>>,
  body: Readonly<Record<string, unknown>>,
): Answered => ({ operation, input, reply: body });

export const piece = (place: Place, lists: readonly Listed[], answers: readonly Answered[] = []): Piece => ({
  account: place.account,
  region: place.region,
  lists,
  answers,
});

/** Services without regions. */
export const everywhere = (account: string): Place => ({ account, region: '*' });

export interface Statement {
  readonly Sid?: string;
  readonly Effect?: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
/** A policy document as text; statements allow unless they say otherwise. */
export const policy = (...statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements.map((s) => ({ Effect: 'Allow', ...s })) });
