/**
 * What a least cut says about fixes.
 *
 * A fix whose steps all leave one node, or all enter one node, is one arc of the network: its steps run through it, and
 * cutting it costs what the fix weighs. If every fix is of that shape the least cut is the smallest fix. The steps of
 * other fixes share its weight between them, which gives a bound that no choice can be below.
 */
import type { Csr } from './csr.ts';
import type { Fixes, FixTable } from './fixes.ts';
import { network } from './flow.ts';

export interface FlowAnswer {
  /** No choice of fixes that parts the sources from the sinks weighs less. */
  readonly bound: number;
  /** A choice that weighs just that, where every fix has the shape of an arc. */
  readonly chosen: readonly number[] | undefined;
}

/** Weights are multiplied by this, so that their shares are whole. */
const scale = 5040;

interface Shapes {
  /** Fix at the tail and at the head of each step, -1 for none, and the others. */
  readonly tail: Int32Array;
  readonly head: Int32Array;
  readonly exact: boolean;
}

function shapesOf(graph: Csr, table: FixTable): Shapes {
  const tail = new Int32Array(graph.steps).fill(-1);
  const head = new Int32Array(graph.steps).fill(-1);
  let exact = true;
  // Those that can be arcs on one side only choose first.
  const shaped = [...table.steps].map(([fix, steps]) => {
    const [one = 0] = steps;
    return {
      fix,
      steps,
      leaves: steps.every((s) => graph.from[s] === graph.from[one]),
      enters: steps.every((s) => graph.to[s] === graph.to[one]),
    };
  });
  shaped.sort((a, b) => Number(a.leaves && a.enters) - Number(b.leaves && b.enters) || a.fix - b.fix);
  for (const { fix, steps, leaves, enters } of shaped) {
    const side = [leaves ? tail : undefined, enters ? head : undefined].find(
      (slots) => slots !== undefined && steps.every((s) => slots[s] === -1),
    );
    if (side === undefined) exact = false;
    else for (const s of steps) side[s] = fix;
  }
  return { tail, head, exact };
}

/** Sources that are sinks, or ways without a fix between them, must not be there. */
export function leastCut(
  graph: Csr,
  sources: Iterable<number>,
  sinks: Iterable<number>,
  table: FixTable,
  fixes: Fixes,
): FlowAnswer {
  const { tail, head, exact } = shapesOf(graph, table);
  const net = network(graph.nodes + 2);
  const source = graph.nodes;
  const sink = graph.nodes + 1;
  for (const node of new Set(sources)) net.addArc(source, node, Infinity);
  for (const node of new Set(sinks)) net.addArc(node, sink, Infinity);
  const weightOf = (fix: number) => (fixes.weight[fix] ?? 1) * scale;
  const tailNode = new Map<number, number>();
  const headNode = new Map<number, number>();
  const arcEnds: { fix: number; from: number; to: number }[] = [];
  let total = 0;
  const arcOf = (fix: number, from: number, to: number) => {
    net.addArc(from, to, weightOf(fix));
    arcEnds.push({ fix, from, to });
    total += weightOf(fix);
  };
  for (let s = 0; s < graph.steps; s++) {
    let from = graph.from[s] ?? 0;
    let to = graph.to[s] ?? 0;
    const atTail = tail[s] ?? -1;
    const atHead = head[s] ?? -1;
    if (atTail >= 0) {
      let node = tailNode.get(atTail);
      if (node === undefined) {
        node = net.addNode();
        tailNode.set(atTail, node);
        arcOf(atTail, from, node);
      }
      from = node;
    }
    if (atHead >= 0) {
      let node = headNode.get(atHead);
      if (node === undefined) {
        node = net.addNode();
        headNode.set(atHead, node);
        arcOf(atHead, node, to);
      }
      to = node;
    }
    let share = Infinity;
    for (const fix of table.of[s] ?? []) {
      if (fix === atTail || fix === atHead) continue;
      share = Math.min(share, Math.floor(weightOf(fix) / (table.steps.get(fix)?.length ?? 1)));
    }
    if (share !== Infinity) total += share;
    net.addArc(from, to, share);
  }
  const flow = net.flow(source, sink, total);
  const bound = Math.ceil(flow / scale);
  if (!exact || flow > total) return { bound, chosen: undefined };
  const side = net.side();
  const chosen = arcEnds.filter(({ from, to }) => side[from] === 1 && side[to] === 0).map(({ fix }) => fix);
  return { bound, chosen: [...new Set(chosen)].sort((a, b) => a - b) };
}
