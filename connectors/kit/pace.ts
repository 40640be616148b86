/**
 * How fast the kit asks: one token bucket per key (cloud × account × region × service × operation class), shared by all
 * kinds, first come first served. Where the cloud says "too fast" the key's rate is halved, once per second at most, and
 * creeps back with time. An implementation over Redis keeps the same promises for many machines.
 */
import { type Clock, systemClock } from './clock.ts';

export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

export interface Pacer {
  /** Resolves when one call under this key may go. Rejects when the signal aborts. */
  take(key: string, rate: Rate, signal?: AbortSignal): Promise<void>;
  /** The cloud throttled a call under this key; `ms`: how long it said to wait. */
  throttled(key: string, ms?: number): Promise<void>;
  /** The cloud hinted that its budget is nearly used up: nothing under this key for `ms`. */
  holdBack(key: string, ms: number): Promise<void>;
}

/** Share of the rate that is left after a throttle, and the least that ever is. */
const HALF = 0.5;
const LEAST = 1 / 32;
/** Share of the full rate won back per second. */
const RECOVERY = 0.05;
/** Throttles within this time are one event: they answer calls that were sent at the old rate. */
const EVENT_MS = 1000;

interface Bucket {
  tokens: number;
  filledAt: number;
  factor: number;
  throttledAt: number;
  notBefore: number;
  /** The last in line. */
  tail: Promise<void>;
}

/** A pacer for one process. */
export function localPacer(clock: Clock = systemClock): Pacer {
  const buckets = new Map<string, Bucket>();

  const bucketOf = (key: string): Bucket => {
    let bucket = buckets.get(key);
    if (bucket === undefined) {
      bucket = {
        tokens: Number.POSITIVE_INFINITY,
        filledAt: clock.now(),
        factor: 1,
        throttledAt: Number.NEGATIVE_INFINITY,
        notBefore: 0,
        tail: Promise.resolve(),
      };
      buckets.set(key, bucket);
    }
    return bucket;
  };

  const refill = (bucket: Bucket, rate: Rate): number => {
    const now = clock.now();
    const seconds = Math.max(0, now - bucket.filledAt) / 1000;
    bucket.factor = Math.min(1, bucket.factor + seconds * RECOVERY);
    const perSecond = rate.perSecond * bucket.factor;
    bucket.tokens = Math.min(Math.max(1, rate.burst), bucket.tokens + seconds * perSecond);
    bucket.filledAt = now;
    return perSecond;
  };

  const turn = async (bucket: Bucket, rate: Rate, signal?: AbortSignal): Promise<void> => {
    for (;;) {
      const perSecond = refill(bucket, rate);
      const held = bucket.notBefore - clock.now();
      // A whisker of tolerance: a wait computed in floating point may end a hair before its token is whole.
      if (held <= 0 && bucket.tokens >= 1 - 1e-6) {
        bucket.tokens -= 1;
        return;
      }
      await clock.sleep(Math.max(held, ((1 - bucket.tokens) / perSecond) * 1000, 1), signal);
    }
  };

  return {
    take(key, rate, signal) {
      const bucket = bucketOf(key);
      const mine = bucket.tail.then(() => {
        signal?.throwIfAborted();
        return turn(bucket, rate, signal);
      });
      // One who gave up must not hold up those behind.
      bucket.tail = mine.catch(() => undefined);
      return mine;
    },
    throttled(key, ms) {
      const bucket = bucketOf(key);
      const now = clock.now();
      if (now - bucket.throttledAt >= EVENT_MS) {
        bucket.factor = Math.max(LEAST, bucket.factor * HALF);
        bucket.throttledAt = now;
        bucket.tokens = 0;
        bucket.filledAt = now;
      }
      if (ms !== undefined) bucket.notBefore = Math.max(bucket.notBefore, now + ms);
      return Promise.resolve();
    },
    holdBack(key, ms) {
      const bucket = bucketOf(key);
      bucket.notBefore = Math.max(bucket.notBefore, clock.now() + ms);
      return Promise.resolve();
    },
  };
}
