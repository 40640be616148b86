import { GrafeoDB } from '@grafeo-db/js';
import neo4j from 'neo4j-driver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkMatch } from './check.ts';
import {
  bare,
  cannotTell,
  clears,
  comparisons,
  finds,
  graph,
  matches,
  on,
  patterns,
} from './readings.cases.ts';
import { answers, idsOf, type Run, seed, type TinyGraph, tinyCatalogue } from './tiny.ts';

const vocabulary = { catalogue: tinyCatalogue };
/** The stores the sentences are tried on: Grafeo in memory, and a Neo4j if one is given. */
const uri = process.env['PATHLIGHT_TEST_NEO4J_URI'];
const driver = uri === undefined ? undefined : neo4j.driver(uri, undefined, { useBigInt: true });
const session = driver?.session();
afterAll(async () => {
  await session?.close();
  await driver?.close();
});

const onNeo4j: Run = async (text, params) => {
  const numbers = Object.entries(params).map(([key, value]) => [
    key,
    Number.isInteger(value) ? neo4j.int(Number(value)) : value,
  ]);
  const result = await session?.run(text, Object.fromEntries(numbers));
  return result?.records.map((record) => record.toObject()) ?? [];
};

async function stores(tiny: TinyGraph): Promise<Run[]> {
  const db = GrafeoDB.create();
  const onGrafeo: Run = async (text, params) => (await db.executeCypher(text, params)).toArray();
  const runs = [onGrafeo];
  if (session !== undefined) {
    await session.run('MATCH (n) DETACH DELETE n');
    runs.push(onNeo4j);
  }
  for (const run of runs) await seed(run, tiny);
  return runs;
}

beforeAll(async () => {
  if (session !== undefined) await session.run('RETURN 1');
});

for (const [name, rows] of Object.entries({ comparisons, patterns, matches })) {
  describe(`the readings of ${name}`, () => {
    it.each(rows)('%s', async (_says, text, tiny, answer) => {
      const match = checkMatch(text, vocabulary);
      for (const run of await stores(tiny)) {
        const got = await answers(run, match);
        const told = got.finds.includes('a') ? finds : got.cannotTell.includes('a') ? cannotTell : clears;
        expect(told).toBe(answer);
      }
    });
  });
}

describe('the rows of a reading', () => {
  it('carry the ids of what is returned, and paths as lists of ids', async () => {
    const text =
      'MATCH p = (a:Thing)-[:GUARDED_BY]->(g:Guardrail) OPTIONAL MATCH q = (a)-[:USES_TOOL]->(t:AgentTool) RETURN a, g, p, t, q';
    const match = checkMatch(text, vocabulary);
    for (const run of await stores(graph({}, [{}]))) {
      const row = { id: 'a', g: 'g0', p: ['a', 'g0'], t: null, q: null };
      expect(await run(match.surely.text, match.surely.params)).toEqual([row]);
    }
  });

  it('have null beyond an edge that was not read', async () => {
    const match = checkMatch('MATCH p = (a:Thing)-[:GUARDED_BY]->(g:Guardrail) RETURN a, g, p', vocabulary);
    for (const run of await stores(graph({ incomplete: ['GUARDED_BY'] }))) {
      expect(await run(match.surely.text, match.surely.params)).toEqual([]);
      expect(await run(match.possibly.text, match.possibly.params)).toEqual([{ id: 'a', g: null, p: ['a'] }]);
    }
  });

  it('keep the order of a path of variable length, whichever way it is written', async () => {
    const match = checkMatch('MATCH p = (t:AgentTool)<-[:USES_TOOL*2..2]-(a:Thing) RETURN a, p', vocabulary);
    const tiny: TinyGraph = {
      nodes: [
        { id: 'a', labels: ['Thing'], props: {} },
        { id: 'm', labels: ['Agent'], props: {} },
        { id: 't', labels: ['AgentTool'], props: {} },
      ],
      edges: [
        { from: 'a', type: 'USES_TOOL', to: 'm', props: {} },
        { from: 'm', type: 'USES_TOOL', to: 't', props: {} },
      ],
    };
    for (const run of await stores(tiny)) {
      expect(await run(match.surely.text, match.surely.params)).toEqual([{ id: 'a', p: ['t', 'm', 'a'] }]);
    }
  });

  it('may be named by words that mean something to a store', async () => {
    const names = [
      'path',
      'key',
      'node',
      'type',
      'value',
      'labels',
      'filter',
      'e',
      'n1',
      'start',
      'index',
      'role',
      'user',
      'graph',
      'edge',
      'date',
      'time',
    ];
    for (const run of await stores(graph({}, [{}]))) {
      for (const name of names) {
        const match = checkMatch(
          `MATCH (a:Thing)-[:GUARDED_BY]->(${name}:Guardrail) RETURN a, ${name}`,
          vocabulary,
        );
        expect(await run(match.surely.text, match.surely.params)).toEqual([{ id: 'a', [name]: 'g0' }]);
      }
    }
  });

  it('carry values only as parameters', () => {
    const match = checkMatch(bare("a.label = 'x\\' OR true //'"), vocabulary);
    expect(match.surely.text).not.toContain('OR true');
    expect(Object.values(match.surely.params)).toContain("x' OR true //");
  });

  it('are found by mutants too', async () => {
    const match = checkMatch(bare('a.on = true'), vocabulary);
    const flipped = match.mutants().find(({ what }) => what.startsWith('changed true to false'));
    if (flipped === undefined) throw new Error('no such mutant');
    for (const run of await stores(on(false))) {
      expect(await idsOf(run, match.surely)).toEqual([]);
      expect(await idsOf(run, flipped.surely)).toEqual(['a']);
    }
  });
});
