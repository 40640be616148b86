/** What the three services of the tests have in common. */
import { execFile } from 'node:child_process';
import net from 'node:net';
import { promisify } from 'node:util';

export const serviceNames = ['neo4j', 'redis', 'moto'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** A tool that a service needs is not there. The message says which, and what would help. */
export class Missing extends Error {
  override readonly name = 'Missing';
}

/** A service that is ready to be started, any number of times. */
export interface Launch {
  /** Program and arguments. `data` is an empty folder of its own. */
  command(port: number, data: string): readonly string[];
  /** One attempt to use it. Rejects while it does not answer. */
  answers(port: number): Promise<void>;
  /** What the command that is run beside it gets in its environment. */
  env(port: number): Readonly<Record<string, string>>;
}

export interface Service {
  readonly name: ServiceName;
  /**
   * Brings what it needs into the cache.
   * @throws Missing
   */
  prepare(): Promise<Launch>;
  /** Empties a running one. */
  clear(uri: string): Promise<void>;
}

const execute = promisify(execFile);

/** Aborted when there is no more use for anything: tools that still run are ended. */
export const stopping = new AbortController();

/**
 * Runs a tool to its end and gives its output.
 * @throws Missing if there is no such program; Error with the end of what it said if it fails.
 */
export async function run(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  try {
    const { stdout, stderr } = await execute(program, args, {
      env: { ...process.env, ...env },
      signal: stopping.signal,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout + stderr;
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    if ('code' in cause && cause.code === 'ENOENT')
      throw new Missing(`${program} is not installed`, { cause });
    throw new Error(`${program} ${args.join(' ')} failed: ${tail(cause.message)}`, { cause });
  }
}

/** The last lines of a long text. */
export const tail = (text: string, lines = 15): string => text.trimEnd().split('\n').slice(-lines).join('\n');

/** A port of 127.0.0.1 that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the listening socket has no port');
  return address.port;
}
