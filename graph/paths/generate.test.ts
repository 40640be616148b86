/** Laws on a generated estate: equal answers in any order, valid paths, fixes that hold. */
import { describe, expect, it } from 'vitest';
import { buildStepGraph } from './build.ts';
import { costOf, hops } from './core/search.ts';
import { evidenceOf } from './explain.ts';
import { generate, shuffled } from './generate.cases.ts';
import { measure } from './measure.cases.ts';
import { findPaths } from './paths.ts';
import { chokePointsOf, fixPlan, whatIfOf } from './plan.ts';
import { statesOf } from './step-graph.ts';

const seed = 7;
const estate = generate({ seed, assets: 1500, edges: 4000, jewels: 12 });
const question = { entries: estate.entries, jewels: estate.jewels, k: 2 };
const graph = await buildStepGraph(estate.nodes(), estate.edges());
const found = findPaths(graph, question);

describe('a generated estate', () => {
  it('has 1 % entries, and ways of at least 8 steps', () => {
    expect([estate.entries.length, estate.jewels.length]).toEqual([15, 12]);
    const longest = hops(graph.csr, found.ends.entries.flat()).reduce((a, b) => Math.max(a, b), 0);
    expect(longest).toBeGreaterThanOrEqual(8);
    expect(found.surely).toBeGreaterThan(20);
  });

  it('is the same for the same seed and another for another', () => {
    const rows = (s: number) => JSON.stringify([...generate({ seed: s, assets: 100, edges: 50 }).edges()]);
    expect(rows(1)).toBe(rows(1));
    expect(rows(1)).not.toBe(rows(2));
  });

  it('gives the same answers in whatever order its rows, entries and jewels come', async () => {
    const told = (one: typeof graph, asked: typeof question) => {
      const answer = findPaths(one, asked);
      return JSON.stringify([
        [...one.csr.from],
        [...one.csr.to],
        answer.paths,
        answer.ways(asked.entries[0]?.id ?? '', asked.jewels[0]?.id ?? ''),
        chokePointsOf(one, answer),
        fixPlan(one, asked),
      ]);
    };
    const wanted = told(graph, question);
    for (const turn of [1, 2, 3]) {
      const other = await buildStepGraph(shuffled(estate.nodes(), turn), shuffled(estate.edges(), turn + 10));
      const asked = {
        ...question,
        entries: shuffled(estate.entries, turn),
        jewels: shuffled(estate.jewels, turn),
      };
      // Entries and jewels are told by their ids' order, whatever order they were asked in.
      expect(
        told(other, {
          ...asked,
          entries: asked.entries.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
          jewels: asked.jewels.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        }) === wanted,
      ).toBe(true);
      expect(JSON.stringify(findPaths(other, asked).paths)).toBe(JSON.stringify(found.paths));
    }
  });

  it('has paths that are ways of the graph, from a state of the entry to one of the jewel, at the cost they say', () => {
    const { listed, ends } = found;
    const { csr } = graph;
    for (let pair = 0; pair < listed.entries * listed.jewels; pair++) {
      for (let way = listed.wayFirst[pair] ?? 0; way < (listed.wayFirst[pair + 1] ?? 0); way++) {
        const steps = [...listed.steps.subarray(listed.stepFirst[way], listed.stepFirst[way + 1])];
        const nodes = [csr.from[steps[0] ?? 0], ...steps.map((s) => csr.to[s])];
        expect(ends.entries[pair % listed.entries]).toContain(nodes[0]);
        expect(ends.jewels[Math.floor(pair / listed.entries)]).toContain(nodes.at(-1));
        steps.slice(1).forEach((s, i) => expect(csr.from[s]).toBe(csr.to[steps[i] ?? 0]));
        expect(new Set(nodes).size).toBe(nodes.length);
        expect(steps.reduce((sum, s) => sum + (csr.cost[s] ?? 0), 0)).toBe(costOf(listed.length[way] ?? 0));
      }
    }
    for (const { steps } of found.paths) {
      steps.slice(1).forEach((step, i) => {
        expect(step.from).toBe(steps[i]?.to);
        expect([step.fromHold, 'own']).toContain(steps[i]?.hold);
      });
      for (const step of steps) expect(step.edges.length).toBeGreaterThan(0);
    }
  });

  it('is cut by the smallest fix, and not by it less any one fix', () => {
    const plan = fixPlan(graph, question);
    expect(plan.uncuttable).toEqual([]);
    const without = (fixes: typeof plan.fixes) =>
      whatIfOf(graph, question, { dropEdges: fixes.flatMap(({ edges }) => edges) }).remain;
    expect(without(plan.fixes)).toBe(0);
    for (const one of plan.fixes) expect(without(plan.fixes.filter((fix) => fix !== one))).toBeGreaterThan(0);
  });

  it('has choke points that cut as many pairs as they say', () => {
    const chokes = chokePointsOf(graph, found, { top: 5 });
    for (const { edge, cuts } of chokes.edges)
      expect(whatIfOf(graph, question, { dropEdges: [edge] }).gone).toHaveLength(cuts);
    for (const { id, cuts } of chokes.assets)
      expect(whatIfOf(graph, question, { dropAssets: [id] }).gone).toHaveLength(cuts);
  });

  it('is read back edge by edge', () => {
    const keys = new Set(
      [...estate.edges()].map((one) => JSON.stringify([one.from, one.type, one.to, one.key])),
    );
    for (let e = 0; e < graph.edges.count; e += 17) {
      const { from, type, to, key, by } = evidenceOf(graph, e);
      expect(keys.has(JSON.stringify([from, type, to, key]))).toBe(true);
      expect([from, '']).toContain(by);
    }
    expect(statesOf(graph, [{ id: 'nothing', hold: 'own' }])).toEqual([]);
  });

  it('can be measured', async () => {
    const { answer, steps, rows } = await measure({ seed, assets: 400, edges: 1200, jewels: 3 });
    expect([answer.pairs > 0, answer.ways >= answer.pairs, steps > 1200, rows > 1500]).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });
});
