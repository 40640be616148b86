/** Reads a scan's spool: the rows that count, and what the scan says of each (kind, scope). */
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { type Coverage, isGap, type Scope, scopeKey } from '#graph/schema/coverage.ts';
import type { AssetRow } from '#graph/schema/rows.ts';
import type { State } from '#graph/state/port.ts';

/** What a closed (kind, scope) allows to conclude. */
export interface Look {
  /** True when what was not listed is gone. */
  readonly conclusive: boolean;
  /** Why not, in one sentence. */
  readonly reason: string;
}

export interface Spooled {
  /** By id. Where several scopes list the same thing (AWS-managed policies), the one that could read most speaks for it. */
  readonly rows: ReadonlyMap<string, AssetRow>;
  /** Keys of the other scopes that list the same thing. */
  readonly also: ReadonlyMap<string, readonly string[]>;
  /** All that was ended, by `kind scope`, overtaken or not. */
  readonly ended: ReadonlySet<string>;
  /** By `kind scope`. */
  readonly looks: ReadonlyMap<string, Look>;
  readonly coverage: readonly Coverage[];
  /** Coverage of looks that do not count, since another scan took a good look later. */
  readonly overtaken: readonly Coverage[];
}

/** One (kind, scope) that a scan sets out to look at. */
export interface Expected {
  readonly kind: string;
  readonly scope: Scope;
}

export const lookKey = (kind: string, scope: string): string => `${kind} ${scope}`;

function reasonOf(gap: Coverage): string {
  const permission = gap.outcome === 'denied' ? `, needs ${gap.permissions.join(', ')}` : '';
  return `${gap.operation} ${gap.outcome}${permission}${gap.reason === undefined ? '' : `: ${gap.reason}`}`;
}

/** The listing's own rows: one of the scope, and one for each parent whose listing failed. */
const listings = (coverage: readonly Coverage[]) =>
  coverage.filter((c) => c.read === 'list' && c.asset === undefined);

export function lookOf(coverage: readonly Coverage[]): Look {
  const own = listings(coverage);
  const gap = own.find((c) => isGap(c.outcome));
  return {
    conclusive: own.length > 0 && gap === undefined,
    reason: gap === undefined ? 'the listing left no record' : reasonOf(gap),
  };
}

/**
 * When each (kind, scope) was last looked at and seen whole. A listing that failed has nothing newer to tell, so it is in nobody's
 * way.
 */
export function goodLooks(coverage: readonly Coverage[]): ReadonlyMap<string, string> {
  const place = (c: Coverage) => lookKey(c.kind, scopeKey({ ...c.scope, parent: undefined }));
  return new Map(
    [...Map.groupBy(listings(coverage), place)].flatMap(([key, [first, ...more]]) =>
      first === undefined || [first, ...more].some((c) => isGap(c.outcome)) ? [] : [[key, first.at] as const],
    ),
  );
}

/** Looks that a scan set out to take and never ended, as coverage: what was not listed there is not gone. */
export function neverEnded(
  expected: readonly Expected[],
  { ended }: Pick<Spooled, 'ended'>,
  catalogue: Catalogue,
  at: string,
): readonly Coverage[] {
  const lists = new Map(catalogue.map((k) => [k.kind, k.reads.find((r) => r.name === 'list')]));
  return expected.flatMap(({ kind, scope }) => {
    if (ended.has(lookKey(kind, scopeKey(scope)))) return [];
    const list = lists.get(kind);
    return [
      {
        scope,
        kind,
        read: 'list',
        operation: list?.operation ?? kind,
        permissions: list?.permissions ?? [],
        outcome: 'not-asked',
        reason: 'the look was never ended',
        items: 0,
        at,
      } satisfies Coverage,
    ];
  });
}

const unknowns = (row: AssetRow): number => row.unread.length + row.incomplete.length;

/** A uid that could not be read is unknown, and no uid of its own. */
const withoutEmptyUid = (row: AssetRow): AssetRow =>
  row.uid === '' || row.uid === 'none' ? { ...row, uid: undefined } : row;

/**
 * @param newer when each (kind, scope) was last seen whole, where another scan was published while this one looked: what
 * this one saw earlier than that is left out.
 */
export async function readSpool(
  state: State,
  scan: string,
  newer: ReadonlyMap<string, string> = new Map(),
): Promise<Spooled> {
  const rows = new Map<string, AssetRow>();
  const scopes = new Map<string, Set<string>>();
  const looks = new Map<string, Look>();
  const coverage: Coverage[] = [];
  const overtaken: Coverage[] = [];
  const ended = new Set<string>();
  for await (const close of state.closes(scan)) {
    const key = lookKey(close.kind, scopeKey(close.scope));
    const [listing] = listings(close.coverage);
    ended.add(key);
    if (listing !== undefined && listing.at < (newer.get(key) ?? '')) {
      overtaken.push(...close.coverage);
      continue;
    }
    coverage.push(...close.coverage);
    looks.set(key, lookOf(close.coverage));
    for await (const part of state.parts(scan, close.kind, close.scope))
      for (const spooled of part.rows) {
        const row = withoutEmptyUid(spooled);
        const known = rows.get(row.id);
        if (known === undefined || unknowns(row) < unknowns(known)) rows.set(row.id, row);
        scopes.set(row.id, (scopes.get(row.id) ?? new Set()).add(scopeKey(row.scope)));
      }
  }
  const also = new Map<string, readonly string[]>();
  for (const row of rows.values()) {
    const others = [...(scopes.get(row.id) ?? [])].filter((s) => s !== scopeKey(row.scope));
    if (others.length > 0) also.set(row.id, others.sort());
  }
  return { rows, also, ended, looks, coverage, overtaken };
}
