/** Questions of discovery and of the check: a whole listing, paced and retried with the kit's own rules. */

import { type Clock, systemClock } from '#connectors/kit/clock.ts';
import { type Failed, failureOf } from '#connectors/kit/failure.ts';
import { localPacer } from '#connectors/kit/pace.ts';
import type { Json, Provider } from '#connectors/kit/provider.ts';
import { defaultRetry, type RetryPolicy, type Tried, withRetries } from '#connectors/kit/retry.ts';
import type { Scope } from '#graph/schema/coverage.ts';

type Wire = Readonly<Record<string, unknown>>;
export type Asked = Tried<readonly Wire[], Failed>;

export interface Asking {
  readonly provider: Pick<Provider, 'send' | 'classify' | 'pace'>;
  readonly signal?: AbortSignal | undefined;
  readonly retry?: RetryPolicy | undefined;
  readonly clock?: Clock | undefined;
}

/** More pages than any account has of anything asked here. */
const mostPages = 10_000;

export type Ask = (operation: string, input: Wire, scope: Scope, pages?: 'all' | 'first') => Promise<Asked>;

/** Makes an asker. Its answers are all pages of a reply, or the failure of the page that failed. */
export function asker({
  provider,
  signal = new AbortController().signal,
  retry,
  clock = systemClock,
}: Asking): Ask {
  const pacer = localPacer(clock);
  const once = (operation: string, input: Wire, scope: Scope) =>
    withRetries(
      async () => {
        const pace = provider.pace({ operation, scope });
        await pacer.take(pace.key, pace, signal);
        const from = clock.now();
        try {
          const value = await provider.send({ operation, input, scope, signal });
          return { ok: true as const, value, tookMs: clock.now() - from };
        } catch (error) {
          signal.throwIfAborted();
          const failure = failureOf(error, provider.classify);
          if (failure.outcome === 'throttled') await pacer.throttled(pace.key, failure.retryAfter);
          return { ok: false as const, failure, tookMs: clock.now() - from };
        }
      },
      retry ?? { ...defaultRetry, attempts: 5, totalMs: 45_000 },
      clock,
      Math.random,
      signal,
    );

  return async (operation, input, scope, pages = 'all') => {
    const bodies: Wire[] = [];
    let next: Wire | undefined = input;
    while (next !== undefined && bodies.length < mostPages) {
      const tried = await once(operation, next, scope);
      if (!tried.ok) return tried;
      const { body, missing } = tried.value;
      const broken = missing?.[0];
      if (broken !== undefined) return { ok: false, failure: incomplete(broken.reason) };
      bodies.push(isObject(body) ? body : {});
      next = pages === 'all' ? tried.value.next : undefined;
    }
    return { ok: true, value: bodies };
  };
}

const incomplete = (message: string): Failed => ({
  outcome: 'unreadable',
  code: 'IncompleteListing',
  message,
  retry: false,
});

const isObject = (body: Json): body is { readonly [k: string]: Json } =>
  typeof body === 'object' && body !== null && !Array.isArray(body);

/** The objects under a member of all pages. */
export const itemsOf = (bodies: readonly Wire[], member: string): readonly Wire[] =>
  bodies.flatMap((body) => {
    const list = body[member];
    return Array.isArray(list)
      ? list.filter((item): item is Wire => typeof item === 'object' && item !== null)
      : [];
  });
