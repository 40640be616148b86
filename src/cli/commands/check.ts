import type { Command } from 'commander';
import type { Flags } from '#src/config.ts';
import { contextOf, type Streams } from '../context.ts';
import type { Done } from './index.ts';
import { type Format, withAws, withConfig, withFormat } from './options.ts';

export interface CheckOptions extends Flags {
  readonly format: Format;
  readonly all?: boolean;
}

export function check(program: Command, streams: Streams, done: Done): void {
  withAws(withFormat(withConfig(program.command('check'))))
    .description(
      'Credentials, accounts, regions and missing permissions, before a scan; exits with 3 if some miss',
    )
    .option('--all', 'also the permissions that are there')
    .action(async (options: CheckOptions) => {
      const { runCheck } = await import('../run/check.ts');
      done(await runCheck(await contextOf(options, streams), options));
    });
}
