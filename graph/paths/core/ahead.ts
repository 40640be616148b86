/**
 * The best way from one entry to every node at once: one search, then one sweep over its shortest ways.
 *
 * Of equally short ways it is the one whose steps come first in the order of the rows, as `listWays` with k = 1 gives it.
 * The sweep takes nodes in the order of their ways, first come first served: so whoever comes to a node first comes by the
 * first of its ways. (That holds for ways of up to 1023 steps, of which equally long ones have equally many.)
 */
import type { Csr } from './csr.ts';
import { far, type Searcher, unit } from './search.ts';

/** The step by which the best way of each node comes to it; `begins` and `unreached` besides. Four bytes a node. */
export type Ahead = Int32Array;
const begins = -1;
const unreached = -2;

/** @param blocked steps (1) that may not be used */
export function aheadOf(graph: Csr, search: Searcher, entry: readonly number[], blocked?: Uint8Array): Ahead {
  const { first, to, cost } = graph;
  const length = search.lengths(entry, { blocked });
  const by = new Int32Array(graph.nodes).fill(unreached);
  const queue = new Int32Array(graph.nodes);
  let tail = 0;
  for (const node of new Set(entry.toSorted((a, b) => a - b))) {
    by[node] = begins;
    queue[tail++] = node;
  }
  for (let at = 0; at < tail; at++) {
    const node = queue[at] ?? 0;
    const mine = (length[node] ?? far) + 1;
    const end = first[node + 1] ?? 0;
    for (let step = first[node] ?? 0; step < end; step++) {
      const other = to[step] ?? 0;
      if (by[other] !== unreached || length[other] !== mine + (cost[step] ?? 0) * unit) continue;
      if (blocked?.[step] === 1) continue;
      by[other] = step;
      queue[tail++] = other;
    }
  }
  return by;
}

export interface BestWay {
  /** By number; none: the entry is the jewel. */
  readonly steps: readonly number[];
  readonly length: number;
}

/** The best way to any of some nodes. */
export function bestWay(graph: Csr, ahead: Ahead, jewel: readonly number[]): BestWay | undefined {
  let best: BestWay | undefined;
  for (const node of jewel) {
    if ((ahead[node] ?? unreached) === unreached) continue;
    const steps: number[] = [];
    let length = 0;
    for (let step = ahead[node] ?? begins; step >= 0; step = ahead[graph.from[step] ?? 0] ?? begins) {
      steps.push(step);
      length += (graph.cost[step] ?? 0) * unit + 1;
    }
    const way = { steps: steps.reverse(), length };
    if (best === undefined || comesBefore(way, best)) best = way;
  }
  return best;
}

/** Steps are numbered by where they leave, so what begins at an earlier node comes first. */
function comesBefore(a: BestWay, b: BestWay): boolean {
  if (a.length !== b.length) return a.length < b.length;
  const at = a.steps.findIndex((step, i) => step !== b.steps[i]);
  return at >= 0 && (a.steps[at] ?? 0) < (b.steps[at] ?? 0);
}
