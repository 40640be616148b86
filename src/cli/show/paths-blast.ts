/** What `pathlight blast` prints. */
import { type ExposedTo, holdWords, type Reached } from '#graph/paths/index.ts';
import { concepts } from '#graph/schema/index.ts';
import type { Context } from '../context.ts';
import { table } from '../output/table.ts';
import { safe } from '../output/terminal.ts';
import { gapLine } from './paths.ts';

export interface BlastRow extends Reached {
  readonly labels: readonly string[];
  /** `possibly`: only where a condition holds, or what could not be read is there. */
  readonly certainty: 'surely' | 'possibly';
}
export interface IntoRow extends ExposedTo {
  /** Name of a class of entries. */
  readonly class: string;
}
interface Ref {
  readonly id: string;
  readonly name: string;
}

const certainty = {
  title: 'certainty',
  of: (row: { readonly certainty: string }) => (row.certainty === 'surely' ? 'sure' : 'possible'),
};
const kindOf = ({ labels }: BlastRow): string =>
  labels.find((label) => !concepts.has(label)) ?? labels[0] ?? '';

export function printBlast(
  { print, paint }: Context,
  { name }: Ref,
  reached: readonly BlastRow[],
  gaps: number,
): void {
  const sure = reached.filter((row) => row.certainty === 'surely').length;
  print(
    paint.bold(
      safe(
        `Who controls ${name} reaches ${sure} ${sure === 1 ? 'thing' : 'things'} surely, ${reached.length - sure} more possibly`,
      ),
    ),
  );
  if (reached.length > 0)
    print(
      table<BlastRow>(
        [
          { title: 'cost', of: (r) => r.cost },
          { title: 'steps', of: (r) => r.steps },
          certainty,
          {
            title: 'can',
            of: (r) =>
              r.holds.includes('own') ? holdWords.own : r.holds.map((h) => holdWords[h]).join(', '),
          },
          { title: 'kind', of: kindOf },
          { title: 'name', of: (r) => r.name },
          { title: 'id', of: (r) => r.id },
        ],
        reached,
        paint,
      ),
    );
  if (gaps > 0) print(paint.yellow(gapLine(gaps, 'more')));
}

export function printInto(
  { print, paint }: Context,
  { name }: Ref,
  entries: readonly IntoRow[],
  gaps: number,
): void {
  const sure = entries.filter((row) => row.certainty === 'surely').length;
  print(
    paint.bold(
      safe(
        `${name} is reached from ${sure} ${sure === 1 ? 'entry' : 'entries'} surely, ${entries.length - sure} more possibly`,
      ),
    ),
  );
  if (entries.length > 0)
    print(
      table<IntoRow>(
        [
          { title: 'cost', of: (r) => r.cost },
          { title: 'steps', of: (r) => r.steps },
          certainty,
          { title: 'as', of: (r) => r.class },
          { title: 'from', of: (r) => r.name },
          { title: 'id', of: (r) => r.id },
        ],
        entries,
        paint,
      ),
    );
  if (gaps > 0) print(paint.yellow(gapLine(gaps, 'more')));
}
