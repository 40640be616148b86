import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Provider } from '#connectors/kit/provider.ts';
import { coverage, home, openWorld, type World } from './publish/testing.ts';
import { scan } from './scan.ts';
import type { Survey } from './survey.ts';

let world: World;
let closed = 0;
beforeEach(async () => {
  world = await openWorld();
  closed = 0;
});
afterEach(() => world.close());

const provider: Provider = {
  cloud: 'aws',
  send: () => Promise.reject(new Error('nothing is asked')),
  classify: () => ({ outcome: 'denied', code: '', message: '', retry: false }),
  pace: () => ({ key: '', perSecond: 1, burst: 1 }),
  close: async () => {
    closed += 1;
  },
};
const survey: Survey = {
  cloud: 'aws',
  run: async () => ({
    provider,
    scopes: [home],
    coverage: [coverage('AwsAccount', home, { outcome: 'denied' })],
    places: { closedRegions: new Set(), accounts: null },
    said: ['one account'],
  }),
};
const failing: Survey = { cloud: 'aws', run: () => Promise.reject(new Error('no credentials')) };
const run = (surveys: readonly Survey[], signal = new AbortController().signal, notes: string[] = []) =>
  scan({ ...world.deps, kinds: [], surveys, onNote: (line) => notes.push(line) }, '{}', signal);

it('publishes what could be found out, says so, and closes its connections', async () => {
  const notes: string[] = [];
  const { scan: id, publication, coverage: own } = await run([survey], undefined, notes);
  expect(own).toMatchObject([{ kind: 'AwsAccount', outcome: 'denied' }]);
  expect(notes).toEqual(['one account']);
  expect(closed).toBe(1);
  expect(await world.state.scan(id)).toMatchObject({ status: 'published', publication: publication.number });
});

it('that cannot begin is in the history as failed, publishes nothing, and closes what was open', async () => {
  await expect(run([survey, failing])).rejects.toThrow('no credentials');
  expect(closed).toBe(1);
  expect(await world.store.published()).toBeNull();
  expect(await world.state.scans(5)).toMatchObject([{ status: 'failed', error: 'no credentials' }]);
});

it('that was stopped is in the history as cancelled, and its spool is gone', async () => {
  const stop = new AbortController();
  stop.abort(new Error('stopped by hand'));
  await expect(run([survey], stop.signal)).rejects.toThrow('stopped by hand');
  const [record] = await world.state.scans(1);
  expect(record).toMatchObject({ status: 'cancelled', error: 'stopped by hand' });
});

it('buries scans that died, and leaves alone those that show signs of life', async () => {
  const { state } = world;
  const now = Date.parse('2026-01-01T00:00:00.000Z');
  const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString();
  await state.startScan({ id: 'dead', startedAt: ago(500), request: '{}' });
  await state.startScan({ id: 'slow', startedAt: ago(500), request: '{}' });
  await state.beat('slow', ago(5));
  for (const id of ['dead', 'slow'])
    await state.closeSpool({ scan: id, kind: 'K', scope: home, parts: 0, coverage: [] });
  await run([survey]);
  const left = async (id: string) => {
    const kinds: string[] = [];
    for await (const close of state.closes(id)) kinds.push(close.kind);
    return [(await state.scan(id))?.status, kinds];
  };
  expect(await left('dead')).toEqual(['failed', []]);
  expect(await left('slow')).toEqual(['running', ['K']]);
});
