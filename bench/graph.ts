/** Upserts and publishes on one store: a generated graph of assets with 20 properties and power-law degrees. */

import type { EdgeChange, GraphStore, NodeChange } from '#graph/store/port.ts';
import { wanted } from '#workers/publish/base.ts';
import { type Figure, perSecond, ratio, seconds, timed } from './table.ts';

export const seed = 20_261_120;

/** Numbers in [0, 1) from a seed (xorshift32). */
export function randomOf(from: number): () => number {
  let x = from | 1;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) / 4_294_967_296;
  };
}

const labels = [
  ['Asset', 'AwsS3Bucket', 'ObjectStore', 'DataStore'],
  ['Asset', 'AwsIamRole', 'Role', 'Principal'],
  ['Asset', 'AwsSageMakerModel', 'Model'],
];

const idOf = (i: number) => `arn:aws:bench:eu-west-1:111122223333:thing/${i}`;

function nodeOf(i: number, epoch: number): NodeChange {
  const props: Record<string, string | number | boolean | readonly string[]> = {
    id: idOf(i),
    name: `thing-${i}`,
    kind: 'AwsS3Bucket',
    cloud: 'aws',
    account: '111122223333',
    region: 'eu-west-1',
    firstSeen: '2026-11-20T10:00:00.000Z',
    scope: 'aws/111122223333/eu-west-1',
    uid: `u${i}`,
    hash: `h${i}-${epoch}`,
    seen: true,
    stale: false,
    incomplete: [],
    aliases: [],
  };
  for (let p = 0; p < 6; p += 1)
    props[`p${p}`] = p % 3 === 0 ? i % (p + 2) === 0 : p % 3 === 1 ? `value ${i % 97}` : i * p;
  return { id: idOf(i), labels: labels[i % labels.length] ?? [], props };
}

const types = ['FEEDS', 'RUNS_AS', 'ENCRYPTED_WITH'];

/** Three edges per node; the targets follow a power law. */
function edgesOf(nodes: number): readonly EdgeChange[] {
  const random = randomOf(seed);
  return Array.from({ length: nodes * 3 }, (_, i) => ({
    from: idOf(Math.floor(i / 3)),
    type: types[i % 3] ?? 'FEEDS',
    to: idOf(Math.floor(nodes * random() ** 3)),
    key: String(i),
    props: { by: idOf(Math.floor(i / 3)), stale: false },
  }));
}

const batch = 5000;

async function stageAll(store: GraphStore, nodes: readonly NodeChange[], edges: readonly EdgeChange[]) {
  const draft = await store.draft('bench');
  const staged = { nodes: 0, edges: 0, rest: 0 };
  staged.nodes = await timed(async () => {
    for (let i = 0; i < nodes.length; i += batch) await draft.stage({ nodes: nodes.slice(i, i + batch) });
  });
  staged.edges = await timed(async () => {
    for (let i = 0; i < edges.length; i += batch) await draft.stage({ edges: edges.slice(i, i + batch) });
  });
  staged.rest = await timed(async () => {
    await draft.seal();
    await draft.publish('bench', {});
  });
  return staged;
}

/** What a rescan pays at the least: reads the index of the base, compares, writes the hundredth that changed, publishes. */
async function rescan(store: GraphStore, size: number): Promise<number> {
  return timed(async () => {
    const draft = await store.draft('bench');
    const base = new Map<string, unknown>();
    for await (const node of draft.index(wanted)) base.set(node.id, node.props['hash']);
    const changed = Array.from({ length: size }, (_, i) => i)
      .filter((i) => base.get(idOf(i)) !== (i % 100 === 0 ? `h${i}-2` : `h${i}-1`))
      .map((i) => nodeOf(i, 2));
    if (changed.length !== Math.ceil(size / 100)) throw new Error(`${changed.length} changed, not 1 %`);
    await draft.stage({ nodes: changed });
    await draft.seal();
    await draft.publish('bench 2', {});
  });
}

/** The same nodes and edges written by the bare client: what the store itself can do. */
export type Bare = (
  nodes: readonly NodeChange[],
  edges: readonly EdgeChange[],
) => Promise<{ readonly nodes: number; readonly edges: number }>;

export async function benchStore(
  store: GraphStore,
  size: number,
  bare: Bare,
  reach: { readonly nodes: string; readonly edges: string; readonly steps: string },
): Promise<readonly Figure[]> {
  const nodes = Array.from({ length: size }, (_, i) => nodeOf(i, 1));
  const edges = edgesOf(size);
  const own = await stageAll(store, nodes, edges);
  const raw = await bare(nodes, edges);
  const first = own.nodes + own.edges + own.rest;
  const again = await rescan(store, size);
  let steps = 0;
  let reading = 0;
  await store.read(async (graph) => {
    // A publish reads from the graph that it has just written: opening it again is no part of the reading.
    await graph.rows('MATCH (n:Asset) RETURN count(n) AS count');
    steps = 0;
    reading = await timed(async () => {
      for await (const _ of graph.edges({ types, props: [] })) steps += 1;
    });
  });
  const sealed = own.rest * (nodes.length / (nodes.length + edges.length));
  return [
    {
      what: 'node upserts',
      figure: `${perSecond(size, own.nodes + sealed)}, ${ratio(own.nodes + sealed, raw.nodes)} × the time of the bare client`,
      reach: reach.nodes,
      method: `${size.toLocaleString('en')} nodes × 20 properties, 4 labels at most, batches of ${batch}, seed ${seed}; with their share of sealing`,
    },
    {
      what: 'edge upserts',
      figure: `${perSecond(edges.length, own.edges + own.rest - sealed)}, ${ratio(own.edges + own.rest - sealed, raw.edges)} × the time of the bare client`,
      reach: reach.edges,
      method: `${edges.length.toLocaleString('en')} edges, power-law targets; with their share of sealing`,
    },
    {
      what: 'publish of a rescan in which 1 % changed',
      figure: `${seconds(again)}, ${ratio(again, first)} of the first publish (${seconds(first)})`,
      reach: 'at most 0.10',
      method:
        'draft, read the index of all assets as a publish does, compare all hashes, write what changed, seal, publish',
    },
    {
      what: 'steps out of the store',
      figure: perSecond(steps, reading),
      reach: reach.steps,
      method: `all ${steps.toLocaleString('en')} edges by their types through the port with what a path search needs (ends, type, key), from an open graph`,
    },
  ];
}
