/** Derive: runs every derivation over the next graph and writes what it gives onto the nodes. */
import { isDeepStrictEqual } from 'node:util';
import type { Derivation, Layer, View } from '#graph/derive/types.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import { edgeTypes } from '#graph/schema/index.ts';
import { assetProps } from '#graph/schema/node.ts';
import type { GraphReader, NodeChange, StoredEdge, StoredNode } from '#graph/store/port.ts';
import { edgeKey, type Next } from './next.ts';

const identity = new Set(Object.keys(assetProps));

type Labelled = Map<string, Map<string, StoredNode>>;

/** The next graph as derivations read it. */
export interface Graph extends View {
  /** Sets properties of a node; nothing is written where they are what they were. */
  setProps(id: string, props: Readonly<Record<string, PropValue | null>>): void;
}

export function stored(change: NodeChange): StoredNode {
  const known = Object.entries(change.props).filter(
    (entry): entry is [string, PropValue] => entry[1] !== null,
  );
  return { id: change.id, labels: change.labels, props: Object.fromEntries(known) };
}

/** What a stale asset was is not what it is: a derivation sees who it is, and nothing else of it. */
const asKnown = (node: StoredNode): StoredNode =>
  node.props['stale'] === true
    ? {
        ...node,
        props: Object.fromEntries(Object.entries(node.props).filter(([name]) => identity.has(name))),
      }
    : node;

async function readNodes(labels: ReadonlySet<string>, before: GraphReader, next: Next): Promise<Labelled> {
  const found: Labelled = new Map();
  for (const label of labels) {
    const nodes = new Map<string, StoredNode>();
    if (before.publication !== null)
      for await (const node of before.nodes({ label }))
        if (!next.nodes.has(node.id) && !next.removeNodes.has(node.id)) nodes.set(node.id, node);
    for (const change of next.nodes.values())
      if (change.labels.includes(label)) nodes.set(change.id, stored(change));
    found.set(label, nodes);
  }
  return found;
}

async function readEdges(
  types: readonly string[],
  before: GraphReader,
  next: Next,
): Promise<ReadonlyMap<string, readonly StoredEdge[]>> {
  const found = new Map<string, StoredEdge>();
  if (types.length > 0 && before.publication !== null)
    for await (const edge of before.edges({ types })) if (!next.drops(edge)) found.set(edgeKey(edge), edge);
  const wanted = new Set(types);
  for (const edge of next.edges.values())
    if (wanted.has(edge.type)) {
      const { from, type, to, key, props } = edge;
      found.set(edgeKey(edge), { from, ...stored({ id: '', labels: [], props }), type, to, key });
    }
  return Map.groupBy(found.values(), (e) => e.type);
}

/** Loads of the next graph what derivations and layers read. */
async function load(
  derivations: readonly Derivation[],
  layers: readonly Layer[],
  before: GraphReader,
  next: Next,
): Promise<Graph> {
  const labels = new Set([
    ...derivations.flatMap((d) => [d.on, ...d.needs.map((n) => n.label)]),
    ...layers.flatMap((l) => l.needs),
  ]);
  const nodes = await readNodes(labels, before, next);
  const types = [...derivations, ...layers].flatMap((d) => d.edges ?? []);
  const observed = [...new Set(types)].filter((t) => edgeTypes.get(t)?.origin === 'observed');
  const edges = await readEdges(observed, before, next);
  const byId = new Map([...nodes.values()].flatMap((m) => [...m]));
  return {
    nodes: (label) => nodes.get(label)?.values() ?? [],
    node: (id) => byId.get(id),
    edges: (type) => edges.get(type) ?? [],
    setProps: (id, props) => {
      const node = byId.get(id);
      if (node === undefined) return;
      const changed = Object.entries(props).some(
        ([name, value]) => !isDeepStrictEqual(node.props[name] ?? null, value ?? null),
      );
      if (!changed) return;
      const change = next.nodes.get(id) ?? node;
      const merged: NodeChange = { id, labels: change.labels, props: { ...change.props, ...props } };
      next.putNode(merged);
      const now = stored(merged);
      byId.set(id, now);
      for (const label of merged.labels) nodes.get(label)?.set(id, now);
    },
  };
}

/** Adds derived properties to `next`; nodes that have them already, and stale ones, are left alone. */
export async function derive(
  derivations: readonly Derivation[],
  layers: readonly Layer[],
  before: GraphReader,
  next: Next,
): Promise<Graph> {
  const graph = await load(derivations, layers, before, next);
  const known: View = {
    *nodes(label) {
      for (const node of graph.nodes(label)) yield asKnown(node);
    },
    node: (id) => {
      const node = graph.node(id);
      return node === undefined ? undefined : asKnown(node);
    },
    edges: (type) => graph.edges(type),
  };
  for (const derivation of derivations)
    for (const { id, props } of derivation.derive(known))
      if (graph.node(id)?.props['stale'] !== true)
        graph.setProps(id, props as Readonly<Record<string, PropValue | null>>);
  return graph;
}
