import { describe, expect, it } from 'vitest';
import { localPacer } from './pace.ts';
import { handClock } from './test-clouds/scripted.ts';

const rate = { perSecond: 2, burst: 3 };

describe('a pacer', () => {
  it('lets a burst through at once, then one per interval', async () => {
    const clock = handClock(0);
    const pacer = localPacer(clock);
    const times: number[] = [];
    await Promise.all(
      Array.from({ length: 6 }, () => pacer.take('k', rate).then(() => void times.push(clock.now()))),
    );
    expect(times).toEqual([0, 0, 0, 500, 1000, 1500]);
  });

  it('serves first who came first, and one key does not hold up another', async () => {
    const clock = handClock(0);
    const pacer = localPacer(clock);
    const order: string[] = [];
    const slow = { perSecond: 1, burst: 1 };
    await Promise.all(
      ['a1', 'a2', 'b1', 'a3', 'b2'].map((name) =>
        pacer.take(name.charAt(0), slow).then(() => void order.push(`${name}@${clock.now()}`)),
      ),
    );
    expect(order.filter((one) => one.startsWith('a'))).toEqual(['a1@0', 'a2@1000', 'a3@2000']);
    expect(order.filter((one) => one.startsWith('b'))).toEqual(['b1@0', 'b2@1000']);
  });

  it('halves its rate on a throttle, once per second at most, and recovers with time', async () => {
    const clock = handClock(0);
    const pacer = localPacer(clock);
    const fast = { perSecond: 10, burst: 1 };
    await pacer.take('k', fast);
    for (let i = 0; i < 30; i++) await pacer.throttled('k');
    const after = clock.now();
    await pacer.take('k', fast);
    const first = clock.now() - after;
    // Half of ten a second, and a little recovered already.
    expect(first).toBeGreaterThan(150);
    expect(first).toBeLessThanOrEqual(205);
    await clock.sleep(20_000);
    await pacer.take('k', fast);
    const later = clock.now();
    await pacer.take('k', fast);
    expect(clock.now() - later).toBeLessThanOrEqual(101);
  });

  it('waits as long as the server said, for a throttle and for a hint', async () => {
    const clock = handClock(0);
    const pacer = localPacer(clock);
    await pacer.throttled('k', 5000);
    await pacer.take('k', rate);
    expect(clock.now()).toBeGreaterThanOrEqual(5000);
    await pacer.holdBack('h', 700);
    const before = clock.now();
    await pacer.take('h', rate);
    expect(clock.now() - before).toBe(700);
    await pacer.take('h', rate);
    expect(clock.now() - before).toBe(700);
  });

  it('lets go of who gives up, and those behind move on', async () => {
    const clock = handClock(0);
    const pacer = localPacer(clock);
    const slow = { perSecond: 0.001, burst: 1 };
    await pacer.take('k', slow);
    const stop = new AbortController();
    const given = pacer.take('k', slow, stop.signal);
    stop.abort(new Error('gave up'));
    const behind = pacer.take('k', { perSecond: 1, burst: 1 });
    await expect(given).rejects.toThrow('gave up');
    await behind;
    expect(clock.now()).toBeLessThan(1_000_001);
  });
});
