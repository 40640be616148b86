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
      const all = filter.label === undefined;
      const columns = `n.id, ${all ? 'id(n)' : 'labels(n)'}${returned('n', names)}`;
      // Asked for together: what is staged while the nodes are gone through is in neither.
      const [result, labelsOf] = await Promise.all([
        run(this.db(), `${match} RETURN ${columns}`, {}),
        all ? labelSets(this.db()) : undefined,
      ]);
      for (const row of result.rows()) {
        const labels = labelsOf === undefined ? [...(row[1] as string[])].sort() : labelsOf(Number(row[1]));
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
    const columns = names === undefined ? ', properties(e)' : returned('e', names);
    const query = `MATCH (a)-${pattern}->(b) WHERE id(a) >= $low AND id(a) < $high RETURN id(a), type(e), id(b), e.key${columns}`;
    const ids = await allIds(this.db());
    const ask = (low: number) => {
      const asked = low < ids.length ? run(this.db(), query, { low, high: low + SOURCES }) : undefined;
      // Awaited one chunk later: until then nobody listens.
      asked?.catch(() => undefined);
      return asked;
    };
    // The engine reads the next chunk on a thread of its own while this one is gone through.
    let next = ask(0);
    try {
      for (let low = SOURCES; next !== undefined; low += SOURCES) {
        const rows = (await next).rows();
        next = ask(low);
        for (const row of rows) {
          const ends = {
            from: ids[Number(row[0])] ?? '',
            type: asText(row[1]),
            to: ids[Number(row[2])] ?? '',
          };
          yield names === undefined
            ? edgeOf(ends, row[4] as Readonly<Record<string, unknown>>)
            : { ...ends, key: asText(row[3]), props: picked(names, row, 4) };
        }
      }
    } finally {
      // Left early: the file may be closed next.
      await next?.catch(() => undefined);
    }
  }
}

/** Ids of all nodes at the engine's own numbers. */
async function allIds(db: Db): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [internal, id] of (await run(db, 'MATCH (n) RETURN id(n), n.id', {})).rows())
    ids[Number(internal)] = asText(id);
  return ids;
}

/**
 * Labels of all nodes by the engine's own numbers, sorted. Asked for label by label, which is several times as fast as
 * `labels(n)`: few sets of labels occur, and nodes of one set share the list.
 */
async function labelSets(db: Db): Promise<(internal: number) => readonly string[]> {
  const schema = db.schema() as { readonly labels: readonly { readonly name: string }[] };
  const names = schema.labels.map(({ name }) => name).sort();
  const lists = await Promise.all(
    names.map((name) => run(db, `MATCH (n:${safeName(name)}) RETURN collect(id(n))`, {})),
  );
  const sets: { readonly labels: readonly string[]; readonly more: Map<string, number> }[] = [
    { labels: [], more: new Map() },
  ];
  const setOf: number[] = [];
  names.forEach((name, i) => {
    for (const internal of (lists[i]?.scalar() ?? []) as readonly unknown[]) {
      const node = Number(internal);
      const set = sets[setOf[node] ?? 0];
      if (set === undefined) continue;
      let wider = set.more.get(name);
      if (wider === undefined) {
        wider = sets.length;
        sets.push({ labels: [...set.labels, name], more: new Map() });
        set.more.set(name, wider);
      }
      setOf[node] = wider;
    }
  });
  return (internal) => sets[setOf[internal] ?? 0]?.labels ?? [];
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
