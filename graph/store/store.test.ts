/**
 * Every shared case on both stores. One file, because Neo4j is one database: its tests must follow one another.
 */
import { describe } from 'vitest';
import { runDrafts } from './cases/drafts.ts';
import { runKills, runSwap } from './cases/kills.ts';
import { runCases } from './cases/loop.ts';
import { storesUnderTest } from './cases/stores.ts';

for (const under of storesUnderTest) {
  const title = under.skip === null ? under.name : `${under.name} (skipped: ${under.skip})`;
  describe.skipIf(under.skip !== null)(title, () => {
    runCases(under);
    runDrafts(under);
    runKills(under);
    runSwap(under);
  });
}
