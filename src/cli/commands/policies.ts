import type { Command } from 'commander';
import type { Flags } from '#src/config.ts';
import { contextOf, type Streams } from '../context.ts';
import type { Done } from './index.ts';
import { type Format, withFormat, withPolicies, withStore } from './options.ts';

export interface PoliciesOptions extends Flags {
  readonly format: Format;
  readonly test?: boolean;
}

export function policies(program: Command, streams: Streams, done: Done): void {
  withPolicies(withFormat(withStore(program.command('policies'))))
    .description('All policies; with an id, one whole')
    .argument('[id]', 'id of one policy')
    .option('--test', "run each policy's own cases")
    .action(async (id: string | undefined, options: PoliciesOptions) => {
      const { showPolicies } = await import('../show/policies.ts');
      done(await showPolicies(await contextOf(options, streams), id, options));
    });
}
