/**
 * Runs a person's query in a process of its own on a file opened read-only: the engine has no timeout and no cancel, and
 * only a process can be killed.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PropValue } from '#graph/schema/fields.ts';
import { QueryFailed, StoreDamaged, StoreError } from '#graph/store/errors.ts';
import { overLimit } from '#graph/store/limits.ts';
import type { Limits, Row } from '#graph/store/port.ts';

export interface Answer {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly truncated: boolean;
}
/** What the child is asked, and what it says. */
export interface Question {
  readonly path: string;
  readonly query: string;
  readonly params: Readonly<Record<string, PropValue>>;
  readonly limits: Limits;
}
export type Reply =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'damaged'; readonly message: string }
  | { readonly kind: 'limit'; readonly limit: 'memory' | 'bytes' }
  | { readonly kind: 'started' };

/** The child's script beside this one: `.ts` in the checkout, `.js` where it was built. */
const script = fileURLToPath(
  new URL(`./ask-child${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url),
);

/** Time to start the process and to open the file: no part of the query. */
const OPEN_MILLISECONDS = 60_000;

function toError(reply: Exclude<Reply, { kind: 'answer' | 'started' }>, limits: Limits): StoreError {
  if (reply.kind === 'limit') return overLimit(reply.limit, limits);
  return reply.kind === 'damaged' ? new StoreDamaged(reply.message) : new QueryFailed(reply.message);
}

/** @throws QueryFailed, StoreDamaged */
export function askChild(
  path: string,
  query: string,
  params: Question['params'],
  limits: Limits,
): Promise<Answer> {
  const child = fork(script, [], {
    execPath: process.execPath,
    // Not this process's own flags. The heap is bounded too, so that a huge value cannot be turned into rows.
    execArgv: [
      '--disable-warning=ExperimentalWarning',
      `--max-old-space-size=${Math.max(64, limits.memoryMegabytes)}`,
    ],
    // Nothing of ours (credentials) is handed on.
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise<Answer>((resolve, reject) => {
    let timer = setTimeout(
      () => end(new StoreError(`${path} could not be opened in ${OPEN_MILLISECONDS / 1000} s`)),
      OPEN_MILLISECONDS,
    );
    let started = false;
    const end = (outcome: Answer | Error) => {
      clearTimeout(timer);
      child.removeAllListeners();
      child.on('error', () => undefined);
      child.kill('SIGKILL');
      if (outcome instanceof Error) reject(outcome);
      else resolve(outcome);
    };
    child.on('message', (reply: Reply) => {
      if (reply.kind === 'answer') end(reply.answer);
      else if (reply.kind !== 'started') end(toError(reply, limits));
      else {
        started = true;
        clearTimeout(timer);
        timer = setTimeout(() => end(overLimit('milliseconds', limits)), limits.milliseconds);
      }
    });
    child.on('error', (cause) => end(new QueryFailed('The query could not be started', { cause })));
    child.on('exit', (code, signal) => {
      // Out of heap aborts; out of memory altogether kills.
      const memory = started && (signal === 'SIGABRT' || signal === 'SIGKILL' || code === 134);
      end(
        memory
          ? overLimit('memory', limits)
          : new QueryFailed(`The query ended its process (${signal ?? code}): simplify it`),
      );
    });
    child.send({ path, query, params, limits } satisfies Question);
  });
}
