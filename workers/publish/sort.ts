/**
 * Sorts what the base held and what the scan saw into what changed, what left, what ages and what moved.
 *
 * Rules (design §4 "Publish and rescan"):
 * - Seen: changed if its content differs, else left alone.
 * - Not shown by a conclusive listing: gone. Not shown by a gap: stays, stale, with the reason.
 * - Same id with another uid: the old one is gone, the new one begins. Same uid with another id: moved, keeps its life.
 */
import type { Catalogue, UidIs } from '#graph/schema/catalogue.ts';
import { scopeKey } from '#graph/schema/coverage.ts';
import type { AssetRow } from '#graph/schema/rows.ts';
import { aliasMap } from './alias.ts';
import type { BaseEntry } from './base.ts';
import { contentHash } from './node.ts';
import { type Look, lookKey } from './spool.ts';

export interface SortInput {
  readonly base: ReadonlyMap<string, BaseEntry>;
  readonly rows: ReadonlyMap<string, AssetRow>;
  /** Keys of other scopes that list the same thing, by id. */
  readonly also: ReadonlyMap<string, readonly string[]>;
  readonly looks: ReadonlyMap<string, Look>;
  /** Scopes that cannot be looked at any more → why. Each stands for all that lies under it. */
  readonly closed: ReadonlyMap<string, string>;
  /** Scopes to drop (`pathlight forget`): keys, each with all that lies under it. */
  readonly forget: readonly string[];
  /** Says of each kind what its uid tells. */
  readonly catalogue: Catalogue;
}

export interface Changed {
  readonly row: AssetRow;
  readonly hash: string;
  /** What it has or, where that could not be read now, what it had; else `none`. */
  readonly uid: string;
  /** What it was: for a moved asset the entry under its old id. */
  readonly old: BaseEntry | undefined;
  /** The name is the same, the thing is another. */
  readonly replaced: boolean;
  /** Keys of the scopes that show it; the first one speaks for it. */
  readonly scopes: readonly string[];
  readonly aliases: readonly string[];
  readonly formerIds: readonly string[];
}

export interface Ageing {
  readonly entry: BaseEntry;
  /** Undefined: as fresh as it was, but a scope no longer shows it. */
  readonly reason: string | undefined;
  readonly scopes: readonly string[];
}

export interface Sorted {
  readonly changed: readonly Changed[];
  readonly leaving: readonly { readonly entry: BaseEntry; readonly why: string }[];
  readonly ageing: readonly Ageing[];
  /** Old id → new id. */
  readonly moved: ReadonlyMap<string, string>;
  /** Alias → id. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** Whether the scope is one of those named, or lies under one. */
export const within = (scope: string, places: Iterable<string>): string | undefined => {
  for (const place of places) if (scope === place || scope.startsWith(`${place}/`)) return place;
  return undefined;
};

/**
 * Whether a uid finds the same thing again. A creation time, or a place, stands in where the cloud has no id: good to tell two
 * things of one name apart, not to find one under another name.
 */
const findsAgain = (entry: BaseEntry, uidIs: ReadonlyMap<string, UidIs>): boolean =>
  entry.uid !== 'none' && entry.uid !== '' && uidIs.get(entry.kind) === 'identity';

const scopesOf = (entry: BaseEntry): readonly string[] => [entry.scope, ...entry.alsoIn];

const ended = (
  kind: string,
  scope: string,
  input: SortInput,
): 'no longer listed' | 'forgotten' | undefined => {
  if (within(scope, input.forget) !== undefined) return 'forgotten';
  return input.looks.get(lookKey(kind, scope))?.conclusive === true ? 'no longer listed' : undefined;
};

/** What becomes of an asset that this scan did not show; undefined: nothing. */
function judge(
  entry: BaseEntry,
  input: SortInput,
): { readonly gone: string } | Omit<Ageing, 'entry'> | undefined {
  const all = scopesOf(entry);
  const left = all.filter((scope) => ended(entry.kind, scope, input) === undefined);
  if (left.length === 0)
    return {
      gone: all.map((scope) => ended(entry.kind, scope, input)).find((why) => why !== undefined) ?? '',
    };
  const reasons = left.map((scope) => {
    const place = within(scope, input.closed.keys());
    return input.looks.get(lookKey(entry.kind, scope))?.reason ?? (place && input.closed.get(place));
  });
  const reason = reasons.includes(undefined) ? undefined : reasons[0];
  const same = left.length === all.length && (reason === undefined || reason === entry.staleReason);
  return same ? undefined : { reason, scopes: left };
}

/** Two things may share a uid for a while (replicas in several regions): then nothing is said to have moved. */
function once<T>(items: Iterable<readonly [string, T]>): ReadonlyMap<string, T> {
  const groups = Map.groupBy(items, ([key]) => key);
  return new Map(
    [...groups].flatMap(([key, [first, ...more]]) =>
      first === undefined || more.length > 0 ? [] : [[key, first[1]] as const],
    ),
  );
}

function findMoves(input: SortInput): Map<string, string> {
  const { base, rows } = input;
  const key = (kind: string, uid: string) => `${kind} ${uid}`;
  const newcomers = [...rows.values()].flatMap((row) =>
    row.uid === undefined || base.get(row.id)?.uid === row.uid
      ? []
      : [[key(row.kind, row.uid), row] as const],
  );
  const moved = new Map<string, string>();
  if (newcomers.length === 0) return moved;
  const uidIs = new Map(input.catalogue.map((k) => [k.kind, k.uidIs ?? 'identity']));
  // What is there under its old name and did not tell its uid has not moved.
  const isAway = ({ id, uid }: BaseEntry) => !rows.has(id) || (rows.get(id)?.uid ?? uid) !== uid;
  const missing = [...base.values()].flatMap((entry) =>
    entry.seen && findsAgain(entry, uidIs) && isAway(entry)
      ? [[key(entry.kind, entry.uid), entry] as const]
      : [],
  );
  const rowOf = once(newcomers);
  for (const [uid, entry] of once(missing)) {
    const row = rowOf.get(uid);
    // Seen under its new name where it had the old one; elsewhere only if the old place was seen to be without it.
    if (row === undefined) continue;
    const here = scopesOf(entry).includes(scopeKey(row.scope));
    const conclusive = scopesOf(entry).every((s) => ended(entry.kind, s, input) === 'no longer listed');
    if (here || conclusive) moved.set(entry.id, row.id);
  }
  return moved;
}

const sameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((x, i) => x === b[i]);

/** The scopes that show a row: those that showed it now, and those that did before and were not asked. */
function scopesNow(row: AssetRow, old: BaseEntry | undefined, input: SortInput): readonly string[] {
  const now = [scopeKey(row.scope), ...(input.also.get(row.id) ?? [])];
  const before = old === undefined ? [] : scopesOf(old);
  const kept = before.filter((s) => now.includes(s) || ended(row.kind, s, input) === undefined);
  // In one order, whichever was asked first: the first one speaks for it.
  return [...new Set([...kept, ...now])].sort();
}

export function sort(input: SortInput): Sorted {
  const { base, rows } = input;
  const moved = findMoves(input);
  const movedFrom = new Map([...moved].map(([from, to]) => [to, from]));

  const leaving: { entry: BaseEntry; why: string }[] = [];
  const ageing: Ageing[] = [];
  for (const entry of base.values()) {
    if (rows.has(entry.id) || moved.has(entry.id) || !entry.seen) continue;
    const fate = judge(entry, input);
    if (fate === undefined) continue;
    if ('gone' in fate) leaving.push({ entry, why: fate.gone });
    else ageing.push({ entry, ...fate });
  }

  const was = [...rows.values()].map((row) => {
    const from = movedFrom.get(row.id);
    const here = moved.has(row.id) ? undefined : base.get(row.id);
    const old = from === undefined ? here : base.get(from);
    const replaced =
      from === undefined &&
      old?.seen === true &&
      old.uid !== 'none' &&
      row.uid !== undefined &&
      old.uid !== row.uid;
    const own = old?.seen === true && !replaced ? old : undefined;
    // The read that gives aliases may be the one that failed.
    const carried = row.unread.length > 0 ? (own?.aliases ?? []) : [];
    const former = [...(own?.formerIds ?? []), ...(from === undefined ? [] : [from])].filter(
      (id) => id !== row.id && !rows.has(id),
    );
    return { row, from, old, own, replaced, carried, former };
  });
  const aliases = aliasMap(base, rows, new Set([...moved.keys(), ...leaving.map((l) => l.entry.id)]), was);

  const changed: Changed[] = [];
  for (const { row, from, old, own, replaced, carried, former } of was) {
    const hash = contentHash(row, aliases);
    const scopes = scopesNow(row, own, input);
    if (
      own !== undefined &&
      from === undefined &&
      !own.stale &&
      own.hash === hash &&
      sameList(scopes, scopesOf(own)) &&
      sameList(former, own.formerIds)
    )
      continue;
    changed.push({
      row,
      hash,
      uid: row.uid ?? own?.uid ?? 'none',
      old,
      replaced,
      scopes,
      aliases: [...new Set([...(row.aliases ?? []), ...carried])],
      formerIds: [...new Set(former)],
    });
  }
  return { changed, leaving, ageing, moved, aliases };
}
