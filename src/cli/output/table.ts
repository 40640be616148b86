/** Tables for people. Cells are escaped here, so that no caller can forget it. */
import Table from 'cli-table3';
import { type Paint, safe } from './terminal.ts';

export interface Column<T> {
  readonly title: string;
  readonly of: (row: T) => string | number;
  readonly paint?: (row: T, p: Paint) => (text: string) => string;
}

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** One long name must not push everything else out of sight; JSON holds it whole. */
const widest = 120;
const short = (text: string) => (text.length > widest ? `${text.slice(0, widest - 1)}…` : text);

export function table<T>(columns: readonly Column<T>[], rows: readonly T[], p: Paint): string {
  const drawn = new Table({
    head: columns.map((c) => p.bold(safe(c.title))),
    chars: noBorders,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows)
    drawn.push(
      columns.map((c) => {
        const text = short(safe(String(c.of(row))));
        return c.paint === undefined ? text : c.paint(row, p)(text);
      }),
    );
  return drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
