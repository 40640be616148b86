import { type Command, Option } from 'commander';
import type { Flags } from '#src/config.ts';
import { contextOf, type Streams } from '../context.ts';
import type { Done } from './index.ts';
import { type Format, withAws, withFormat, withPolicies, withStore } from './options.ts';

export interface ScanOptions extends Flags {
  readonly format: Format;
  readonly failOn?: string;
}

export const failOn = () =>
  new Option(
    '--fail-on <severity>',
    'exit with 4 if there is an open finding of this severity or worse',
  ).choices(['critical', 'high', 'medium', 'low', 'info']);

export function scan(program: Command, streams: Streams, done: Done): void {
  withPolicies(withAws(withFormat(withStore(program.command('scan')))))
    .description('Looks at everything the credentials can read, and publishes what it finds')
    .addOption(failOn())
    .action(async (options: ScanOptions) => {
      const { runScan } = await import('../run/scan.ts');
      done(await runScan(await contextOf(options, streams), options));
    });
}
