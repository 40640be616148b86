/**
 * Edges that only their far end shows: a bucket does not know the jobs that read it. Where such a far end could not be
 * seen, an edge may be missing at any asset, and nothing in the graph tells so. Coverage does.
 */
import { isDeepStrictEqual } from 'node:util';
import type { CheckedMatch, FarCut, PrintedQuery } from '#graph/cypher/types.ts';
import { type Catalogue, type CatalogueKind, parentKinds } from '#graph/schema/catalogue.ts';
import { type Coverage, type Gap, isGap, scopeKey } from '#graph/schema/coverage.ts';
import type { GraphReader, Row } from '#graph/store/port.ts';
import { gapOf } from './explain.ts';

/** So many assets of one read in one place are named; of more, only the place. */
const NAMED = 5;

/** A cut whose far end could not be seen. */
interface BlindCut {
  readonly cut: FarCut;
  /** Why: never empty. */
  readonly gaps: readonly Gap[];
}

/** Which far ends a scan could not see. */
export class FarEnds {
  readonly #kinds: ReadonlyMap<string, CatalogueKind>;
  readonly #gaps: ReadonlyMap<string, readonly Coverage[]>;
  readonly #graph: GraphReader;
  readonly #elsewhere = new Map<string, Promise<boolean>>();

  constructor(catalogue: Catalogue, coverage: readonly Coverage[], graph: GraphReader) {
    this.#kinds = new Map(catalogue.map((k) => [k.kind, k]));
    const gaps = coverage.filter((c) => isGap(c.outcome));
    this.#gaps = Map.groupBy(gaps, (c) => c.kind);
    this.#graph = graph;
  }

  /** The cuts of the match whose observers have a gap, in any place: a far end may lie anywhere. */
  async blind(checked: CheckedMatch): Promise<readonly BlindCut[]> {
    const found: BlindCut[] = [];
    for (const cut of checked.cuts) {
      const rows: Coverage[] = [];
      for (const kind of cut.observers) {
        const own = this.#rows(kind, cut.types);
        if (own.length > 0 && !(await this.#leadsElsewhere(kind, cut))) rows.push(...own);
      }
      if (rows.length > 0) found.push({ cut, gaps: told(rows) });
    }
    return found;
  }

  /** Gaps of the kind's listing and of the reads that give the types, with what they follow from. */
  #rows(label: string, types: readonly string[]): readonly Coverage[] {
    const kind = this.#kinds.get(label);
    const all = this.#gaps.get(label) ?? [];
    const giving = kind?.reads.filter((r) => r.edges.some((e) => types.includes(e))).map((r) => r.name) ?? [];
    const own = all.filter((c) => c.read === 'list' || giving.includes(c.read));
    const listings = own.filter((c) => c.read === 'list');
    const unlisted = new Set(listings.map((c) => scopeKey(c.scope)));
    // What was not asked because the listing failed adds nothing to the listing's own row.
    const kept = own.filter(
      (c) => c.read === 'list' || c.outcome !== 'not-asked' || !unlisted.has(scopeKey(c.scope)),
    );
    if (!listings.some((c) => c.outcome === 'not-asked')) return kept;
    const above = parentKinds(kind?.under).filter((parent) => parent !== label);
    const follows = above.flatMap((parent) => this.#gaps.get(parent) ?? []);
    return [...follows.filter((c) => c.read === 'list'), ...kept];
  }

  /**
   * Whether the kind gives edges of the types in the other direction only, which the catalogue does not say, as far as
   * the graph shows: a bucket gives LOGS_TO, but never an edge from the log that lies in it. Without any edge that it
   * gave, it may be either.
   */
  #leadsElsewhere(kind: string, { types, far }: FarCut): Promise<boolean> {
    const key = JSON.stringify([kind, types, far]);
    const known = this.#elsewhere.get(key);
    if (known !== undefined) return known;
    const gives = async (side: FarCut['far']): Promise<boolean> => {
      const edge = side === 'from' ? `-[e:${types.join('|')}]->` : `<-[e:${types.join('|')}]-`;
      const text = `MATCH (n:${kind})${edge}(:Asset) WHERE e.by = n.id RETURN n.id AS id LIMIT 1`;
      return (await this.#graph.rows(text)).length > 0;
    };
    const asked = (async () => !(await gives(far)) && (await gives(far === 'from' ? 'to' : 'from')))();
    this.#elsewhere.set(key, asked);
    return asked;
  }
}

/** The rows as gaps; the assets of a read that failed on many are left out. */
function told(rows: readonly Coverage[]): readonly Gap[] {
  const places = Map.groupBy(rows.map(gapOf), (g) =>
    JSON.stringify([g.scope, g.kind, g.read, g.outcome, g.code]),
  );
  return [...places.values()].flatMap((all) => {
    const named = all.filter((g) => g.asset !== undefined);
    if (named.length > 0 && named.length <= NAMED) return named;
    const [first] = all;
    if (first === undefined) return [];
    const { asset: _, ...place } = first;
    return [place];
  });
}

/** Rows of a query, one per subject. */
export type Ask = (query: PrintedQuery) => Promise<ReadonlyMap<string, Row>>;

interface Doubts {
  /** Rows of the subjects that are not told, for all that the far ends could have shown. */
  readonly rows: ReadonlyMap<string, Row>;
  /** What would have to be readable, by subject. */
  readonly gaps: ReadonlyMap<string, readonly Gap[]>;
}

/**
 * Subjects that the match finds, or clears, only because nobody could see the far ends: those that *surely* loses and
 * those that *possibly* wins when the edges of the cuts may be missing anywhere.
 */
export async function doubts(
  checked: CheckedMatch,
  blind: readonly BlindCut[],
  surely: ReadonlyMap<string, Row>,
  possibly: ReadonlyMap<string, Row>,
  ask: Ask,
): Promise<Doubts> {
  const rows = new Map<string, Row>();
  const gaps = new Map<string, Gap[]>();
  if (blind.length === 0) return { rows, gaps };
  const under = async (cuts: readonly BlindCut[]): Promise<ReadonlyMap<string, Row>> => {
    const now = checked.blindTo(cuts.map((one) => one.cut));
    const same = isDeepStrictEqual(now.surely, checked.surely);
    const sure = same || surely.size === 0 ? surely : await ask(now.surely);
    const maybe = await ask(now.possibly);
    return new Map([
      ...[...surely].filter(([id]) => !sure.has(id)),
      ...[...maybe].filter(([id]) => !possibly.has(id)),
    ]);
  };
  const all = await under(blind);
  for (const [id, row] of all) rows.set(id, row);
  // Which of several far ends it is; where only all of them together make the doubt, it is all.
  if (blind.length > 1)
    for (const one of blind)
      for (const id of (await under([one])).keys()) gaps.set(id, [...(gaps.get(id) ?? []), ...one.gaps]);
  for (const id of rows.keys())
    if (!gaps.has(id))
      gaps.set(
        id,
        blind.flatMap((one) => one.gaps),
      );
  return { rows, gaps };
}
