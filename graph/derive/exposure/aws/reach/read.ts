/** Reading properties of nodes, and edges by their ends. */
import type { z } from 'zod';
import type { LayerView } from '#graph/derive/types.ts';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';

export const textOf = (node: StoredNode | undefined, name: string): string | undefined => {
  const value = node?.props[name];
  return typeof value === 'string' ? value : undefined;
};
/** `undefined`: unknown. */
export const flagOf = (node: StoredNode | undefined, name: string): boolean | undefined => {
  const value = node?.props[name];
  return typeof value === 'boolean' ? value : undefined;
};
/** `undefined`: unknown. */
export const textsOf = (node: StoredNode | undefined, name: string): readonly string[] | undefined => {
  const value = node?.props[name];
  return Array.isArray(value) ? value.map(String) : undefined;
};

export const isSeen = (node: StoredNode | undefined): node is StoredNode => node?.props['seen'] === true;

/** Could the edges of the type be read on the node? */
export const knowsEdges = (node: StoredNode, type: string): boolean =>
  textsOf(node, 'incomplete')?.includes(type) !== true;

/** JSON text in the shape; `undefined` where there is none, or it is something else. */
export function readJson<T>(schema: z.ZodType<T>, text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1);

/** The view with edges by their ends; everything in an order of its own, so that none comes from the view. */
export interface Graph {
  readonly nodes: (label: string) => readonly StoredNode[];
  readonly node: (id: string) => StoredNode | undefined;
  /** Ids of the far ends of the edges out of a node, sorted. */
  readonly out: (id: string, type: string) => readonly string[];
  /** Ids of the near ends of the edges into a node, sorted. */
  readonly into: (id: string, type: string) => readonly string[];
}

type Ends = ReadonlyMap<string, readonly string[]>;
const grouped = (edges: readonly StoredEdge[], by: 'from' | 'to', other: 'from' | 'to'): Ends =>
  new Map(
    [...Map.groupBy(edges, (edge) => edge[by])].map(([id, all]) => [
      id,
      [...new Set(all.map((edge) => edge[other]))].sort(),
    ]),
  );

export function graphOf(view: LayerView): Graph {
  const outs = new Map<string, Ends>();
  const intos = new Map<string, Ends>();
  const ends = (known: Map<string, Ends>, type: string, by: 'from' | 'to', other: 'from' | 'to'): Ends => {
    const found = known.get(type) ?? grouped([...view.edges(type)], by, other);
    known.set(type, found);
    return found;
  };
  return {
    nodes: (label) => [...view.nodes(label)].sort(byId),
    node: (id) => view.node(id),
    out: (id, type) => ends(outs, type, 'from', 'to').get(id) ?? [],
    into: (id, type) => ends(intos, type, 'to', 'from').get(id) ?? [],
  };
}
