import type { Command } from 'commander';
import type { Flags } from '#src/config.ts';
import { contextOf, type Streams } from '../context.ts';
import type { Done } from './index.ts';
import { type Format, withFormat, withStore } from './options.ts';
import { failOn } from './scan.ts';

export interface DemoOptions extends Flags {
  readonly format: Format;
  readonly failOn?: string;
}

export function demo(program: Command, streams: Streams, done: Done): void {
  withFormat(withStore(program.command('demo')))
    .description('Scans a sample company on this machine: real connectors, real HTTP, no cloud account')
    .addOption(failOn())
    .action(async (options: DemoOptions) => {
      const { runDemo } = await import('../run/demo.ts');
      const store = options.store ?? '.pathlight/demo';
      done(await runDemo(await contextOf({ ...options, store }, streams), options));
    });
}
