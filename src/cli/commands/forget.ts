import type { Command } from 'commander';
import type { Flags } from '#src/config.ts';
import { contextOf, exits, type Streams } from '../context.ts';
import type { Done } from './index.ts';
import { type Format, withFormat, withPolicies, withStore } from './options.ts';

export interface ForgetOptions extends Flags {
  readonly format: Format;
}

export function forget(program: Command, streams: Streams, done: Done): void {
  withPolicies(withFormat(withStore(program.command('forget'))))
    .description('Drops what is known of a place that is not scanned any more')
    .argument('<scope>', 'for example aws/111122223333 or aws/111122223333/eu-west-1')
    .action(async (scope: string, options: ForgetOptions) => {
      const { runForget } = await import('../run/forget.ts');
      await runForget(await contextOf(options, streams), scope, options.format);
      done(exits.clean);
    });
}
