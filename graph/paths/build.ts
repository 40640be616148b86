/** From assets and edges to the step graph. */
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import type { Move } from './move.ts';
import {
  administers,
  administersNumber,
  alikeNumber,
  dearer,
  memberNumber,
  moveNumbers,
  moveTable,
  possibly,
  possiblyNumber,
} from './moves.ts';
import { type ReadAssets, type ReadEdges, type Rows, readAssets, readEdges, type Turn } from './read.ts';
import { holds, stateOf } from './states.ts';
import {
  addStep,
  type EdgeDetail,
  type Gathered,
  gather,
  type Hub,
  laidOut,
  type StateRef,
  type StepGraph,
  statesOf,
} from './step-graph.ts';

const some = (wanted: readonly string[], labels: readonly string[]) =>
  wanted.some((label) => labels.includes(label));

/** Whether the move is there between things with these labels. An edge that does not say what it gives lets requests in. */
function fits(move: Move, turn: Turn, from: readonly string[], to: readonly string[] | undefined): boolean {
  const { when } = move;
  if (when === undefined) return true;
  if (when.verb !== undefined && when.verb !== turn.verb) return false;
  if (when.gives !== undefined && when.gives !== (turn.gives === '' ? 'ask' : turn.gives)) return false;
  if (when.from !== undefined && !some(when.from, from)) return false;
  if (when.fromNot !== undefined && some(when.fromNot, from)) return false;
  if (to === undefined) return true;
  return (
    !(when.to !== undefined && !some(when.to, to)) && !(when.toNot !== undefined && some(when.toNot, to))
  );
}

/** Cost of a step: of its move, and of all that makes it less sure. */
export const stepCost = (move: Move, detail: EdgeDetail): number =>
  move.cost +
  (move.supposes === undefined ? 0 : dearer.supposes) +
  (detail.conditions.length === 0 ? 0 : dearer.conditional) +
  Math.min(detail.assumes.length, dearer.assumesAtMost) * dearer.assumes +
  (detail.stale ? dearer.stale : 0);

/** Which assets a container holds: by account, or by what it CONTAINS and the accounts therein. */
function membersOf({ assets, accounts }: ReadAssets, { inside }: ReadEdges) {
  const byAccount = new Map<string, number[]>();
  accounts.forEach((account, asset) => {
    if (account === '') return;
    const held = byAccount.get(account);
    if (held === undefined) byAccount.set(account, [asset]);
    else held.push(asset);
  });
  return (container: number): readonly number[] => {
    const found = new Set<number>();
    const seen = new Set<number>([container]);
    for (const one of seen) {
      if (assets[one]?.labels.includes('Account') === true)
        for (const asset of byAccount.get(accounts[one] ?? '') ?? []) found.add(asset);
      for (const below of inside.get(one) ?? []) {
        found.add(below);
        seen.add(below);
      }
    }
    found.delete(container);
    return [...found].sort((a, b) => a - b);
  };
}

/** Gathers hubs, each with the steps to its members, numbered by what they are and not by who came first. */
function hubsOf(read: ReadAssets, edges: ReadEdges, steps: Gathered) {
  const members = membersOf(read, edges);
  const hubs: Hub[] = [];
  const numbers = new Map<string, number>();
  const base = read.assets.length * holds.length;
  const wanted = new Map<string, { of: number; kind: string; move: number }>();
  const keyOf = (of: number, kind: string, move: number) =>
    `${String(of).padStart(10, '0')} ${kind} ${String(move).padStart(5, '0')}`;
  const { edges: table, turn, turns } = edges;
  for (let e = 0; e < table.count; e++) {
    const at = turns[turn[e] ?? 0];
    if (at === undefined || at.kind === '') continue;
    const of = table.to[e] ?? 0;
    for (const move of moveNumbers.get(table.types[table.type[e] ?? 0] ?? '') ?? []) {
      if (moveTable[move]?.when?.verb === at.verb)
        wanted.set(keyOf(of, at.kind, move), { of, kind: at.kind, move });
    }
  }
  const held = new Map<number, readonly number[]>();
  const heldBy = (of: number) => {
    const list = held.get(of) ?? members(of);
    held.set(of, list);
    return list;
  };
  for (const [key, { of, kind, move }] of [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const hub = base + hubs.length;
    numbers.set(key, hub);
    hubs.push({ is: 'kind', of, what: kind });
    const how = moveTable[move];
    for (const asset of heldBy(of)) {
      const labels = read.assets[asset]?.labels ?? [];
      if (how === undefined || !labels.includes(kind)) continue;
      if (how.when?.toNot !== undefined && some(how.when.toNot, labels)) continue;
      addStep(steps, hub, stateOf(asset, how.to), 0, memberNumber, -1);
    }
  }
  read.assets.forEach(({ labels }, account) => {
    if (!labels.includes('Account')) return;
    const hub = base + hubs.length;
    hubs.push({ is: 'account', of: account, what: '' });
    addStep(steps, stateOf(account, 'own'), hub, administers.cost, administersNumber, -1);
    for (const asset of heldBy(account)) addStep(steps, hub, stateOf(asset, 'own'), 0, memberNumber, -1);
  });
  return {
    hubs,
    hubOf: (of: number, kind: string, move: number) => numbers.get(keyOf(of, kind, move)) ?? -1,
  };
}

/**
 * Builds the step graph from a graph's nodes and edges, in whatever order they come: equal graphs give equal numbers.
 * `pathNodeProps`, `pathEdgeProps` and `pathEdgeTypes` name all that it reads. Nodes come first.
 */
export async function buildStepGraph(nodes: Rows<StoredNode>, edges: Rows<StoredEdge>): Promise<StepGraph> {
  const read = await readAssets(nodes);
  const found = await readEdges(edges, read.place);
  const { assets } = read;
  const { edges: table, turn, turns } = found;
  const steps = gather(assets.length * 3 + table.count + 1024);
  const { hubs, hubOf } = hubsOf(read, found, steps);
  for (let asset = 0; asset < assets.length; asset++) {
    for (const hold of ['see', 'put', 'ask'] as const)
      addStep(steps, stateOf(asset, 'own'), stateOf(asset, hold), 0, alikeNumber, -1);
  }
  for (let e = 0; e < table.count; e++) {
    const at = turns[turn[e] ?? 0];
    const detail = table.details[table.detail[e] ?? 0];
    if (at === undefined || detail === undefined) continue;
    for (const number of moveNumbers.get(table.types[table.type[e] ?? 0] ?? '') ?? []) {
      const move = moveTable[number];
      if (move === undefined) continue;
      const ahead = move.along === 'forward';
      const from = (ahead ? table.from[e] : table.to[e]) ?? 0;
      const to = (ahead ? table.to[e] : table.from[e]) ?? 0;
      const onKind = at.kind !== '';
      if (!fits(move, at, assets[from]?.labels ?? [], onKind ? undefined : assets[to]?.labels)) continue;
      const end = onKind ? hubOf(to, at.kind, number) : stateOf(to, move.to);
      if (end >= 0) addStep(steps, stateOf(from, move.from), end, stepCost(move, detail), number, e);
    }
  }
  const { order: _, ...rows } = laidOut(assets.length * holds.length + hubs.length, steps);
  return { ...rows, assets, hubs, edges: table, possible: undefined, loose: found.loose };
}

/** What could be there: a read that failed could have shown steps from any of some states to any of others. */
export interface PossibleHub {
  /** The gap in words: operation, scope, permission. */
  readonly gap: string;
  readonly from: readonly StateRef[];
  readonly to: readonly StateRef[];
}

/** The graph with one hub more per gap. Such steps are marked: what is found without them is sure. */
export function addPossible(graph: StepGraph, gaps: readonly PossibleHub[]): StepGraph {
  if (gaps.length === 0) return graph;
  const { csr } = graph;
  const steps = gather(csr.steps + 1024);
  for (let s = 0; s < csr.steps; s++)
    addStep(
      steps,
      csr.from[s] ?? 0,
      csr.to[s] ?? 0,
      csr.cost[s] ?? 0,
      graph.move[s] ?? 0,
      graph.edge[s] ?? -1,
    );
  const sorted = gaps.toSorted((a, b) => (a.gap < b.gap ? -1 : a.gap > b.gap ? 1 : 0));
  const hubs = [...graph.hubs];
  // Many gaps lead to the same list: it is looked up once.
  const known = new Map<readonly StateRef[], readonly number[]>();
  const looked = (refs: readonly StateRef[]): readonly number[] => {
    const states = known.get(refs) ?? statesOf(graph, refs);
    known.set(refs, states);
    return states;
  };
  sorted.forEach(({ gap, from, to }) => {
    const hub = graph.assets.length * holds.length + hubs.length;
    hubs.push({ is: 'gap', of: -1, what: gap });
    for (const state of looked(from)) addStep(steps, state, hub, possibly.cost, possiblyNumber, -1);
    for (const state of looked(to)) addStep(steps, hub, state, 0, memberNumber, -1);
  });
  const { order, ...rows } = laidOut(graph.assets.length * holds.length + hubs.length, steps);
  const possible = new Uint8Array(rows.csr.steps);
  order.forEach((given, s) => {
    possible[s] = given < csr.steps ? (graph.possible?.[given] ?? 0) : 1;
  });
  return { ...graph, ...rows, hubs, possible };
}
