/** The step graph of a generated estate in a store, so that another engine's shortest paths can be held against ours. */
import type { GraphReader, GraphStore } from '#graph/store/port.ts';
import type { Csr } from './core/csr.ts';
import { far, hops } from './core/search.ts';
import { random } from './generate.cases.ts';

/** Numbers of two states. */
export type HopPair = readonly [from: number, to: number];

const batch = 5000;
const idOf = (state: number): string => `state/${state}`;
const slices = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / batch) }, (_, i) => all.slice(i * batch, (i + 1) * batch));
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);

/** Publishes states as nodes and steps as edges. */
export async function publishSteps(store: GraphStore, csr: Csr): Promise<void> {
  const draft = await store.draft('hops');
  for (const some of slices(upTo(csr.nodes)))
    await draft.stage({ nodes: some.map((n) => ({ id: idOf(n), labels: ['Asset', 'State'], props: {} })) });
  for (const some of slices(upTo(csr.steps)))
    await draft.stage({
      edges: some.map((s) => ({
        from: idOf(csr.from[s] ?? 0),
        type: 'STEPS_TO',
        to: idOf(csr.to[s] ?? 0),
        key: String(s),
        props: {},
      })),
    });
  await draft.seal();
  await draft.publish('hops', {});
}

/** Takes away what `publishSteps` wrote. */
export async function removeSteps(store: GraphStore, csr: Csr): Promise<void> {
  const draft = await store.draft('hops');
  for (const some of slices(upTo(csr.nodes))) await draft.stage({ removeNodes: some.map(idOf) });
  await draft.seal();
  await draft.publish('hops', {});
}

/** Different pairs of two different states, the same for the same seed; entries are where half of them begin. */
export function samplePairs(
  csr: Csr,
  how: { readonly seed: number; readonly count: number; readonly entries: readonly number[] },
): readonly HopPair[] {
  const next = random(how.seed);
  const any = (): number => Math.floor(next() * csr.nodes);
  const pairs = new Map<string, HopPair>();
  while (pairs.size < how.count) {
    const entry = how.entries[Math.floor(next() * how.entries.length)];
    const from = pairs.size % 2 === 0 && entry !== undefined ? entry : any();
    const to = any();
    if (from !== to) pairs.set(`${from} ${to}`, [from, to]);
  }
  return [...pairs.values()];
}

/** Steps of the shortest way of each pair, each searched for by itself; null: there is none. */
export const ourHops = (csr: Csr, pairs: readonly HopPair[]): readonly (number | null)[] =>
  pairs.map(([from, to]) => {
    const count = hops(csr, [from])[to] ?? far;
    return count === far ? null : count;
  });

const query = `UNWIND $pairs AS pair
MATCH (a:Asset {id: pair.from}), (b:Asset {id: pair.to})
OPTIONAL MATCH p = shortestPath((a)-[:STEPS_TO*]->(b))
RETURN pair.number AS number, length(p) AS hops
ORDER BY number`;

/** The same by Neo4j's own shortestPath (Cypher Manual, "Shortest paths"), in one query. */
export async function storeHops(
  graph: GraphReader,
  pairs: readonly HopPair[],
): Promise<readonly (number | null)[]> {
  const rows = await graph.rows(query, {
    pairs: pairs.map(([from, to], number) => ({ number, from: idOf(from), to: idOf(to) })),
  });
  return rows.map(({ hops: count }) => (count === null || count === undefined ? null : Number(count)));
}
