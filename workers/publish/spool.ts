/** Reads a scan's spool: the rows that count, and what the scan says of each (kind, scope). */
import { type Coverage, isGap, scopeKey } from '#graph/schema/coverage.ts';
import type { AssetRow } from '#graph/schema/rows.ts';
import type { SpoolClose, State } from '#graph/state/port.ts';

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
  /** By `kind scope`. */
  readonly looks: ReadonlyMap<string, Look>;
  readonly coverage: readonly Coverage[];
}

export const lookKey = (kind: string, scope: string): string => `${kind} ${scope}`;

function reasonOf(gap: Coverage): string {
  const permission = gap.outcome === 'denied' ? `, needs ${gap.permissions.join(', ')}` : '';
  return `${gap.operation} ${gap.outcome}${permission}${gap.reason === undefined ? '' : `: ${gap.reason}`}`;
}

/** The listing's own rows: one of the scope, and one for each parent whose listing failed. */
const listings = (coverage: readonly Coverage[]) =>
  coverage.filter((c) => c.read === 'list' && c.asset === undefined);

function lookOf(close: SpoolClose): Look {
  const own = listings(close.coverage);
  const gap = own.find((c) => isGap(c.outcome));
  return {
    conclusive: own.length > 0 && gap === undefined,
    reason: gap === undefined ? 'the listing left no record' : reasonOf(gap),
  };
}

const unknowns = (row: AssetRow): number => row.unread.length + row.incomplete.length;

/**
 * @param newer when each (kind, scope) was last looked at, where another scan was published while this one looked: what
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
  for await (const close of state.closes(scan)) {
    const key = lookKey(close.kind, scopeKey(close.scope));
    const [listing] = listings(close.coverage);
    if (listing !== undefined && listing.at < (newer.get(key) ?? '')) continue;
    coverage.push(...close.coverage);
    looks.set(key, lookOf(close));
    for await (const part of state.parts(scan, close.kind, close.scope))
      for (const row of part.rows) {
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
  return { rows, also, looks, coverage };
}
