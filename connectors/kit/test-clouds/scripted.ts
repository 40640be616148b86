/** A provider for unit tests that answers from a function, and a clock turned by hand. */
import type { Scope } from '#graph/schema/coverage.ts';
import type { Clock } from '../clock.ts';
import type { Call, Failure, Provider, Reply } from '../provider.ts';
import { type Collected, type CollectOptions, collect, type Progress, type Summary } from '../run.ts';

/** Thrown by a script: what `classify` is to say. */
export class Fails extends Error {
  readonly failure: Failure;
  constructor(outcome: Failure['outcome'], code: string, more: Partial<Failure> = {}) {
    super(more.message ?? code);
    this.failure = { outcome, code, message: code, retry: false, ...more };
  }
}

export interface Scripted extends Provider {
  readonly calls: Call[];
}

export function scripted(
  answer: (call: Call) => Reply | Promise<Reply>,
  more: Partial<Provider> = {},
): Scripted {
  const calls: Call[] = [];
  return {
    cloud: 'aws',
    calls,
    send: async (call) => {
      calls.push(call);
      return answer(call);
    },
    classify: (error) =>
      error instanceof Fails
        ? error.failure
        : { outcome: 'unreadable', code: 'Odd', message: String(error), retry: false },
    pace: ({ operation, scope }) => ({
      key: `${scope.account}/${operation}`,
      perSecond: 1e6,
      burst: 1e6,
    }),
    close: () => Promise.resolve(),
    ...more,
  };
}

/** Time passes only when someone waits: whoever waits shortest wakes first. */
export function handClock(start = Date.UTC(2026, 0, 1)): Clock & { readonly slept: number[] } {
  let now = start;
  const slept: number[] = [];
  const waiting: { at: number; wake: () => void }[] = [];
  let ticking = false;
  const tick = (): void => {
    waiting.sort((a, b) => a.at - b.at);
    const next = waiting.shift();
    if (next === undefined) {
      ticking = false;
      return;
    }
    now = Math.max(now, next.at);
    next.wake();
    setImmediate(tick);
  };
  return {
    slept,
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason);
          return;
        }
        const entry = {
          at: now + ms,
          wake: () => {
            signal?.removeEventListener('abort', stop);
            slept.push(ms);
            resolve();
          },
        };
        const stop = (): void => {
          const index = waiting.indexOf(entry);
          if (index >= 0) waiting.splice(index, 1);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', stop, { once: true });
        waiting.push(entry);
        if (!ticking) {
          ticking = true;
          setImmediate(tick);
        }
      }),
  };
}

export const place: Scope = { cloud: 'aws', partition: 'aws', account: '111122223333', region: 'eu-west-1' };

export interface Run {
  readonly out: readonly Collected[];
  readonly progress: readonly Progress[];
  readonly summary: Summary;
}

/** Collects into memory. Retries are few and quick unless told otherwise. */
export async function gather(
  options: Omit<CollectOptions, 'sink' | 'hmacKey' | 'scopes'> & { readonly scopes?: readonly Scope[] },
): Promise<Run> {
  const out: Collected[] = [];
  const progress: Progress[] = [];
  const summary = await collect({
    scopes: [place],
    hmacKey: 'key of a test',
    retry: { attempts: 3, baseMs: 1, capMs: 2, retryAfterCapMs: 5 },
    onProgress: (event) => void progress.push(event),
    ...options,
    sink: (one) => void out.push(one),
  });
  return { out, progress, summary };
}

export const rowsOf = (run: Run, kind?: string) =>
  run.out.flatMap((one) =>
    one.type === 'part' && (kind === undefined || one.kind === kind) ? one.rows : [],
  );

export const coverageIn = (run: Run, kind?: string) =>
  run.out.flatMap((one) =>
    one.type === 'close' && (kind === undefined || one.kind === kind) ? one.coverage : [],
  );
