/** A published graph as layers read it: what one question needs of it, for explaining what publish derived. */
import type { Layer, LayerView } from '#graph/derive/types.ts';
import type { GraphReader, StoredEdge, StoredNode } from '#graph/store/port.ts';

/** Loads what the layers read: their labels whole, their edges with all that they say. */
export async function viewOf(
  graph: Pick<GraphReader, 'nodes' | 'edges'>,
  layers: readonly Pick<Layer, 'needs' | 'edges'>[],
): Promise<LayerView> {
  const labels = new Set(layers.flatMap(({ needs }) => needs));
  const byLabel = new Map<string, StoredNode[]>([...labels].map((label) => [label, []]));
  const byId = new Map<string, StoredNode>();
  // One pass: the labels overlap, and of most questions they cover nearly all.
  for await (const node of graph.nodes()) {
    const wanted = node.labels.filter((label) => labels.has(label));
    if (wanted.length === 0) continue;
    byId.set(node.id, node);
    for (const label of wanted) byLabel.get(label)?.push(node);
  }
  const byType = new Map<string, StoredEdge[]>();
  const types = [...new Set(layers.flatMap(({ edges }) => edges))];
  if (types.length > 0)
    for await (const edge of graph.edges({ types })) {
      const known = byType.get(edge.type);
      if (known === undefined) byType.set(edge.type, [edge]);
      else known.push(edge);
    }
  return {
    nodes: (label) => byLabel.get(label) ?? [],
    node: (id) => byId.get(id),
    edges: (type) => byType.get(type) ?? [],
  };
}
