/**
 * Shortest ways and reach over rows, from many nodes at once.
 *
 * The length of a way is its cost × 1024 + the number of its steps: cheapest first, then shortest. (A way of more than
 * 1023 steps counts as one dearer.) As every step has a length of at least 1, shortest ways have no loops, and which of
 * several equally short ones is meant needs no bookkeeping: at each node the first step, in the order of the rows, that
 * is on one.
 */
import type { Csr } from './csr.ts';

/** What one unit of cost counts in a length. */
export const unit = 1024;
export const costOf = (length: number): number => Math.floor(length / unit);
/** Of a way or a node that cannot be reached. */
export const far = -1;

export interface Looking {
  /** Against the steps: what reaches the nodes, instead of what they reach. */
  readonly backward?: boolean;
  /** Steps, by number, that may not be used (1). */
  readonly blocked?: Uint8Array | undefined;
  /** Nodes, by number, that may not be used (1). */
  readonly closed?: Uint8Array | undefined;
}

/** Lengths from the nearest of some nodes; one searcher's buffers serve all its searches. */
export interface Searcher {
  /** Writes into `into` (default: a new array) the length of the shortest way of each node, or `far`. */
  lengths(from: Iterable<number>, how?: Looking, into?: Int32Array): Int32Array;
}

/**
 * Dijkstra's algorithm with one bucket per length (Dial), as costs are small whole numbers.
 * `cost` replaces the costs of the graph's steps.
 */
export function searcher(graph: Csr, cost: Uint8Array = graph.cost): Searcher {
  const { nodes, first, to, backFirst, backFrom, backAt } = graph;
  const maxCost = cost === graph.cost ? graph.maxCost : cost.reduce((most, one) => Math.max(most, one), 0);
  const width = maxCost * unit + 2;
  const limit = 2 ** 31 - 1 - width;
  const head = new Int32Array(width).fill(-1);
  const after = new Int32Array(nodes);
  const before = new Int32Array(nodes);
  /** Costs in the order of the steps into nodes: side by side for the sake of the cache. Made when first needed. */
  let backCost: Uint8Array | undefined;

  const put = (node: number, bucket: number) => {
    const old = head[bucket] ?? -1;
    after[node] = old;
    before[node] = -1;
    if (old >= 0) before[old] = node;
    head[bucket] = node;
  };
  const take = (node: number, bucket: number) => {
    const next = after[node] ?? -1;
    const previous = before[node] ?? -1;
    if (previous >= 0) after[previous] = next;
    else head[bucket] = next;
    if (next >= 0) before[next] = previous;
  };

  const lengths = (from: Iterable<number>, how: Looking = {}, into?: Int32Array): Int32Array => {
    const length = into ?? new Int32Array(nodes);
    length.fill(far);
    const backward = how.backward === true;
    const { blocked, closed } = how;
    const starts = backward ? backFirst : first;
    const ends = backward ? backFrom : to;
    if (backward) backCost ??= Uint8Array.from(backAt, (step) => cost[step] ?? 0);
    const costs = backward ? (backCost ?? cost) : cost;
    const isFree = blocked === undefined && closed === undefined;
    let waiting = 0;
    for (const node of from) {
      if (length[node] === 0 || closed?.[node] === 1) continue;
      length[node] = 0;
      put(node, 0);
      waiting++;
    }
    for (let now = 0, bucket = 0; waiting > 0; now++, bucket = bucket + 1 === width ? 0 : bucket + 1) {
      if (now > limit) throw new RangeError('A way is too long to be measured');
      for (let node = head[bucket] ?? -1; node >= 0; node = head[bucket] ?? -1) {
        head[bucket] = after[node] ?? -1;
        if ((head[bucket] ?? -1) >= 0) before[head[bucket] ?? 0] = -1;
        waiting--;
        const end = starts[node + 1] ?? 0;
        for (let i = starts[node] ?? 0; i < end; i++) {
          const other = ends[i] ?? 0;
          const known = length[other] ?? 0;
          // What is settled or already as near needs no look at the step.
          if (known !== far && known <= now + 1) continue;
          if (!isFree && (blocked?.[backward ? (backAt[i] ?? 0) : i] === 1 || closed?.[other] === 1))
            continue;
          const via = now + (costs[i] ?? 0) * unit + 1;
          if (known !== far) {
            if (known <= via) continue;
            take(other, known % width);
          } else waiting++;
          length[other] = via;
          put(other, via % width);
        }
      }
    }
    return length;
  };
  return { lengths };
}

/** Number of steps, whatever they cost, from the nearest of some nodes; `far` where there is no way. */
export function hops(graph: Csr, from: Iterable<number>, how: Looking = {}): Int32Array {
  const count = new Int32Array(graph.nodes).fill(far);
  const queue = new Int32Array(graph.nodes);
  let tail = 0;
  for (const node of from) {
    if (count[node] === 0 || how.closed?.[node] === 1) continue;
    count[node] = 0;
    queue[tail++] = node;
  }
  const backward = how.backward === true;
  const starts = backward ? graph.backFirst : graph.first;
  const ends = backward ? graph.backFrom : graph.to;
  for (let at = 0; at < tail; at++) {
    const node = queue[at] ?? 0;
    const next = (count[node] ?? 0) + 1;
    const end = starts[node + 1] ?? 0;
    for (let i = starts[node] ?? 0; i < end; i++) {
      const other = ends[i] ?? 0;
      if (count[other] !== far || how.closed?.[other] === 1) continue;
      if (how.blocked !== undefined && how.blocked[backward ? (graph.backAt[i] ?? 0) : i] === 1) continue;
      count[other] = next;
      queue[tail++] = other;
    }
  }
  return count;
}

/** 1 for each node that some of the nodes reach (or, backward, that reaches some of them), themselves included. */
export function reach(graph: Csr, from: Iterable<number>, how: Looking = {}): Uint8Array {
  const count = hops(graph, from, how);
  const reached = new Uint8Array(graph.nodes);
  for (let n = 0; n < graph.nodes; n++) reached[n] = count[n] === far ? 0 : 1;
  return reached;
}

/**
 * Which of up to 32 groups of nodes each node reaches (or, backward, is reached by), as bits: all groups in one sweep.
 * @throws RangeError for more than 32 groups
 */
export function reachedGroups(
  graph: Csr,
  groups: readonly Iterable<number>[],
  how: Looking = {},
): Int32Array {
  if (groups.length > 32) throw new RangeError('At most 32 groups at once');
  const { nodes, backAt } = graph;
  const { blocked, closed } = how;
  // What a node reaches is told to those before it.
  const along = how.backward === true;
  const starts = along ? graph.first : graph.backFirst;
  const ends = along ? graph.to : graph.backFrom;
  const bits = new Int32Array(nodes);
  const queued = new Uint8Array(nodes);
  const queue = new Int32Array(nodes);
  let at = 0;
  let waiting = 0;
  const add = (node: number) => {
    if (queued[node] === 1) return;
    queued[node] = 1;
    const place = at + waiting;
    queue[place < nodes ? place : place - nodes] = node;
    waiting++;
  };
  groups.forEach((group, g) => {
    for (const node of group) {
      if (closed?.[node] === 1) continue;
      bits[node] = (bits[node] ?? 0) | (1 << g);
      add(node);
    }
  });
  while (waiting > 0) {
    const node = queue[at] ?? 0;
    at = at + 1 === nodes ? 0 : at + 1;
    waiting--;
    queued[node] = 0;
    const mine = bits[node] ?? 0;
    const end = starts[node + 1] ?? 0;
    for (let i = starts[node] ?? 0; i < end; i++) {
      const other = ends[i] ?? 0;
      const had = bits[other] ?? 0;
      if ((had | mine) === had || closed?.[other] === 1) continue;
      if (blocked !== undefined && blocked[along ? i : (backAt[i] ?? 0)] === 1) continue;
      bits[other] = had | mine;
      add(other);
    }
  }
  return bits;
}
