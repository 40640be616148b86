/** One small estate: a public function whose role reads training data and can poison what an endpoint loads. */
import { describe, expect, it } from 'vitest';
import { blast, exposureOf } from './blast.ts';
import { type AttackPath, findPaths, likelihoodOf, scoreOf } from './paths.ts';
import { chokePointsOf, fixPlan, whatIfOf } from './plan.ts';
import { edge, end, node, tiny } from './tiny.cases.ts';

const nodes = [
  node('internet', 'Internet'),
  node('function', 'Function Compute'),
  node('endpoint', 'ModelEndpoint'),
  node('set', 'PermissionSet'),
  node('artifact', 'DataStore ModelArtifact'),
];
const edges = [
  edge('internet', 'REACHES', 'function', { gives: 'ask', chain: ['URL without sign-in'] }, 'url'),
  edge('function', 'RUNS_AS', 'role'),
  edge('leak', 'HAS_CREDENTIAL', 'key'),
  edge('role', 'HAS_PERMISSIONS', 'set'),
  edge('leak', 'HAS_PERMISSIONS', 'set'),
  edge('set', 'GRANTS', 'training', { verb: 'READ', statements: ['policy#0'] }, 'read'),
  edge('set', 'GRANTS', 'artifact', { verb: 'WRITE', statements: ['policy#1', 'other#0'] }, 'write'),
  edge('endpoint', 'LOADS', 'artifact'),
  edge('endpoint', 'RUNS_AS', 'admin'),
  edge('admin', 'CAN_READ', 'payroll'),
];
const question = {
  entries: [end('internet', 'own'), end('key', 'own', 0.5)],
  jewels: [end('training', 'see'), end('payroll', 'see')],
};
const graph = await tiny(edges, nodes);
const line = ({ entry, jewel, steps }: AttackPath) =>
  `${entry.id} to ${jewel.id}: ${steps.map(({ says }) => says).join('; ')}`;

describe('paths', () => {
  const answer = findPaths(graph, question);

  it('are told step by step, best first', () => {
    expect(answer.paths.map(line)).toEqual([
      'internet to training: FUNCTION can be reached by INTERNET; the code of FUNCTION acts with the rights of ROLE for whoever sends it input; ROLE may read TRAINING',
      'key to training: KEY opens LEAK; LEAK may read TRAINING',
      'internet to payroll: FUNCTION can be reached by INTERNET; the code of FUNCTION acts with the rights of ROLE for whoever sends it input; ROLE may write to ARTIFACT; ENDPOINT loads ARTIFACT when it starts; ENDPOINT runs with the rights of ADMIN; ADMIN may read PAYROLL',
      'key to payroll: KEY opens LEAK; LEAK may write to ARTIFACT; ENDPOINT loads ARTIFACT when it starts; ENDPOINT runs with the rights of ADMIN; ADMIN may read PAYROLL',
    ]);
    expect([answer.surely, answer.possibly, answer.missing]).toEqual([4, 0, []]);
  });

  it('carry score with terms, likelihood, technique and evidence', () => {
    expect(answer.paths.map(({ cost, score }) => [cost, score.value])).toEqual([
      [6, 53.1],
      [1, 45],
      [12, 28.2],
      [7, 23.9],
    ]);
    expect(answer.paths[0]).toMatchObject({
      score: { value: 53.1, entry: 1, jewel: 1, ease: 0.5314 },
      likelihood: 'plausible',
      supposes: ['its code can be made to act for whoever sends it input'],
    });
    expect(answer.paths[0]?.steps[0]).toMatchObject({ technique: 'T1190', hold: 'ask', fromHold: 'own' });
    expect(answer.paths[0]?.steps[0]?.edges).toEqual([
      {
        from: 'internet',
        type: 'REACHES',
        to: 'function',
        key: 'url',
        by: '',
        inputs: [],
        statements: [],
        chain: ['URL without sign-in'],
      },
    ]);
  });

  it('use at each step what the step before gave', () => {
    for (const { steps } of answer.paths) {
      steps.slice(1).forEach((step, i) => {
        const before = steps[i];
        expect(step.from).toBe(before?.to);
        expect([step.fromHold, 'own']).toContain(before?.hold);
      });
    }
  });

  it('are written out as far as asked for, and counted all the same', () => {
    const short = findPaths(graph, { ...question, limit: 1 });
    expect([short.paths.length, short.surely]).toEqual([1, 4]);
  });

  it('name what the graph does not have', () => {
    const { missing, surely } = findPaths(graph, {
      entries: [end('nobody', 'own')],
      jewels: [end('key', 'see')],
    });
    expect([missing, surely]).toEqual([['nobody'], 0]);
  });

  it('come with other ways between the same two', async () => {
    const two = await tiny([
      edge('a', 'CAN_READ', 'b', {}, '1'),
      edge('a', 'CAN_ASSUME', 'c'),
      edge('c', 'CAN_READ', 'b'),
    ]);
    const found = findPaths(two, { entries: [end('a', 'own')], jewels: [end('b', 'see')] });
    expect(found.paths.map(({ more }) => more)).toEqual([1]);
    expect(found.ways('a', 'b').map(({ cost }) => cost)).toEqual([1, 2]);
    expect(found.ways('a', 'nothing')).toEqual([]);
  });

  it('do not let a name pass for a placeholder', async () => {
    const odd = await tiny(
      [edge('a', 'CAN_READ', 'b')],
      [
        { ...node('a'), props: { name: '{to}' } },
        { ...node('b'), props: { name: '$& {from}' } },
      ],
    );
    const [path] = findPaths(odd, { entries: [end('a', 'own')], jewels: [end('b', 'see')] }).paths;
    expect(path?.steps[0]?.says).toBe('{to} may read $& {from}');
  });
});

describe('the formula', () => {
  it.each([
    [0, 1, 1, 100],
    [1, 1, 1, 90],
    [1, 0.5, 1, 45],
    [10, 1, 0.5, 17.4],
    [100, 1, 1, 0],
  ])('costs %i, entry %f, jewel %f: %f', (cost, entry, jewel, value) => {
    expect(scoreOf(cost, entry, jewel).value).toBe(value);
  });

  it.each([
    [4, false, 'straightforward'],
    [5, false, 'likely'],
    [4, true, 'plausible'],
    [9, false, 'plausible'],
    [13, false, 'far-fetched'],
    [13, true, 'far-fetched'],
  ] as const)('costs %i, supposes %s: %s', (cost, isSupposed, words) => {
    expect(likelihoodOf(cost, isSupposed)).toBe(words);
  });
});

describe('from one side', () => {
  it('the blast radius of a key is all that it leads to, nearest first', () => {
    expect(
      blast(graph, [{ id: 'key', hold: 'own' }]).map(({ id, cost, steps }) => [id, cost, steps]),
    ).toEqual([
      ['leak', 0, 1],
      ['artifact', 1, 2],
      ['training', 1, 2],
      ['endpoint', 5, 3],
      ['admin', 6, 4],
      ['payroll', 7, 5],
    ]);
  });

  it('the exposure of a jewel is all entries that reach it', () => {
    expect(exposureOf(graph, end('payroll', 'see'), [...question.entries, end('payroll', 'ask')])).toEqual([
      { id: 'key', name: 'KEY', cost: 7, steps: 5, certainty: 'surely' },
      { id: 'internet', name: 'INTERNET', cost: 12, steps: 6, certainty: 'surely' },
    ]);
  });
});

describe('what to do', () => {
  it('choke points are the edges and assets that pairs share, counted by taking them away', () => {
    const chokes = chokePointsOf(graph, findPaths(graph, question), { top: 3 });
    expect(chokes.pairs).toBe(4);
    expect(chokes.proven).toEqual({ edges: true, assets: true });
    expect(chokes.edges.map(({ cuts }) => cuts)).toEqual([2, 2, 2]);
    expect(chokes.assets.map(({ id, cuts }) => [id, cuts])).toEqual([
      ['set', 4],
      ['admin', 2],
      ['artifact', 2],
    ]);
  });

  it('the smallest fix is proven, in words, and leaves no way', async () => {
    const plan = fixPlan(graph, question);
    expect(plan).toMatchObject({ weight: 2, verdict: 'proven smallest', cuts: 4, uncuttable: [] });
    expect(plan.fixes.every(({ asset, edges: cut }) => asset !== '' && cut.length > 0)).toBe(true);
    const dropEdges = plan.fixes.flatMap((fix) => fix.edges);
    expect(whatIfOf(graph, question, { dropEdges })).toMatchObject({ remain: 0, appeared: [], missing: [] });
    const cut = new Set(dropEdges.map((one) => JSON.stringify([one.from, one.type, one.to, one.key])));
    const left = edges.filter((one) => !cut.has(JSON.stringify([one.from, one.type, one.to, one.key])));
    expect(findPaths(await tiny(left, nodes), question).surely).toBe(0);
  });

  it('a fix of several steps is preferred to several fixes', () => {
    const plan = fixPlan(graph, question, {
      fixOf: ({ type, from }) =>
        type === 'GRANTS'
          ? [{ id: 'policy', asset: 'policy', says: 'Empty {asset}', weight: 1 }]
          : type === 'CAN_READ'
            ? [{ id: from, asset: from, says: 'Deny {from} {to}', weight: 1 }]
            : [],
    });
    expect(plan.fixes.map(({ id, says, edges: cut }) => [id, says, cut.length])).toEqual([
      ['policy', 'Empty policy', 2],
    ]);
  });

  it('pairs that nothing cuts are named', () => {
    const plan = fixPlan(graph, question, {
      fixOf: ({ type }) =>
        type === 'REACHES' ? [{ id: 'x', asset: 'function', says: 'Close', weight: 1 }] : [],
    });
    expect(plan.uncuttable).toEqual([
      { entry: 'key', jewel: 'payroll' },
      { entry: 'key', jewel: 'training' },
    ]);
    expect([plan.cuts, plan.weight]).toEqual([2, 1]);
  });

  it('what if tells what goes, comes and changes', () => {
    const gone = whatIfOf(graph, question, { dropAssets: ['endpoint', 'nothing'] });
    expect(gone.gone.map(({ entry, jewel, after }) => [entry, jewel, after])).toEqual([
      ['internet', 'payroll', null],
      ['key', 'payroll', null],
    ]);
    expect([gone.remain, gone.missing]).toEqual([2, ['nothing']]);
    const added = whatIfOf(graph, question, {
      addSteps: [{ from: { id: 'internet', hold: 'own' }, to: { id: 'admin', hold: 'own' } }],
    });
    expect(added.changed).toEqual([{ entry: 'internet', jewel: 'payroll', before: 12, after: 2 }]);
  });
});
