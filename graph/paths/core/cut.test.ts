/** Choke points, fixes and what-if against trying everything, on many small graphs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chokePoints } from './choke.ts';
import { smallestFix } from './cut.ts';
import { fixesOf } from './fixes.ts';
import { lightestChoice } from './hitting.ts';
import { joinedPairs, listWays } from './pairs.ts';
import { far } from './search.ts';
import { check, rows, small } from './small.cases.ts';
import { whatIf } from './what-if.ts';

describe('choke points', () => {
  it('cut exactly the pairs that lose their last way, and no other step cuts more', () => {
    fc.assert(
      fc.property(small(14), ({ nodes, steps, ends }) => {
        const graph = rows(nodes, steps);
        const listed = listWays(graph, ends, 2);
        const groupOf = Int32Array.from({ length: graph.steps }, (_, s) => s >> 1);
        const joined = joinedPairs(graph, ends).reduce((a, b) => a + b, 0);
        const cutBy = (group: number) => {
          const blocked = groupOf.map((one) => Number(one === group));
          return (
            joined -
            joinedPairs(graph, ends, { blocked: Uint8Array.from(blocked) }).reduce((a, b) => a + b, 0)
          );
        };
        const all = [...new Set(groupOf)]
          .map((group) => ({ group, cuts: cutBy(group) }))
          .filter(({ cuts }) => cuts > 0)
          .sort((a, b) => b.cuts - a.cuts || a.group - b.group);
        const found = chokePoints(graph, ends, listed, groupOf, { top: 3, most: 100 });
        expect(found.pairs).toBe(joined);
        expect(found.proven).toBe(true);
        expect(found.points.map(({ cuts }) => cuts)).toEqual(all.slice(0, 3).map(({ cuts }) => cuts));
        for (const { group, cuts } of found.points) expect(cuts).toBe(cutBy(group));
      }),
      check,
    );
  });
});

describe('the smallest fix', () => {
  const fixing = small(12).chain((graph) =>
    fc.record({
      graph: fc.constant(graph),
      weights: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 6, maxLength: 6 }),
      of: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 2 }), {
        minLength: graph.steps.length,
        maxLength: graph.steps.length,
      }),
    }),
  );

  it('is as light as the lightest of all choices, parts what can be parted and says what cannot', () => {
    let proven = 0;
    fc.assert(
      fc.property(fixing, ({ graph: { nodes, steps, ends }, weights, of }) => {
        const graph = rows(nodes, steps);
        const joinedWithout = (chosen: readonly number[]) =>
          joinedPairs(graph, ends, {
            blocked: Uint8Array.from(of, (list) => Number(list.some((fix) => chosen.includes(fix)))),
          });
        const stuck = joinedWithout([0, 1, 2, 3, 4, 5]);
        const before = joinedPairs(graph, ends);
        let least = Infinity;
        for (let bits = 0; bits < 64; bits++) {
          const chosen = [0, 1, 2, 3, 4, 5].filter((fix) => ((bits >> fix) & 1) === 1);
          if (joinedWithout(chosen).some((one, pair) => one > (stuck[pair] ?? 0))) continue;
          least = Math.min(
            least,
            chosen.reduce((sum, fix) => sum + (weights[fix] ?? 0), 0),
          );
        }
        const answer = smallestFix(graph, ends, fixesOf(of, weights));
        const after = joinedWithout(answer.fixes);
        expect([...after]).toEqual([...stuck]);
        expect(answer.uncuttable).toEqual([...stuck].flatMap((one, pair) => (one === 1 ? [pair] : [])));
        expect(answer.cuts).toBe(before.filter((one, pair) => one > (stuck[pair] ?? 0)).length);
        expect(answer.bound).toBeLessThanOrEqual(least);
        expect(answer.weight).toBeGreaterThanOrEqual(least);
        if (answer.verdict === 'proven smallest') {
          expect(answer.weight).toBe(least);
          if (least > 0) proven++;
        } else expect(answer.verdict).toBe(`at most ${answer.weight - answer.bound} above the bound`);
      }),
      { ...check, numRuns: 1500 },
    );
    expect(proven).toBeGreaterThan(100);
  });

  it('still cuts, and says how far above the bound it may be, when it may not look for long', () => {
    // Five entries, five jewels, a fix per entry or jewel: the lightest choice is five of the ten.
    const five = [0, 1, 2, 3, 4];
    const steps = five.flatMap((e) => five.map((j) => ({ from: e, to: 5 + j, cost: 1 })));
    const of = steps.map(({ from, to }) => [from, to]);
    const ends = { entries: five.map((e) => [e]), jewels: five.map((j) => [5 + j]) };
    const answer = smallestFix(rows(10, steps), ends, fixesOf(of, Array(10).fill(1)), { rounds: 0 });
    expect([answer.cuts, answer.weight >= 5, answer.bound <= 5]).toEqual([25, true, true]);
    const whole = smallestFix(rows(10, steps), ends, fixesOf(of, Array(10).fill(1)));
    expect([whole.weight, whole.verdict]).toEqual([5, 'proven smallest']);
  });

  it('takes the one fix that cuts both ways over two that cut one each', () => {
    const steps = [
      { from: 0, to: 1, cost: 1 },
      { from: 0, to: 2, cost: 1 },
      { from: 1, to: 3, cost: 1 },
      { from: 2, to: 3, cost: 1 },
    ];
    const answer = smallestFix(
      rows(4, steps),
      { entries: [[0]], jewels: [[3]] },
      fixesOf([[0], [1], [2], [2]], [1, 1, 1]),
    );
    expect(answer).toMatchObject({ fixes: [2], weight: 1, bound: 1, verdict: 'proven smallest', cuts: 1 });
  });

  it('is the lightest of all hitting sets', () => {
    const sets = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 3 }), {
      maxLength: 9,
    });
    const weights = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(sets, weights, (all, weight) => {
        let least = Infinity;
        for (let bits = 0; bits < 256; bits++) {
          if (!all.every((set) => set.some((thing) => ((bits >> thing) & 1) === 1))) continue;
          least = Math.min(
            least,
            weight.reduce((sum, one, i) => sum + (((bits >> i) & 1) === 1 ? one : 0), 0),
          );
        }
        const { weight: mine, bound, chosen } = lightestChoice(all, weight);
        expect([mine, bound]).toEqual([least, least]);
        expect(all.every((set) => set.some((thing) => chosen.includes(thing)))).toBe(true);
      }),
      check,
    );
  });
});

describe('what if', () => {
  it('tells the pairs that go, come, change and stay when steps go and come', () => {
    const graph = rows(5, [
      { from: 0, to: 1, cost: 1 },
      { from: 0, to: 2, cost: 3 },
      { from: 2, to: 1, cost: 3 },
      { from: 0, to: 3, cost: 1 },
    ]);
    const ends = { entries: [[0]], jewels: [[1], [2], [3], [4]] };
    const drop = [0, 2];
    expect([...drop].map((s) => [graph.from[s], graph.to[s]])).toEqual([
      [0, 1],
      [0, 3],
    ]);
    expect(
      whatIf(graph, ends, {
        dropSteps: drop,
        add: [
          { from: 2, to: 5, cost: 1 },
          { from: 5, to: 4, cost: 1 },
        ],
      }),
    ).toEqual({
      gone: [{ entry: 0, jewel: 2, before: 1, after: far }],
      appeared: [{ entry: 0, jewel: 3, before: far, after: 5 }],
      changed: [{ entry: 0, jewel: 0, before: 1, after: 6 }],
      remain: 2,
    });
    expect(whatIf(graph, ends, { dropNodes: [0] }).gone).toHaveLength(3);
  });
});
