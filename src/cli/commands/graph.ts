import type { Command } from 'commander';
import type { Flags } from '#src/config.ts';
import { contextOf, exits, type Streams } from '../context.ts';
import type { Done } from './index.ts';
import { collect, type Format, positive, seconds, withFormat, withStore } from './options.ts';

export interface QueryOptions extends Flags {
  readonly format: Format;
  readonly param?: readonly string[];
  readonly timeout: number;
  readonly rows: number;
}

export function graph(program: Command, streams: Streams, done: Done): void {
  const parent = program.command('graph').description('The security graph');
  withFormat(withStore(parent.command('query')))
    .description('Runs a read-only Cypher query')
    .argument('<query>', "for example 'MATCH (e:ModelEndpoint) RETURN e.name'")
    .option('--param <name=value>', 'a parameter (JSON or text); repeat for more', collect)
    .option('--timeout <seconds>', 'stop after', seconds, 30)
    .option('--rows <number>', 'print at most', positive, 1000)
    .action(async (query: string, options: QueryOptions) => {
      const { runQuery } = await import('../show/query.ts');
      await runQuery(await contextOf(options, streams), query, options);
      done(exits.clean);
    });
}
