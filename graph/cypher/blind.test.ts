/** What a match says where the far ends of its edges could not be seen. */
import { GrafeoDB } from '@grafeo-db/js';
import { describe, expect, it } from 'vitest';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { checkMatch } from './check.ts';
import { answers, idsOf, type Run, seed, type TinyGraph, tinyCatalogue } from './tiny.ts';

/** A bucket that gives nothing, and a job that gives FEEDS from the buckets that it reads. */
const catalogue: Catalogue = ['Bucket', 'Job'].flatMap((kind) =>
  tinyCatalogue.slice(0, 1).map((like) => ({
    ...like,
    kind,
    concepts: [kind === 'Bucket' ? 'ObjectStore' : 'TrainingJob'],
    reads: like.reads.map((read) => ({ ...read, edges: kind === 'Job' ? ['FEEDS', 'RUNS_AS'] : [] })),
  })),
);
const check = (text: string) => checkMatch(text, { catalogue });

const bucket = (id: string, on: boolean | null) => ({ id, labels: ['Bucket', 'ObjectStore'], props: { on } });
const feeds = (from: string) => ({ from, type: 'FEEDS', to: 'j', props: {} });
/** Only `fed` has an edge that anybody saw. */
const graph: TinyGraph = {
  nodes: [
    bucket('fed', true),
    bucket('open', true),
    bucket('dark', null),
    bucket('shut', false),
    { id: 'j', labels: ['Job', 'TrainingJob'], props: {} },
  ],
  edges: [feeds('fed')],
};
async function onGraph(): Promise<Run> {
  const db = GrafeoDB.create();
  const run: Run = async (text, params) => (await db.executeCypher(text, params)).toArray();
  await seed(run, graph);
  return run;
}
async function bothWays(text: string) {
  const match = check(text);
  const run = await onGraph();
  return { seen: await answers(run, match), blind: await answers(run, match.blindTo(match.cuts)) };
}

describe('the far end of an edge', () => {
  it('is named with the kinds that could have shown the edge', () => {
    const [cut, ...others] = check(
      'MATCH (b:Bucket)-[:FEEDS]->(t:TrainingJob) WHERE b.on = true RETURN b, t',
    ).cuts;
    expect(cut).toMatchObject({ types: ['FEEDS'], far: 'to', labels: ['TrainingJob'], observers: ['Job'] });
    expect(others).toEqual([]);
  });

  it('is none where no kind that it may be of gives the edge', () => {
    expect(check('MATCH (t:TrainingJob)<-[:FEEDS]-(b:ObjectStore) RETURN t, b').cuts).toEqual([]);
    expect(check('MATCH (t:TrainingJob)-[:RUNS_AS]->(r:Role) RETURN t, r').cuts).toEqual([]);
  });

  it('is any kind that gives the edge if it has no label', () => {
    const { cuts } = check('MATCH (b:ObjectStore) WHERE EXISTS { (b)-[:FEEDS]->(t) } RETURN b');
    expect(cuts).toMatchObject([{ labels: [], observers: ['Job'] }]);
  });

  it('leaves open what an unseen one may have shown, and only if the rest possibly holds', async () => {
    const { seen, blind } = await bothWays(
      'MATCH (b:Bucket)-[:FEEDS]->(t:TrainingJob) WHERE b.on = true RETURN b, t',
    );
    expect(seen).toEqual({ finds: ['fed'], cannotTell: [] });
    expect(blind).toEqual({ finds: ['fed'], cannotTell: ['dark', 'open'] });
  });

  it('gives the query of each cut by itself', async () => {
    const [cut] = check('MATCH (b:Bucket)-[:FEEDS]->(t:TrainingJob) WHERE b.on = true RETURN b, t').cuts;
    if (cut === undefined) throw new Error('no cut');
    expect(await idsOf(await onGraph(), cut.query)).toEqual(['dark', 'fed', 'open']);
  });

  it('cuts a chain wherever it lies, and keeps what stands before it', async () => {
    const { seen, blind } = await bothWays(
      'MATCH (b:Bucket)-[:FEEDS]->(t:TrainingJob)-[:RUNS_AS]->(r:Role) WHERE b.on = true RETURN b, t, r',
    );
    expect(seen).toEqual({ finds: [], cannotTell: [] });
    expect(blind).toEqual({ finds: [], cannotTell: ['dark', 'fed', 'open'] });
  });

  it('takes a find back where the absence of its edges is what finds', async () => {
    const { seen, blind } = await bothWays(
      'MATCH (b:Bucket) WHERE b.on = true AND NOT EXISTS { (b)-[:FEEDS]->(:TrainingJob) } RETURN b',
    );
    expect(seen).toEqual({ finds: ['open'], cannotTell: ['dark'] });
    expect(blind).toEqual({ finds: [], cannotTell: ['dark', 'open'] });
  });

  it('takes a find back where a count has an upper end, and leaves one with a lower end', async () => {
    const count = (threshold: string) =>
      bothWays(
        `MATCH (b:Bucket) WHERE b.on = true AND COUNT { (b)-[:FEEDS]->(:TrainingJob) } ${threshold} RETURN b`,
      );
    expect((await count('< 1')).blind.finds).toEqual([]);
    expect((await count('< 1')).seen.finds).toEqual(['open']);
    expect((await count('>= 1')).blind).toEqual({ finds: ['fed'], cannotTell: ['dark', 'open'] });
  });

  it('does not matter to what another condition finds', async () => {
    const { blind } = await bothWays(
      'MATCH (b:Bucket) WHERE b.on = true OR NOT EXISTS { (b)-[:FEEDS]->(:TrainingJob) } RETURN b',
    );
    expect(blind).toEqual({ finds: ['fed', 'open'], cannotTell: ['dark', 'shut'] });
  });
});

describe('a printed query', () => {
  it('begins at the subject, whichever way the match is written', () => {
    const { surely, possibly } = check('MATCH (t:TrainingJob)<-[:FEEDS]-(b:ObjectStore) RETURN b, t');
    for (const { text } of [surely, possibly]) expect(text).toMatch(/^MATCH \(n\d+:ObjectStore\)-/);
  });
});
