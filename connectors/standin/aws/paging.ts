/** Small pages with opaque tokens. The names of tokens and sizes come from the schemas of input and output. */
import { createHash } from 'node:crypto';
import type { Operation } from './services.ts';
import { textOf } from './shape.ts';

const outTokens = [
  'NextToken',
  'nextToken',
  'NextMarker',
  'NextContinuationToken',
  'Marker',
  'ContinuationToken',
  'position',
];
const inTokens = ['NextToken', 'nextToken', 'Marker', 'ContinuationToken', 'position'];
const sizes = ['MaxResults', 'maxResults', 'MaxItems', 'Limit', 'limit', 'MaxBuckets'];
const flags = ['IsTruncated', 'Truncated'];

export interface Paging {
  readonly tokenIn: string;
  readonly tokenOut: string;
  readonly size: string | undefined;
  /** Member that says whether more follows. */
  readonly flag: string | undefined;
  /** Member that is the whole body and holds token and flag (CloudFront); '' where the reply holds them itself. */
  readonly within: string;
}

/** How an operation is paged; undefined for one that gives all at once. */
export function pagingOf(operation: Operation): Paging | undefined {
  if (!operation.input.isStructSchema() || !operation.output.isStructSchema()) return undefined;
  const input = operation.input.getMemberSchemas();
  const whole = [...operation.output.structIterator()].find(
    ([, member]) => member.getMergedTraits().httpPayload === 1 && member.isStructSchema(),
  );
  const output = whole?.[1].getMemberSchemas() ?? operation.output.getMemberSchemas();
  const tokenIn = inTokens.find((n) => Object.hasOwn(input, n));
  const tokenOut = outTokens.find((n) => Object.hasOwn(output, n));
  if (tokenIn === undefined || tokenOut === undefined) return undefined;
  return {
    tokenIn,
    tokenOut,
    size: sizes.find((n) => Object.hasOwn(input, n)),
    flag: flags.find((n) => Object.hasOwn(output, n)),
    within: whole === undefined ? '' : `${whole[0]}.`,
  };
}

/** A token is good only for the listing that it was given for: operation, place and filters. */
const listingOf = (
  operation: string,
  place: string,
  input: Readonly<Record<string, unknown>>,
  p: Paging,
): string => {
  const filters = Object.entries(input)
    .filter(([k]) => k !== p.tokenIn && k !== p.size)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([operation, place, filters]))
    .digest('base64url')
    .slice(0, 16);
};

export interface Page<T> {
  readonly items: readonly T[];
  readonly token: string | undefined;
}

/** One page of all; undefined for a token that is not of this listing. */
export function pageOf<T>(
  all: readonly T[],
  ask: {
    readonly operation: Operation;
    readonly place: string;
    readonly input: Readonly<Record<string, unknown>>;
    readonly paging: Paging;
    /** Largest page of this server. */
    readonly most: number;
  },
): Page<T> | undefined {
  const { operation, place, input, paging, most } = ask;
  const listing = listingOf(operation.id, place, input, paging);
  const token = input[paging.tokenIn];
  let from = 0;
  if (token !== undefined) {
    const [id, at] = Buffer.from(textOf(token), 'base64url').toString().split(':');
    if (id !== listing || !/^\d+$/.test(at ?? '')) return undefined;
    from = Number(at);
  }
  const asked = paging.size === undefined ? undefined : input[paging.size];
  const [usual, limit] = operation.service.page;
  const wanted = typeof asked === 'number' && asked > 0 ? Math.min(asked, limit) : usual;
  const to = from + Math.min(wanted, most);
  return {
    items: all.slice(from, to),
    token: to < all.length ? Buffer.from(`${listing}:${to}`).toString('base64url') : undefined,
  };
}
