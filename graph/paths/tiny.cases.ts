/** Tiny graphs for tests, in a line each: `node('a', 'Role')`, `edge('a', 'RUNS_AS', 'b')`. */
import type { PropValue } from '#graph/schema/fields.ts';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import { buildStepGraph } from './build.ts';
import type { End } from './paths.ts';
import type { Hold } from './states.ts';
import type { StepGraph } from './step-graph.ts';

export const node = (id: string, labels = '', account = 'none'): StoredNode => ({
  id,
  labels: labels.split(' ').filter((label) => label !== ''),
  props: { name: id.toUpperCase(), account },
});

export const edge = (
  from: string,
  type: string,
  to: string,
  props: Readonly<Record<string, PropValue>> = {},
  key = '',
): StoredEdge => ({ from, type, to, key, props });

/** Builds with the nodes given, and a plain node for each end that is not among them. */
export function tiny(edges: readonly StoredEdge[], nodes: readonly StoredNode[] = []): Promise<StepGraph> {
  const known = new Set(nodes.map(({ id }) => id));
  const others = new Set(edges.flatMap(({ from, to }) => [from, to]).filter((id) => !known.has(id)));
  return buildStepGraph([...nodes, ...[...others].map((id) => node(id))], edges);
}

export const end = (id: string, hold: Hold, weight?: number): End => ({
  id,
  name: id.toUpperCase(),
  states: [{ id, hold }],
  ...(weight !== undefined && { weight }),
});
