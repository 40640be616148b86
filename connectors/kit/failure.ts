/** Failures inside the kit: what came of one question, in words that may be kept. */
import type { Outcome } from '#graph/schema/coverage.ts';
import { RefusedOperation } from './allow.ts';
import type { CodeMatch } from './define.ts';
import { RefusedHost } from './hosts.ts';
import type { Failure } from './provider.ts';

/** A failure after redaction. `message` is whole (code matchers look at it); `reasonOf` makes the one sentence. */
export interface Said {
  readonly outcome: Exclude<Outcome, 'looked'>;
  readonly code: string;
  readonly message: string;
  readonly credentials?: true | undefined;
}

/** A failure as it comes in: not redacted yet, and with what decides whether to ask again. */
export interface Failed extends Said {
  readonly retry: boolean;
  readonly retryAfter?: number | undefined;
}

const REASON_LENGTH = 300;

/** At most 300 characters on one line. */
export function shorten(text: string): string {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return line.length <= REASON_LENGTH ? line : `${line.slice(0, REASON_LENGTH - 1)}…`;
}

/** Whether a failure is what a kind's codes speak of. */
export const matches = (codes: readonly CodeMatch[] | undefined, said: Said): boolean =>
  codes?.some((match) =>
    typeof match === 'string'
      ? match === said.code
      : match.code === said.code && match.says.test(said.message),
  ) ?? false;

/** An answer that makes no sense. */
export const unreadable = (message: string): Said => ({ outcome: 'unreadable', code: 'Unreadable', message });

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The first of our own refusals in an error's chain of causes: SDKs wrap what their hooks throw. */
function refusalIn(error: unknown): RefusedOperation | RefusedHost | undefined {
  let at: unknown = error;
  for (let depth = 0; depth < 8 && at instanceof Error; depth++, at = at.cause)
    if (at instanceof RefusedOperation || at instanceof RefusedHost) return at;
  return undefined;
}

/** What a failed call means: our own refusals first, then the provider's table; a table that fails is no answer either. */
export function failureOf(error: unknown, classify: (error: unknown) => Failure): Failed {
  const refusal = refusalIn(error);
  if (refusal instanceof RefusedOperation)
    return { outcome: 'not-asked', code: refusal.name, message: refusal.message, retry: false };
  if (refusal instanceof RefusedHost)
    return { outcome: 'unreadable', code: refusal.name, message: refusal.message, retry: false };
  try {
    return classify(error);
  } catch (broken) {
    return { outcome: 'unreadable', code: 'Unclassified', message: messageOf(broken), retry: false };
  }
}
