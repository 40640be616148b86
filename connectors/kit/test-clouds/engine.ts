/** What both test clouds do with an estate and its faults, before it becomes HTTP or gRPC. */
import type { Answered, Fault, Fixture, Listed, WireError } from '#connectors/standin/estate.ts';
import { isObject } from '../paths.ts';

export type Served =
  | {
      readonly type: 'page';
      readonly into: string;
      readonly items: readonly unknown[];
      readonly next: number | undefined;
    }
  | { readonly type: 'reply'; readonly reply: Readonly<Record<string, unknown>> }
  | { readonly type: 'error'; readonly error: WireError; readonly retryAfterSeconds?: number | undefined }
  | { readonly type: 'hang' | 'cut' | 'garbage' };

const PAGE = 2;

function contains(whole: unknown, part: unknown): boolean {
  if (!isObject(part)) return whole === part;
  return isObject(whole) && Object.entries(part).every(([key, value]) => contains(whole[key], value));
}

export interface Engine {
  readonly seen: string[];
  readonly operations: readonly string[];
  answer(operation: string, input: Readonly<Record<string, unknown>>, from: number): Served;
}

export function engine(fixture: Fixture, faults: readonly Fault[]): Engine {
  const left = new Map(faults.map((fault) => [fault, fault.times ?? Number.POSITIVE_INFINITY]));
  const lists: readonly Listed[] = fixture.pieces.flatMap((piece) => piece.lists ?? []);
  const answers: readonly Answered[] = fixture.pieces.flatMap((piece) => piece.answers ?? []);
  const seen: string[] = [];

  const faultFor = (operation: string, input: unknown): Fault['fault'] | undefined => {
    for (const [fault, times] of left) {
      const { operation: of } = fault;
      const meant = of === undefined || (typeof of === 'string' ? of === operation : of.test(operation));
      if (times <= 0 || !meant || (fault.input !== undefined && !contains(input, fault.input))) continue;
      left.set(fault, times - 1);
      return fault.fault;
    }
    return undefined;
  };

  return {
    seen,
    operations: [...new Set([...lists, ...answers, ...(fixture.defaults ?? [])].map((one) => one.operation))],
    answer(operation, input, from) {
      seen.push(operation);
      const fault = faultFor(operation, input);
      switch (fault?.type) {
        case 'deny':
          return { type: 'error', error: { code: 'denied', message: 'you may not', status: 403 } };
        case 'throttle':
          return {
            type: 'error',
            error: { code: 'throttled', message: 'too fast', status: 429 },
            retryAfterSeconds: fault.retryAfterSeconds,
          };
        case 'status':
          return { type: 'error', error: { code: 'status', message: 'broken', status: fault.status } };
        case 'expired':
          return { type: 'error', error: { code: 'expired', message: 'the token has expired', status: 401 } };
        case 'error':
          return { type: 'error', error: fault.error };
        case 'hang':
        case 'cut':
        case 'garbage':
          return { type: fault.type };
        case 'bad-item':
        case undefined:
      }
      const answered = answers.find((one) => one.operation === operation && contains(input, one.input ?? {}));
      if (answered?.error !== undefined) return { type: 'error', error: answered.error };
      if (answered?.reply !== undefined) return { type: 'reply', reply: answered.reply };
      const known = lists.filter((one) => one.operation === operation);
      const [some] = known;
      if (some !== undefined) {
        const items = known.filter((one) => contains(input, one.input ?? {})).map((one) => one.item);
        const page = items.slice(from, from + PAGE);
        if (fault?.type === 'bad-item' && page.length > 0) page[0] = { odd: true };
        const next = from + PAGE < items.length ? from + PAGE : undefined;
        return { type: 'page', into: some.into, items: page, next };
      }
      const otherwise = fixture.defaults?.find((one) => one.operation === operation);
      if (otherwise?.reply !== undefined) return { type: 'reply', reply: otherwise.reply };
      return {
        type: 'error',
        error: otherwise?.error ?? { code: 'missing', message: 'no such thing', status: 404 },
      };
    },
  };
}
