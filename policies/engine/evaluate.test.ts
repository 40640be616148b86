/** A graph of a few assets and coverage with gaps: what the policies answer, on what evidence, and which gaps they name. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalogue, CatalogueRead, Under } from '#graph/schema/catalogue.ts';
import type { Coverage } from '#graph/schema/coverage.ts';
import { bool, text } from '#graph/schema/fields.ts';
import { openStore } from '#graph/store/open.ts';
import type { Changes, Draft, GraphStore } from '#graph/store/port.ts';
import { evaluate } from './evaluate.ts';
import { parsePolicy } from './load.ts';

const at = '2026-11-20T10:00:00.000Z';
const read = (name: string, operation: string, edges: string[] = [], gives = {}): CatalogueRead => ({
  name,
  operation,
  permissions: [operation],
  gives,
  edges,
});
const kind = (name: string, concepts: string[], reads: CatalogueRead[], under?: Under) => ({
  kind: name,
  title: name,
  cloud: 'aws' as const,
  service: 'test',
  concepts,
  scope: 'region' as const,
  under,
  verbs: {},
  reads,
});
const catalogue: Catalogue = [
  kind(
    'Bucket',
    ['ObjectStore'],
    [
      read('list', 's3:ListBuckets', [], { open: bool('Open'), tier: text('Tier') }),
      read('logging', 's3:GetBucketLogging', ['LOGS_TO']),
    ],
  ),
  kind('Job', ['TrainingJob'], [read('list', 'sm:ListJobs'), read('describe', 'sm:DescribeJob', ['FEEDS'])]),
  kind('Base', ['KnowledgeBase'], [read('list', 'br:ListBases')]),
  kind('Source', ['KnowledgeSource'], [read('list', 'br:ListSources', ['FEEDS'])], ['Base', 'Source']),
  kind('Log', ['AiLogging'], [read('list', 'br:GetLogging', ['LOGS_TO'])]),
];

const scope = { cloud: 'aws', account: '111122223333', region: 'eu-west-1' } as const;
const row = (
  of: string,
  name: string,
  outcome: Coverage['outcome'],
  more: Partial<Coverage> = {},
): Coverage => {
  const asked = catalogue.find((k) => k.kind === of)?.reads.find((r) => r.name === name);
  const operation = asked?.operation ?? '';
  return { scope, kind: of, read: name, operation, permissions: [operation], outcome, items: 0, at, ...more };
};
const denied = (of: string, name: string, more: Partial<Coverage> = {}) => row(of, name, 'denied', more);

const node = (id: string, is: string, props = {}) => ({
  id,
  labels: ['Asset', is, ...(catalogue.find((k) => k.kind === is)?.concepts ?? [])],
  props: {
    kind: is,
    seen: true,
    stale: false,
    incomplete: [],
    scope: 'aws/111122223333/eu-west-1',
    observedAt: at,
    ...props,
  },
});
const edge = (from: string, type: string, to: string, by: string) => ({
  from,
  type,
  to,
  key: '',
  props: { by, stale: false, observedAt: at },
});

const policy = (about: string, match: string) =>
  parsePolicy(
    'p.yaml',
    JSON.stringify({
      id: 'AISPM-0001',
      title: 'A policy for this test',
      severity: 'high',
      about,
      match,
      message: 'm',
      risk: 'r',
      fix: { words: 'w' },
      tests: [0, 1, 2].map(() => ({ because: 'b', finds: ['a'], graph: {} })),
    }),
    catalogue,
  );
const fed = policy('Bucket', 'MATCH (b:Bucket)-[:FEEDS]->(t:TrainingJob) WHERE b.open = true RETURN b, t');
const unread = policy(
  'Bucket',
  'MATCH (b:Bucket) WHERE b.open = true AND NOT EXISTS { (b)-[:FEEDS]->(:TrainingJob) } RETURN b',
);
const known = policy(
  'Bucket',
  'MATCH (b:Bucket)-[:FEEDS]->(s:KnowledgeSource) WHERE b.open = true RETURN b, s',
);
const logged = policy(
  'AiLogging',
  'MATCH (l:AiLogging)-[:LOGS_TO]->(b:Bucket) WHERE b.open = true RETURN l, b',
);

let folder: string;
let store: GraphStore;
let draft: Draft | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pathlight-evaluate-'));
  store = await openStore({ kind: 'embedded', folder });
});
afterEach(async () => {
  await draft?.abort();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(one: ReturnType<typeof policy>, changes: Changes, coverage: readonly Coverage[]) {
  draft = await store.draft('evaluate');
  await draft.stage(changes);
  const graph = await draft.seal();
  const done = await evaluate({ policies: [one], graph, catalogue, coverage });
  await draft.abort();
  draft = undefined;
  expect(done.failures).toEqual([]);
  const of = (answer: string) => done.answers.filter((a) => a.answer === answer).map((a) => a.asset.id);
  const gapsOf = (id: string) => done.answers.find((a) => a.asset.id === id)?.gaps;
  const evidenceOf = (id: string) => done.answers.find((a) => a.asset.id === id)?.evidence ?? [];
  const [count] = done.counts;
  return { finds: of('finds'), cannotTell: of('cannot-tell'), clears: count?.clears, gapsOf, evidenceOf };
}

/** Buckets of which `fed` is known to feed a job. */
const buckets = [
  node('fed', 'Bucket', { open: true }),
  node('open', 'Bucket', { open: true }),
  node('dark', 'Bucket'),
  node('shut', 'Bucket', { open: false }),
  node('j', 'Job'),
];
const graph: Changes = { nodes: buckets, edges: [edge('fed', 'FEEDS', 'j', 'j')] };
const all = [row('Bucket', 'list', 'looked'), row('Job', 'list', 'looked'), row('Job', 'describe', 'looked')];

describe('an edge that only its far end shows', () => {
  it('is known where that end was seen', async () => {
    expect(await ask(fed, graph, all)).toMatchObject({ finds: ['fed'], cannotTell: [], clears: 3 });
  });

  it('leaves nothing clear but what its own properties clear when the listing of that end was denied', async () => {
    const nothing = { nodes: buckets.filter((n) => n.id !== 'j') };
    const described = row('Job', 'describe', 'not-asked');
    const got = await ask(fed, nothing, [denied('Job', 'list', { code: 'AccessDenied' }), described]);
    expect(got).toMatchObject({ finds: [], cannotTell: ['dark', 'fed', 'open'], clears: 1 });
    expect(got.gapsOf('open')).toEqual([
      {
        scope: 'aws/111122223333/eu-west-1',
        kind: 'Job',
        read: 'list',
        operation: 'sm:ListJobs',
        permissions: ['sm:ListJobs'],
        outcome: 'denied',
        code: 'AccessDenied',
      },
    ]);
  });

  it('counts a read that failed on one asset only, and keeps what is found all the same', async () => {
    const got = await ask(fed, graph, [...all, denied('Job', 'describe', { asset: 'k' })]);
    expect(got).toMatchObject({ finds: ['fed'], cannotTell: ['dark', 'open'], clears: 1 });
    expect(got.gapsOf('open')).toMatchObject([{ read: 'describe', asset: 'k' }]);
  });

  it('names the place once where a read failed on many assets', async () => {
    const many = Array.from({ length: 30 }, (_, i) => denied('Job', 'describe', { asset: `k${i}` }));
    const gaps = (await ask(fed, graph, [...all, ...many])).gapsOf('open');
    expect(gaps).toHaveLength(1);
    expect(gaps?.[0]).not.toHaveProperty('asset');
  });

  it('does not care for reads that do not give it, nor for other kinds', async () => {
    const others = [denied('Bucket', 'logging'), denied('Source', 'list')];
    expect(await ask(fed, graph, [...all, ...others])).toMatchObject({ finds: ['fed'], cannotTell: [] });
  });

  it('names the listing of the parents, if that is what failed', async () => {
    const got = await ask(known, graph, [...all, denied('Base', 'list'), row('Source', 'list', 'not-asked')]);
    expect(got).toMatchObject({ finds: [], cannotTell: ['dark', 'fed', 'open'] });
    expect(got.gapsOf('open')).toMatchObject([
      { kind: 'Base', outcome: 'denied' },
      { kind: 'Source', outcome: 'not-asked' },
    ]);
  });

  it('takes back what is found by its absence', async () => {
    expect(await ask(unread, graph, all)).toMatchObject({ finds: ['open'], cannotTell: ['dark'] });
    const got = await ask(unread, graph, [...all, denied('Job', 'list')]);
    expect(got).toMatchObject({ finds: [], cannotTell: ['dark', 'open'], clears: 2 });
    expect(got.gapsOf('open')).toMatchObject([{ kind: 'Job', read: 'list' }]);
    expect(got.evidenceOf('open').filter((e) => e.property === 'FEEDS')).toEqual([]);
  });

  it('is not one that the far kind was only ever seen to give in the other direction', async () => {
    const logs = {
      nodes: [node('l', 'Log'), node('a', 'Bucket', { open: false }), node('b', 'Bucket', { open: false })],
      edges: [edge('l', 'LOGS_TO', 'a', 'l')],
    };
    const gap = denied('Bucket', 'logging', { asset: 'b' });
    expect(await ask(logged, logs, [gap])).toMatchObject({ finds: [], cannotTell: ['l'] });
    const shown = { ...logs, edges: [...logs.edges, edge('a', 'LOGS_TO', 'b', 'a')] };
    expect(await ask(logged, shown, [gap])).toMatchObject({ finds: [], cannotTell: [], clears: 1 });
  });
});

describe('evidence', () => {
  it('has the edge, as the asset that showed it says', async () => {
    const { evidenceOf } = await ask(fed, graph, all);
    expect(evidenceOf('fed')).toEqual([
      expect.objectContaining({ asset: 'fed', property: 'open', value: true }),
      {
        asset: 'j',
        operation: 'sm:DescribeJob',
        field: 'describe',
        property: 'FEEDS',
        value: 'fed',
        observedAt: at,
      },
    ]);
  });

  it('says that there is none where that is what was found', async () => {
    const { evidenceOf } = await ask(unread, graph, all);
    expect(evidenceOf('open')).toMatchObject([
      { property: 'open' },
      { asset: 'open', property: 'FEEDS', value: 'none' },
    ]);
  });

  it('names all ends where the match returns one', async () => {
    const some = policy(
      'Log',
      'MATCH (l:Log) WHERE NOT EXISTS { (l)-[:LOGS_TO]->(b:Bucket) WHERE b.open = true } RETURN l',
    );
    const logs = {
      nodes: [node('l', 'Log'), node('a', 'Bucket', { open: false }), node('b', 'Bucket', { open: false })],
      edges: [edge('l', 'LOGS_TO', 'b', 'l'), edge('l', 'LOGS_TO', 'a', 'l')],
    };
    const { evidenceOf } = await ask(some, logs, [row('Log', 'list', 'looked')]);
    expect(evidenceOf('l')).toMatchObject([
      { asset: 'l', operation: 'br:GetLogging', field: 'list', property: 'LOGS_TO', value: ['a', 'b'] },
    ]);
  });

  it('has the id where the match asks for it, and no gap for it', async () => {
    const named = policy(
      'Bucket',
      "MATCH (b:Bucket) WHERE b.id IN ['dark', 'fed'] AND b.open = true RETURN b",
    );
    const { evidenceOf, gapsOf } = await ask(named, graph, all);
    expect(evidenceOf('fed')).toContainEqual(expect.objectContaining({ property: 'id', value: 'fed' }));
    expect(gapsOf('dark')).toMatchObject([{ read: 'list', asset: 'dark' }]);
  });

  it('says null of an edge that nobody could read', async () => {
    const nodes = [node('l', 'Log', { incomplete: ['LOGS_TO'] })];
    const { evidenceOf } = await ask(logged, { nodes }, [denied('Log', 'list')]);
    expect(evidenceOf('l')).toMatchObject([{ asset: 'l', property: 'LOGS_TO', value: null }]);
  });
});
