/** Derive: runs every derivation over the next graph and writes what it gives onto the nodes. */
import { isDeepStrictEqual } from 'node:util';
import type { Derivation, View } from '#graph/derive/types.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import { assetProps } from '#graph/schema/node.ts';
import type { GraphReader, NodeChange, StoredEdge, StoredNode } from '#graph/store/port.ts';
import { edgeKey, type Next } from './next.ts';

const identity = new Set(Object.keys(assetProps));

type Labelled = Map<string, Map<string, StoredNode>>;

function stored(change: NodeChange): StoredNode {
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

/** Adds derived properties to `next`; nodes that have them already are left alone. */
export async function derive(
  derivations: readonly Derivation[],
  before: GraphReader,
  next: Next,
): Promise<void> {
  const labels = new Set(derivations.flatMap((d) => [d.on, ...d.needs.map((n) => n.label)]));
  const nodes = await readNodes(labels, before, next);
  const edges = await readEdges([...new Set(derivations.flatMap((d) => d.edges ?? []))], before, next);
  const byId = new Map([...nodes.values()].flatMap((m) => [...m]));
  const view: View = {
    *nodes(label) {
      for (const node of nodes.get(label)?.values() ?? []) yield asKnown(node);
    },
    node: (id) => {
      const node = byId.get(id);
      return node === undefined ? undefined : asKnown(node);
    },
    edges: (type) => edges.get(type) ?? [],
  };
  for (const derivation of derivations)
    for (const result of derivation.derive(view)) {
      const node = byId.get(result.id);
      if (node === undefined || node.props['stale'] === true) continue;
      const changed = Object.entries(result.props).some(
        ([name, value]) => !isDeepStrictEqual(node.props[name] ?? null, value ?? null),
      );
      if (!changed) continue;
      const change = next.nodes.get(node.id) ?? node;
      const merged: NodeChange = {
        id: change.id,
        labels: change.labels,
        props: { ...change.props, ...(result.props as Readonly<Record<string, PropValue | null>>) },
      };
      next.putNode(merged);
      byId.set(node.id, stored(merged));
      for (const label of merged.labels) nodes.get(label)?.set(node.id, stored(merged));
    }
}
