/** The embedded database's client: loading it, its values as the port's, its errors as ours. */
import { createRequire } from 'node:module';
import type * as Grafeo from '@grafeo-db/js';
import type { PropValue } from '#graph/schema/fields.ts';
import {
  BadValue,
  QueryFailed,
  StoreBusy,
  StoreDamaged,
  StoreError,
  StoreFull,
  StoreUnreachable,
} from '#graph/store/errors.ts';
import type { Cell, Row, StoredEdge, StoredNode } from '#graph/store/port.ts';
import { asText } from '#graph/store/values.ts';

export type Db = Grafeo.GrafeoDB;

/** @throws StoreUnreachable where the database has no build for this platform. */
function load(): typeof Grafeo {
  try {
    return createRequire(import.meta.url)('@grafeo-db/js') as typeof Grafeo;
  } catch (cause) {
    throw new StoreUnreachable(
      `The embedded graph has no build for this platform (${process.platform} ${process.arch}; there is none for musl): use Neo4j`,
      { cause },
    );
  }
}

let loaded: typeof Grafeo | undefined;
/** The client, loaded at first use: it is 18 MB of machine code. */
export function client(): typeof Grafeo {
  loaded ??= load();
  return loaded;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What went wrong with `path`, as one of our errors, with the remedy. */
export function storeError(cause: unknown, path: string): StoreError {
  if (cause instanceof StoreError) return cause;
  const message = messageOf(cause);
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  if (
    code === 'ENOSPC' ||
    code === 'EDQUOT' ||
    /os error (28|122|112|39)\b|No space left|quota/i.test(message)
  )
    return new StoreFull(
      `No space left while writing ${path}: free some and scan again; nothing that was published is lost`,
      {
        cause,
      },
    );
  if (/cannot be locked/.test(message))
    return new StoreBusy(`${path} is in use by another process`, { cause });
  if (/GRAFEO-S\d|GRAFEO-X002|is damaged|not a Grafeo database/.test(message))
    return damaged(path, message, cause);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR')
    return new StoreUnreachable(`${path} cannot be used: ${message}`, { cause });
  return new StoreError(`The embedded graph failed at ${path}: ${message}`, { cause });
}

/** Says what is damaged and what to do. */
export const damaged = (path: string, why: string, cause?: unknown): StoreDamaged =>
  new StoreDamaged(
    `${path} is damaged (${why}): restore it from a backup, or remove its folder and scan again`,
    { cause },
  );

/** A failed query, without the engine's own file names. */
export const queryFailed = (cause: unknown): QueryFailed =>
  new QueryFailed(
    `The query failed: ${
      messageOf(cause)
        .replace(/^Query error: /, '')
        .split('\n', 1)[0]
    }`,
    { cause },
  );

interface RawNode {
  readonly _id: number;
  readonly _labels: readonly string[];
}
interface RawEdge {
  readonly _id: number;
  readonly _source: number;
  readonly _target: number;
  readonly _type: string;
}
type Raw = Readonly<Record<string, unknown>>;
const isNode = (raw: Raw): raw is Raw & RawNode =>
  typeof raw['_id'] === 'number' && Array.isArray(raw['_labels']);
const isEdge = (raw: Raw): raw is Raw & RawEdge =>
  typeof raw['_source'] === 'number' && typeof raw['_type'] === 'string';

/** The properties of a raw node or edge without the engine's own and without `without`. */
function propsOf(raw: Raw, without: string): Record<string, PropValue> {
  const props: Record<string, PropValue> = {};
  for (const name in raw) {
    if (name !== without && !name.startsWith('_')) props[name] = raw[name] as PropValue;
  }
  return props;
}

const toNode = (raw: Raw & RawNode): StoredNode => ({
  id: asText(raw['id']),
  labels: [...raw._labels].sort(),
  props: propsOf(raw, 'id'),
});

function toPath(raw: Raw, idOf: (internal: number) => string): readonly Cell[] | undefined {
  const { nodes, edges } = raw;
  if (!Array.isArray(nodes) || !Array.isArray(edges) || nodes.length !== edges.length + 1) return undefined;
  if (
    Object.keys(raw).length !== 2 ||
    !nodes.every((n: Raw) => typeof n === 'object' && n !== null && isNode(n))
  )
    return undefined;
  return nodes.flatMap((node, i) =>
    i === 0 ? [toCell(node, idOf)] : [toCell(edges[i - 1], idOf), toCell(node, idOf)],
  );
}

/** One value of a result. `idOf` gives the id of a node by the engine's own number. */
export function toCell(raw: unknown, idOf: (internal: number) => string): Cell {
  if (Array.isArray(raw)) return raw.map((item) => toCell(item, idOf));
  if (typeof raw === 'number' && Object.is(raw, -0)) return 0;
  if (typeof raw !== 'object' || raw === null) return raw as Cell;
  const map = raw as Raw;
  if (isNode(map)) return toNode(map);
  if (isEdge(map))
    return {
      from: idOf(map._source),
      type: map._type,
      to: idOf(map._target),
      key: asText(map['key']),
      props: propsOf(map, 'key'),
    };
  return (
    toPath(map, idOf) ??
    Object.fromEntries(Object.entries(map).map(([name, value]) => [name, toCell(value, idOf)]))
  );
}

/** Finds ids by the engine's own numbers, each once. */
export function idsOf(db: Db): (internal: number) => string {
  const known = new Map<number, string>();
  return (internal) => {
    let id = known.get(internal);
    if (id === undefined) {
      id = asText(db.getNode(internal)?.get('id'));
      known.set(internal, id);
    }
    return id;
  };
}

/** Row `i` of a result. */
export function toRow(
  columns: readonly string[],
  cells: readonly unknown[],
  idOf: (internal: number) => string,
): Row {
  const row: Record<string, Cell> = {};
  for (let c = 0; c < columns.length; c++) row[columns[c] ?? ''] = toCell(cells[c] ?? null, idOf);
  return row;
}

/** A node as `getNode` gives it. */
export function readNode(db: Db, internal: number): StoredNode | undefined {
  const node = db.getNode(internal);
  if (node === null) return undefined;
  const raw = node.properties() as Raw;
  return { id: asText(raw['id']), labels: [...node.labels].sort(), props: propsOf(raw, 'id') };
}

export const edgeOf = (ends: { from: string; type: string; to: string }, raw: Raw): StoredEdge => ({
  ...ends,
  key: asText(raw['key']),
  props: propsOf(raw, 'key'),
});

/** Refuses what a name in query text must not be. */
export function safeName(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name))
    throw new BadValue(`${JSON.stringify(name)} is no name of a label, type or property`);
  return name;
}
