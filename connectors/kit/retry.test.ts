import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineKind } from './define.ts';
import { localPacer, type Rate } from './pace.ts';
import { defaultRetry, delayBefore, withRetries } from './retry.ts';
import { coverageIn, Fails, gather, handClock, rowsOf, scripted } from './test-clouds/scripted.ts';

const policy = { attempts: 5, baseMs: 100, capMs: 1000, retryAfterCapMs: 3000, totalMs: 60_000 };
const forever = new AbortController().signal;

describe('the wait before another attempt', () => {
  it('is drawn from a ceiling that doubles up to the cap', () => {
    const ceilings = [1, 2, 3, 4, 5, 6].map((n) => delayBefore(n, { retry: true }, policy, () => 1));
    expect(ceilings).toEqual([100, 200, 400, 800, 1000, 1000]);
    expect(delayBefore(3, { retry: true }, policy, () => 0)).toBe(0);
    expect(delayBefore(3, { retry: true }, policy, () => 0.5)).toBe(200);
  });
  it('is never less than the server said, and what it said is capped', () => {
    expect(delayBefore(1, { retry: true, retryAfter: 2000 }, policy, () => 0)).toBe(2000);
    expect(delayBefore(1, { retry: true, retryAfter: 2000 }, policy, () => 1)).toBe(2025);
    expect(delayBefore(1, { retry: true, retryAfter: 1e9 }, policy, () => 0)).toBe(3000);
    expect(delayBefore(1, { retry: true, retryAfter: Number.NaN }, policy, () => 1)).toBe(100);
    expect(delayBefore(1, { retry: true, retryAfter: -5 }, policy, () => 1)).toBe(100);
  });
});

describe('asking again', () => {
  const fail = (retry: boolean) => ({ ok: false as const, failure: { retry }, tookMs: 10 });
  it('stops at success, at what is final, and when the attempts are used up', async () => {
    const clock = handClock(0);
    let calls = 0;
    const run = (answers: readonly ('ok' | 'again' | 'final')[]) => {
      calls = 0;
      return withRetries<string, { retry: boolean }>(
        async () => {
          const answer = answers[calls++] ?? 'again';
          return answer === 'ok' ? { ok: true, value: 'x', tookMs: 10 } : fail(answer === 'again');
        },
        policy,
        clock,
        () => 1,
        forever,
      );
    };
    expect(await run(['again', 'again', 'ok'])).toMatchObject({ ok: true });
    expect(calls).toBe(3);
    expect(clock.slept).toEqual([100, 200]);
    expect(await run(['again', 'final'])).toMatchObject({ ok: false });
    expect(calls).toBe(2);
    expect(await run([])).toMatchObject({ ok: false });
    expect(calls).toBe(5);
  });

  it('stops before it would outlast its time', async () => {
    const clock = handClock(0);
    let calls = 0;
    const slow = { ...policy, attempts: 100, baseMs: 1000, totalMs: 3500 };
    await withRetries(
      async () => {
        calls++;
        return fail(true);
      },
      slow,
      clock,
      () => 1,
      forever,
    );
    expect(calls).toBe(4);
    expect(clock.now()).toBeLessThanOrEqual(3500);
  });

  it('stops when it is cancelled', async () => {
    const stop = new AbortController();
    const clock = handClock(0);
    stop.abort(new Error('enough'));
    await expect(
      withRetries(
        async () => fail(true),
        policy,
        clock,
        () => 1,
        stop.signal,
      ),
    ).rejects.toThrow('enough');
  });
});

describe('a throttle in a scan', () => {
  const kind = defineKind({
    kind: 'AwsX',
    title: 'X',
    cloud: 'aws',
    service: 'x',
    concepts: ['Model'],
    scope: 'region',
  }).list({
    operation: 'x:ListX',
    items: 'X',
    item: z.object({ n: z.string() }),
    id: (x) => x.n,
    name: (x) => x.n,
    gives: {},
    props: () => ({}),
  });
  const throttling = (times: number) => {
    let left = times;
    return scripted(() => {
      if (left-- > 0) throw new Fails('throttled', 'SlowDown', { retry: true, retryAfter: 2000 });
      return { body: { X: [{ n: 'a' }] } };
    });
  };

  it('that ends is no gap, and the server is not asked before it said', async () => {
    const clock = handClock();
    const started = clock.now();
    const run = await gather({
      provider: throttling(2),
      kinds: [kind],
      clock,
      retry: defaultRetry,
      random: () => 0,
    });
    expect(rowsOf(run)).toHaveLength(1);
    expect(coverageIn(run)[0]?.outcome).toBe('looked');
    expect(run.summary.calls).toBe(3);
    expect(clock.now() - started).toBeGreaterThanOrEqual(4000);
  });

  it('that does not end is throttled, within the attempts', async () => {
    const clock = handClock();
    const run = await gather({ provider: throttling(1e9), kinds: [kind], clock, retry: defaultRetry });
    expect(coverageIn(run)[0]).toMatchObject({ outcome: 'throttled', code: 'SlowDown' });
    expect(run.summary.calls).toBe(defaultRetry.attempts);
  });

  it('slows the key down for all who share it, and a hint does too', async () => {
    const clock = handClock();
    const told: [string, string, number | undefined][] = [];
    const inner = localPacer(clock);
    const pacer = {
      take: (key: string, rate: Rate, signal?: AbortSignal) => inner.take(key, rate, signal),
      throttled: (key: string, ms?: number) => {
        told.push(['throttled', key, ms]);
        return inner.throttled(key, ms);
      },
      holdBack: (key: string, ms: number) => {
        told.push(['holdBack', key, ms]);
        return inner.holdBack(key, ms);
      },
    };
    await gather({ provider: throttling(1), kinds: [kind], clock, pacer, retry: defaultRetry });
    await gather({
      provider: scripted(() => ({ body: { X: [] }, holdBack: 300 })),
      kinds: [kind],
      clock,
      pacer,
      retry: defaultRetry,
    });
    expect(told).toEqual([
      ['throttled', '111122223333/x:ListX', 2000],
      ['holdBack', '111122223333/x:ListX', 300],
    ]);
  });

  it('holds the key for no longer than hints are heeded, whatever the server says', async () => {
    const day = 86_400_000;
    const clock = handClock();
    const pacer = localPacer(clock);
    const run = async (answer: Parameters<typeof scripted>[0]): Promise<number> => {
      const started = clock.now();
      const all = { provider: scripted(answer), kinds: [kind], clock, pacer, retry: defaultRetry };
      expect(coverageIn(await gather(all))[0]?.outcome).toBe('looked');
      return clock.now() - started;
    };
    let first = true;
    const once = await run(() => {
      if (!first) return { body: { X: [] } };
      first = false;
      throw new Fails('throttled', 'SlowDown', { retry: true, retryAfter: day });
    });
    expect(once).toBeGreaterThanOrEqual(60_000);
    expect(once).toBeLessThan(70_000);
    await run(() => ({ body: { X: [] }, holdBack: day }));
    const after = await run(() => ({ body: { X: [] }, holdBack: Number.NaN }));
    expect(after).toBeGreaterThan(50_000);
    expect(after).toBeLessThanOrEqual(60_000);
  });
});
