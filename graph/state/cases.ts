/** What every store of the state must do. Each store's test runs these against itself; none may expect anything else. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StateDamaged, StateError, StateUnreachable } from './errors.ts';
import type { StateConfig } from './open.ts';
import { openState } from './open.ts';
import type { State } from './port.ts';
import { processCases } from './process.cases.ts';
import { at, type Bench, lifeOf, muteOf, odd } from './samples.cases.ts';
import { spoolCases } from './spool.cases.ts';

export interface Subject {
  /** An empty state. What it names before is gone. */
  fresh(): Promise<StateConfig>;
  /** Waits until nothing that a killed process began is still going on. */
  settled(): Promise<void>;
}

export function stateCases(subject: Subject): void {
  let config: StateConfig;
  let open: State[] = [];
  const again = async (): Promise<State> => {
    const state = await openState(config);
    open.push(state);
    return state;
  };
  const bench: Bench = {
    state: () => {
      const [first] = open;
      if (first === undefined) throw new Error('the state is not open');
      return first;
    },
    config: () => config,
    again,
    settled: () => subject.settled(),
  };
  beforeEach(async () => {
    config = await subject.fresh();
    await again();
  });
  afterEach(async () => {
    await Promise.all(open.map((state) => state.close()));
    open = [];
  });

  describe('scans', () => scanCases(bench));
  describe('spool', () => spoolCases(bench));
  describe('lives, mutes, snapshots, settings', () => recordCases(bench));
  describe('processes', () => processCases(bench));
}

const published = { status: 'published', finishedAt: at(9), error: null, publication: 7 } as const;

function scanCases({ state, again }: Bench): void {
  test('a scan that was started runs, with what was asked for', async () => {
    await state().startScan({ id: 's', startedAt: at(1), request: `{"clouds":["${odd}"]}` });
    expect(await state().scan('s')).toEqual({
      id: 's',
      startedAt: at(1),
      finishedAt: null,
      status: 'running',
      error: null,
      request: `{"clouds":["${odd}"]}`,
      publication: null,
    });
    expect(await state().scan('other')).toBeNull();
  });

  test('starting it again changes nothing, also after its end', async () => {
    await state().startScan({ id: 's', startedAt: at(1), request: '1' });
    await state().startScan({ id: 's', startedAt: at(2), request: '2' });
    expect(await state().scan('s')).toMatchObject({ startedAt: at(1), request: '1', status: 'running' });
    await state().finishScan('s', published);
    await state().startScan({ id: 's', startedAt: at(3), request: '3' });
    expect(await state().scan('s')).toMatchObject({ startedAt: at(1), request: '1', status: 'published' });
  });

  test('its end is kept, and seen by who opens the state anew', async () => {
    await state().startScan({ id: 's', startedAt: at(1), request: '{}' });
    await state().finishScan('s', { ...published, status: 'failed', error: odd, publication: null });
    const other = await again();
    expect(await other.scan('s')).toMatchObject({
      status: 'failed',
      finishedAt: at(9),
      error: odd,
      publication: null,
    });
    await state().finishScan('s', published);
    expect(await other.scan('s')).toMatchObject(published);
  });

  test('a scan that was never started cannot end', async () => {
    const end = state().finishScan('none', published);
    await expect(end).rejects.toThrow(StateError);
    await expect(end).rejects.toThrow(/none/);
  });

  test('a beat is kept while the scan runs, and not after', async () => {
    await state().startScan({ id: 's', startedAt: at(1), request: '{}' });
    expect(await state().scan('s')).not.toHaveProperty('heartbeat');
    await state().beat('s', at(4));
    await state().beat('s', at(5));
    await state().beat('other', at(5));
    expect(await state().scan('s')).toMatchObject({ heartbeat: at(5), status: 'running' });
    await state().finishScan('s', published);
    await state().beat('s', at(6));
    expect(await state().scan('s')).toMatchObject({ heartbeat: at(5), status: 'published' });
    expect(await state().scans(9)).toHaveLength(1);
  });

  test('the newest scans come first, as many as asked for', async () => {
    for (const second of [3, 1, 4, 2]) {
      await state().startScan({ id: `s${second}`, startedAt: at(second), request: '{}' });
    }
    await state().beat('s3', at(5));
    const found = await state().scans(3);
    expect(found.map(({ id, heartbeat }) => [id, heartbeat])).toEqual([
      ['s4', undefined],
      ['s3', at(5)],
      ['s2', undefined],
    ]);
    expect(await state().scans(100)).toHaveLength(4);
  });
}

function recordCases({ state, again }: Bench): void {
  const lives = async () =>
    (await Array.fromAsync(state().lives())).sort((a, b) => (a.asset < b.asset ? -1 : 1));

  test('there is nothing in an empty state', async () => {
    expect(await lives()).toEqual([]);
    expect(await state().mutes()).toEqual([]);
    expect(await state().scans(10)).toEqual([]);
    expect(await state().snapshot('s', 'findings')).toBeNull();
    expect(await Array.fromAsync(state().closes('s'))).toEqual([]);
  });

  test('lives replace each other by policy, asset and uid', async () => {
    await state().putLives([lifeOf(1), lifeOf(2), lifeOf(1, { uid: 'u' })]);
    await state().putLives([
      lifeOf(2, { state: 'resolved', resolvedAt: at(5), resolvedBy: 'clears', reopened: 3 }),
      lifeOf(3, { policy: 'PL-0002' }),
    ]);
    await state().putLives([]);
    const found = await lives();
    expect(found).toHaveLength(4);
    expect(found).toEqual(
      expect.arrayContaining([
        lifeOf(1),
        lifeOf(1, { uid: 'u' }),
        lifeOf(2, { state: 'resolved', resolvedAt: at(5), resolvedBy: 'clears', reopened: 3 }),
        lifeOf(3, { policy: 'PL-0002' }),
      ]),
    );
  });

  test('of two lives of one finding in one call the later one counts', async () => {
    await state().putLives([lifeOf(1, { reopened: 1 }), lifeOf(1, { reopened: 2 })]);
    expect(await lives()).toEqual([lifeOf(1, { reopened: 2 })]);
  });

  test('identities that read alike when run together are not one', async () => {
    const alike = [
      lifeOf(1, { policy: 'a', asset: 'b","c', uid: '' }),
      lifeOf(1, { policy: 'a', asset: 'b', uid: 'c' }),
      lifeOf(1, { policy: 'a","b', asset: 'c', uid: '' }),
      lifeOf(1, { policy: 'A', asset: 'b', uid: 'c' }),
      lifeOf(1, { policy: 'a', asset: '\ud800', uid: '' }),
      lifeOf(1, { policy: 'a', asset: '\ud801', uid: '' }),
      lifeOf(1, { policy: 'a', asset: '\ufffd', uid: '' }),
    ];
    await state().putLives(alike);
    expect(await lives()).toHaveLength(alike.length);
    expect(await lives()).toEqual(expect.arrayContaining(alike));
  });

  test('a bad life among good ones leaves all as it was', async () => {
    await state().putLives([lifeOf(1), lifeOf(2)]);
    // Something that cannot be written, met after others were.
    const unwritable = lifeOf(9);
    Object.defineProperty(unwritable, 'policyHash', {
      enumerable: true,
      get: () => {
        throw new Error('unwritable');
      },
    });
    await expect(state().putLives([lifeOf(1, { reopened: 5 }), unwritable])).rejects.toThrow('unwritable');
    expect(await lives()).toEqual([lifeOf(1), lifeOf(2)]);
    await state().putLives([lifeOf(3)]);
    expect(await lives()).toHaveLength(3);
  });

  test('20,000 lives are put in one go, and read while others are put', async () => {
    await state().putLives(Array.from({ length: 20_000 }, (_, number) => lifeOf(number)));
    let count = 0;
    for await (const life of state().lives()) {
      if (count === 0) await state().putMute(muteOf());
      if (life.state === 'open') count += 1;
    }
    expect(count).toBe(20_000);
  });

  test('mutes replace each other by policy, asset and uid, whatever is written in them', async () => {
    await state().putMute(muteOf({ reason: odd, owner: odd }));
    await state().putMute(muteOf({ uid: odd, asset: `${'x'.repeat(20_000)}${odd}` }));
    await state().putMute(muteOf({ reason: 'other' }));
    const other = await again();
    expect(await other.mutes()).toEqual([
      muteOf({ reason: 'other' }),
      muteOf({ uid: odd, asset: `${'x'.repeat(20_000)}${odd}` }),
    ]);
  });

  test('a snapshot is given back letter by letter, by scan and kind', async () => {
    const json = JSON.stringify({ odd, many: Array.from({ length: 5_000 }, (_, number) => ({ number })) });
    await state().putSnapshot('a', 'findings', json);
    await state().putSnapshot('a', 'assets', '[]');
    await state().putSnapshot('b', 'findings', odd);
    expect(await state().snapshot('a', 'findings')).toBe(json);
    expect(await state().snapshot('a', 'assets')).toBe('[]');
    expect(await state().snapshot('b', 'findings')).toBe(odd);
    expect(await state().snapshot('a', 'coverage')).toBeNull();
    await state().putSnapshot('a', 'assets', '[1]');
    expect(await state().snapshot('a', 'assets')).toBe('[1]');
  });

  test('a setting is made once, by name', async () => {
    expect(await state().setting('key', () => odd)).toBe(odd);
    const remade = () => {
      throw new Error('made again');
    };
    expect(await state().setting('key', remade)).toBe(odd);
    expect(await (await again()).setting('key', remade)).toBe(odd);
    expect(await state().setting('Key', () => 'other')).toBe('other');
  });

  test('a setting whose making fails is not there', async () => {
    const failing = state().setting('key', () => {
      throw new Error('no randomness');
    });
    await expect(failing).rejects.toThrow('no randomness');
    expect(await state().setting('key', () => 'second')).toBe('second');
  });

  test('after its end every use is refused with one clear error', async () => {
    const other = await again();
    await other.close();
    await other.close();
    await expect(other.mutes()).rejects.toThrow(StateUnreachable);
    await expect(other.putLives([lifeOf(1)])).rejects.toThrow(/closed/);
    await expect(Array.fromAsync(other.parts('s', 'k', { cloud: 'aws' }))).rejects.not.toThrow(StateDamaged);
    expect(await state().mutes()).toEqual([]);
  });
}
