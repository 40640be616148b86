/** Blast radius of what an attacker has, and exposure of a jewel. */

import { costOf, far, searcher } from './core/search.ts';
import { shownCost } from './explain.ts';
import { type End, endsOf } from './paths.ts';
import { type Hold, holdOf } from './states.ts';
import { assetAt, type StateRef, type StepGraph, statesOf } from './step-graph.ts';

export interface Reached {
  readonly id: string;
  readonly name: string;
  /** Holds that can be had of it, as they are listed in `holds`. */
  readonly holds: readonly Hold[];
  /** Cost of the cheapest way to any of them, and the fewest shown steps of any way (not of that one alone). */
  readonly cost: number;
  readonly steps: number;
}

/** Everything that the states reach surely, nearest first, then by id; what is held from the beginning is left out. */
export function blast(graph: StepGraph, from: readonly StateRef[]): readonly Reached[] {
  const states = statesOf(graph, from);
  const blocked = graph.possible;
  const length = searcher(graph.csr).lengths(states, { blocked });
  const few = searcher(graph.csr, shownCost(graph)).lengths(states, { blocked });
  const own = new Set(states.map((state) => assetAt(graph, state)));
  // A set of permissions is no asset: what it opens is.
  const sets = graph.assets.map(({ labels }) => labels.includes('PermissionSet'));
  const found = new Map<number, { holds: Hold[]; cost: number; steps: number }>();
  for (let state = 0; state < graph.csr.nodes; state++) {
    const mine = length[state] ?? far;
    const asset = assetAt(graph, state);
    if (mine === far || asset < 0 || own.has(asset) || sets[asset] === true) continue;
    const cost = costOf(mine);
    const steps = costOf(few[state] ?? 0);
    const one = found.get(asset);
    if (one === undefined) found.set(asset, { holds: [holdOf(state)], cost, steps });
    else {
      one.holds.push(holdOf(state));
      one.cost = Math.min(one.cost, cost);
      one.steps = Math.min(one.steps, steps);
    }
  }
  return [...found]
    .sort(([a, x], [b, y]) => x.cost - y.cost || x.steps - y.steps || a - b)
    .map(([asset, reached]) => ({
      id: graph.assets[asset]?.id ?? '',
      name: graph.assets[asset]?.name ?? '',
      ...reached,
    }));
}

export interface ExposedTo {
  readonly id: string;
  readonly name: string;
  readonly cost: number;
  readonly steps: number;
  readonly certainty: 'surely' | 'possibly';
}

/** All entries that reach the jewel: surely before possibly, then nearest first, then by id. */
export function exposureOf(graph: StepGraph, jewel: End, entries: readonly End[]): readonly ExposedTo[] {
  const sorted = entries.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const ends = endsOf(graph, { entries, jewels: [jewel] });
  const target = ends.jewels[0] ?? [];
  const few = shownCost(graph);
  const look = (blocked: Uint8Array | undefined) => ({
    length: searcher(graph.csr).lengths(target, { backward: true, blocked }),
    shown: searcher(graph.csr, few).lengths(target, { backward: true, blocked }),
  });
  const least = (lengths: Int32Array, states: readonly number[]) =>
    states.reduce((best, state) => {
      const mine = lengths[state] ?? far;
      return mine !== far && (best === far || mine < best) ? mine : best;
    }, far);
  const sure = look(graph.possible);
  const maybe = graph.possible === undefined ? sure : look(undefined);
  const found = sorted.flatMap(({ id, name }, e): ExposedTo[] => {
    const states = ends.entries[e] ?? [];
    const isSure = least(sure.length, states) !== far;
    const { length, shown } = isSure ? sure : maybe;
    const mine = least(length, states);
    if (mine === far) return [];
    return [
      {
        id,
        name,
        cost: costOf(mine),
        steps: costOf(least(shown, states)),
        certainty: isSure ? 'surely' : 'possibly',
      },
    ];
  });
  return found.sort(
    (a, b) => Number(a.certainty === 'possibly') - Number(b.certainty === 'possibly') || a.cost - b.cost,
  );
}
