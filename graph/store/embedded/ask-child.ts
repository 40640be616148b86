/**
 * The process that runs one query of a person. Not imported by anything: `ask.ts` starts it.
 *
 * The file is opened read-only, so that no write succeeds. The engine's plan is looked at first: files and procedures are
 * refused here too, behind `admitQuery`.
 */
import { setInterval } from 'node:timers';
import { QueryFailed } from '#graph/store/errors.ts';
import { rowBytes } from '#graph/store/limits.ts';
import type { Row } from '#graph/store/port.ts';
import { asText } from '#graph/store/values.ts';
import type { Question, Reply } from './ask.ts';
import { client, type Db, idsOf, queryFailed, storeError, toRow } from './client.ts';

const MEGABYTE = 1 << 20;
/** How often memory is looked at. The engine runs on other threads, so this one is free to. */
const LOOK_MILLISECONDS = 15;
/** Operators of the engine's plan that leave the graph. */
const FORBIDDEN = /^\s*(LoadCsv|LoadData|CallProcedure)\b/m;

/** Sends, and ends this process when it is sent. */
function say(reply: Reply, last = true): void {
  process.send?.(reply, undefined, {}, () => {
    if (last) process.exit(0);
  });
}

async function checkPlan(db: Db, query: string, params: Question['params']): Promise<void> {
  const plan = (await db.executeCypher(`EXPLAIN ${query}`, params)).rows().flat().map(asText).join('\n');
  const forbidden = FORBIDDEN.exec(plan);
  if (forbidden !== null) throw new QueryFailed(`The query failed: ${forbidden[1]} is not allowed`);
}

async function answer(db: Db, { query, params, limits }: Question): Promise<Reply> {
  await checkPlan(db, query, params);
  const result = await db.executeCypher(query, params);
  const { columns, length } = result;
  const idOf = idsOf(db);
  const rows: Row[] = [];
  let bytes = 0;
  for (let i = 0; i < length && rows.length < limits.rows; i++) {
    const raw = result.get(i);
    const row = toRow(
      columns,
      columns.map((column) => raw[column]),
      idOf,
    );
    bytes += rowBytes(row);
    if (bytes > limits.bytes) {
      if (rows.length === 0) return { kind: 'limit', limit: 'bytes' };
      break;
    }
    rows.push(row);
  }
  return { kind: 'answer', answer: { columns, rows, truncated: rows.length < length } };
}

async function main(question: Question): Promise<void> {
  let db: Db;
  try {
    db = client().GrafeoDB.openReadOnly(question.path);
  } catch (cause) {
    say({ kind: 'damaged', message: storeError(cause, question.path).message });
    return;
  }
  // The graph itself is not the query's doing.
  const most = process.memoryUsage.rss() + question.limits.memoryMegabytes * MEGABYTE;
  setInterval(() => {
    if (process.memoryUsage.rss() > most) say({ kind: 'limit', limit: 'memory' });
  }, LOOK_MILLISECONDS);
  say({ kind: 'started' }, false);
  try {
    say(await answer(db, question));
  } catch (cause) {
    say({
      kind: 'failed',
      message: cause instanceof QueryFailed ? cause.message : queryFailed(cause).message,
    });
  }
}

process.once('message', (question) => void main(question as Question));
process.once('disconnect', () => process.exit(1));
