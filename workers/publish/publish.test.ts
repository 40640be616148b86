import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreBusy } from '#graph/store/errors.ts';
import { publish } from './publish.ts';
import { ScanEnded } from './record.ts';
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

const places = { closedRegions: new Set<string>(), accounts: new Map<string, ReadonlySet<string>>() };

describe('two publishes at once', () => {
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
    const slow = await publish(world.deps, { scan: 'slow', places, since: null });
    expect(await assets()).toEqual(['a', 'v']);
    // What it looked at in vain was asked all the same.
    expect(slow.coverage.map((c) => c.scope.region).sort()).toEqual(['eu-west-1', 'us-east-1']);
  });
  it('do not lose what was seen whole to a later look that failed', async () => {
    await world.spool('slow', [{ rows: [row('a'), row('new')] }]);
    await world.scan([{ outcome: 'denied' }]);
    const { posture } = await publish(world.deps, { scan: 'slow', places, since: null });
    expect(await assets()).toEqual(['a', 'new']);
    expect(posture.coverage.map((c) => c.outcome)).toEqual(['looked']);
  });
  it('do not lose it either to one that failed under one parent only', async () => {
    await world.spool('slow', [{ rows: [row('a'), row('new')] }]);
    const under = coverage('AwsSageMakerEndpoint', { ...ireland, parent: 'p' }, { outcome: 'throttled' });
    await world.scan([{ rows: [row('a')], coverage: [under] }]);
    await publish(world.deps, { scan: 'slow', places, since: null });
    expect(await assets()).toEqual(['a', 'new']);
  });
});

describe('a look that the scan set out to take and never ended', () => {
  it('is a gap that says so, and what it would have shown is stale', async () => {
    await world.scan([{ rows: [row('a')] }, { scope: virginia, rows: [row('v')] }]);
    const kind = 'AwsSageMakerEndpoint';
    const { posture, coverage: own } = await world.scan([{ rows: [row('a')] }], {
      expected: [ireland, virginia].map((scope) => ({ kind, scope })),
    });
    expect(own.map((c) => [c.scope.region, c.outcome])).toEqual([
      ['eu-west-1', 'looked'],
      ['us-east-1', 'not-asked'],
    ]);
    expect(own[1]).toMatchObject({
      read: 'list',
      operation: `test:List${kind}`,
      permissions: [`test:List${kind}`],
      reason: 'the look was never ended',
    });
    expect(posture.coverage).toContainEqual(own[1]);
    const { props } = (await world.nodes()).get('v') ?? { props: {} };
    expect(props).toMatchObject({ stale: true, staleReason: expect.stringContaining('never ended') });
  });
  it('is none where another scan looked later and overtook it', async () => {
    await world.spool('slow', [{ rows: [row('a')] }]);
    await world.scan([{ rows: [row('a')] }]);
    const expected = [{ kind: 'AwsSageMakerEndpoint', scope: ireland }];
    const slow = await publish(world.deps, { scan: 'slow', places, since: null, expected });
    expect(slow.coverage.map((c) => c.outcome)).toEqual(['looked']);
  });
});

describe('a scan whose record has ended', () => {
  it.each([
    ['failed', 'it died'],
    ['cancelled', 'stopped by hand'],
    ['published', null],
  ] as const)('as %s is not published, in one clear line', async (status, error) => {
    await world.spool('late', [{ rows: [row('a')] }]);
    await world.state.finishScan('late', { status, error, publication: null, finishedAt: '' });
    const late = publish(world.deps, { scan: 'late', places });
    await expect(late).rejects.toThrow(ScanEnded);
    await expect(late).rejects.toThrow(new RegExp(`^Scan late has ended as ${status}[^\\n]*$`));
    expect(await world.store.published()).toBeNull();
  });
  it('while its policies were asked is not published either', async () => {
    await world.spool('late', [{ rows: [row('a')] }]);
    const { state } = world;
    const end = { status: 'failed', error: 'it died', publication: null, finishedAt: '' } as const;
    const buried: Promise<void>[] = [];
    const onStep = (step: string) => {
      if (step === 'evaluating policies') buried.push(state.finishScan('late', end));
    };
    await expect(publish({ ...world.deps, onStep }, { scan: 'late', places })).rejects.toThrow(ScanEnded);
    expect(buried).toHaveLength(1);
    expect(await world.store.published()).toBeNull();
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
