/** Questions of discovery and of the check: a whole listing, paced and retried with the kit's own rules. */

import { z } from 'zod';
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
    if (next !== undefined && pages === 'all')
      return { ok: false, failure: incomplete(`it did not end within ${mostPages} pages`) };
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

/**
 * The items under a member of all pages. A page without that list, or an item that lacks what `schema` needs, fails the
 * whole: from then on nobody knows what else was left out.
 */
export function itemsOf<S extends z.ZodType>(
  asked: Asked,
  member: string,
  schema: S,
): Tried<readonly z.output<S>[], Failed> {
  if (!asked.ok) return asked;
  const items: z.output<S>[] = [];
  for (const body of asked.value) {
    const read = z.array(schema).safeParse(body[member]);
    if (!read.success) {
      const [issue] = read.error.issues;
      const place = [member, ...(issue?.path ?? [])].join('.');
      return { ok: false, failure: incomplete(`${place}: ${issue?.message ?? 'not as expected'}`) };
    }
    items.push(...read.data);
  }
  return { ok: true, value: items };
}
