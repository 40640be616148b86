/**
 * Coverage rows. One close holds, in this order:
 * 1. the listing's outcome in its scope; for an `under` kind, of all its listings together;
 * 2. for an `under` kind, one row (`scope.parent`) per parent that could not be listed;
 * 3. one row per read: `looked` with the number of replies taken in; a gap (without `asset`) only where the read came to
 *    nothing for any asset, or was not asked because the listing came to nothing;
 * 4. one row (`asset`) per asset and read that failed, so that a single denied asset leaves the others known. A row with
 *    `read: 'list'` and an asset is one that was listed, but whose properties or edges could not be made out.
 */
import { type Coverage, isGap, type Outcome, type Scope } from '#graph/schema/coverage.ts';
import type { Kind } from './define.ts';
import { permissionsOf } from './define.ts';
import { type Said, shorten } from './failure.ts';
import type { ListEnd } from './list.ts';

/** A read of one asset that failed, or was answered with `absent`. */
export interface Fault {
  /** `list` or the read's name. */
  readonly read: string;
  readonly said: Said;
}

export interface Seen {
  readonly kind: Kind;
  readonly scope: Scope;
  readonly end: ListEnd;
  /** Assets that were kept. */
  readonly items: number;
  /** Replies taken in, by read. */
  readonly replies: ReadonlyMap<string, number>;
  readonly faults: readonly (Fault & { readonly asset: string })[];
  readonly parents: readonly { readonly parent: string; readonly end: ListEnd }[];
  readonly at: string;
}

const words = (said: { readonly code?: string | undefined; readonly message?: string | undefined }) => ({
  ...(said.code === undefined ? {} : { code: shorten(said.code) }),
  ...(said.message === undefined ? {} : { reason: shorten(said.message) }),
});

/** From the most to the least telling: which of several outcomes speaks for all. */
const telling: readonly Outcome[] = [
  'denied',
  'throttled',
  'unavailable',
  'unreadable',
  'filtered',
  'not-asked',
  'absent',
];

export function coverageOf(seen: Seen): readonly Coverage[] {
  const { kind, scope, end, at } = seen;
  const row = (read: string, outcome: Outcome, items: number): Coverage => {
    const asks = read === 'list' ? kind.list : kind.reads[read];
    if (asks === undefined) throw new Error(`${kind.head.kind} has no read "${read}"`);
    const { operation } = asks;
    return {
      scope,
      kind: kind.head.kind,
      read,
      operation,
      permissions: permissionsOf(asks),
      outcome,
      items,
      at,
    };
  };

  const rows: Coverage[] = [{ ...row('list', end.outcome, seen.items), ...words(end) }];
  for (const { parent, end: one } of seen.parents)
    rows.push({ ...row('list', one.outcome, 0), ...words(one), scope: { ...scope, parent } });

  for (const read of Object.keys(kind.reads)) {
    const failed = seen.faults.filter((fault) => fault.read === read).map((fault) => fault.said);
    const replies = seen.replies.get(read) ?? 0;
    const worst = telling
      .map((outcome) => failed.find((f) => f.outcome === outcome))
      .find((f) => f !== undefined);
    if (replies > 0 || (worst === undefined && !(isGap(end.outcome) && seen.items === 0)))
      rows.push(row(read, 'looked', replies));
    else if (worst === undefined)
      rows.push({ ...row(read, 'not-asked', 0), reason: `nothing was listed: ${end.outcome}` });
    else rows.push({ ...row(read, worst.outcome, 0), ...words(worst) });
  }

  for (const { asset, read, said } of seen.faults)
    rows.push({ ...row(read, said.outcome, 0), ...words(said), asset });
  return rows;
}
