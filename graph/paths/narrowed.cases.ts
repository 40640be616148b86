/** A step graph with some of its steps left out. */
import { addStep, gather, laidOut, type StepGraph } from './step-graph.ts';

/** @param keeps whether the step of that number stays; numbers of states stay, those of steps do not */
export function narrowed(graph: StepGraph, keeps: (step: number) => boolean): StepGraph {
  const { csr, move, edge, possible } = graph;
  const steps = gather(csr.steps);
  const kept: number[] = [];
  for (let step = 0; step < csr.steps; step++) {
    if (!keeps(step)) continue;
    kept.push(step);
    addStep(
      steps,
      csr.from[step] ?? 0,
      csr.to[step] ?? 0,
      csr.cost[step] ?? 0,
      move[step] ?? 0,
      edge[step] ?? -1,
    );
  }
  const { order, ...rows } = laidOut(csr.nodes, steps);
  if (possible === undefined) return { ...graph, ...rows };
  const mask = new Uint8Array(order.length);
  order.forEach((given, step) => {
    mask[step] = possible[kept[given] ?? 0] ?? 0;
  });
  return { ...graph, ...rows, possible: mask };
}
