/**
 * One way to ask a cloud anything: paced, retried, timed, counted, redacted, and sent once however many kinds ask the
 * same. What is asked never rejects but when the scan is cancelled: a failure is an answer.
 */
import type { Scope } from '#graph/schema/coverage.ts';
import type { Clock } from './clock.ts';
import { type Failed, failureOf, messageOf, type Said, unreadable } from './failure.ts';
import { LRU } from './lru.ts';
import type { Pacer } from './pace.ts';
import { canonical } from './paths.ts';
import type { Json, Provider, Reply } from './provider.ts';
import type { Redactor } from './redact.ts';
import { type RetryPolicy, type Tried, withRetries } from './retry.ts';

type Input = Readonly<Record<string, unknown>>;

export type Answer =
  | {
      readonly ok: true;
      readonly body: Json;
      /** As the cloud gave it, not redacted: it goes nowhere but back. */
      readonly next?: Input | undefined;
      readonly missing: readonly { readonly place: string; readonly reason: string }[];
    }
  | { readonly ok: false; readonly failure: Said };

export interface Question {
  readonly operation: string;
  readonly input: Input;
  readonly scope: Scope;
  /** True for the input of a next page, which is the cloud's own and holds no marks of ours. */
  readonly raw?: boolean;
}

export interface Calls {
  /** `onSend` is called for each request that really leaves. */
  ask(question: Question, onSend?: () => void): Promise<Answer>;
  readonly sent: () => number;
  readonly signal: AbortSignal;
}

export interface CallsOptions {
  readonly provider: Provider;
  readonly redactor: Redactor;
  /** Secret fields by operation. */
  readonly secretFields: ReadonlyMap<string, readonly string[]>;
  readonly pacer: Pacer;
  readonly retry: RetryPolicy;
  /** Milliseconds that one request may take. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Runs a request when one of the places for concurrent requests is free. */
  readonly slot: <T>(run: () => Promise<T>) => Promise<T>;
  /** Characters of replies kept for kinds that ask the same. */
  readonly memory: number;
}

const HINT = /redacted:hmac:[0-9a-f]{16}/g;
/** Longer texts are not names. */
const LONGEST_NAME = 2048;

interface Account {
  readonly name: string;
  /** Mark → what it stands for, in memory only: a thing whose name looks like a secret is asked for by its name. */
  readonly names: Map<string, string>;
  /** Wakes those who wait for their turn in vain, once the credentials are known to be no good. */
  readonly died: AbortController;
  readonly either: AbortSignal;
  dead: Failed | undefined;
}

export function makeCalls(options: CallsOptions): Calls {
  const { provider, redactor, pacer, clock, signal } = options;
  const answers = new LRU<Promise<Answer>>(options.memory);
  const accounts = new Map<string, Account>();
  let sent = 0;

  const accountOf = (scope: Scope): Account => {
    const name = scope.account ?? scope.organization ?? '';
    let account = accounts.get(name);
    if (account === undefined) {
      const died = new AbortController();
      account = {
        name,
        names: new Map(),
        died,
        either: AbortSignal.any([signal, died.signal]),
        dead: undefined,
      };
      accounts.set(name, account);
    }
    return account;
  };

  const reveal = (value: unknown, known: ReadonlyMap<string, string>): unknown => {
    if (typeof value === 'string') return value.replace(HINT, (mark) => known.get(mark) ?? mark);
    if (Array.isArray(value)) return value.map((one) => reveal(one, known));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, reveal(inner, known)]));
    return value;
  };

  /** A server's hint as far as it is heeded: a key that many share is not parked for a day on one reply's word. */
  const hint = (ms: number | undefined): number | undefined =>
    ms !== undefined && ms > 0 ? Math.min(ms, options.retry.retryAfterCapMs) : undefined;

  async function once(
    question: Question,
    input: Input,
    onSend: () => void,
  ): Promise<Tried<Reply, Failed> & { tookMs: number }> {
    const { operation, scope } = question;
    const { key, perSecond, burst } = provider.pace({ operation, scope });
    const account = accountOf(scope);
    await pacer.take(key, { perSecond, burst }, account.either);
    return options.slot(async () => {
      signal.throwIfAborted();
      if (account.dead !== undefined) return { ok: false, failure: account.dead, tookMs: 0 };
      const started = clock.now();
      sent++;
      onSend();
      try {
        const value = await withTimeout((limit) => provider.send({ operation, input, scope, signal: limit }));
        const held = hint(value.holdBack);
        if (held !== undefined) await pacer.holdBack(key, held);
        return { ok: true, value, tookMs: clock.now() - started };
      } catch (error) {
        signal.throwIfAborted();
        const failure =
          error instanceof TookTooLong
            ? tooLong(options.timeoutMs)
            : failureOf(error, (e) => provider.classify(e));
        // At once, before anything is awaited: others wait for this slot.
        if (failure.credentials === true && account.dead === undefined) {
          account.dead = { ...failure, retry: false };
          account.died.abort();
        }
        if (failure.outcome === 'throttled') await pacer.throttled(key, hint(failure.retryAfter));
        return { ok: false, failure, tookMs: clock.now() - started };
      }
    });
  }

  /** Does not rely on the transport to heed the signal. */
  async function withTimeout<T>(send: (limit: AbortSignal) => Promise<T>): Promise<T> {
    const limit = new AbortController();
    const done = new AbortController();
    const late = clock.sleep(options.timeoutMs, AbortSignal.any([signal, done.signal])).then(
      () => {
        limit.abort(new TookTooLong());
        throw new TookTooLong();
      },
      (reason: unknown) => {
        if (signal.aborted) limit.abort(reason);
        throw reason;
      },
    );
    late.catch(() => undefined);
    try {
      return await Promise.race([Promise.resolve().then(() => send(limit.signal)), late]);
    } finally {
      done.abort();
    }
  }

  async function said(failure: Failed): Promise<Said> {
    // Codes and messages come from outside: whatever they are, they become text without secrets.
    const { code, message } = await redactor.scrub({
      code: String(failure.code),
      message: String(failure.message),
    });
    return { outcome: failure.outcome, code, message, credentials: failure.credentials };
  }

  async function answer(question: Question, onSend: () => void): Promise<Answer> {
    const account = accountOf(question.scope);
    if (account.dead !== undefined) return { ok: false, failure: await said(account.dead) };
    const input = question.raw === true ? question.input : (reveal(question.input, account.names) as Input);
    let tried: Tried<Reply, Failed>;
    try {
      tried = await withRetries(
        () => once(question, input, onSend),
        options.retry,
        clock,
        options.random,
        account.either,
      );
    } catch (error) {
      signal.throwIfAborted();
      if (account.dead === undefined) throw error;
      tried = { ok: false, failure: account.dead };
    }
    if (!tried.ok) return { ok: false, failure: await said(tried.failure) };
    const { body, next, missing } = tried.value;
    try {
      return {
        ok: true,
        body: await redactor.scrub(body, {
          secretFields: options.secretFields.get(question.operation),
          found: (mark, secret) => {
            if (secret.length <= LONGEST_NAME) account.names.set(mark, secret);
          },
        }),
        next,
        missing: await redactor.scrub(missing ?? []),
      };
    } catch (error) {
      return { ok: false, failure: unreadable(messageOf(error)) };
    }
  }

  return {
    ask(question, onSend = () => undefined) {
      const { operation, input, scope } = question;
      const key = canonical([operation, input, accountOf(scope).name, scope.region, question.raw === true]);
      const known = answers.get(key);
      if (known !== undefined) return known;
      const asked = answer(question, onSend);
      answers.set(key, asked, 0);
      asked.then(
        (result) => answers.set(key, asked, sizeOf(result)),
        () => undefined,
      );
      return asked;
    },
    sent: () => sent,
    signal,
  };
}

class TookTooLong extends Error {}

const tooLong = (ms: number): Failed => ({
  outcome: 'unavailable',
  code: 'TimedOut',
  message: `no answer within ${ms} ms`,
  retry: true,
});

/** Characters, roughly. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 16;
  if (typeof value !== 'object' || value === null) return 8;
  let size = 32;
  for (const [key, inner] of Object.entries(value)) size += key.length + sizeOf(inner);
  return size;
}
