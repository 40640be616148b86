/** Reads one open file of the embedded graph. */
import { setImmediate } from 'node:timers/promises';
import type { PropValue } from '#graph/schema/fields.ts';
import { QueryFailed } from '#graph/store/errors.ts';
import type { GraphReader, Publication, Row, StoredEdge, StoredNode } from '#graph/store/port.ts';
import { asText } from '#graph/store/values.ts';
import { type Db, edgeOf, idsOf, queryFailed, readNode, safeName, toRow } from './client.ts';

/** So many nodes are read before other work gets a turn. */
const TURN = 2_000;
/** Edges are read by their source, so many sources at a time: a chunk's rows are all that is in memory twice. */
const SOURCES = 20_000;

type Params = Readonly<Record<string, PropValue | null | readonly unknown[]>>;

const returned = (variable: string, props: readonly string[]): string =>
  props.map((name) => `, ${variable}.${safeName(name)}`).join('');

function picked(
  names: readonly string[],
  values: readonly unknown[],
  from: number,
): Record<string, PropValue> {
  const props: Record<string, PropValue> = {};
  for (let i = 0; i < names.length; i++) {
    const value = values[from + i];
    const name = names[i];
    if (value !== null && value !== undefined && name !== undefined) props[name] = value as PropValue;
  }
  return props;
}

/** Rows in random order, for tests: code must not rely on an order it did not ask for. */
function shuffled<T>(rows: T[]): T[] {
  for (let i = rows.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [rows[i], rows[j]] = [rows[j] as T, rows[i] as T];
  }
  return rows;
}

export class EmbeddedReader implements GraphReader {
  readonly publication: Publication | null;
  private readonly db: () => Db;
  private readonly shuffle: boolean;

  /** `db` throws when reading is over (a sealed draft's base, a closed store). */
  constructor(db: () => Db, publication: Publication | null, shuffle: boolean) {
    this.db = db;
    this.publication = publication;
    this.shuffle = shuffle;
  }

  async rows(query: string, params: Params = {}): Promise<readonly Row[]> {
    const db = this.db();
    const result = await run(db, query, params);
    const { columns } = result;
    const idOf = idsOf(db);
    const rows = result.rows().map((cells) => toRow(columns, cells, idOf));
    return this.shuffle && !/\bORDER\s+BY\b/i.test(query) ? shuffled(rows) : rows;
  }

  async *nodes(
    filter: { readonly label?: string; readonly props?: readonly string[] } = {},
  ): AsyncGenerator<StoredNode> {
    const match = filter.label === undefined ? 'MATCH (n)' : `MATCH (n:${safeName(filter.label)})`;
    if (filter.props !== undefined) {
      const names = filter.props.filter((name) => name !== 'id');
      const result = await run(this.db(), `${match} RETURN n.id, labels(n)${returned('n', names)}`, {});
      for (const row of result.rows()) {
        const labels = [...(row[1] as string[])].sort();
        yield { id: asText(row[0]), labels, props: picked(names, row, 2) };
      }
      return;
    }
    const internal = (await run(this.db(), `${match} RETURN id(n)`, {})).rows();
    for (let i = 0; i < internal.length; i++) {
      if (i % TURN === TURN - 1) await setImmediate();
      const node = readNode(this.db(), Number(internal[i]?.[0]));
      if (node !== undefined) yield node;
    }
  }

  async *edges(
    filter: { readonly types?: readonly string[]; readonly props?: readonly string[] } = {},
  ): AsyncGenerator<StoredEdge> {
    const { types, props } = filter;
    if (types?.length === 0) return;
    const pattern = types === undefined ? '[e]' : `[e:${types.map(safeName).join('|')}]`;
    const names = props?.filter((name) => name !== 'key');
    const columns = names === undefined ? ', e' : returned('e', names);
    const query = `MATCH (a)-${pattern}->(b) WHERE id(a) >= $low AND id(a) < $high RETURN a.id, type(e), b.id, e.key${columns}`;
    const last = (await run(this.db(), 'MATCH (n) RETURN max(id(n))', {})).rows()[0]?.[0];
    for (let low = 0; low <= Number(last ?? -1); low += SOURCES) {
      const result = await run(this.db(), query, { low, high: low + SOURCES });
      for (const row of result.rows()) {
        const ends = { from: asText(row[0]), type: asText(row[1]), to: asText(row[2]) };
        yield names === undefined
          ? edgeOf(ends, row[4] as Readonly<Record<string, unknown>>)
          : { ...ends, key: asText(row[3]), props: picked(names, row, 4) };
      }
    }
  }
}

/** @throws QueryFailed */
async function run(db: Db, query: string, params: Params) {
  try {
    return await db.executeCypher(query, params);
  } catch (cause) {
    if (cause instanceof QueryFailed) throw cause;
    throw queryFailed(cause);
  }
}

/** A reader of nothing: before the first publish. */
export const emptyReader: GraphReader = {
  publication: null,
  rows: () => Promise.reject(new QueryFailed('Nothing was published yet: run a scan first')),
  // eslint-disable-next-line require-yield
  async *nodes() {},
  // eslint-disable-next-line require-yield
  async *edges() {},
};
