import { type Command, Option } from 'commander';
import type { Flags } from '#src/config.ts';
import { contextOf, exits, type Streams } from '../context.ts';
import type { Done } from './index.ts';
import { collect, type Format, positive, withFormat, withPolicies, withStore } from './options.ts';

/** Which paths: all that path policies ask about where nothing is named. */
export interface PathFlags extends Flags {
  readonly from?: string;
  readonly to?: string;
}
export interface PathsOptions extends PathFlags {
  readonly format: Format | 'mermaid' | 'dot';
  readonly limit: number;
  readonly all?: boolean;
  readonly details?: boolean;
}
export interface FixOptions extends PathFlags {
  readonly format: Format;
}
export interface WhatIfOptions extends FixOptions {
  readonly drop?: readonly string[];
  readonly add?: readonly string[];
}

const withEnds = (command: Command): Command =>
  withPolicies(withStore(command))
    .option('--from <entry>', 'a class of entries like internet, or id or name of an asset')
    .option('--to <jewel>', 'a policy, a kind, a concept, or id or name of an asset');

export function paths(program: Command, streams: Streams, done: Done): void {
  // What stands behind `fix` is of fix: both would know it.
  program.enablePositionalOptions();
  const parent = withEnds(program.command('paths'))
    .enablePositionalOptions()
    .description(
      'Attack paths, highest risk first, by what they have in common; with a number, that one step by step',
    )
    .argument('[number]', 'of the list, as the same options number it', positive)
    .addOption(
      new Option('--format <format>', 'how to print')
        .choices(['table', 'json', 'mermaid', 'dot'])
        .default('table'),
    )
    .option('--limit <number>', 'so many at most', positive, 20)
    .option('--all', 'all of them')
    .option('--details', 'every step with its evidence')
    .action(async (number: number | undefined, options: PathsOptions) => {
      const { showPaths } = await import('../run/paths.ts');
      await showPaths(await contextOf(options, streams), number, options);
      done(exits.clean);
    });
  /** An option before the word would be lost. */
  const mine = async (name: string) => {
    const lost = parent.options.find(
      (option) => parent.getOptionValueSource(option.attributeName()) === 'cli',
    );
    if (lost === undefined) return;
    const { UsageError } = await import('#src/config.ts');
    throw new UsageError(`paths ${name}: write ${lost.long ?? lost.flags} behind the word ${name}.`);
  };
  withFormat(withEnds(parent.command('fix')))
    .description('The fewest changes, each to one asset, after which none of these paths is left')
    .action(async (options: FixOptions) => {
      await mine('fix');
      const { showFix } = await import('../run/paths-fix.ts');
      await showFix(await contextOf(options, streams), options);
      done(exits.clean);
    });
  withFormat(withEnds(parent.command('what-if')))
    .description('Which paths go, come and stay if something were taken away or added; nothing is changed')
    .option('--drop <what>', "an asset, or an edge as 'from TYPE to'; repeat for more", collect)
    .option('--add <edge...>', 'an edge in three words: from TYPE to; repeat for more')
    .action(async (options: WhatIfOptions) => {
      await mine('what-if');
      const { showWhatIf } = await import('../run/paths-what-if.ts');
      await showWhatIf(await contextOf(options, streams), options);
      done(exits.clean);
    });
}
