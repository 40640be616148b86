/**
 * Applies checked changes to the live graph in transactions of one batch each, and notes in the same transaction what
 * was there before, so that a publish that does not come to its end can be taken back exactly.
 */
import type { ManagedTransaction } from 'neo4j-driver';
import type { PropValue } from '#graph/schema/fields.ts';
import type { EdgeIdentity } from '#graph/store/port.ts';
import {
  type CheckedChanges,
  type CheckedEdge,
  type CheckedNode,
  groupBy,
  POSTURE_LABELS,
  slices,
  Waiting,
} from '#graph/store/values.ts';
import { fromProps, MARKER, toParam } from './client.ts';
import { toEdge } from './rows.ts';

type Tx = ManagedTransaction;
/** What takes a batch back: a change like any other. */
export type Undo = { -readonly [K in keyof CheckedChanges]: CheckedChanges[K][number][] };
export const nothing = (): Undo => ({ nodes: [], edges: [], removeNodes: [], removeEdges: [] });

/** Runs one batch in one transaction; keeps the undo with it. */
export type Transact = <T>(work: (tx: Tx, undo: Undo) => Promise<T>) => Promise<T>;

/** Nodes with many edges go in small portions. */
const REMOVALS = 500;
/** Both ends by their ids. `WITH` keeps the planner from walking all edges of one end to find the other: it may be a hub. */
const ENDS = `MATCH (a:${MARKER} {id: r.from}) MATCH (b:${MARKER} {id: r.to}) WITH r, a, b`;

const labelText = (labels: readonly string[]): string => labels.map((label) => `:${label}`).join('');

export class Applier {
  private readonly transact: Transact;
  private readonly waiting = new Waiting();

  constructor(transact: Transact) {
    this.transact = transact;
  }

  async apply(changes: CheckedChanges): Promise<void> {
    for (const some of slices(changes.removeEdges)) await this.removeEdges(some);
    this.waiting.dropNodes(new Set(changes.removeNodes));
    for (const ids of slices(changes.removeNodes, REMOVALS))
      await this.transact((tx, undo) => removeNodes(tx, ids, undo));
    for (const nodes of slices(changes.nodes)) await this.transact((tx, undo) => putNodes(tx, nodes, undo));
    for (const edge of changes.edges) this.waiting.dropEdge(edge);
    for (const some of slices(changes.edges)) await this.putEdges(some);
  }

  /** Puts the edges that came before their ends.
   * @throws BadValue if an end did not come. */
  async finish(): Promise<void> {
    for (const some of slices(this.waiting.take())) await this.putEdges(some);
    this.waiting.mustBeEmpty();
  }

  /** Removes the posture of other scans. */
  async onlyPostureOf(scan: string): Promise<void> {
    for (const label of POSTURE_LABELS) {
      const query = `MATCH (n:${MARKER}:${label}) WHERE coalesce(n.scan, '') <> $scan RETURN n.id AS id LIMIT $most`;
      for (;;) {
        const removed = await this.transact(async (tx, undo) => {
          const found = await tx.run(query, { scan, most: BigInt(REMOVALS) });
          const ids = found.records.map((record) => String(record.get('id')));
          if (ids.length > 0) await removeNodes(tx, ids, undo);
          return ids.length;
        });
        if (removed < REMOVALS) break;
      }
    }
  }

  private async putEdges(edges: readonly CheckedEdge[]): Promise<void> {
    for (const [type, group] of groupBy(edges, (edge) => edge.type)) {
      const put = await this.transact((tx, undo) => putEdges(tx, type, group, undo));
      if (put.size < group.length) group.forEach((edge, i) => put.has(i) || this.waiting.add(edge));
    }
  }

  private async removeEdges(edges: readonly EdgeIdentity[]): Promise<void> {
    for (const edge of edges) this.waiting.dropEdge(edge);
    for (const [type, group] of groupBy(edges, (edge) => edge.type))
      await this.transact((tx, undo) => removeEdges(tx, type, group, undo));
  }
}

const idRows = (edges: readonly EdgeIdentity[]) =>
  edges.map(({ from, to, key }, i) => ({ i: BigInt(i), from, to, key }));

async function nodesBefore(tx: Tx, ids: readonly string[]): Promise<Map<string, CheckedNode>> {
  const query = `UNWIND $ids AS id MATCH (n:${MARKER} {id: id}) RETURN id, labels(n) AS labels, properties(n) AS props`;
  const { records } = await tx.run(query, { ids });
  const before = new Map<string, CheckedNode>();
  for (const record of records) {
    const id = String(record.get('id'));
    const labels = (record.get('labels') as string[]).filter((label) => label !== MARKER);
    before.set(id, { id, labels, props: fromProps<PropValue>(record.get('props'), 'id') });
  }
  return before;
}

async function removeNodes(tx: Tx, ids: readonly string[], undo: Undo): Promise<void> {
  undo.nodes.push(...(await nodesBefore(tx, ids)).values());
  const query = `UNWIND $ids AS id MATCH (:${MARKER} {id: id})-[e]-() WITH DISTINCT e
    RETURN startNode(e).id AS f, type(e) AS t, endNode(e).id AS o, properties(e) AS p`;
  const { records } = await tx.run(query, { ids });
  for (const r of records) {
    // An edge to a node that is not ours is not ours to restore.
    if (r.get('f') !== null && r.get('o') !== null)
      undo.edges.push(toEdge(r.get('f'), r.get('t'), r.get('o'), r.get('p')));
  }
  await tx.run(`UNWIND $ids AS id MATCH (n:${MARKER} {id: id}) DETACH DELETE n`, { ids });
}

async function putNodes(tx: Tx, nodes: readonly CheckedNode[], undo: Undo): Promise<void> {
  const before = await nodesBefore(
    tx,
    nodes.map((node) => node.id),
  );
  const rows = (group: readonly CheckedNode[]) => ({
    rows: group.map((n) => toParam({ ...n.props, id: n.id })),
  });
  const fresh = nodes.filter((node) => !before.has(node.id));
  for (const group of groupBy(fresh, (node) => labelText(node.labels)).entries())
    await tx.run(`UNWIND $rows AS r CREATE (n:${MARKER}${group[0]}) SET n = r`, rows(group[1]));
  const known = nodes.filter((node) => before.has(node.id));
  const relabel = (node: CheckedNode): string => {
    const has = before.get(node.id)?.labels ?? [];
    const off = has.filter((label) => !node.labels.includes(label));
    const on = node.labels.filter((label) => !has.includes(label));
    return `${off.length > 0 ? ` REMOVE n${labelText(off)}` : ''}${on.length > 0 ? ` SET n${labelText(on)}` : ''}`;
  };
  for (const group of groupBy(known, relabel).entries())
    await tx.run(`UNWIND $rows AS r MATCH (n:${MARKER} {id: r.id}) SET n = r${group[0]}`, rows(group[1]));
  undo.nodes.push(...before.values());
  undo.removeNodes.push(...fresh.map((node) => node.id));
}

/** Positions of those edges whose ends are there. */
async function putEdges(
  tx: Tx,
  type: string,
  edges: readonly CheckedEdge[],
  undo: Undo,
): Promise<Set<number>> {
  const query = `UNWIND $rows AS r ${ENDS} OPTIONAL MATCH (a)-[o:${type} {key: r.key}]->(b)
    WITH a, b, r, properties(o) AS was MERGE (a)-[e:${type} {key: r.key}]->(b) SET e = r.props RETURN r.i AS i, was`;
  const rows = edges.map((edge, i) => ({
    i: BigInt(i),
    from: edge.from,
    to: edge.to,
    key: edge.key,
    props: toParam({ ...edge.props, key: edge.key }),
  }));
  const { records } = await tx.run(query, { rows });
  const put = new Set<number>();
  for (const record of records) {
    const i = Number(record.get('i'));
    const edge = edges[i];
    if (edge === undefined) continue;
    put.add(i);
    const was = record.get('was') as Record<string, unknown> | null;
    const { from, to, key } = edge;
    if (was === null) undo.removeEdges.push({ from, type, to, key });
    else undo.edges.push(toEdge(from, type, to, was));
  }
  return put;
}

async function removeEdges(tx: Tx, type: string, edges: readonly EdgeIdentity[], undo: Undo): Promise<void> {
  const query = `UNWIND $rows AS r ${ENDS} MATCH (a)-[e:${type} {key: r.key}]->(b)
    WITH r, e, properties(e) AS was DELETE e RETURN r.from AS f, r.to AS o, was`;
  const { records } = await tx.run(query, { rows: idRows(edges) });
  for (const r of records) undo.edges.push(toEdge(r.get('f'), type, r.get('o'), r.get('was')));
}
