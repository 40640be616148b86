/** Hop counts with unit costs, beside Neo4j's own shortest paths over the same steps. */
import { deepStrictEqual } from 'node:assert';
import { generate } from '#graph/paths/generate.cases.ts';
import { ourHops, publishSteps, removeSteps, samplePairs, storeHops } from '#graph/paths/hops.cases.ts';
import { buildStepGraph } from '#graph/paths/index.ts';
import { statesOf } from '#graph/paths/step-graph.ts';
import { openStore } from '#graph/store/open.ts';
import { seed } from './graph.ts';
import { print, ratio, timed } from './table.ts';

const pairsAsked = 200;
const rounds = 5;

const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
/** Median milliseconds; the first round only warms up. */
async function medianOf(work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await timed(work));
  return median(times);
}

export async function benchHops(): Promise<void> {
  const uri = process.env['PATHLIGHT_TEST_NEO4J_URI'];
  if (uri === undefined) {
    console.log(
      '\nHops beside Neo4j: left out, no server (npm run bench starts one where Java and Maven are).',
    );
    return;
  }
  const estate = generate({ seed, assets: 2500, edges: 40_000 });
  const graph = await buildStepGraph(estate.nodes(), estate.edges());
  const { csr } = graph;
  const entries = statesOf(
    graph,
    estate.entries.flatMap(({ states }) => states),
  );
  const pairs = samplePairs(csr, { seed, count: pairsAsked, entries });
  const store = await openStore({ kind: 'neo4j', uri });
  try {
    await publishSteps(store, csr);
    const ours = ourHops(csr, pairs);
    await store.read(async (reader) => {
      deepStrictEqual(await storeHops(reader, pairs), ours);
      const mine = await medianOf(() => Promise.resolve(ourHops(csr, pairs)));
      const whole = await medianOf(() => storeHops(reader, pairs));
      const single = await medianOf(async () => {
        for (const pair of pairs) await storeHops(reader, [pair]);
      });
      const joined = ours.filter((hops) => hops !== null);
      print('Hop counts beside Neo4j', [
        {
          what: `hops of ${pairsAsked} pairs`,
          figure: `equal; ${(mine / pairsAsked).toFixed(2)} ms a pair, ${ratio(mine, whole)} × the time of Neo4j (${ratio(mine, single)} × where each pair is a query of its own)`,
          reach: "equal to Neo4j's shortestPath",
          method:
            `${csr.nodes.toLocaleString('en')} states, ${csr.steps.toLocaleString('en')} steps, seed ${seed}; ${joined.length} pairs are joined, by up to ${Math.max(...joined)} steps; ` +
            `ours searches everything from the beginning of each pair, Neo4j from both ends; median of ${rounds} rounds: ${mine.toFixed(0)}, ${whole.toFixed(0)} and ${single.toFixed(0)} ms`,
        },
      ]);
    });
    await removeSteps(store, csr);
  } finally {
    await store.close();
  }
}
