/** Reads cells of trusted queries as what they must be. */
import type { Row } from './port.ts';

/** A cell that the query makes a text. @throws Error naming the column, where it is not one. */
export function textCell(row: Row, column: string): string {
  const cell = row[column];
  if (typeof cell !== 'string') throw new Error(`the query's column "${column}" is no text`);
  return cell;
}
