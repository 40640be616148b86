/** `pathlight explain access --cases FILE`: answers access cases without a scan. */
import { readFileSync } from 'node:fs';
import { type CaseLine, runCases } from '#graph/access/aws/run.ts';
import { UsageError } from '#src/config.ts';
import type { CasesOptions } from '../commands/explain.ts';
import { type Context, exits } from '../context.ts';
import { table } from '../output/table.ts';

function linesOf(file: string): readonly CaseLine[] {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(
      `--cases ${file}: it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'}).`,
    );
  }
  try {
    return runCases(source);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    throw new UsageError(`--cases ${file}: ${error.message}`);
  }
}

/** One JSON line a case, or a table; a malformed case stands as its error in its place and makes the exit code 1. */
export function explainCases(context: Context, { cases, format }: CasesOptions): number {
  const lines = linesOf(cases);
  if (format === 'json') for (const line of lines) context.print(JSON.stringify(line));
  else
    context.print(
      table<CaseLine>(
        [
          { title: 'verdict', of: (l) => ('error' in l ? 'malformed' : l.verdict) },
          { title: 'case', of: (l) => l.title },
          { title: 'because', of: becauseOf },
        ],
        lines,
        context.paint,
      ),
    );
  return lines.some((line) => 'error' in line) ? exits.error : exits.clean;
}

function becauseOf(line: CaseLine): string {
  if ('error' in line) return line.error;
  const open = line.conditions.map((c) => `if ${c.key} ${c.operator} ${c.values.join(' or ')}`);
  return [...line.reasons.map((r) => `${r.effect}: ${r.policy} ${r.statement}`), ...open].join('; ');
}
