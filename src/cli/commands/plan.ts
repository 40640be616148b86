import type { Command } from 'commander';
import type { Flags } from '#src/config.ts';
import { contextOf, exits, type Streams } from '../context.ts';
import type { Done } from './index.ts';
import { type Format, withFormat, withPlaces, withStore } from './options.ts';

export interface PlanOptions extends Flags {
  readonly format: Format;
}

export function plan(program: Command, streams: Streams, done: Done): void {
  withPlaces(withFormat(withStore(program.command('plan'))))
    .description('How many calls a scan would send and how long it would take; nothing is sent')
    .action(async (options: PlanOptions) => {
      const { showPlan } = await import('../show/plan.ts');
      await showPlan(await contextOf(options, streams), options.format);
      done(exits.clean);
    });
}
