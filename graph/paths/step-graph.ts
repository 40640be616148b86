/** The step graph: states and the steps between them as rows, with all that is needed to say what a step is. */
import { buildCsr, type Csr } from './core/csr.ts';
import { type Ints, ints } from './core/ints.ts';
import { type Hold, holds, stateOf } from './states.ts';

export interface PathAsset {
  readonly id: string;
  readonly name: string;
  readonly labels: readonly string[];
}

/** A node that stands for many: so that n grants on m assets are n + m steps. */
export interface Hub {
  /** `kind`: all assets of a kind in a container. `account`: all that is in an account. `gap`: what could not be read. */
  readonly is: 'kind' | 'account' | 'gap';
  /** Number of the container's or account's asset; -1 of a gap. */
  readonly of: number;
  /** The kind, or the gap in words. */
  readonly what: string;
}

/** What edges say besides their identity; edges that say the same share one. */
export interface EdgeDetail {
  /** Conditions under which alone it holds, as the derivation wrote them; none for an edge that simply holds. */
  readonly conditions: readonly string[];
  readonly assumes: readonly string[];
  readonly stale: boolean;
  readonly part: readonly string[];
  readonly statements: readonly string[];
  readonly chain: readonly string[];
  readonly inputs: readonly string[];
}

/** Edges that give steps, by number, sorted by from, to, type and key. */
export interface PathEdges {
  readonly count: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly type: Int32Array;
  readonly key: Int32Array;
  /** Number of the asset whose read gave it, or ~number of a text; ~0: not said. */
  readonly by: Int32Array;
  readonly detail: Int32Array;
  readonly texts: readonly string[];
  readonly types: readonly string[];
  readonly details: readonly EdgeDetail[];
}

export interface StepGraph {
  /** Nodes are states: four of each asset (`stateOf`), then one of each hub. */
  readonly csr: Csr;
  /** Sorted by id. */
  readonly assets: readonly PathAsset[];
  readonly hubs: readonly Hub[];
  /** Of each step: its move (`moveTable`), and the edge that gives it or -1. */
  readonly move: Uint16Array;
  readonly edge: Int32Array;
  readonly edges: PathEdges;
  /** 1 for steps that are there only possibly; `undefined` where there is none. */
  readonly possible: Uint8Array | undefined;
  /** Edges whose ends are not both among the nodes; they give no step. */
  readonly loose: number;
}

/** Steps while they are gathered, in the order that ties follow. */
export interface Gathered {
  readonly from: Ints;
  readonly to: Ints;
  readonly cost: Ints;
  readonly move: Ints;
  readonly edge: Ints;
}
export const gather = (room?: number): Gathered => ({
  from: ints(room),
  to: ints(room),
  cost: ints(room),
  move: ints(room),
  edge: ints(room),
});

export function addStep(
  to: Gathered,
  from: number,
  end: number,
  cost: number,
  move: number,
  edge: number,
): void {
  to.from.push(from);
  to.to.push(end);
  to.cost.push(cost);
  to.move.push(move);
  to.edge.push(edge);
}

/** Rows of the gathered steps, with moves and edges in their order. */
export function laidOut(
  nodes: number,
  steps: Gathered,
): Pick<StepGraph, 'csr' | 'move' | 'edge'> & { readonly order: Int32Array } {
  const { graph, order } = buildCsr(nodes, steps.from.done(), steps.to.done(), steps.cost.done());
  const givenMove = steps.move.done();
  const givenEdge = steps.edge.done();
  const move = new Uint16Array(order.length);
  const edge = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    move[i] = givenMove[order[i] ?? 0] ?? 0;
    edge[i] = givenEdge[order[i] ?? 0] ?? -1;
  }
  return { csr: graph, move, edge, order };
}

/** An asset and a hold on it, by its id. */
export interface StateRef {
  readonly id: string;
  readonly hold: Hold;
}

/** Place of an asset by id among the sorted ones; -1: not there. */
export function findAsset(graph: Pick<StepGraph, 'assets'>, id: string): number {
  let low = 0;
  let high = graph.assets.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const here = graph.assets[middle]?.id ?? '';
    if (here === id) return middle;
    if (here < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Numbers of the states, sorted, each once; those of assets that are not there are left out. */
export function statesOf(graph: StepGraph, refs: readonly StateRef[]): number[] {
  const found = new Set<number>();
  for (const { id, hold } of refs) {
    const asset = findAsset(graph, id);
    if (asset >= 0) found.add(stateOf(asset, hold));
  }
  return [...found].sort((a, b) => a - b);
}

/** Number of the asset of a state; -1: the state is a hub. */
export const assetAt = (graph: StepGraph, state: number): number => {
  const asset = Math.floor(state / holds.length);
  return asset < graph.assets.length ? asset : -1;
};

export const hubAt = (graph: StepGraph, state: number): Hub | undefined =>
  graph.hubs[state - graph.assets.length * holds.length];
