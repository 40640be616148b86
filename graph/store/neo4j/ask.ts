/**
 * Runs a person's query in a read session, cut off at the limits.
 *
 * The server's plan is looked at first. Pathlight's own records (state with its keys, leases, notes) are in the same
 * database and the Community edition has no rights by label, so every node that a plan starts from must come from a
 * label, and not from one of ours; from there edges lead to nodes of the graph only. Files and procedures are refused here
 * too, behind `admitQuery`. Memory is the server's to bound (`db.memory.transaction.max`).
 */
import type { Plan, Record as Rec } from 'neo4j-driver';
import type { PropValue } from '#graph/schema/fields.ts';
import { QueryFailed, QueryLimit, StoreError } from '#graph/store/errors.ts';
import { overLimit, rowBytes } from '#graph/store/limits.ts';
import type { Limits, Row } from '#graph/store/port.ts';
import { asText } from '#graph/store/values.ts';
import { type Client, isQueryError, queryFailed, stoppedFor, toParam } from './client.ts';
import { toRows } from './rows.ts';

export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly truncated: boolean;
}

/** Operators that may stand at the bottom of a plan: they start from a label, from a type, or from nothing. */
const STARTS = new Set([
  'Argument',
  'EmptyRow',
  'Unwind',
  'Projection',
  'ProduceResults',
  'EagerAggregation',
  'Filter',
  'Limit',
  'Distinct',
  'Sort',
  'Top',
  'NodeByLabelScan',
  'UnionNodeByLabelsScan',
  'IntersectionNodeByLabelsScan',
  'SubtractionNodeByLabelsScan',
  'NodeIndexSeek',
  'NodeIndexScan',
  'NodeIndexContainsScan',
  'NodeIndexEndsWithScan',
  'NodeIndexSeekByRange',
  'NodeUniqueIndexSeek',
  'NodeUniqueIndexSeekByRange',
  'MultiNodeIndexSeek',
  'DirectedRelationshipTypeScan',
  'UndirectedRelationshipTypeScan',
  'DirectedUnionRelationshipTypesScan',
  'UndirectedUnionRelationshipTypesScan',
  'DirectedAllRelationshipsScan',
  'UndirectedAllRelationshipsScan',
  'NodeCountFromCountStore',
  'RelationshipCountFromCountStore',
]);
const FORBIDDEN = /^(LoadCSV|ProcedureCall|Show|Create|Set|Delete|DetachDelete|Merge|Remove|Foreach)/;

/** @throws QueryFailed where a plan starts from, or names, what is not the graph's. */
function checkPlan(plan: Plan): void {
  const operator = plan.operatorType.replace(/@.*$/, '');
  const details = asText((plan.arguments as Record<string, unknown>)['Details']);
  if (FORBIDDEN.test(operator)) throw new QueryFailed(`The query failed: ${operator} is not allowed`);
  if (details.includes('_Pathlight'))
    throw new QueryFailed('The query failed: it names a label that is no part of the graph');
  const all = operator === 'NodeCountFromCountStore' && /\(\s*\)/.test(details);
  if (plan.children.length === 0 && (all || !STARTS.has(operator)))
    throw new QueryFailed('The query failed: give every node that it starts from a label, such as (n:Asset)');
  for (const child of plan.children) checkPlan(child);
}

/** @throws QueryFailed, QueryLimit */
export async function ask(
  client: Client,
  query: string,
  params: Readonly<Record<string, PropValue>>,
  limits: Limits,
): Promise<Answer> {
  const values = toParam(params) as Record<string, unknown>;
  try {
    return await client.session('read', async (session) => {
      const { plan, queryType } = (await session.run(`EXPLAIN ${query}`, values)).summary;
      if (queryType !== 'r') throw new QueryFailed('The query failed: only reading is allowed');
      if (plan !== false) checkPlan(plan);
      const tx = await session.beginTransaction({ timeout: limits.milliseconds });
      try {
        const result = tx.run(query, values);
        const columns = await result.keys();
        const rows: Row[] = [];
        let bytes = 0;
        let truncated = false;
        let batch: Rec[] = [];
        // Rows are turned in portions: each may need a look-up of its edges' ends.
        const take = async (): Promise<boolean> => {
          for (const row of await toRows(tx, batch)) {
            bytes += rowBytes(row);
            if (bytes > limits.bytes && rows.length === 0) throw overLimit('bytes', limits);
            if (bytes > limits.bytes) return false;
            rows.push(row);
          }
          batch = [];
          return true;
        };
        for await (const record of result) {
          if (rows.length + batch.length === limits.rows) {
            truncated = true;
            break;
          }
          batch.push(record);
          if (batch.length === 100 && !(await take())) {
            batch = [];
            truncated = true;
            break;
          }
        }
        if (!(await take())) truncated = true;
        return { columns: columns as string[], rows, truncated };
      } finally {
        await tx.close().catch(() => undefined);
      }
    });
  } catch (cause) {
    throw toError(cause, limits);
  }
}

function toError(cause: unknown, limits: Limits): unknown {
  if (cause instanceof QueryFailed || cause instanceof QueryLimit) return cause;
  const origin = cause instanceof StoreError ? cause.cause : cause;
  const limit = stoppedFor(origin);
  if (limit !== undefined) return overLimit(limit, limits);
  return isQueryError(origin) ? queryFailed(origin) : cause;
}
