import type { Command } from 'commander';
import { contextOf, type Streams } from '../context.ts';
import type { Done } from './index.ts';
import { type Format, withFormat } from './options.ts';

export interface ExplainOptions {
  readonly format: Format;
  readonly cases: string;
}

export function explain(program: Command, streams: Streams, done: Done): void {
  const parent = program.command('explain').description('Why an answer is what it is');
  withFormat(parent.command('access'))
    .description('Who may do what, by the policies in a file of cases; nothing is scanned')
    .requiredOption('--cases <file>', 'a JSON array of access cases (docs/cli.md)')
    .action(async (options: ExplainOptions) => {
      const { explainCases } = await import('../run/cases.ts');
      done(explainCases(await contextOf({}, streams), options));
    });
}
