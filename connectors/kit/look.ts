/** One kind in one scope: its listing or listings, its assets and their reads, its parts and its close. */
import pLimit from 'p-limit';
import { parentKinds } from '#graph/schema/catalogue.ts';
import { isGap, type Scope } from '#graph/schema/coverage.ts';
import type { AssetRow } from '#graph/schema/rows.ts';
import { draft, finish } from './build.ts';
import type { Calls } from './calls.ts';
import { type Clock, isoOf } from './clock.ts';
import { coverageOf, type Fault } from './coverage.ts';
import type { At, Kind } from './define.ts';
import { unreadable } from './failure.ts';
import { type Dropped, type ListEnd, listItems } from './list.ts';
import type { Provider } from './provider.ts';
import { readAll } from './reads.ts';
import type { Redactor } from './redact.ts';
import type { Collected, Progress } from './run.ts';

/** What a parent kind came to in a scope, for the kinds that are listed under it. */
export interface Looked {
  readonly kind: string;
  readonly end: ListEnd;
  readonly rows: readonly AssetRow[];
}

export interface LookOptions {
  readonly kind: Kind;
  readonly scope: Scope;
  /** Set for `under` kinds: what each kind above came to, but for the kind itself. */
  readonly parents: readonly Looked[] | undefined;
  readonly calls: Calls;
  readonly provider: Provider;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly sink: (out: Collected) => Promise<void>;
  readonly onProgress: ((event: Progress) => void) | undefined;
  readonly keepRows: boolean;
  /** Assets, or parents, side by side. */
  readonly side: number;
}

/** Rows per part. */
const PART = 500;
/** More levels than anything nests in: a listing that goes on below them does not end. */
const MOST_LEVELS = 100;

const atOf = (scope: Scope, parent?: AssetRow): At => ({
  cloud: scope.cloud,
  partition: scope.partition ?? '',
  organization: scope.organization ?? '',
  account: scope.account ?? '',
  region: scope.region ?? '',
  ...(parent === undefined ? {} : { parent }),
});

export async function look(options: LookOptions): Promise<Looked> {
  const { kind, scope, parents, clock, sink, redactor } = options;
  const label = kind.head.kind;
  const nests = parentKinds(kind.head.under).includes(label);
  const observedAt = isoOf(clock);
  const limit = pLimit(options.side);
  const ids = new Set<string>();
  const kept: AssetRow[] = [];
  const replies = new Map<string, number>();
  const faults: (Fault & { readonly asset: string })[] = [];
  let buffer: AssetRow[] = [];
  let parts = 0;
  let sent = 0;
  const progress = (phase: Progress['phase']): void =>
    options.onProgress?.({ kind: label, scope, phase, calls: sent, items: ids.size });
  const onSend = (): void => {
    sent++;
  };

  const flush = async (atLeast: number): Promise<void> => {
    while (buffer.length >= atLeast && buffer.length > 0) {
      const some = buffer.slice(0, PART);
      buffer = buffer.slice(PART);
      // Once more: a kind's own functions may have decoded what hid a secret.
      const rows = await redactor.scrub(some);
      if (options.keepRows || nests) for (const row of rows) kept.push(row);
      await sink({ type: 'part', kind: label, scope, part: parts++, rows });
    }
  };

  /** One listing, under one parent or none. `take` gets the rows of each page. */
  const listOnce = async (
    parent: AssetRow | undefined,
    take: (rows: readonly AssetRow[]) => Promise<void>,
  ): Promise<ListEnd> => {
    const at = atOf(scope, parent);
    const place = parent === undefined ? scope : { ...scope, parent: parent.id };
    const listing = { kind, at, scope: place, calls: options.calls, provider: options.provider, onSend };
    const dropped: Dropped = { count: 0, first: undefined };
    const pages = listItems(listing, dropped);
    for (;;) {
      const page = await pages.next();
      if (page.done === true) return page.value;
      const made = await limit.map(page.value, async (item) => {
        const one = draft(kind, item, at, dropped);
        // Two pages may show the same asset when something is made or deleted between them.
        if (one === undefined || ids.has(one.id)) return undefined;
        ids.add(one.id);
        const { gone, replied } = await readAll(listing, one);
        if (gone) {
          ids.delete(one.id);
          return undefined;
        }
        return { one, replied };
      });
      const rows: AssetRow[] = [];
      for (const asset of made) {
        if (asset === undefined) continue;
        for (const read of asset.replied) replies.set(read, (replies.get(read) ?? 0) + 1);
        for (const fault of asset.one.faults) faults.push({ ...fault, asset: asset.one.id });
        rows.push(finish(asset.one, kind, scope, observedAt));
      }
      await take(rows);
      progress('reading');
    }
  };

  progress('listing');
  let end: ListEnd;
  const failed: { parent: string; end: ListEnd }[] = [];
  if (parents === undefined)
    end = await listOnce(undefined, async (rows) => {
      for (const row of rows) buffer.push(row);
      await flush(PART);
    });
  else {
    const ends: { parent: string; end: ListEnd }[] = [];
    let level = parents.flatMap((one) => one.rows);
    let listed = 0;
    for (let levels = 0; level.length > 0; levels++) {
      if (levels === MOST_LEVELS) {
        const endless = unreadable(`nested more than ${MOST_LEVELS} deep`);
        ends.push(...level.map((parent) => ({ parent: parent.id, end: endless })));
        break;
      }
      // A handful of parents side by side, their rows in the order of the parents: two runs give the same parts.
      for (let from = 0; from < level.length; from += options.side) {
        const some = await Promise.all(
          level.slice(from, from + options.side).map(async (parent) => {
            const rows: AssetRow[] = [];
            const one = await listOnce(parent, async (page) => {
              for (const row of page) rows.push(row);
            });
            return { parent: parent.id, end: one, rows };
          }),
        );
        for (const { rows, ...one } of some) {
          ends.push(one);
          for (const row of rows) buffer.push(row);
        }
        await flush(PART);
      }
      if (!nests) break;
      // What is listed under has no secrets left in it. What was seen before is not among the rows: no circle goes on.
      await flush(1);
      level = kept.slice(listed);
      listed = kept.length;
    }
    failed.push(...ends.filter((one) => isGap(one.end.outcome)));
    end = together(kind, parents, ends);
  }
  await flush(1);
  const seen = { kind, scope, end, items: ids.size, replies, faults, parents: failed, at: isoOf(clock) };
  const coverage = await redactor.scrub(coverageOf(seen));
  await sink({ type: 'close', kind: label, scope, parts, coverage });
  progress('closed');
  return { kind: label, end, rows: kept };
}

/** What all listings under parents came to, taken as one. */
function together(
  kind: Kind,
  parents: readonly Looked[],
  ends: readonly { readonly parent: string; readonly end: ListEnd }[],
): ListEnd {
  const unknown = parents.find((one) => isGap(one.end.outcome));
  if (unknown !== undefined)
    return {
      outcome: 'not-asked',
      ...(unknown.end.code === undefined ? {} : { code: unknown.end.code }),
      message: `not every ${unknown.kind} is known, under which ${kind.head.kind} is listed: ${unknown.end.outcome}`,
    };
  const failed = ends.filter((one) => isGap(one.end.outcome));
  const [first] = failed;
  if (first !== undefined)
    return {
      ...first.end,
      message: `${failed.length} of ${ends.length} listings under ${parentKinds(kind.head.under).join(' or ')}: ${first.end.message ?? first.end.outcome}`,
    };
  const none =
    ends.every((one) => one.end.outcome === 'absent') &&
    (ends.length > 0 || parents.every((one) => one.end.outcome === 'absent'));
  return { outcome: none ? 'absent' : 'looked' };
}
