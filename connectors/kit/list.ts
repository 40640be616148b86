/** One listing: its pages, its items, and what it came to. */
import type { Outcome, Scope } from '#graph/schema/coverage.ts';
import type { Answer, Calls } from './calls.ts';
import type { AnyRead, At, Kind } from './define.ts';
import { matches, messageOf, type Said, unreadable } from './failure.ts';
import { canonical, pick } from './paths.ts';
import type { Json, Provider } from './provider.ts';

/** More pages than any listing has: one that goes on after them does not end. */
export const MOST_PAGES = 10_000;

/** What a listing came to. `code` and `message` only where it is no `looked`. */
export interface ListEnd {
  readonly outcome: Outcome;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

export interface Listing {
  readonly kind: Kind;
  readonly at: At;
  readonly scope: Scope;
  readonly calls: Calls;
  readonly provider: Provider;
  readonly onSend: () => void;
}

/** Notes what an item's own functions could not make sense of, so that the listing does not count as seen whole. */
export interface Dropped {
  count: number;
  first: string | undefined;
}

export const drop = (dropped: Dropped, why: string): void => {
  dropped.count++;
  dropped.first ??= why;
};

/**
 * Yields the parsed items of each page; returns what the listing came to. `dropped` is shared with the caller, who notes
 * there what it could not use of a page before it asks for the next.
 */
export async function* listItems(
  listing: Listing,
  dropped: Dropped,
): AsyncGenerator<readonly unknown[], ListEnd, undefined> {
  const { kind, at, scope, calls, provider, onSend } = listing;
  const spec = kind.list;
  const missing: string[] = [];
  let input: Readonly<Record<string, unknown>>;
  try {
    input = spec.input?.(at) ?? {};
  } catch (error) {
    return {
      outcome: 'unreadable',
      code: 'Unreadable',
      message: `what to ask for is unclear: ${messageOf(error)}`,
    };
  }

  const asked = new Set<string>([canonical(input)]);
  let pages = 0;
  let endless: ListEnd | undefined;
  let page: Promise<Answer> | undefined = calls.ask({ operation: spec.operation, input, scope }, onSend);
  while (page !== undefined) {
    const answer: Answer = await page;
    page = undefined;
    let body: Json;
    if (answer.ok) {
      body = answer.body;
      missing.push(...answer.missing.map((one) => `${one.place}: ${one.reason}`));
      if (answer.next !== undefined) {
        const next = canonical(answer.next);
        if (asked.has(next)) endless = unreadable('its pages go in a circle');
        else if (asked.size >= MOST_PAGES)
          endless = unreadable(`its pages do not end: ${MOST_PAGES} were read`);
        else {
          asked.add(next);
          // The next page is on its way while this one's assets are read.
          page = calls.ask({ operation: spec.operation, input: answer.next, scope, raw: true }, onSend);
          page.catch(() => undefined);
        }
      }
    } else if (matches(spec.notConfigured?.codes, answer.failure)) {
      body = spec.notConfigured?.reply as Json;
    } else {
      return failed(answer.failure, spec.absent, pages === 0);
    }
    pages++;

    const { items, broken, omitted } = pick(body, spec.items);
    if (broken > 0 && !(omitted && mayOmit(spec, provider)))
      drop(dropped, `no list at "${spec.items}" in a page`);
    const parsed = items.flatMap((item) => parse(kind, item, dropped));
    if (parsed.length > 0) yield parsed;
  }
  return endless ?? endOf(listing, dropped, missing);
}

function failed(failure: Said, absent: Kind['list']['absent'], first: boolean): ListEnd {
  const { code, message } = failure;
  const outcome = matches(absent, failure) ? 'absent' : failure.outcome;
  // What showed a page cannot be absent.
  return { outcome: outcome === 'absent' && !first ? 'unreadable' : outcome, code, message };
}

function parse(kind: Kind, item: Json, dropped: Dropped): readonly unknown[] {
  try {
    const result = kind.list.item.safeParse(item);
    if (!result.success) {
      const [issue] = result.error.issues;
      drop(dropped, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as expected'}`);
      return [];
    }
    return kind.list.where?.(result.data) === false ? [] : [result.data];
  } catch (error) {
    drop(dropped, messageOf(error));
    return [];
  }
}

/** What a listing came to that was paged to its end. */
function endOf(listing: Listing, dropped: Dropped, missing: readonly string[]): ListEnd {
  if (dropped.count > 0)
    return {
      outcome: 'unreadable',
      code: 'Unreadable',
      message: `${dropped.count} not as expected, the first: ${dropped.first}`,
    };
  if (missing.length > 0)
    return { outcome: 'unavailable', code: 'Unreachable', message: `no answer for ${missing.join('; ')}` };
  return filtered(listing.kind.list, listing) ?? { outcome: 'looked' };
}

type Asks = Pick<AnyRead, 'operation' | 'omitsEmpty' | 'filteredByRights'>;

/** Whether an empty list may be left out of a page of this. */
export const mayOmit = (spec: Asks, provider: Provider): boolean =>
  spec.omitsEmpty ?? provider.omitsEmptyLists ?? false;

/** Why a good answer need not be whole: the cloud cuts it by rights that were not shown. */
export function filtered(
  spec: Asks,
  { provider, kind, scope }: Pick<Listing, 'provider' | 'kind' | 'scope'>,
): Said | undefined {
  if (spec.filteredByRights !== true) return undefined;
  try {
    if (provider.proves?.(kind.head.kind, scope, spec.operation) === true) return undefined;
  } catch {
    // What cannot say so shows nothing.
  }
  return {
    outcome: 'filtered',
    code: 'Filtered',
    message: 'the cloud shows only what the caller may see, and the right to see all was not shown',
  };
}
