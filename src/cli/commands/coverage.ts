import type { Command } from 'commander';
import type { Flags } from '#src/config.ts';
import { contextOf, type Streams } from '../context.ts';
import type { Done } from './index.ts';
import { type Format, withFormat, withStore } from './options.ts';

export interface CoverageOptions extends Flags {
  readonly format: Format;
  readonly gaps?: boolean;
}

export function coverage(program: Command, streams: Streams, done: Done): void {
  withFormat(withStore(program.command('coverage')))
    .description('What could and could not be seen; exits with 3 if something could not')
    .option('--gaps', 'only what could not be seen')
    .action(async (options: CoverageOptions) => {
      const { showCoverage } = await import('../show/coverage.ts');
      done(await showCoverage(await contextOf(options, streams), options));
    });
}
