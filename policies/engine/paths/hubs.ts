/** Hubs of what could not be read, as they are gathered, with the gaps behind each. */
import type { PossibleHub } from '#graph/paths/build.ts';
import type { StateRef } from '#graph/paths/step-graph.ts';
import type { Gap } from '#graph/schema/coverage.ts';

/** So many gaps of one hub are told. */
export const TOLD = 3;

/** Of a path, what tells its gaps. */
export interface Hanging {
  /** Words of hubs. */
  readonly gaps: readonly string[];
  /** Ids of assets. */
  readonly steps: readonly { readonly from: string; readonly to: string }[];
}

/** What failed where, without the reason: it may name the asset, and each asset would then have a hub of its own. */
export const placed = ({ operation, scope, outcome }: Gap): string =>
  `${operation} in ${scope || 'the graph'}: ${outcome}`;

/** One list for all that share it: it is looked up once. */
export type States = readonly StateRef[];
export class Hubs {
  /** Lists are kept as they are: one that many hubs share is looked up once. */
  readonly #hubs = new Map<string, { readonly from: Set<States>; readonly to: Set<States> }>();
  readonly #gaps = new Map<string, Map<string, readonly Gap[]>>();
  readonly accounts = new Map<string, string>();

  /** @param at asset whose gaps they are; '' for those of a listing */
  add(words: string, from: readonly States[], to: readonly States[], at: string, gaps: readonly Gap[]): void {
    const hub = this.#hubs.get(words) ?? { from: new Set(), to: new Set() };
    this.#hubs.set(words, hub);
    for (const states of from) hub.from.add(states);
    for (const states of to) hub.to.add(states);
    const known = this.#gaps.get(words) ?? new Map<string, readonly Gap[]>();
    this.#gaps.set(words, known.set(at, [...(known.get(at) ?? []), ...gaps].slice(0, TOLD)));
  }

  all(): readonly PossibleHub[] {
    const one = (lists: ReadonlySet<States>): States => {
      const [first = [], ...more] = lists;
      return more.length === 0 ? first : [first, ...more].flat();
    };
    return [...this.#hubs].map(([gap, { from, to }]) => ({ gap, from: one(from), to: one(to) }));
  }

  gapsOf({ gaps, steps }: Hanging): readonly Gap[] {
    const ids = new Set(steps.flatMap(({ from, to }) => [from, to]));
    const all = gaps.flatMap((words) => {
      const known = this.#gaps.get(words) ?? new Map<string, readonly Gap[]>();
      const near = [...ids].flatMap((id) => known.get(id) ?? []);
      const told = near.length > 0 ? near : (known.get('') ?? [...known.values().take(TOLD)].flat());
      return told.slice(0, TOLD);
    });
    return [...new Map(all.map((gap) => [JSON.stringify(gap), gap])).values()];
  }
}
