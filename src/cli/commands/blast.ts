import type { Command } from 'commander';
import type { Flags } from '#src/config.ts';
import { contextOf, exits, type Streams } from '../context.ts';
import type { Done } from './index.ts';
import { type Format, withFormat, withStore } from './options.ts';

export interface BlastOptions extends Flags {
  readonly format: Format;
  readonly into?: boolean;
}

export function blast(program: Command, streams: Streams, done: Done): void {
  withFormat(withStore(program.command('blast')))
    .description('All that whoever controls an asset reaches from there, nearest first')
    .argument('<asset>', 'id or name of an asset')
    .option('--into', 'the other way: which entries reach it')
    .action(async (asset: string, options: BlastOptions) => {
      const { showBlast } = await import('../run/blast.ts');
      await showBlast(await contextOf(options, streams), asset, options);
      done(exits.clean);
    });
}
