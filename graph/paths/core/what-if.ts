/** What if steps or nodes went away, or came: which pairs of an entry and a jewel remain, appear, go, change. */
import { buildCsr, type Csr } from './csr.ts';
import { type Ends, pairCosts } from './pairs.ts';
import { far } from './search.ts';

export interface Change {
  /** Numbers of steps and nodes that go. */
  readonly dropSteps?: Iterable<number>;
  readonly dropNodes?: Iterable<number>;
  /** Steps that come. Their ends may be new: nodes from the graph's number of nodes on. */
  readonly add?: readonly { readonly from: number; readonly to: number; readonly cost: number }[];
}

export interface PairChange {
  readonly entry: number;
  readonly jewel: number;
  /** Cost of the cheapest way, `far` for none. */
  readonly before: number;
  readonly after: number;
}

export interface Changed {
  readonly gone: readonly PairChange[];
  readonly appeared: readonly PairChange[];
  /** Joined before and after, at another cost. */
  readonly changed: readonly PairChange[];
  /** Joined before and after, whatever it costs. */
  readonly remain: number;
}

/** The graph as the change leaves it. Numbers of nodes stay; those of steps do not. */
export function changedGraph(graph: Csr, change: Change): Csr {
  const drop = new Uint8Array(graph.steps);
  for (const step of change.dropSteps ?? []) drop[step] = 1;
  const closed = new Uint8Array(graph.nodes);
  for (const node of change.dropNodes ?? []) closed[node] = 1;
  const add = change.add ?? [];
  const from = new Int32Array(graph.steps + add.length);
  const to = new Int32Array(from.length);
  const cost = new Int32Array(from.length);
  let count = 0;
  let nodes = graph.nodes;
  const keep = (tail: number, head: number, price: number) => {
    if (closed[tail] === 1 || closed[head] === 1) return;
    from[count] = tail;
    to[count] = head;
    cost[count++] = price;
  };
  for (let s = 0; s < graph.steps; s++) {
    if (drop[s] !== 1) keep(graph.from[s] ?? 0, graph.to[s] ?? 0, graph.cost[s] ?? 0);
  }
  for (const one of add) {
    nodes = Math.max(nodes, one.from + 1, one.to + 1);
    keep(one.from, one.to, one.cost);
  }
  return buildCsr(nodes, from, to, cost, count).graph;
}

/**
 * Compares all pairs before and after. Nodes that go are no entry and no jewel any more.
 * @param blocked steps (1) that count neither before nor after
 */
export function whatIf(graph: Csr, ends: Ends, change: Change, blocked?: Uint8Array): Changed {
  const closed = new Set(change.dropNodes ?? []);
  const open = (groups: Ends['entries']) => groups.map((group) => group.filter((node) => !closed.has(node)));
  const before = pairCosts(graph, ends, blocked);
  const left = { entries: open(ends.entries), jewels: open(ends.jewels) };
  const never = blocked === undefined ? [] : [...blocked.keys()].filter((step) => blocked[step] === 1);
  const dropSteps = [...(change.dropSteps ?? []), ...never];
  const after = pairCosts(changedGraph(graph, { ...change, dropSteps, dropNodes: closed }), left);
  const gone: PairChange[] = [];
  const appeared: PairChange[] = [];
  const changed: PairChange[] = [];
  let remain = 0;
  before.forEach((old, pair) => {
    const now = after[pair] ?? far;
    if (old === far && now === far) return;
    const many = ends.entries.length;
    const one = { entry: pair % many, jewel: Math.floor(pair / many), before: old, after: now };
    if (now === far) gone.push(one);
    else if (old === far) appeared.push(one);
    else {
      remain++;
      if (old !== now) changed.push(one);
    }
  });
  return { gone, appeared, changed, remain };
}
