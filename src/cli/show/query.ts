/** `pathlight graph query`. */
import { admitQuery } from '#graph/cypher/index.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import type { Cell, Row } from '#graph/store/port.ts';
import { UsageError } from '#src/config.ts';
import { wireKinds, wireStore } from '#src/wire.ts';
import type { QueryOptions } from '../commands/graph.ts';
import { type Context, jsonText } from '../context.ts';
import { table } from '../output/table.ts';
import { nothingYet } from './findings.ts';

function paramsOf(said: readonly string[]): Readonly<Record<string, PropValue>> {
  return Object.fromEntries(
    said.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new UsageError(`--param ${pair}: write name=value.`);
      const text = pair.slice(at + 1);
      return [pair.slice(0, at), valueOf(text)];
    }),
  );
}

function valueOf(text: string): PropValue {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  const scalar = (v: unknown) => ['string', 'number', 'boolean'].includes(typeof v);
  if (scalar(value) || (Array.isArray(value) && value.every(scalar))) return value as PropValue;
  throw new UsageError(`--param: ${text} is neither a text, a number, a boolean nor a list of these.`);
}

const plain = (cell: Cell | undefined): string =>
  cell === null || cell === undefined
    ? 'unknown'
    : typeof cell === 'string'
      ? cell
      : JSON.stringify(cell, (_k, v: unknown) => (typeof v === 'bigint' ? v.toString() : v));

export async function runQuery(context: Context, query: string, options: QueryOptions): Promise<void> {
  const params = paramsOf(options.param ?? []);
  const { catalogue } = await wireKinds();
  const admitted = admitQuery(query, { catalogue });
  const store = await wireStore(context.config);
  try {
    if ((await store.published()) === null) throw new UsageError(nothingYet(context));
    const { columns, rows, truncated } = await store.ask(admitted.text, params, {
      milliseconds: options.timeout * 1000,
      rows: options.rows,
      bytes: 50_000_000,
      memoryMegabytes: 2048,
    });
    if (options.format === 'json') context.print(jsonText({ columns, rows, truncated }));
    else
      context.print(
        table<Row>(
          columns.map((title) => ({ title, of: (row) => plain(row[title]) })),
          rows,
          context.paint,
        ),
      );
    if (truncated) context.note(`Cut off at ${options.rows} rows. Ask for more with --rows.`);
  } finally {
    await store.close();
  }
}
