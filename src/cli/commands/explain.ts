import type { Command } from 'commander';
import type { Flags } from '#src/config.ts';
import { contextOf, exits, type Streams } from '../context.ts';
import type { Done } from './index.ts';
import { type Format, withFormat, withStore } from './options.ts';

export interface CasesOptions {
  readonly format: Format;
  readonly cases: string;
}
export interface ExplainOptions extends Flags {
  readonly format: Format;
}
interface AccessOptions extends ExplainOptions {
  readonly cases?: string;
}

export function explain(program: Command, streams: Streams, done: Done): void {
  const parent = program.command('explain').description('Why an answer is what it is');
  withFormat(withStore(parent.command('access')))
    .description('Whether somebody may do something, and which statements decide it')
    .argument(
      '[principal]',
      'id or name of a user or role; * for anyone; a service like lambda.amazonaws.com',
    )
    .argument('[action]', 'a verb like READ, or an action like s3:GetObject')
    .argument('[asset]', 'id or name of an asset')
    .option('--cases <file>', 'instead: a JSON array of access cases; nothing is read from the graph')
    .action(async (...[principal, action, asset, options]: [...Words, AccessOptions]) => {
      const { cases } = options;
      const words = [principal, action, asset].flatMap((word) => word ?? []);
      if (cases !== undefined && words.length === 0) {
        const { explainCases } = await import('../run/cases.ts');
        done(explainCases(await contextOf({}, streams), { format: options.format, cases }));
        return;
      }
      const [who, what, of] = words;
      if (cases !== undefined || who === undefined || what === undefined || of === undefined) {
        const { UsageError } = await import('#src/config.ts');
        throw new UsageError(
          'explain access: give three words (a principal, a verb or an action, an asset), or --cases <file> and none.',
        );
      }
      const { explainAccessOf } = await import('../run/explain.ts');
      await explainAccessOf(await contextOf(options, streams), { who, what, of }, options.format);
      done(exits.clean);
    });
  withFormat(withStore(parent.command('exposure')))
    .description('Who outside gets at an asset and how, and what closes every other way')
    .argument('<asset>', 'id or name of an asset')
    .action(async (asset: string, options: ExplainOptions) => {
      const { explainExposureOf } = await import('../run/explain.ts');
      await explainExposureOf(await contextOf(options, streams), asset, options.format);
      done(exits.clean);
    });
}

type Words = [string | undefined, string | undefined, string | undefined];
