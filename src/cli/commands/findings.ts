import type { Command } from 'commander';
import type { Flags } from '#src/config.ts';
import { contextOf, exits, type Streams } from '../context.ts';
import type { Done } from './index.ts';
import { type Format, withFormat, withStore } from './options.ts';

export interface FindingsOptions extends Flags {
  readonly format: Format;
  readonly severity?: string;
  readonly policy?: string;
  readonly asset?: string;
  readonly state?: string;
  readonly details?: boolean;
}

export function findings(program: Command, streams: Streams, done: Done): void {
  withFormat(withStore(program.command('findings')))
    .description('What is wrong, highest risk first, with evidence; also what could not be told')
    .option('--severity <severity>', 'this severity or worse: critical, high, medium, low, info')
    .option('--policy <id>', 'only this policy')
    .option('--asset <text>', 'only assets whose id or name holds this text')
    .option('--state <state>', 'open, muted or all', 'open')
    .option('--details', 'evidence, risk and fix of each finding')
    .action(async (options: FindingsOptions) => {
      const { showFindings } = await import('../show/findings.ts');
      await showFindings(await contextOf(options, streams), options);
      done(exits.clean);
    });
}
