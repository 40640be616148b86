/** Reads the one live graph. Consistency over several rows is the business of `store.ts`. */
import type { Record as Rec } from 'neo4j-driver';
import type { PropValue } from '#graph/schema/fields.ts';
import { BadValue } from '#graph/store/errors.ts';
import type { GraphReader, Publication, Row, StoredEdge, StoredNode } from '#graph/store/port.ts';
import { type Client, fromValue, isQueryError, MARKER, queryFailed, toParam } from './client.ts';
import { toEdge, toNode, toRows } from './rows.ts';

type Params = Readonly<Record<string, PropValue | null | readonly unknown[]>>;

/** Refuses what a name in query text must not be. */
function safeName(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name))
    throw new BadValue(`${JSON.stringify(name)} is no name of a label, type or property`);
  return name;
}

const returned = (variable: string, props: readonly string[]): string =>
  props.map((name) => `, ${variable}.${safeName(name)}`).join('');

function picked(names: readonly string[], record: Rec, from: number): Record<string, PropValue> {
  const props: Record<string, PropValue> = {};
  names.forEach((name, i) => {
    const value = fromValue(record.get(from + i));
    if (value !== null) props[name] = value as PropValue;
  });
  return props;
}

export class Neo4jReader implements GraphReader {
  readonly publication: Publication | null;
  private readonly client: Client;

  constructor(client: Client, publication: Publication | null) {
    this.client = client;
    this.publication = publication;
  }

  async rows(query: string, params: Params = {}): Promise<readonly Row[]> {
    try {
      return await this.client.session('read', (session) =>
        session.executeRead(async (tx) => {
          const { records } = await tx.run(query, toParam(params) as Record<string, unknown>);
          return toRows(tx, records);
        }),
      );
    } catch (cause) {
      throw isQueryError(cause) ? queryFailed(cause) : cause;
    }
  }

  async *nodes(
    filter: { readonly label?: string; readonly props?: readonly string[] } = {},
  ): AsyncGenerator<StoredNode> {
    const match = `MATCH (n:${MARKER}${filter.label === undefined ? '' : `:${safeName(filter.label)}`})`;
    const names = filter.props?.filter((name) => name !== 'id');
    if (names === undefined) {
      for await (const r of this.stream(`${match} RETURN labels(n), properties(n)`))
        yield toNode(r.get(0), r.get(1));
      return;
    }
    for await (const r of this.stream(`${match} RETURN labels(n), n.id${returned('n', names)}`))
      yield { ...toNode(r.get(0), { id: r.get(1) }), props: picked(names, r, 2) };
  }

  async *edges(
    filter: { readonly types?: readonly string[]; readonly props?: readonly string[] } = {},
  ): AsyncGenerator<StoredEdge> {
    const { types, props } = filter;
    if (types?.length === 0) return;
    const pattern = types === undefined ? '[e]' : `[e:${types.map(safeName).join('|')}]`;
    const match = `MATCH (a:${MARKER})-${pattern}->(b:${MARKER}) RETURN a.id, type(e), b.id`;
    const names = props?.filter((name) => name !== 'key');
    if (names === undefined) {
      for await (const r of this.stream(`${match}, properties(e)`))
        yield toEdge(r.get(0), r.get(1), r.get(2), r.get(3));
      return;
    }
    for await (const r of this.stream(`${match}, e.key${returned('e', names)}`))
      yield { ...toEdge(r.get(0), r.get(1), r.get(2), { key: r.get(3) }), props: picked(names, r, 4) };
  }

  private async *stream(query: string): AsyncGenerator<Rec> {
    const session = this.client.openSession('read');
    try {
      for await (const record of session.run(query)) yield record;
    } catch (cause) {
      throw isQueryError(cause) ? queryFailed(cause) : cause;
    } finally {
      await session.close();
    }
  }
}
