/** What `pathlight paths` prints. */
import { z } from 'zod';
import { type AttackPath, holdWords, type PathStep } from '#graph/paths/index.ts';
import { type Coverage, isGap } from '#graph/schema/coverage.ts';
import type { Severity } from '#policies/engine/types.ts';
import type { Context } from '../context.ts';
import { table } from '../output/table.ts';
import { safe } from '../output/terminal.ts';
import { severityPaint } from './findings.ts';

interface Ref {
  readonly id: string;
  readonly name: string;
}

/** One line: paths with one root cause, or one path. */
export interface PathRow {
  readonly number: number;
  /** Of open findings: what they are. */
  readonly finding?: {
    readonly policy: string;
    readonly title: string;
    readonly severity: Severity;
    readonly risk: number;
    /** Id of an asset. */
    readonly rootCause: string;
    readonly stale: boolean;
  };
  readonly victims: readonly Ref[];
  /** Of each victim its best. */
  readonly paths: readonly AttackPath[];
}

/** How many reads did not come to an answer. */
export const gapsIn = (coverage: readonly Coverage[]): number =>
  coverage.filter(({ outcome }) => isGap(outcome)).length;

export const gapLine = (gaps: number, what: string): string =>
  `${gaps} ${gaps === 1 ? 'read' : 'reads'} came to no answer, which may hide ${what}: pathlight coverage --gaps`;

const openCondition = z.array(
  z.looseObject({ key: z.string(), operator: z.string(), values: z.array(z.string()) }),
);

/** Conditions of an edge as its derivation wrote them: a JSON array, or words. */
function conditionWords(text: string): readonly string[] {
  try {
    return openCondition
      .parse(JSON.parse(text))
      .map(({ key, operator, values }) => `${key} ${operator} ${values.join(' or ')}`);
  } catch {
    return [text];
  }
}

/** Names along the way, each once. */
export const routeOf = ({ steps, jewel }: AttackPath): string => {
  const [first] = steps;
  if (first === undefined) return `${jewel.name} (it is where they begin)`;
  return [first.fromName, ...steps.map(({ toName }) => toName)]
    .filter((name, i, all) => name !== all[i - 1])
    .join(' → ');
};

const sureness = ({ gaps, conditions }: AttackPath): string =>
  gaps.length > 0 ? 'possible' : conditions.length > 0 ? 'conditional' : 'sure';

const nameOf = ({ paths }: PathRow, id: string): string => {
  const step = paths.flatMap(({ steps }) => steps).find(({ from, to }) => from === id || to === id);
  return (step?.from === id ? step.fromName : step?.toName) ?? id;
};

interface Shown {
  readonly details: boolean;
  /** Steps of every victim's path, and not of the first few. */
  readonly every: boolean;
  readonly found: number;
  readonly isFindings: boolean;
  readonly gaps: number;
}

export function printPaths(context: Context, rows: readonly PathRow[], shown: Shown): void {
  const { print, paint: p } = context;
  if (rows.length === 0)
    print(p.green(shown.isFindings ? 'No open finding has an attack path.' : 'No attack path leads there.'));
  else if (shown.details) for (const row of rows) printRow(context, row, shown.every);
  else if (shown.isFindings) printFindingRows(context, rows);
  else printPathRows(context, rows);
  if (rows.length < shown.found) print(p.dim(`… ${shown.found - rows.length} more: --all shows all`));
  if (rows.length > 0 && !shown.details)
    print(p.dim('`pathlight paths <number>` shows one step by step, `pathlight paths fix` what cuts them.'));
  if (shown.gaps > 0) print(p.yellow(gapLine(shown.gaps, 'paths')));
}

function printFindingRows({ print, paint }: Context, rows: readonly PathRow[]): void {
  print(
    table<PathRow>(
      [
        { title: '#', of: (r) => r.number },
        { title: 'risk', of: (r) => r.finding?.risk ?? '' },
        {
          title: 'severity',
          of: (r) => r.finding?.severity ?? '',
          paint: ({ finding }, p) => (finding === undefined ? p.dim : severityPaint(finding.severity, p)),
        },
        { title: 'policy', of: (r) => r.finding?.policy ?? '' },
        { title: 'root cause', of: (r) => nameOf(r, r.finding?.rootCause ?? '') },
        { title: 'victims', of: (r) => r.victims.length },
        {
          title: 'path',
          of: ({ paths: [first], victims, finding }) =>
            `${first === undefined ? '' : routeOf(first)}${victims.length > 1 ? ` (and ${victims.length - 1} more)` : ''}${finding?.stale === true ? ' (stale)' : ''}`,
        },
      ],
      rows,
      paint,
    ),
  );
}

function printPathRows({ print, paint }: Context, rows: readonly PathRow[]): void {
  const lines = rows.flatMap(({ number, paths: [path] }) => (path === undefined ? [] : [{ number, path }]));
  print(
    table<(typeof lines)[number]>(
      [
        { title: '#', of: (r) => r.number },
        { title: 'score', of: (r) => r.path.score.value },
        { title: 'likelihood', of: (r) => r.path.likelihood },
        {
          title: 'certainty',
          of: (r) => sureness(r.path),
          paint: (r, p) => (sureness(r.path) === 'sure' ? p.red : p.yellow),
        },
        { title: 'from', of: (r) => r.path.entry.name },
        { title: 'gets', of: (r) => holdWords[r.path.steps.at(-1)?.hold ?? 'own'] },
        { title: 'steps', of: (r) => r.path.steps.length },
        { title: 'path', of: (r) => routeOf(r.path) },
      ],
      lines,
      paint,
    ),
  );
}

/** Paths to so many victims are written out. */
const few = 3;

function printRow(context: Context, row: PathRow, every: boolean): void {
  const { print, paint: p } = context;
  const { finding, victims, paths } = row;
  if (finding !== undefined)
    print(
      `${row.number}. ${severityPaint(finding.severity, p)(finding.severity.toUpperCase())} ${p.bold(safe(finding.title))} ${p.dim(finding.policy)}, risk ${finding.risk}; root cause ${safe(nameOf(row, finding.rootCause))}; ${victims.length} ${victims.length === 1 ? 'victim' : 'victims'}`,
    );
  const written = every ? paths : paths.slice(0, few);
  written.forEach((path, i) =>
    printPath(context, path, finding === undefined ? `${row.number}.` : `${row.number}.${i + 1}`),
  );
  if (written.length < paths.length)
    print(p.dim(`  … and to ${paths.length - written.length} more: pathlight paths ${row.number}`));
  print('');
}

function printPath({ print, paint: p }: Context, path: AttackPath, number: string): void {
  const { entry, jewel, score, likelihood, steps } = path;
  const target = steps.at(-1)?.toName ?? jewel.name;
  print(
    `${number} ${p.bold(safe(`${entry.name} → ${target}`))} score ${score.value}, ${likelihood}, ${sureness(path)}`,
  );
  print(`   ${p.dim(safe(jewel.id))}`);
  steps.forEach((step, i) => printStep({ print, paint: p }, step, i + 1));
  if (path.more > 0)
    print(
      p.dim(
        `   ${path.more}${path.truncated ? ' or more' : ''} other ${path.more === 1 ? 'way' : 'ways'} there`,
      ),
    );
}

function printStep(
  { print, paint: p }: Pick<Context, 'print' | 'paint'>,
  step: PathStep,
  number: number,
): void {
  const line = (what: string, text: string) => print(`      ${p.dim(`${what.padEnd(9)} ${safe(text)}`)}`);
  const warn = (text: string) => print(`      ${p.yellow(safe(text))}`);
  print(
    `   ${number}. ${safe(step.says)}${step.technique === '' ? '' : p.cyan(` [${step.technique}]`)} ${p.dim(`→ ${holdWords[step.hold]}`)}`,
  );
  for (const { type, from, to, key, by, statements, chain } of step.edges) {
    line('edge', `${from} ${type}${key === '' ? '' : `[${key}]`} ${to}`);
    for (const statement of statements) line('statement', statement);
    for (const link of chain) line('evidence', link);
    if (by !== '' && by !== from) line('by', by);
  }
  if (step.edges.length === 0 && step.gaps.length === 0) line('because', 'control of the whole account');
  if (step.part.length > 0) line('only', step.part.join(', '));
  for (const condition of step.conditions.flatMap(conditionWords)) warn(`if ${condition}`);
  for (const assumed of step.assumes) warn(`assumes that this restricts nothing: ${assumed}`);
  for (const supposed of step.supposes) warn(`supposes that ${supposed}`);
  for (const gap of step.gaps) warn(`not read: ${gap}`);
  if (step.stale) warn('from an earlier scan');
}
