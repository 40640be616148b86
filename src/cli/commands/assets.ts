import type { Command } from 'commander';
import type { Flags } from '#src/config.ts';
import { contextOf, exits, type Streams } from '../context.ts';
import type { Done } from './index.ts';
import { type Format, withFormat, withStore } from './options.ts';

export interface AssetsOptions extends Flags {
  readonly format: Format;
  readonly kind?: string;
  readonly concept?: string;
  readonly name?: string;
  readonly stale?: boolean;
  readonly all?: boolean;
}

export function assets(program: Command, streams: Streams, done: Done): void {
  withFormat(withStore(program.command('assets')))
    .description('What was found; with an id, everything known of that asset')
    .argument('[id]', 'id of one asset')
    .option('--kind <kind>', 'only this kind, like AwsSageMakerEndpoint')
    .option('--concept <concept>', 'only this concept, like ModelEndpoint')
    .option('--name <text>', 'only assets whose id or name holds this text')
    .option('--stale', 'only what is known from an earlier scan only')
    .option('--all', 'also what is only pointed at and was never listed')
    .action(async (id: string | undefined, options: AssetsOptions) => {
      const { showAssets, showAsset } = await import('../show/assets.ts');
      const context = await contextOf(options, streams);
      if (id === undefined) await showAssets(context, options);
      else await showAsset(context, id, options.format);
      done(exits.clean);
    });
}
