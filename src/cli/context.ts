/** What every command gets: where to write, and how. Light: the configuration is read when a command runs. */
import type { Config, Env, Flags } from '../config.ts';
import { escapeJson, type Paint, paint, safe } from './output/terminal.ts';

/** The world around the command line. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Which of them is a terminal; none where left out. */
  readonly terminal?: { readonly out: boolean; readonly err: boolean; readonly columns: number };
  /** Default: the process's own environment. */
  readonly env?: Env;
}

export interface Context {
  readonly config: Config;
  readonly paint: Paint;
  /** Writes a line of the answer. */
  readonly print: (line: string) => void;
  /** Writes a line about the work: never part of the answer. Escaped. */
  readonly note: (line: string) => void;
  /** Writes text about the work as it is. */
  readonly err: (text: string) => void;
  /** Where `err` goes: whether a line may be drawn over, and how wide it is. */
  readonly progress: { readonly interactive: boolean; readonly columns: number };
}

/** @throws UsageError for what is wrong in flags, environment or configuration file. */
export async function contextOf(flags: Flags, streams: Streams): Promise<Context> {
  const { readConfig } = await import('../config.ts');
  const { out = false, err = false, columns = 100 } = streams.terminal ?? {};
  const config = readConfig(flags, streams.env, { out, err });
  return {
    config,
    paint: paint(config.color),
    print: (line) => streams.out(`${line}\n`),
    note: (line) => streams.err(`${safe(line)}\n`),
    err: streams.err,
    progress: { interactive: config.interactive, columns },
  };
}

/** Exit codes (design §4): 4 wins over 3. */
export const exits = { clean: 0, error: 1, usage: 2, incomplete: 3, gate: 4 } as const;

/**
 * Printed JSON is an object with a `version`; it only ever gains fields within one version. Integers beyond 2^53 become text.
 * What a terminal would obey is written as `\uXXXX`, which any reader of JSON takes for the same.
 */
export const jsonText = (body: Readonly<Record<string, unknown>>): string =>
  escapeJson(
    JSON.stringify(
      { version: 1, ...body },
      (_k, v: unknown) => (typeof v === 'bigint' ? v.toString() : v),
      2,
    ),
  );
