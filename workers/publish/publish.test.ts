import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreBusy } from '#graph/store/errors.ts';
import { publish } from './publish.ts';
import { coverage, ireland, openWorld, row, virginia, type World } from './testing.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const assets = async () =>
  [...(await world.nodes()).values()].flatMap((n) => (n.labels.includes('Asset') ? [n.id] : [])).sort();

describe('coverage', () => {
  const found = (posture: {
    readonly coverage: readonly { readonly scope: object; readonly outcome: string }[];
  }) => posture.coverage.map((c) => [(c.scope as { region?: string }).region, c.outcome]);
  it('tells of places that only earlier scans asked about, and that of this scan is told apart', async () => {
    await world.scan([{ outcome: 'denied' }, { scope: virginia }]);
    const { posture, coverage: own } = await world.scan([{ scope: virginia }]);
    expect(found(posture)).toEqual([
      ['eu-west-1', 'denied'],
      ['us-east-1', 'looked'],
    ]);
    expect(own).toHaveLength(1);
  });
  it('of the search for places is told anew by every scan', async () => {
    const gap = coverage('AwsAccount', { cloud: 'aws', organization: 'o-1' }, { outcome: 'denied' });
    expect((await world.scan([{}], { coverage: [gap] })).posture.coverage).toHaveLength(2);
    const kept = await world.scan([], { forget: ['aws/999999999999'] });
    expect(kept.posture.coverage).toHaveLength(2);
    expect((await world.scan([{}], { coverage: [] })).posture.coverage).toHaveLength(1);
  });
  it('says once what discovery and a kind both found out', async () => {
    const gap = coverage('AwsSageMakerEndpoint', ireland, { outcome: 'denied' });
    expect((await world.scan([{ outcome: 'denied' }], { coverage: [gap] })).posture.coverage).toHaveLength(1);
  });
});

describe('two publishes at once', () => {
  const places = { closedRegions: new Set<string>(), accounts: null };
  it('follow one another', async () => {
    await world.spool('one', [{ rows: [row('a')] }]);
    await world.spool('two', [{ scope: virginia, rows: [row('v')] }]);
    const both = await Promise.all(['one', 'two'].map((scan) => publish(world.deps, { scan, places })));
    expect(both.map((p) => p.publication.number).sort()).toEqual([1, 2]);
    expect(await assets()).toEqual(['a', 'v']);
  });
  it('are told so in one line when patience ends', async () => {
    const draft = await world.store.draft('somebody else');
    await world.spool('one', [{ rows: [row('a')] }]);
    const late = publish({ ...world.deps, patience: 0 }, { scan: 'one', places });
    await expect(late).rejects.toThrow(StoreBusy);
    await expect(late).rejects.toThrow(/^[^\n]*somebody else[^\n]*$/);
    await draft.abort();
  });
  it('do not undo what was looked at later', async () => {
    await world.spool('slow', [{ rows: [row('a'), row('old')] }, { scope: virginia, rows: [row('v')] }]);
    await world.scan([{ rows: [row('a')] }]);
    await publish(world.deps, { scan: 'slow', places, since: null });
    expect(await assets()).toEqual(['a', 'v']);
  });
});

it('drops the spool of what it published, and keeps one line per asset for comparing scans', async () => {
  await world.scan([{ rows: [row('a', { name: 'A', uid: 'u' })] }]);
  const closes = [];
  for await (const close of world.state.closes('scan-1')) closes.push(close);
  expect(closes).toEqual([]);
  expect(JSON.parse((await world.state.snapshot('scan-1', 'assets')) ?? '')).toMatchObject([
    ['a', 'AwsSageMakerEndpoint', 'A', 'u', expect.any(String), 'false'],
  ]);
});
