/** Limits of people's queries, said the same way by both stores. */
import { QueryLimit } from './errors.ts';
import type { Cell, Limits, Row } from './port.ts';

/** Bytes of a row as JSON in UTF-8; integers beyond 2^53 as digits. */
export const rowBytes = (row: Row): number =>
  Buffer.byteLength(
    JSON.stringify(row, (_, value: Cell) => (typeof value === 'bigint' ? Number(value) : value)),
  );

/** Why a query was cut off, and what to do. */
export function overLimit(limit: QueryLimit['limit'], limits: Limits): QueryLimit {
  const said = {
    milliseconds: `ran longer than ${limits.milliseconds / 1000} s`,
    memory: `needed more than ${limits.memoryMegabytes} MB, or than the server allows`,
    bytes: `gives a first row of more than ${limits.bytes} bytes`,
    rows: `gives more than ${limits.rows} rows`,
  }[limit];
  return new QueryLimit(
    limit,
    `The query ${said}: narrow it (a label, a property, a LIMIT, shorter paths) or raise the limit`,
  );
}
