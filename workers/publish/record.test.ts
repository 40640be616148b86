/** A publish that throws or dies once its number has moved: the publication is made, and nothing of it is lost. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FindingLife } from '#graph/state/port.ts';
import type { Draft } from '#graph/store/port.ts';
import { parsePolicy } from '#policies/engine/load.ts';
import { type PublishDeps, publish } from './publish.ts';
import { catalogue, edge, openWorld, row, type Seen, type World } from './testing.ts';

const policy = parsePolicy(
  'named-bad.yaml',
  `
id: AISPM-9001
title: An endpoint that the test watches
severity: low
about: ModelEndpoint
match: |
  MATCH (e:ModelEndpoint)
  WHERE e.name = 'bad'
  RETURN e
message: '{e.name}'
risk: It is watched by a test and by nothing else.
fix:
  words: Nothing is to be done about it.
maps: {}
tests:
  - { because: it is watched, finds: [a], graph: { a: { is: ModelEndpoint, name: bad } } }
  - { because: it is another, clears: [a], graph: { a: { is: ModelEndpoint, name: other } } }
  - { because: it has no name, cannot-tell: [a], graph: { a: { is: ModelEndpoint, name: null } } }
`,
  catalogue,
);

let world: World;
beforeEach(async () => {
  world = await openWorld({ policies: [policy] });
});
afterEach(() => world.close());

const places = { closedRegions: new Set<string>(), accounts: new Map<string, ReadonlySet<string>>() };
const bad: Seen[] = [{ rows: [row('a', { name: 'bad' })] }];
const good: Seen[] = [{ rows: [row('a', { name: 'good' })] }];
const kinds = ['findings', 'assets', 'coverage'] as const;

async function lives(): Promise<readonly FindingLife[]> {
  return Array.fromAsync(world.state.lives());
}
async function publishAs(scan: string, seen: readonly Seen[], deps: Partial<PublishDeps> = {}) {
  await world.spool(scan, seen);
  return publish({ ...world.deps, ...deps }, { scan, places });
}
const fail = () => Promise.reject(new Error('the disk is full'));
/** What `kill -9` leaves of a publish whose number has moved: nothing comes after it. */
const dying = (): Partial<PublishDeps> => ({
  state: { ...world.state, putLives: () => new Promise<never>(() => {}) },
});
async function moved(number: number): Promise<void> {
  await expect.poll(async () => (await world.store.published())?.number).toBe(number);
}

it('keeps all that comparing scans asks for, whenever it dies after that', async () => {
  void publishAs('dead', bad, dying());
  await moved(1);
  for (const kind of kinds) expect(await world.state.snapshot('dead', kind)).not.toBeNull();
});

it('is ended as published by the next publish, with its lives and without its spool', async () => {
  await publishAs('first', bad);
  void publishAs('dead', good, dying());
  await moved(2);
  expect(await lives()).toMatchObject([{ state: 'open' }]);
  await world.state.finishScan('dead', {
    status: 'failed',
    error: 'it died',
    publication: null,
    finishedAt: '2026-01-01T00:00:00.000Z',
  });
  await publishAs('next', bad);
  expect(await world.state.scan('dead')).toMatchObject({ status: 'published', publication: 2, error: null });
  expect(await Array.fromAsync(world.state.closes('dead'))).toEqual([]);
  // It was resolved in between: it did not just go on.
  expect(await lives()).toMatchObject([{ state: 'open', reopened: 1 }]);
});

it('that cannot write its lives says so, is published, and the next one writes them', async () => {
  const steps: string[] = [];
  const state = { ...world.state, putLives: fail };
  const { publication } = await publishAs('full', bad, { state, onStep: (step) => steps.push(step) });
  expect(publication.number).toBe(1);
  expect(steps.at(-1)).toMatch(/^published; .*the disk is full$/);
  expect(await lives()).toEqual([]);
  await publishAs('next', good);
  expect(await lives()).toMatchObject([{ state: 'resolved', resolvedBy: 'clears' }]);
});

it('whose store fails while it tidies up is published', async () => {
  const { store } = world;
  const draft = async (owner: string): Promise<Draft> => {
    const own = await store.draft(owner);
    return {
      base: own.base,
      before: own.before,
      index: (props) => own.index(props),
      stage: (changes) => own.stage(changes),
      seal: () => own.seal(),
      abort: () => own.abort(),
      publish: async (scan, posture) => {
        await own.publish(scan, posture);
        throw new Error('the old generation cannot be removed');
      },
    };
  };
  const wrapped = {
    info: store.info,
    published: () => store.published(),
    read: store.read.bind(store),
    draft,
    ask: store.ask.bind(store),
    close: () => store.close(),
  };
  expect((await publishAs('untidy', bad, { store: wrapped })).publication).toMatchObject({
    number: 1,
    scan: 'untidy',
  });
  expect(await lives()).toHaveLength(1);
});

it('that fails before its number moves leaves the lives as they were', async () => {
  await publishAs('first', bad);
  const before = await lives();
  const state = { ...world.state, putSnapshot: fail };
  await expect(publishAs('full', good, { state })).rejects.toThrow('the disk is full');
  expect(await lives()).toEqual(before);
  expect((await world.store.published())?.scan).toBe('first');
});

it('ends the finding of an asset that is gone though a stub stands in its place', async () => {
  const points: Seen = {
    kind: 'AwsIamRole',
    rows: [
      row('r', {
        kind: 'AwsIamRole',
        edges: [edge('r', 'CAN_READ', 'bad', { as: 'AwsSageMakerEndpoint' })],
      }),
    ],
  };
  await publishAs('first', [points, { rows: [row('bad')] }]);
  expect(await lives()).toMatchObject([{ asset: 'bad', uid: 'none', state: 'open' }]);
  const { posture } = await publishAs('second', [points, {}]);
  expect((await world.nodes()).get('bad')?.props).toMatchObject({ seen: false });
  expect((await lives()).find((l) => l.uid === 'none')).toMatchObject({
    state: 'resolved',
    resolvedBy: 'asset gone: no longer listed',
  });
  expect(posture.findings.filter((f) => f.asset.uid === 'none')).toEqual([]);
});
