/** With unit costs, our shortest ways are as long as those of a graph database that knows nothing of ours. */
import { expect, it } from 'vitest';
import { generate } from '#graph/paths/generate.cases.ts';
import { ourHops, publishSteps, removeSteps, samplePairs, storeHops } from '#graph/paths/hops.cases.ts';
import { buildStepGraph } from '#graph/paths/index.ts';
import { statesOf } from '#graph/paths/step-graph.ts';
import { openStore } from '#graph/store/open.ts';
import { describeWith } from './services.ts';

describeWith('neo4j', 'hops of the step graph', (uri) => {
  it.each([
    { seed: 5, assets: 500, edges: 1200 },
    { seed: 6, assets: 500, edges: 3000 },
  ])(
    'are those of Neo4j on 200 sampled pairs of $assets assets and $edges edges, seed $seed',
    async (size) => {
      const estate = generate(size);
      const { csr, ...graph } = await buildStepGraph(estate.nodes(), estate.edges());
      const entries = statesOf(
        { csr, ...graph },
        estate.entries.flatMap(({ states }) => states),
      );
      const pairs = samplePairs(csr, { seed: size.seed, count: 200, entries });
      const store = await openStore({ kind: 'neo4j', uri });
      try {
        await publishSteps(store, csr);
        const theirs = await store.read((reader) => storeHops(reader, pairs));
        const ours = ourHops(csr, pairs);
        expect(theirs).toEqual(ours);
        // Ways of many lengths, and pairs without any.
        expect(new Set(ours).size).toBeGreaterThan(6);
        expect(ours).toContain(null);
        await removeSteps(store, csr);
      } finally {
        await store.close();
      }
    },
    120_000,
  );
});
