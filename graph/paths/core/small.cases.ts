/** Small graphs, and slow and simple readings of the same words, for tests. */
import fc from 'fast-check';
import { buildCsr, type Csr } from './csr.ts';
import type { Ends } from './pairs.ts';

export interface Step {
  readonly from: number;
  readonly to: number;
  readonly cost: number;
}
export interface Small {
  readonly nodes: number;
  readonly steps: readonly Step[];
  readonly ends: Ends;
}

export const rows = (nodes: number, steps: readonly Step[]): Csr =>
  buildCsr(
    nodes,
    Int32Array.from(steps, (s) => s.from),
    Int32Array.from(steps, (s) => s.to),
    steps.map((s) => s.cost),
  ).graph;

export const small = (most: number, maxNodes = 8): fc.Arbitrary<Small> =>
  fc.integer({ min: 2, max: maxNodes }).chain((nodes) => {
    const node = fc.integer({ min: 0, max: nodes - 1 });
    const groups = fc.array(fc.uniqueArray(node, { minLength: 1, maxLength: 2 }), {
      minLength: 1,
      maxLength: 3,
    });
    return fc.record({
      nodes: fc.constant(nodes),
      steps: fc.array(fc.record({ from: node, to: node, cost: fc.integer({ min: 0, max: 6 }) }), {
        maxLength: most,
      }),
      ends: fc.record({ entries: groups, jewels: groups }),
    });
  });

/** Cheapest cost between all nodes (Floyd and Warshall), Infinity for none. */
export function table(nodes: number, steps: readonly Step[], price: (step: Step) => number): number[][] {
  const cost = Array.from({ length: nodes }, (_, i) =>
    Array.from({ length: nodes }, (__, j) => (i === j ? 0 : Infinity)),
  );
  const at = (i: number, j: number) => cost[i]?.[j] ?? Infinity;
  const set = (i: number, j: number, value: number) => {
    const row = cost[i];
    if (row !== undefined) row[j] = Math.min(at(i, j), value);
  };
  for (const step of steps) set(step.from, step.to, price(step));
  for (let k = 0; k < nodes; k++)
    for (let i = 0; i < nodes; i++) for (let j = 0; j < nodes; j++) set(i, j, at(i, k) + at(k, j));
  return cost;
}

/** Every way without loops that leaves its entry once and ends at the first node of the jewel, by its steps. */
export function allWays(graph: Csr, entry: readonly number[], jewel: readonly number[]): number[][] {
  const found: number[][] = [];
  const walk = (node: number, seen: ReadonlySet<number>, steps: readonly number[]) => {
    if (jewel.includes(node)) {
      found.push([...steps]);
      return;
    }
    for (let s = graph.first[node] ?? 0; s < (graph.first[node + 1] ?? 0); s++) {
      const next = graph.to[s] ?? 0;
      if (!seen.has(next)) walk(next, new Set([...seen, next]), [...steps, s]);
    }
  };
  for (const start of new Set(entry)) walk(start, new Set(entry), []);
  // Being there is one way, however many nodes an entry and a jewel share.
  const there = found.findIndex((way) => way.length === 0);
  return found.filter((way, i) => way.length > 0 || i === there);
}

export const costOfWay = (graph: Csr, steps: readonly number[]) =>
  steps.reduce((sum, s) => sum + (graph.cost[s] ?? 0), 0);
export const pairsOf = (ends: Ends) =>
  ends.jewels.flatMap((jewel) => ends.entries.map((entry) => ({ entry, jewel })));
export const check = { seed: 20_260_101, numRuns: 400 };
