/** Layers: derives edges, and nodes that no cloud has, over the whole next graph, and writes what is new or gone. */
import { isDeepStrictEqual } from 'node:util';
import {
  DERIVED,
  type Layer,
  type LayerEdge,
  type LayerFact,
  type LayerNode,
  type LayerView,
} from '#graph/derive/types.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import { edgeTypes } from '#graph/schema/index.ts';
import type { EdgeChange, GraphReader, NodeChange, StoredEdge, StoredNode } from '#graph/store/port.ts';
import type { Graph } from './derive.ts';
import { edgeKey, type Next } from './next.ts';

const derivedTypes = [...edgeTypes.values()]
  .filter(({ origin, family }) => origin === 'derived' && family !== 'posture')
  .map(({ type }) => type);

/** Age and staleness of what follows from several assets. */
function ageOf(inputs: readonly string[], node: (id: string) => StoredNode | undefined) {
  const times: string[] = [];
  let stale = false;
  for (const id of inputs) {
    const props = node(id)?.props;
    stale ||= props?.['stale'] === true;
    const at = props?.['observedAt'];
    if (typeof at === 'string') times.push(at);
  }
  const [observedAt] = times.toSorted();
  return { stale, ...(observedAt === undefined ? {} : { observedAt }) };
}

const compact = (props: Readonly<Record<string, PropValue | null>>): Readonly<Record<string, PropValue>> =>
  Object.fromEntries(
    Object.entries(props).filter((entry): entry is [string, PropValue] => entry[1] !== null),
  );

class Given {
  readonly nodes = new Map<string, StoredNode>();
  readonly edges = new Map<string, StoredEdge>();
  readonly #graph: Graph;

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  readonly node = (id: string): StoredNode | undefined => this.nodes.get(id) ?? this.#graph.node(id);

  take(by: string, fact: LayerFact): void {
    if (fact.is === 'node') this.#node(fact);
    else if (fact.is === 'edge') this.#edge(by, fact);
    else this.#graph.setProps(fact.id, fact.props);
  }

  #node({ id, concept, name, props }: LayerNode): void {
    this.nodes.set(id, { id, labels: [DERIVED, concept].sort(), props: { name, kind: concept, ...props } });
  }

  #edge(by: string, { from, type, to, key, props, inputs, assumes = [] }: LayerEdge): void {
    for (const end of [from, to])
      if (this.node(end) === undefined)
        throw new Error(`${by}: ${type} leads from or to ${end}, which it did not load`);
    const edge = {
      from,
      type,
      to,
      key,
      props: {
        ...props,
        by,
        inputs: [...new Set(inputs)].sort(),
        assumes: [...new Set(assumes)].sort(),
        ...ageOf(inputs, this.node),
      },
    };
    const id = edgeKey(edge);
    if (this.edges.has(id)) throw new Error(`${by}: gives ${id} twice`);
    this.edges.set(id, edge);
  }

  view(): LayerView {
    const byLabel = Map.groupBy(
      [...this.nodes.values()],
      ({ labels }) => labels.find((l) => l !== DERIVED) ?? '',
    );
    const byType = Map.groupBy(this.edges.values(), ({ type }) => type);
    const graph = this.#graph;
    return {
      *nodes(label) {
        yield* graph.nodes(label);
        yield* byLabel.get(label) ?? [];
      },
      node: this.node,
      *edges(type) {
        yield* graph.edges(type);
        yield* byType.get(type) ?? [];
      },
    };
  }
}

async function writeNodes(given: Given, before: GraphReader, next: Next): Promise<void> {
  const gone = new Set<string>();
  const same = new Set<string>();
  if (before.publication !== null)
    for await (const node of before.nodes({ label: DERIVED })) {
      const now = given.nodes.get(node.id);
      if (now === undefined) gone.add(node.id);
      else if (isDeepStrictEqual(node, now)) same.add(node.id);
    }
  for (const id of gone) next.dropNode(id);
  for (const { id, labels, props } of given.nodes.values())
    if (!same.has(id)) next.putNode({ id, labels, props: { id, ...props } } satisfies NodeChange);
}

async function writeEdges(given: Given, before: GraphReader, next: Next): Promise<void> {
  const same = new Set<string>();
  if (before.publication !== null)
    for await (const edge of before.edges({ types: derivedTypes })) {
      const id = edgeKey(edge);
      const now = given.edges.get(id);
      const isGone = next.removeNodes.has(edge.from) || next.removeNodes.has(edge.to);
      if (now !== undefined && !isGone && isDeepStrictEqual(edge.props, compact(now.props))) same.add(id);
      else if (now === undefined && !isGone) next.dropEdge(edge);
    }
  for (const [id, edge] of given.edges) if (!same.has(id)) next.putEdge(edge satisfies EdgeChange);
}

/**
 * Runs every layer and writes the difference to what is published.
 * @param graph the next graph with all derived properties, observed edges only
 */
export async function deriveLayers(
  all: readonly Layer[],
  graph: Graph,
  {
    before,
    next,
    catalogue,
  }: { readonly before: GraphReader; readonly next: Next; readonly catalogue: Catalogue },
): Promise<void> {
  const given = new Given(graph);
  for (const layer of all) {
    const view = given.view();
    // All of it before any of it is taken: a layer does not see what it gives.
    const facts = [...layer.derive(view, catalogue)];
    for (const fact of facts) given.take(layer.name, fact);
  }
  await writeNodes(given, before, next);
  await writeEdges(given, before, next);
}
