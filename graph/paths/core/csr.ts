/**
 * A weighted digraph in compressed sparse rows: plain numbers, no words of security.
 *
 * Nodes are 0 … nodes-1 in the caller's order, which is the order of every tie-break. A step's number is its place in
 * the rows: steps are sorted by from, then to, then the caller's order. So whoever hands in nodes and steps sorted by
 * their names gets the same numbers in whatever order it read them.
 */

export interface Csr {
  readonly nodes: number;
  readonly steps: number;
  /** Steps of node n are first[n] … first[n + 1] - 1. */
  readonly first: Int32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly cost: Uint8Array;
  /** Steps into node n are backAt[backFirst[n] … backFirst[n + 1] - 1], ascending. */
  readonly backFirst: Int32Array;
  readonly backAt: Int32Array;
  /** Where those steps come from: backFrom[i] = from[backAt[i]], side by side for the sake of the cache. */
  readonly backFrom: Int32Array;
  readonly maxCost: number;
}

export interface Built {
  readonly graph: Csr;
  /** For each step its place in what the caller handed in. */
  readonly order: Int32Array;
}

/** First place of each value among sorted values: a prefix sum with one more entry than there are values. */
function places(values: Int32Array, count: number, distinct: number): Int32Array {
  const first = new Int32Array(distinct + 1);
  for (let i = 0; i < count; i++) {
    const value = values[i] ?? -1;
    if (value < 0 || value >= distinct) throw new RangeError(`A step names node ${value} of ${distinct}`);
    first[value + 1] = (first[value + 1] ?? 0) + 1;
  }
  for (let i = 0; i < distinct; i++) first[i + 1] = (first[i + 1] ?? 0) + (first[i] ?? 0);
  return first;
}

/** One stable pass of a counting sort: `order` (default: as it is) rearranged by the value that each entry has. */
export function countingSort(
  values: Int32Array,
  count: number,
  distinct: number,
  order?: Int32Array,
): { readonly order: Int32Array; readonly first: Int32Array } {
  const first = places(values, count, distinct);
  const next = first.slice();
  const sorted = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const entry = order === undefined ? i : (order[i] ?? 0);
    const value = values[entry] ?? 0;
    const place = next[value] ?? 0;
    next[value] = place + 1;
    sorted[place] = entry;
  }
  return { order: sorted, first };
}

/**
 * Builds the rows in linear time. `from`, `to` and `cost` hold `count` steps (default: all).
 * About 21 bytes a step and 8 a node stay; twice that for a moment while it builds.
 * @throws RangeError where a step names a node that is not there, or a cost is no whole number from 0 to 255.
 */
export function buildCsr(
  nodes: number,
  from: Int32Array,
  to: Int32Array,
  cost: ArrayLike<number>,
  count = from.length,
): Built {
  const { order, first } = countingSort(from, count, nodes, countingSort(to, count, nodes).order);
  const tail = new Int32Array(count);
  const head = new Int32Array(count);
  const price = new Uint8Array(count);
  let maxCost = 0;
  for (let i = 0; i < count; i++) {
    const given = order[i] ?? 0;
    const one = cost[given] ?? -1;
    if (!Number.isInteger(one) || one < 0 || one > 255) throw new RangeError(`A step costs ${one}`);
    tail[i] = from[given] ?? 0;
    head[i] = to[given] ?? 0;
    price[i] = one;
    if (one > maxCost) maxCost = one;
  }
  const back = countingSort(head, count, nodes);
  const backFrom = new Int32Array(count);
  for (let i = 0; i < count; i++) backFrom[i] = tail[back.order[i] ?? 0] ?? 0;
  const graph: Csr = {
    nodes,
    steps: count,
    first,
    from: tail,
    to: head,
    cost: price,
    backFirst: back.first,
    backAt: back.order,
    backFrom,
    maxCost,
  };
  return { graph, order };
}

/** Bytes that the rows hold. */
export const bytesOf = (graph: Csr): number =>
  [graph.first, graph.from, graph.to, graph.cost, graph.backFirst, graph.backAt, graph.backFrom].reduce(
    (sum, array) => sum + array.byteLength,
    0,
  );

/** A part of a graph with its nodes and steps numbered anew, in the same order. */
export interface Part {
  readonly graph: Csr;
  /** Number in the whole of each node and step of the part. */
  readonly node: Int32Array;
  readonly step: Int32Array;
  /** Number in the part of each node of the whole; -1 where it is not in. */
  readonly within: Int32Array;
}

/** The nodes for which `keep` is set, and the steps between them that `blocked` does not forbid. */
export function partOf(graph: Csr, keep: Uint8Array, blocked?: Uint8Array): Part {
  const within = new Int32Array(graph.nodes).fill(-1);
  let nodes = 0;
  for (let n = 0; n < graph.nodes; n++) if (keep[n] === 1) within[n] = nodes++;
  const node = new Int32Array(nodes);
  for (let n = 0; n < graph.nodes; n++) if ((within[n] ?? -1) >= 0) node[within[n] ?? 0] = n;
  let count = 0;
  const stays = (s: number) =>
    keep[graph.from[s] ?? 0] === 1 && keep[graph.to[s] ?? 0] === 1 && blocked?.[s] !== 1;
  for (let s = 0; s < graph.steps; s++) if (stays(s)) count++;
  const step = new Int32Array(count);
  const from = new Int32Array(count);
  const to = new Int32Array(count);
  const cost = new Uint8Array(count);
  count = 0;
  for (let s = 0; s < graph.steps; s++) {
    if (!stays(s)) continue;
    step[count] = s;
    from[count] = within[graph.from[s] ?? 0] ?? 0;
    to[count] = within[graph.to[s] ?? 0] ?? 0;
    cost[count] = graph.cost[s] ?? 0;
    count++;
  }
  // The steps of the whole are sorted, so those of the part are: the order that building gives is the identity.
  return { graph: buildCsr(nodes, from, to, cost).graph, node, step, within };
}
