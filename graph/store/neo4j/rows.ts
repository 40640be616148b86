/** Records of the driver as rows of the port. */
import neo4j, {
  type ManagedTransaction,
  type Node,
  type Path,
  type Record as Rec,
  type Relationship,
} from 'neo4j-driver';
import type { PropValue } from '#graph/schema/fields.ts';
import type { Cell, Row, StoredEdge, StoredNode } from '#graph/store/port.ts';
import { asText } from '#graph/store/values.ts';
import { fromProps, fromValue, MARKER } from './client.ts';

type AnyNode = Node;
type AnyEdge = Relationship;
type AnyPath = Path;

export const toNode = (labels: readonly string[], props: Readonly<Record<string, unknown>>): StoredNode => ({
  id: asText(props['id']),
  labels: labels.filter((label) => label !== MARKER).sort(),
  props: fromProps<PropValue>(props, 'id'),
});

export const toEdge = (
  from: string,
  type: string,
  to: string,
  props: Readonly<Record<string, unknown>>,
): StoredEdge => ({
  from,
  type,
  to,
  key: asText(props['key']),
  props: fromProps<PropValue>(props, 'key'),
});

/** Ids by the server's own element ids. */
type Ids = Map<string, string>;

/** Notes the ids of all nodes in a value, and which ends of edges are not among them. */
function scan(value: unknown, ids: Ids, wanted: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) scan(item, ids, wanted);
  else if (neo4j.isNode(value as object))
    ids.set((value as AnyNode).elementId, String((value as AnyNode).properties['id']));
  else if (neo4j.isRelationship(value as object)) {
    wanted.add((value as AnyEdge).startNodeElementId).add((value as AnyEdge).endNodeElementId);
  } else if (neo4j.isPath(value as object)) {
    const path = value as AnyPath;
    for (const node of [path.start, path.end, ...path.segments.flatMap((s) => [s.start, s.end])])
      scan(node, ids, wanted);
  } else if (isMap(value)) for (const item of Object.values(value)) scan(item, ids, wanted);
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value));

function pathCells(path: AnyPath, ids: Ids): Cell[] {
  return [
    toCell(path.start, ids),
    ...path.segments.flatMap((s) => [toCell(s.relationship, ids), toCell(s.end, ids)]),
  ];
}

function toCell(value: unknown, ids: Ids): Cell {
  // `labels(n)` gives the marker too, which is ours alone.
  if (Array.isArray(value)) return value.filter((item) => item !== MARKER).map((item) => toCell(item, ids));
  if (typeof value !== 'object' || value === null) return fromValue(value) as Cell;
  if (neo4j.isNode(value)) return toNode(value.labels, value.properties);
  if (neo4j.isRelationship(value)) {
    const edge = value as AnyEdge;
    const id = (end: string) => ids.get(end) ?? '';
    return toEdge(id(edge.startNodeElementId), edge.type, id(edge.endNodeElementId), edge.properties);
  }
  if (neo4j.isPath(value)) return pathCells(value as AnyPath, ids);
  if (isMap(value))
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toCell(item, ids)]));
  // Dates, durations and points: their text.
  return (value as { toString(): string }).toString();
}

/** All records as rows, with the ids of edges' ends looked up where the records do not hold them. */
export async function toRows(tx: Pick<ManagedTransaction, 'run'>, records: readonly Rec[]): Promise<Row[]> {
  const ids: Ids = new Map();
  const wanted = new Set<string>();
  for (const record of records) for (const value of record.values()) scan(value, ids, wanted);
  const missing = [...wanted].filter((end) => !ids.has(end));
  if (missing.length > 0) {
    const found = await tx.run('UNWIND $ends AS e MATCH (n) WHERE elementId(n) = e RETURN e, n.id AS id', {
      ends: missing,
    });
    for (const record of found.records) ids.set(String(record.get('e')), String(record.get('id')));
  }
  return records.map((record) =>
    Object.fromEntries(record.keys.map((name) => [name, toCell(record.get(name), ids)] as const)),
  );
}
