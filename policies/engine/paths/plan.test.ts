import { expect, it } from 'vitest';
import { buildStepGraph, type End } from '#graph/paths/index.ts';
import type { StoredEdge } from '#graph/store/port.ts';
import { Fixer } from './fixes.ts';
import { planFixes } from './plan.ts';

const none = new Map();
const fixer = () =>
  new Fixer({
    names: none,
    holders: none,
    attached: none,
    groups: none,
    runsAs: none,
    permissions: none,
    escalations: none,
    sources: none,
    plain: new Set(),
  });
const own = (id: string): End => ({ id, name: id, states: [{ id, hold: 'own' }] });
const see = (id: string): End => ({ id, name: id, states: [{ id, hold: 'see' }] });
const edge = (from: string, type: string, to: string, props: StoredEdge['props'] = {}): StoredEdge => ({
  from,
  type,
  to,
  key: '',
  props,
});
const runs = (from: string, to: string) => edge(from, 'RUNS_AS', to);
const reads = (from: string, to: string, statement: string) =>
  edge(from, 'CAN_READ', to, { statements: [`arn:aws:iam::1:policy/P#${statement}`] });
const graphOf = (edges: readonly StoredEdge[]) => {
  const ids = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return buildStepGraph(
    [...ids].map((id) => ({ id, labels: ['Asset'], props: { name: id } })),
    edges,
  );
};

it('one change that serves two questions is one change, and proven smallest for both', async () => {
  const graph = await graphOf([
    runs('a', 'r'),
    runs('b', 'r'),
    reads('r', 'x', 'Both'),
    reads('r', 'y', 'Both'),
  ]);
  const plan = planFixes(
    graph,
    [
      { entries: [own('a')], jewels: [see('x')] },
      { entries: [own('b')], jewels: [see('y')] },
    ],
    fixer(),
  );
  expect(plan).toMatchObject({ weight: 1, bound: 1, verdict: 'proven smallest', cuts: 2, uncuttable: [] });
  expect(plan.fixes.map(({ asset, says }) => [asset, says])).toEqual([
    ['arn:aws:iam::1:policy/P', 'Take out or narrow statement Both of policy arn:aws:iam::1:policy/P'],
  ]);
});

it('what one question does not ask about is left open', async () => {
  // a reaches y as well, and nobody asked.
  const graph = await graphOf([
    runs('a', 'r'),
    reads('r', 'x', 'X'),
    reads('r', 'y', 'Y'),
    reads('b', 'y', 'B'),
  ]);
  const plan = planFixes(
    graph,
    [
      { entries: [own('a')], jewels: [see('x')] },
      { entries: [own('b')], jewels: [see('y')] },
    ],
    fixer(),
  );
  expect(plan.fixes.map(({ says }) => says)).toEqual([
    'Take out or narrow statement B of policy arn:aws:iam::1:policy/P',
    'Take out or narrow statement X of policy arn:aws:iam::1:policy/P',
  ]);
});

it('what no change parts is named', async () => {
  const graph = await graphOf([edge('v', 'PRODUCES', 'm'), reads('v', 'x', 'X')]);
  const plan = planFixes(
    graph,
    [{ entries: [own('v')], jewels: [{ id: 'm', name: 'm', states: [{ id: 'm', hold: 'put' }] }, see('x')] }],
    fixer(),
  );
  expect(plan).toMatchObject({ cuts: 1, uncuttable: [{ entry: 'v', jewel: 'm' }] });
});

it('of no questions is nothing to do', async () => {
  const plan = planFixes(await graphOf([runs('a', 'r')]), [], fixer());
  expect(plan).toMatchObject({ fixes: [], weight: 0, cuts: 0, uncuttable: [] });
});
