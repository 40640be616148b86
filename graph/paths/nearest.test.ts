/** One search ahead of each entry gives what a search back from each jewel gives. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addPossible, buildStepGraph } from './build.ts';
import { aheadOf, bestWay } from './core/ahead.ts';
import { listWays } from './core/pairs.ts';
import { searcher } from './core/search.ts';
import { check, rows, small } from './core/small.cases.ts';
import { generate } from './generate.cases.ts';
import { narrowed } from './narrowed.cases.ts';
import { nearestIn } from './nearest.ts';
import { type AttackPath, type End, findPaths } from './paths.ts';
import type { StepGraph } from './step-graph.ts';
import { edge, end, tiny } from './tiny.cases.ts';

describe('the best way ahead', () => {
  it('of each pair is the one that the ways of pairs begin with, by its steps, whatever is blocked', () => {
    fc.assert(
      fc.property(small(24, 9), fc.uniqueArray(fc.nat(23)), ({ nodes, steps, ends }, closed) => {
        const graph = rows(nodes, steps);
        const blocked = Uint8Array.from(steps, (_, step) => (closed.includes(step) ? 1 : 0));
        const sorted = (groups: readonly (readonly number[])[]) =>
          groups.map((group) => group.toSorted((a, b) => a - b));
        const listed = listWays(graph, { entries: sorted(ends.entries), jewels: sorted(ends.jewels) }, 1, {
          blocked,
        });
        ends.entries.forEach((entry, e) => {
          const ahead = aheadOf(graph, searcher(graph), entry, blocked);
          ends.jewels.forEach((jewel, j) => {
            const pair = j * ends.entries.length + e;
            const way = listed.wayFirst[pair] ?? 0;
            const wanted =
              way === listed.wayFirst[pair + 1]
                ? undefined
                : {
                    steps: [...listed.steps.subarray(listed.stepFirst[way], listed.stepFirst[way + 1])],
                    length: listed.length[way],
                  };
            expect(bestWay(graph, ahead, jewel)).toEqual(wanted);
          });
        });
      }),
      check,
    );
  });
});

/** The first path of each jewel of those with a certainty, in the order of `findPaths`. */
function firstOfEach(
  graph: StepGraph,
  question: { readonly entries: readonly End[]; readonly jewels: readonly End[] },
  certainty: AttackPath['certainty'],
): readonly AttackPath[] {
  const { paths, surely } = findPaths(graph, { ...question, k: 1, limit: Number.MAX_SAFE_INTEGER });
  const mine = certainty === 'surely' ? paths.slice(0, surely) : paths.slice(surely);
  const first = new Map<string, AttackPath>();
  for (const path of mine) if (!first.has(path.jewel.id)) first.set(path.jewel.id, path);
  return [...first.values()].sort((a, b) => (a.jewel.id < b.jewel.id ? -1 : 1));
}

describe('the nearest of a generated estate', () => {
  const estate = generate({ seed: 11, assets: 1500, edges: 4000, jewels: 40 });
  const entries = [0, 1, 2].map(
    (n): End => ({
      id: `class ${n}`,
      name: `class ${n}`,
      states: estate.entries.filter((_, i) => i % 3 === n).flatMap(({ states }) => states),
      weight: [1, 0.5, 0.8][n] ?? 1,
    }),
  );
  const question = { entries, jewels: estate.jewels };
  const graphs = (async () => {
    const sure = await buildStepGraph(estate.nodes(), estate.edges());
    const to = estate.jewels.filter((_, i) => i % 3 > 0).flatMap(({ states }) => states);
    const gaps = estate.entries
      .slice(0, 6)
      .map(({ id, states }) => ({ gap: `a listing of ${id}`, from: states, to }));
    return { sure, possible: addPossible(sure, gaps) };
  })();
  const without = (graph: StepGraph) => Uint8Array.from(graph.csr.from, (from) => (from % 23 === 3 ? 1 : 0));

  it.each(['surely', 'possibly'] as const)('are, %s, what findPaths lists first for each', async (how) => {
    const { possible } = await graphs;
    const wanted = firstOfEach(possible, question, how);
    expect(wanted.length).toBeGreaterThan(2);
    expect(nearestIn(possible)[how](question)).toEqual(wanted);
  });

  it.each(['surely', 'possibly'] as const)('are so, %s, in a graph without some steps', async (how) => {
    const { possible } = await graphs;
    const left = without(possible);
    const wanted = firstOfEach(
      narrowed(possible, (step) => left[step] !== 1),
      question,
      how,
    );
    expect(wanted.length).toBeGreaterThan(2);
    expect(wanted).not.toEqual(firstOfEach(possible, question, how));
    expect(nearestIn(possible, left)[how](question)).toEqual(wanted);
  });

  it('where all is sure nothing is only possible', async () => {
    const { sure } = await graphs;
    expect(nearestIn(sure).possibly(question)).toEqual([]);
    expect(nearestIn(sure).surely(question)).toEqual(firstOfEach(sure, question, 'surely'));
  });
});

describe('the nearest of equals', () => {
  it('is the one of the first entry, whatever order they are asked in', async () => {
    const graph = await tiny([edge('b', 'CAN_READ', 'c'), edge('a', 'CAN_READ', 'c')]);
    const ask = (...ids: readonly string[]) =>
      nearestIn(graph)
        .surely({ entries: ids.map((id) => end(id, 'own')), jewels: [end('c', 'see')] })
        .map(({ entry }) => entry.id);
    expect([ask('a', 'b'), ask('b', 'a'), ask('b')]).toEqual([['a'], ['a'], ['b']]);
  });

  it('an entry that is the jewel is there without a step', async () => {
    const graph = await tiny([edge('a', 'CAN_READ', 'c')]);
    const [path] = nearestIn(graph).surely({ entries: [end('a', 'own')], jewels: [end('a', 'own')] });
    expect([path?.cost, path?.steps]).toEqual([0, []]);
  });
});
