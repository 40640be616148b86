/** What a mutation run leaves alive, held against the list of MUTANTS.md. Pure: files are read by `run.ts`. */
import { z } from 'zod';

const position = z.object({ line: z.number(), column: z.number() });

/** The part of Stryker's JSON report that is read here (mutation-testing-report-schema 2). */
export const report = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.string(),
      mutants: z.array(
        z.object({
          status: z.string(),
          replacement: z.string().optional(),
          location: z.object({ start: position, end: position }),
        }),
      ),
    }),
  ),
});
export type Report = z.output<typeof report>;

export interface Mutant {
  /** Inside the mutated folder. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Source text on one line. */
  readonly from: string;
  readonly to: string;
}

export interface Tally {
  readonly killed: number;
  readonly timeouts: number;
  readonly survived: number;
  /** Mutants that could not be compiled or run. */
  readonly errors: number;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The text between two places of a source. Lines and columns are from 1; the end is not in it. */
export function between(
  source: string,
  start: z.output<typeof position>,
  end: z.output<typeof position>,
): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return oneLine(
    lines
      .map((text, i) => text.slice(i === 0 ? start.column - 1 : 0, i === last ? end.column - 1 : undefined))
      .join('\n'),
  );
}

const alive = new Set(['Survived', 'NoCoverage']);

/** @param root of the mutated files, with its last slash: names are given without it */
export const survivors = ({ files }: Report, root: string): readonly Mutant[] =>
  Object.entries(files).flatMap(([name, { source, mutants }]) =>
    mutants
      .filter(({ status }) => alive.has(status))
      .map(({ location: { start, end }, replacement = '' }) => ({
        file: name.slice(name.indexOf(root) + root.length),
        line: start.line,
        from: between(source, start, end),
        to: oneLine(replacement),
      })),
  );

export const tally = ({ files }: Report): readonly (readonly [file: string, tally: Tally])[] =>
  Object.entries(files).map(([file, { mutants }]) => {
    const count = (...of: readonly string[]): number =>
      mutants.filter(({ status }) => of.includes(status)).length;
    return [
      file,
      {
        killed: count('Killed'),
        timeouts: count('Timeout'),
        survived: count(...alive),
        errors: count('CompileError', 'RuntimeError'),
      },
    ];
  });

const heading = /^### (\S+):(\d+) (`+) ?(.*?) ?\3 → (`+) ?(.*?) ?\5$/;

/** The mutants that a list gives a reason for: a heading each, with text below it. A heading without text is none. */
export function listed(markdown: string): readonly Mutant[] {
  const parts = markdown.split(/^(?=### )/m);
  return parts.flatMap((part) => {
    const [first = '', ...rest] = part.split('\n');
    const [, file, line, , from, , to] = heading.exec(first) ?? [];
    if (file === undefined || from === undefined || to === undefined) return [];
    return rest.join('').trim() === '' ? [] : [{ file, line: Number(line), from, to }];
  });
}

const same = (a: Mutant, b: Mutant): boolean => a.file === b.file && a.from === b.from && a.to === b.to;

/** What is in one list and not in the other, one for one. Lines move, so they do not count. */
export function missingFrom(others: readonly Mutant[], mutants: readonly Mutant[]): readonly Mutant[] {
  const left = [...others];
  return mutants.filter((mutant) => {
    const at = left.findIndex((other) => same(mutant, other));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** Code as Markdown writes it, whatever backticks it holds. */
function span(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

/** The heading that lists a mutant. */
export const headingOf = ({ file, line, from, to }: Mutant): string =>
  `### ${file}:${line} ${span(from)} → ${span(to)}`;
