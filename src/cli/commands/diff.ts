import type { Command } from 'commander';
import type { Flags } from '#src/config.ts';
import { contextOf, exits, type Streams } from '../context.ts';
import type { Done } from './index.ts';
import { type Format, withFormat, withStore } from './options.ts';

export interface DiffOptions extends Flags {
  readonly format: Format;
}

export function diff(program: Command, streams: Streams, done: Done): void {
  withFormat(withStore(program.command('diff')))
    .description('What changed between two scans (default: the last two)')
    .argument('[before]', 'id of the earlier scan')
    .argument('[after]', 'id of the later scan')
    .action(async (before: string | undefined, after: string | undefined, options: DiffOptions) => {
      const { showDiff } = await import('../show/diff.ts');
      await showDiff(await contextOf(options, streams), { before, after, format: options.format });
      done(exits.clean);
    });
}
