/** That the cases of policies are judged each by its own graph, and that every part of a path is put to the test. */
import { describe, expect, it } from 'vitest';
import type { StoredNode } from '#graph/store/port.ts';
import { pathMutants, seedsOf } from './cases.ts';
import { parsePolicy } from './load.ts';
import { unknownOf } from './paths/unknown.ts';

describe('the mutants of a path', () => {
  const whats = pathMutants({ from: ['internet', 'leaked-credential'], hold: ['put'] }).map((m) => m.what);

  it('lack each entry and each hold once', () => {
    expect(whats).toEqual(
      expect.arrayContaining([
        'path: not from internet',
        'path: not from leaked-credential',
        'path: not put',
      ]),
    );
  });

  it('add the other holds, but for own, which gives them all', () => {
    expect(whats.filter((what) => what.endsWith(' too'))).toEqual(['path: see too', 'path: ask too']);
  });
});

it('a host of the internet in a case has the id of one', () => {
  const policy = parsePolicy(
    'agent/x.yaml',
    `
id: ACME-0001
title: What strangers write is read
severity: low
about: Agent
match: "MATCH (a:Agent)-[:USES_KB]->(k) RETURN a, k"
path: { from: [poisoned-content], hold: [ask] }
message: '{a.name}'
risk: r
fix: { words: w }
tests:
  - { because: one, finds: [a], graph: { a: { is: Agent, USES_KB: [k] }, k: { is: KnowledgeBase } } }
  - { because: two, clears: [a], graph: { a: { is: Agent } } }
  - { because: three, clears: [a], graph: { a: { is: Agent }, host/a.example: { is: DataStore, FEEDS: [a] } } }
`,
    [],
  );
  const { nodes, edges } = seedsOf(policy, []);
  expect(nodes.map(({ id }) => id).filter((id) => id.includes('example'))).toEqual([
    'host/ACME-0001/2/a.example',
  ]);
  expect(edges.at(-1)).toMatchObject({ from: 'host/ACME-0001/2/a.example', to: 'ACME-0001/2/a' });
});

describe('what is unknown in one of two graphs that lie side by side', () => {
  const node = (id: string, label: string, props: StoredNode['props'] = {}): StoredNode => ({
    id,
    labels: ['Asset', label],
    props,
  });
  const nodes = [
    node('a/net', 'Internet'),
    node('a/bucket', 'ObjectStore', { exposureUnknown: 'its policy was not read' }),
    node('a/notebook', 'Notebook', { incomplete: ['RUNS_AS'] }),
    node('b/net', 'Internet'),
  ];
  const jewels = [
    { id: 'a/jewel', hold: 'own' },
    { id: 'b/jewel', hold: 'own' },
  ] as const;
  const ends = (graphOf?: (id: string) => string) =>
    unknownOf({ nodes, coverage: [], catalogue: [], jewels, graphOf }).hubs.map(({ from, to }) => [
      [...new Set(from.map(({ id }) => id))],
      [...new Set(to.map(({ id }) => id))],
    ]);

  it('begins and leads nowhere in the other', () => {
    expect(ends((id) => id.slice(0, 1))).toEqual([
      [['a/net'], ['a/bucket']],
      [['a/notebook'], ['a/jewel']],
    ]);
  });

  it('leads everywhere where all are one graph', () => {
    expect(ends()).toEqual([
      [['a/net', 'b/net'], ['a/bucket']],
      [['a/notebook'], ['a/jewel', 'b/jewel']],
    ]);
  });
});
