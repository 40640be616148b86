/** Edges as evidence: what leads from one asset of a match to another, or that nothing does. */
import type { CheckedMatch, EdgeUse } from '#graph/cypher/types.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import { textCell } from '#graph/store/cells.ts';
import type { GraphReader, StoredNode } from '#graph/store/port.ts';
import type { Sources } from './explain.ts';
import type { Evidence } from './types.ts';

/** So many ends of one asset's edges are named. */
const NAMED = 20;
const BATCH = 1000;

interface ShownEdge {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  /** Id of the asset whose read gave it, or the name of the derivation. */
  readonly by: string;
  readonly at: string;
}

/** Ids of the assets that a match returned, by variable. */
type Ids = ReadonlyMap<string, string>;
interface Asked {
  readonly checked: CheckedMatch;
  readonly ids: Ids;
}

/** Edges in the graph that the matches rest on. */
export class ShownEdges {
  readonly #out = new Map<string, ShownEdge[]>();
  readonly #in = new Map<string, ShownEdge[]>();

  constructor(edges: readonly ShownEdge[]) {
    const unique = new Map(edges.map((e) => [JSON.stringify([e.from, e.type, e.to]), e]));
    const add = (to: Map<string, ShownEdge[]>, id: string, edge: ShownEdge) => {
      const known = to.get(id);
      if (known === undefined) to.set(id, [edge]);
      else known.push(edge);
    };
    for (const edge of unique.values()) {
      add(this.#out, edge.from, edge);
      add(this.#in, edge.to, edge);
    }
  }

  /** Assets that showed edges, by id; names of derivations among them. */
  get by(): readonly string[] {
    return [...this.#out.values()].flat().map((e) => e.by);
  }

  /** Edges of the type between the two, or from or to the one that is known, in the order of their ends. */
  between(from: string | undefined, type: string, to: string | undefined): readonly ShownEdge[] {
    const near = from === undefined ? this.#in.get(to ?? '') : this.#out.get(from);
    return (near ?? [])
      .filter((e) => e.type === type && (to === undefined || e.to === to))
      .sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));
  }
}

/** Loads the edges of the uses of which at least one end was returned. */
export async function shownEdges(asked: readonly Asked[], graph: GraphReader): Promise<ShownEdges> {
  const wanted = new Map<
    string,
    { readonly type: string; readonly end: 'from' | 'to'; ids: Set<string>; others: Set<string> | null }
  >();
  for (const { checked, ids } of asked)
    for (const use of checked.edges) {
      const [from, to] = endsOf(use, ids);
      const near = from ?? to;
      if (near === undefined) continue;
      const end = from === undefined ? 'to' : 'from';
      const other = from === undefined ? undefined : to;
      for (const type of use.types) {
        const key = JSON.stringify([type, end, other === undefined]);
        const all = wanted.get(key) ?? {
          type,
          end,
          ids: new Set(),
          others: other === undefined ? null : new Set(),
        };
        all.ids.add(near);
        if (other !== undefined) all.others?.add(other);
        wanted.set(key, all);
      }
    }
  const edges: ShownEdge[] = [];
  for (const { type, end, ids, others } of wanted.values()) {
    const pattern = end === 'from' ? `(n:Asset)-[e:${type}]->(m:Asset)` : `(n:Asset)<-[e:${type}]-(m:Asset)`;
    const text = `MATCH ${pattern} WHERE n.id IN $ids RETURN n.id AS near, m.id AS far, e.by AS by, e.observedAt AS at`;
    const all = [...ids];
    for (let i = 0; i < all.length; i += BATCH)
      for (const row of await graph.rows(text, { ids: all.slice(i, i + BATCH) })) {
        const [near, far] = [textCell(row, 'near'), textCell(row, 'far')];
        if (others !== null && !others.has(far)) continue;
        const told = (name: string) => (typeof row[name] === 'string' ? row[name] : '');
        const ends = end === 'from' ? { from: near, to: far } : { from: far, to: near };
        edges.push({ ...ends, type, by: told('by'), at: told('at') });
      }
  }
  return new ShownEdges(edges);
}

const endsOf = ({ from, to }: EdgeUse, ids: Ids): readonly [string | undefined, string | undefined] => [
  from === null ? undefined : ids.get(from),
  to === null ? undefined : ids.get(to),
];

interface EdgeEvidenceInput {
  readonly checked: CheckedMatch;
  readonly ids: Ids;
  readonly nodes: ReadonlyMap<string, StoredNode>;
  readonly shown: ShownEdges;
  readonly sources: Sources;
  /** Whether what is not in the graph is known not to be there; `undefined`: as the node itself tells. */
  readonly sure: boolean | undefined;
}

/**
 * One row per edge type that the match rests on: `asset` is the one whose read gave the edge, `value` the other end's id
 * (several: a list), `'none'` where there is surely no edge, null where nobody could tell.
 */
export function edgeEvidence(input: EdgeEvidenceInput): readonly Evidence[] {
  const { checked, ids, nodes, shown, sources, sure } = input;
  const rows = checked.edges.flatMap((use): readonly Evidence[] => {
    const [from, to] = endsOf(use, ids);
    const nearId = from ?? to;
    const near = nearId === undefined ? undefined : nodes.get(nearId);
    if (near === undefined) return [];
    const found = use.types.flatMap((type) => rowsOf(near, shown.between(from, type, to)));
    if (found.length > 0) return found;
    const other = from === undefined || to === undefined ? undefined : nodes.get(to);
    const observer = [near, ...(other === undefined ? [] : [other])].find(
      (node) => sources.gives(node, use.types) !== undefined,
    );
    const known = sure ?? sources.edgeGaps(observer ?? near, use.types).length === 0;
    // Of an edge that was to be there and is not, or that somebody else would have shown, the gaps tell.
    if (use.absence ? !known && observer === undefined : known || observer === undefined) return [];
    return [sources.edge(observer ?? near, use.types, known ? 'none' : null)];
  });
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];

  function rowsOf(near: StoredNode, edges: readonly ShownEdge[]): readonly Evidence[] {
    const [first] = edges;
    if (first === undefined) return [];
    const far = (edge: ShownEdge) => (edge.from === near.id ? edge.to : edge.from);
    const observers = new Set(edges.map((e) => e.by));
    const observer = nodes.get(first.by);
    const types = [first.type];
    const ends = [...new Set(edges.map(far))];
    const [end] = ends;
    const value: PropValue = ends.length === 1 && end !== undefined ? end : ends.slice(0, NAMED);
    if (observer !== undefined && observer.id !== near.id && observers.size === 1)
      return [sources.edge(observer, types, near.id, first.at)];
    if (observer === undefined)
      return [{ ...sources.edge(near, types, value, first.at), ...derived(first.by) }];
    const { operation, field } = sources.edge(observer, types, value, first.at);
    return [{ ...sources.edge(near, types, value, first.at), operation, field }];
  }
}

const derived = (by: string): Partial<Evidence> => (by === '' ? {} : { operation: `derived: ${by}` });
