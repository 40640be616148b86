/** Rows, search and best ways against slow and simple readings, on many small graphs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, partOf } from './csr.ts';
import { joinedPairs, listWays, pairCosts } from './pairs.ts';
import { costOf, far, hops, reach, searcher } from './search.ts';
import { allWays, check, costOfWay, pairsOf, rows, small, table } from './small.cases.ts';

describe('rows', () => {
  it('hold every step once, forward and backward, sorted by from, to and the order handed in', () => {
    fc.assert(
      fc.property(small(20), ({ nodes, steps }) => {
        const graph = rows(nodes, steps);
        const forward = Array.from({ length: graph.steps }, (_, s) => [
          graph.from[s],
          graph.to[s],
          graph.cost[s],
        ]);
        expect(forward).toEqual(
          steps
            .toSorted((a, b) => a.from - b.from || a.to - b.to)
            .map((step) => [step.from, step.to, step.cost]),
        );
        for (let n = 0; n < nodes; n++) {
          const into = graph.backAt.subarray(graph.backFirst[n], graph.backFirst[n + 1]);
          expect([...into]).toEqual(forward.flatMap((step, s) => (step[1] === n ? [s] : [])));
        }
      }),
      check,
    );
  });

  it('take about 21 bytes a step and 8 a node', () => {
    const none = rows(1000, []);
    expect(bytesOf(none)).toBe(2 * 4 * 1001);
    expect(bytesOf(rows(1, [{ from: 0, to: 0, cost: 1 }]))).toBe(2 * 4 * 2 + 17);
  });

  it.each([
    [{ from: 0, to: 2, cost: 1 }, /names node 2 of 2/],
    [{ from: -1, to: 1, cost: 1 }, /names node -1/],
    [{ from: 0, to: 1, cost: 256 }, /costs 256/],
    [{ from: 0, to: 1, cost: 0.5 }, /costs 0.5/],
  ])('refuse the step %j', (step, message) => {
    expect(() => rows(2, [step])).toThrow(message);
  });

  it('give a part with the steps between the nodes that it keeps', () => {
    const graph = rows(3, [
      { from: 0, to: 1, cost: 1 },
      { from: 0, to: 2, cost: 2 },
      { from: 2, to: 1, cost: 3 },
    ]);
    const part = partOf(graph, Uint8Array.of(1, 0, 1));
    expect([[...part.node], [...part.step], [...part.graph.cost], [...part.within]]).toEqual([
      [0, 2],
      [1],
      [2],
      [0, -1, 1],
    ]);
  });
});

describe('search', () => {
  it('finds the cost, the hops and the reach that the slow table has', () => {
    fc.assert(
      fc.property(small(24), ({ nodes, steps, ends }) => {
        const graph = rows(nodes, steps);
        const cheap = table(nodes, steps, (step) => step.cost);
        const few = table(nodes, steps, () => 1);
        const search = searcher(graph);
        for (const from of ends.entries) {
          const least = (by: number[][], n: number, backward: boolean) =>
            Math.min(...from.map((f) => (backward ? by[n]?.[f] : by[f]?.[n]) ?? Infinity));
          for (const backward of [false, true]) {
            const length = search.lengths(from, { backward });
            const count = hops(graph, from, { backward });
            const reached = reach(graph, from, { backward });
            for (let n = 0; n < nodes; n++) {
              const cost = least(cheap, n, backward);
              expect(length[n] === far ? Infinity : costOf(length[n] ?? 0)).toBe(cost);
              expect(count[n] === far ? Infinity : count[n]).toBe(least(few, n, backward));
              expect(reached[n]).toBe(cost === Infinity ? 0 : 1);
            }
          }
        }
      }),
      check,
    );
  });

  it('joins the pairs, at the costs, that the slow table has', () => {
    fc.assert(
      fc.property(small(16), ({ nodes, steps, ends }) => {
        const graph = rows(nodes, steps);
        const cheap = table(nodes, steps, (step) => step.cost);
        const wanted = pairsOf(ends).map(({ entry, jewel }) =>
          Math.min(...entry.flatMap((e) => jewel.map((j) => cheap[e]?.[j] ?? Infinity))),
        );
        expect([...pairCosts(graph, ends)].map((c) => (c === far ? Infinity : c))).toEqual(wanted);
        expect([...joinedPairs(graph, ends)]).toEqual(wanted.map((c) => (c === Infinity ? 0 : 1)));
      }),
      check,
    );
  });

  it('takes the cheaper way, then the one with fewer steps, then the first', () => {
    const graph = rows(5, [
      { from: 0, to: 1, cost: 0 },
      { from: 1, to: 4, cost: 2 },
      { from: 0, to: 2, cost: 1 },
      { from: 2, to: 4, cost: 1 },
      { from: 0, to: 3, cost: 0 },
      { from: 3, to: 1, cost: 0 },
    ]);
    const listed = listWays(graph, { entries: [[0]], jewels: [[4]] }, 3);
    const nodes = Array.from(listed.length, (_, w) =>
      [...listed.steps.subarray(listed.stepFirst[w], listed.stepFirst[w + 1])].map((s) => graph.to[s]),
    );
    expect(nodes).toEqual([
      [1, 4],
      [2, 4],
      [3, 1, 4],
    ]);
  });
});

describe('the best ways', () => {
  it('are ways, have no loop, and cost what the cheapest of all ways without loops cost', () => {
    fc.assert(
      fc.property(small(12, 6), fc.integer({ min: 1, max: 4 }), ({ nodes, steps, ends }, k) => {
        const graph = rows(nodes, steps);
        const listed = listWays(graph, ends, k, { budget: 10_000 });
        expect(listed.truncated.every((one) => one === 0)).toBe(true);
        pairsOf(ends).forEach(({ entry, jewel }, pair) => {
          const all = allWays(graph, entry, jewel);
          const wanted = all.map((way) => costOfWay(graph, way) * 1024 + way.length).sort((a, b) => a - b);
          const spelled = new Set(all.map((way) => way.join(' ')));
          const mine = [...listed.length.subarray(listed.wayFirst[pair], listed.wayFirst[pair + 1])];
          expect(mine).toEqual(wanted.slice(0, k));
          for (let w = listed.wayFirst[pair] ?? 0; w < (listed.wayFirst[pair + 1] ?? 0); w++) {
            const way = listed.steps.subarray(listed.stepFirst[w], listed.stepFirst[w + 1]).join(' ');
            expect(spelled.delete(way)).toBe(true);
          }
        });
      }),
      check,
    );
  });

  it('say so when the work reached its bound', () => {
    const ladder = Array.from({ length: 10 }, (_, i) => [
      { from: i, to: i + 1, cost: 1 },
      { from: i, to: i + 1, cost: 1 },
    ]).flat();
    const listed = listWays(rows(11, ladder), { entries: [[0]], jewels: [[10]] }, 50, { budget: 20 });
    expect([listed.length.length, listed.truncated[0]]).toEqual([20, 1]);
  });
});
