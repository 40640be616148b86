import { afterEach, beforeEach, expect, it } from 'vitest';
import organization from '#connectors/aws/organizations/organization.ts';
import type { Provider } from '#connectors/kit/provider.ts';
import type { Scope } from '#graph/schema/coverage.ts';
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
    places: { closedRegions: new Set(), accounts: new Map() },
    said: ['one account'],
  }),
};
const organizationScope: Scope = { cloud: 'aws', organization: 'o-1' };
const surveyOf = (...scopes: readonly Scope[]): Survey => ({
  cloud: 'aws',
  run: async (input) => ({ ...(await survey.run(input)), scopes, coverage: [] }),
});
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

it('that slept, and was taken for dead by another, publishes nothing and says why', async () => {
  let stolen: Promise<unknown> = Promise.resolve();
  const sleeper: Survey = {
    cloud: 'aws',
    run: async (input) => {
      const later = () => new Date(world.deps.now().getTime() + 120_000);
      stolen = scan({ ...world.deps, now: later, kinds: [], surveys: [survey] }, '{}', input.signal);
      await stolen;
      return survey.run(input);
    },
  };
  await expect(run([sleeper])).rejects.toThrow(/^Scan \S+ has ended as failed \(it died\): [^\n]*$/);
  const { scan: id } = (await stolen) as { readonly scan: string };
  expect(await world.store.published()).toMatchObject({ number: 1, scan: id });
  expect((await world.state.scans(5)).map((s) => s.status).sort()).toEqual(['failed', 'published']);
});

it('that loses the end of a look on the way says that it was not asked', async () => {
  const state = { ...world.state, closeSpool: async () => {} };
  const { coverage: own } = await scan(
    { ...world.deps, state, kinds: [organization], surveys: [surveyOf(organizationScope)] },
    '{}',
    new AbortController().signal,
  );
  expect(own.filter((c) => c.kind === 'AwsOrganization')).toMatchObject([
    { scope: organizationScope, read: 'list', outcome: 'not-asked', reason: 'the look was never ended' },
  ]);
});

it('sets out to look at each kind in the places of its own level only', async () => {
  const { coverage: own } = await scan(
    { ...world.deps, kinds: [organization], surveys: [surveyOf(organizationScope, home)] },
    '{}',
    new AbortController().signal,
  );
  expect(own.filter((c) => c.kind === 'AwsOrganization' && c.read === 'list')).toMatchObject([
    { scope: organizationScope, outcome: 'denied' },
  ]);
});

it('that throws or dies once its number has moved is in the history as published', async () => {
  const { state } = world;
  let times = 0;
  const finishScan: typeof state.finishScan = (id, end) =>
    times++ === 0 ? Promise.reject(new Error('the state is away')) : state.finishScan(id, end);
  const broken = scan(
    { ...world.deps, state: { ...state, finishScan }, kinds: [], surveys: [survey] },
    '{}',
    new AbortController().signal,
  );
  await expect(broken).rejects.toThrow('the state is away');
  const [thrown] = await state.scans(1);
  expect(thrown).toMatchObject({ status: 'published', publication: 1, error: null });

  // Buried as failed by one that did not know, or not yet buried: both are put right by the next scan, even if it fails.
  const id = thrown?.id ?? '';
  for (const status of ['failed', 'running'] as const) {
    await state.finishScan(id, { status, error: 'it died', publication: null, finishedAt: null });
    const later = () => new Date(world.deps.now().getTime() + 120_000);
    const next = scan(
      { ...world.deps, now: later, kinds: [], surveys: [failing] },
      '{}',
      new AbortController().signal,
    );
    await expect(next).rejects.toThrow('no credentials');
    expect(await state.scan(id)).toMatchObject({ status: 'published', publication: 1 });
  }
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
