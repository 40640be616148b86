import { describe, expect, it } from 'vitest';
import { blast, exposureOf } from './blast.ts';
import { addPossible, buildStepGraph } from './build.ts';
import { findPaths } from './paths.ts';
import { edge, end, node, tiny } from './tiny.cases.ts';

const own = (id: string) => [{ id, hold: 'own' as const }];
const told = (list: Awaited<ReturnType<typeof blast>>) =>
  list.map(({ id, holds, cost, steps }) => [id, holds.join(' '), cost, steps]);

describe('grants on a container', () => {
  const grant = { verb: 'READ', onContainer: true, kind: 'TestBucket' };
  const nodes = [
    node('account', 'Account', '1'),
    node('a', 'DataStore TestBucket', '1'),
    node('b', 'DataStore TestBucket', '1'),
    node('queue', 'DataStore TestQueue', '1'),
    node('elsewhere', 'DataStore TestBucket', '2'),
  ];

  it('reach all of the kind in the account, in one step each, and nothing else', async () => {
    const graph = await tiny([edge('set', 'GRANTS', 'account', grant)], nodes);
    expect(told(blast(graph, own('set')))).toEqual([
      ['a', 'see', 1, 1],
      ['b', 'see', 1, 1],
    ]);
  });

  it('are one hub for many holders: n + m steps', async () => {
    const holders = Array.from({ length: 50 }, (_, i) => `set${i}`);
    const many = Array.from({ length: 50 }, (_, i) => node(`x${i}`, 'TestBucket', '1'));
    const account = node('account', 'Account', '1');
    const granted = holders.map((id) => edge(id, 'GRANTS', 'account', grant));
    const size = async (edges: typeof granted) => (await tiny(edges, [account, ...many])).csr.steps;
    expect((await size(granted)) - (await size([]))).toBe(50 + 50 + 3 * 50);
  });

  it('are told as a step to the member, with the grant as evidence', async () => {
    const graph = await tiny(
      [edge('role', 'HAS_PERMISSIONS', 'set'), edge('set', 'GRANTS', 'account', grant, 'k')],
      nodes,
    );
    const [path] = findPaths(graph, { entries: [end('role', 'own')], jewels: [end('a', 'see')] }).paths;
    expect(path?.steps).toHaveLength(1);
    expect(path?.steps[0]).toMatchObject({
      from: 'role',
      to: 'a',
      hold: 'see',
      says: 'ROLE may read A',
      cost: 1,
    });
    expect(path?.steps[0]?.edges.map(({ type, key }) => [type, key])).toEqual([
      ['GRANTS', 'k'],
      ['HAS_PERMISSIONS', ''],
    ]);
  });

  it('reach what lies in accounts below an organisation', async () => {
    const graph = await tiny(
      [
        edge('set', 'GRANTS', 'org', grant),
        edge('org', 'CONTAINS', 'unit'),
        edge('unit', 'CONTAINS', 'account'),
      ],
      nodes,
    );
    expect(blast(graph, own('set')).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('to manage are no way to the members', async () => {
    const graph = await tiny(
      [edge('set', 'GRANTS', 'account', { verb: 'MANAGE', onContainer: true, kind: 'TestRole' })],
      [node('account', 'Account', '1'), node('role', 'TestRole', '1')],
    );
    expect(blast(graph, own('set'))).toEqual([]);
    expect(graph.hubs.map(({ is }) => is)).toEqual(['account']);
  });
});

describe('control of an account', () => {
  it('is control of everything in it', async () => {
    const graph = await tiny(
      [edge('user', 'ESCALATES_TO', 'account', { by: 'escalation' }, 'rule')],
      [node('account', 'Account', '1'), node('role', 'Principal', '1'), node('x', 'Principal', '2')],
    );
    expect(told(blast(graph, own('user')))).toEqual([
      ['account', 'see put ask own', 2, 1],
      ['role', 'see put ask own', 3, 2],
    ]);
    const [path] = findPaths(graph, { entries: [end('user', 'own')], jewels: [end('role', 'own')] }).paths;
    expect(path?.steps.map(({ says }) => says)).toEqual([
      'USER can obtain the rights of ACCOUNT',
      'who controls ACCOUNT controls ROLE',
    ]);
    expect(path?.steps[0]?.edges[0]?.by).toBe('escalation');
  });
});

describe('doubts', () => {
  it.each([
    ['a condition', { state: 'conditional', conditions: '["only from home"]' }, 3],
    ['a condition marked the older way', { conditional: true }, 3],
    ['one assumption', { assumes: ['SCPs of 1'] }, 2],
    ['many assumptions', { assumes: ['a', 'b', 'c', 'd', 'e'] }, 4],
    ['staleness', { stale: true }, 2],
    ['a stale condition with an assumption', { state: 'conditional', assumes: ['a'], stale: true }, 5],
    ['nothing', { state: 'yes', assumes: [], stale: false, conditions: '[]' }, 1],
  ])('%s: what it costs', async (_, props, cost) => {
    const graph = await tiny([edge('a', 'CAN_READ', 'b', props)]);
    expect(blast(graph, own('a')).map((one) => one.cost)).toEqual([cost]);
  });

  it('are carried to the path', async () => {
    const graph = await tiny([
      edge('a', 'CAN_ASSUME', 'b', { state: 'conditional', conditions: '["only from home"]', inputs: ['p'] }),
      edge('b', 'CAN_READ', 'c', { assumes: ['SCPs of 1'], stale: true, part: ['logs/*'] }),
    ]);
    const [path] = findPaths(graph, { entries: [end('a', 'own')], jewels: [end('c', 'see')] }).paths;
    expect(path).toMatchObject({
      conditions: ['["only from home"]'],
      assumes: ['SCPs of 1'],
      stale: true,
      cost: 6,
      likelihood: 'likely',
    });
    expect(path?.steps[0]?.edges[0]?.inputs).toEqual(['p']);
    expect(path?.steps[1]?.part).toEqual(['logs/*']);
  });
});

describe('what is only possible', () => {
  const gap = {
    gap: 'iam:GetAccountAuthorizationDetails denied in 1',
    from: own('a'),
    to: [{ id: 'b', hold: 'own' as const }],
  };
  const edges = [edge('b', 'CAN_READ', 'c'), edge('a', 'CAN_READ', 'd')];

  it('is told as possibly, with its gap, and never hides what is sure', async () => {
    const graph = addPossible(await tiny(edges), [gap]);
    const question = { entries: [end('a', 'own')], jewels: [end('c', 'see'), end('d', 'see')] };
    const answer = findPaths(graph, question);
    expect(answer.paths.map(({ jewel, certainty, gaps }) => [jewel.id, certainty, gaps])).toEqual([
      ['d', 'surely', []],
      ['c', 'possibly', [gap.gap]],
    ]);
    expect([answer.surely, answer.possibly]).toEqual([1, 1]);
    expect(answer.ways('a', 'c')[0]?.steps.map(({ from, to }) => `${from} ${to}`)).toEqual(['a b', 'b c']);
    expect(exposureOf(graph, end('c', 'see'), [end('a', 'own'), end('b', 'own')])).toEqual([
      { id: 'b', name: 'B', cost: 1, steps: 1, certainty: 'surely' },
      { id: 'a', name: 'A', cost: 17, steps: 2, certainty: 'possibly' },
    ]);
    expect(blast(graph, own('a')).map(({ id }) => id)).toEqual(['d']);
  });

  it('is not there where even possible steps do not lead', async () => {
    const graph = addPossible(await tiny(edges), [{ ...gap, to: own('d') }]);
    const answer = findPaths(graph, { entries: [end('a', 'own')], jewels: [end('c', 'see')] });
    expect(answer).toMatchObject({ paths: [], surely: 0, possibly: 0 });
  });
});

describe('rows', () => {
  it('with an end that is not there give no step and are counted', async () => {
    const graph = await buildStepGraph(
      [node('a'), node('b')],
      [edge('a', 'CAN_READ', 'x'), edge('a', 'CAN_READ', 'b')],
    );
    expect([graph.loose, blast(graph, own('a')).length]).toEqual([1, 1]);
  });
});
