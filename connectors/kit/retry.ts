/**
 * Asking again: full-jitter exponential waits for what is worth it, the server's own hint where it gave one, and an end.
 * The SDKs' own retries are switched off, because their defaults differ by cloud and leave out the commonest throttles.
 *
 * Source of full jitter: AWS Architecture Blog, "Exponential Backoff And Jitter".
 */
import type { Clock } from './clock.ts';

export interface RetryPolicy {
  /** Calls in all, the first included. */
  readonly attempts: number;
  /** First ceiling of the random wait, in milliseconds; doubles with each attempt. */
  readonly baseMs: number;
  readonly capMs: number;
  /** A server's hint beyond this is cut to it. */
  readonly retryAfterCapMs: number;
  /** Time for calls and waits together (waiting for the pacer is not counted). */
  readonly totalMs: number;
}

export const defaultRetry: RetryPolicy = {
  attempts: 8,
  baseMs: 400,
  capMs: 20_000,
  retryAfterCapMs: 60_000,
  totalMs: 120_000,
};

interface Retriable {
  readonly retry: boolean;
  readonly retryAfter?: number | undefined;
}

/** Milliseconds to wait before attempt `attempt` (the second one is 1). */
export function delayBefore(
  attempt: number,
  failure: Retriable,
  policy: RetryPolicy,
  random: () => number,
): number {
  const jitter = random() * Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1));
  if (failure.retryAfter === undefined || !(failure.retryAfter > 0)) return jitter;
  // Never sooner than the server said; the jitter on top keeps those who were told the same time apart.
  return Math.min(failure.retryAfter, policy.retryAfterCapMs) + jitter / 4;
}

export type Tried<T, F extends Retriable> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: F };

/** Runs `once` until it succeeds, fails for good, or attempts or time are used up. Rejects only when `signal` aborts. */
export async function withRetries<T, F extends Retriable>(
  once: () => Promise<Tried<T, F> & { readonly tookMs: number }>,
  policy: RetryPolicy,
  clock: Clock,
  random: () => number,
  signal: AbortSignal,
): Promise<Tried<T, F>> {
  let spent = 0;
  for (let attempt = 1; ; attempt++) {
    const tried = await once();
    if (tried.ok || !tried.failure.retry || attempt >= policy.attempts) return tried;
    const wait = delayBefore(attempt, tried.failure, policy, random);
    spent += tried.tookMs + wait;
    if (spent > policy.totalMs) return tried;
    await clock.sleep(wait, signal);
  }
}
