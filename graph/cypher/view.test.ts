/** What a match says of access, over the graph's sets of permissions. */
import { GrafeoDB } from '@grafeo-db/js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import { checkMatch } from './check.ts';
import {
  answers,
  idsOf,
  type Run,
  seed,
  type TinyEdge,
  type TinyGraph,
  type TinyNode,
  tinyCatalogue,
} from './tiny.ts';

const catalogue: Catalogue = (['Person', 'Store', 'Job'] as const).flatMap((kind) =>
  tinyCatalogue.slice(0, 1).map((like) => ({
    ...like,
    kind,
    concepts: { Person: ['Principal'], Store: ['ObjectStore'], Job: ['TrainingJob'] }[kind],
    verbs: kind === 'Store' ? { READ: ['s3:GetObject'], WRITE: ['s3:PutObject'] } : {},
    reads: like.reads.map((read) => ({ ...read, edges: kind === 'Job' ? ['RUNS_AS'] : [] })),
  })),
);
const check = (text: string) => checkMatch(text, { catalogue });

type Props = Readonly<Record<string, PropValue | null>>;
const person = (id: string, props: Props = {}): TinyNode => ({
  id,
  labels: ['Person', 'Principal'],
  props: { kind: 'Person', account: '1', accessUnknown: 'none', on: true, ...props },
});
const store = (id: string, props: Props = {}): TinyNode => ({
  id,
  labels: ['Store', 'ObjectStore'],
  props: { kind: 'Store', account: '1', accessUnknown: 'none', on: true, ...props },
});
const holder = (account: string): TinyNode => ({
  id: `account-${account}`,
  labels: ['Account'],
  props: { kind: 'Account', account },
});
const set = (id: string): TinyNode => ({ id, labels: ['PermissionSet'], props: {} });
const has = (from: string, to: string, props: Props = {}): TinyEdge => ({
  from,
  type: 'HAS_PERMISSIONS',
  to,
  props,
});
const grants = (from: string, to: string, props: Props = {}): TinyEdge => ({
  from,
  type: 'GRANTS',
  to,
  props: { key: to, verb: 'READ', kind: 'Store', onContainer: false, state: 'yes', ...props },
});
const onAll = (from: string, account: string, props: Props = {}): TinyEdge =>
  grants(from, `account-${account}`, { onContainer: true, ...props });

async function open(graph: TinyGraph): Promise<Run> {
  const db = GrafeoDB.create();
  const run: Run = async (text, params) => (await db.executeCypher(text, params)).toArray();
  await seed(run, graph);
  return run;
}
const told = async (text: string, nodes: readonly TinyNode[], edges: readonly TinyEdge[]) =>
  answers(await open({ nodes, edges }), check(text));

const reads = 'MATCH (p:Person)-[:CAN_READ]->(x:Store) RETURN x, p';
const readBy = 'MATCH (p:Person)-[:CAN_READ]->(x:Store) RETURN p, x';
const isRead = 'MATCH (x:Store) WHERE EXISTS { (p:Person)-[:CAN_READ]->(x) } RETURN x';
const unread = 'MATCH (x:Store) WHERE NOT EXISTS { (p:Person)-[:CAN_READ]->(x) } RETURN x';
const maybeRead =
  'MATCH (x:Store) OPTIONAL MATCH (p:Person)-[:CAN_READ]->(x) WITH * WHERE p IS NULL RETURN x, p';
const world = [
  person('p'),
  person('q'),
  store('x'),
  store('y', { account: '2' }),
  set('s'),
  holder('1'),
  holder('2'),
];
const ps = has('p', 's');
const only = (...finds: readonly string[]) => ({ finds, cannotTell: [] });

describe('access', () => {
  it.each([
    ['is a grant on the thing', [ps, grants('s', 'x')], ['x']],
    ['is a grant on all of its kind in its account', [ps, onAll('s', '1')], ['x']],
    ['is either, once', [ps, onAll('s', '2'), grants('s', 'y')], ['y']],
    ['is none of another verb', [ps, grants('s', 'x', { verb: 'WRITE' })], []],
    ['is none of another kind in the account', [ps, onAll('s', '1', { kind: 'Other' })], []],
    ['is none of a set that nobody has', [grants('s', 'x')], []],
    ['is one that assumes something', [ps, grants('s', 'x', { assumes: ['SCPs of 1'] })], ['x']],
    [
      'is one that follows from what is stale',
      [has('p', 's', { stale: true }), grants('s', 'x', { stale: true })],
      ['x'],
    ],
  ])('%s', async (_says, edges, finds) => {
    expect(await told(reads, world, edges)).toEqual(only(...finds));
    expect(await told(isRead, world, edges)).toEqual(only(...finds));
    const others = ['x', 'y'].filter((id) => !finds.includes(id));
    expect(await told(unread, world, edges)).toEqual(only(...others));
    expect(await told(maybeRead, world, edges)).toEqual(only(...others));
  });

  it('under a condition cannot be told, neither way', async () => {
    for (const edges of [
      [ps, grants('s', 'x', { state: 'conditional' })],
      [ps, onAll('s', '1', { state: 'conditional' })],
    ]) {
      const unsure = { finds: [], cannotTell: ['x'] };
      expect(await told(reads, world, edges)).toEqual(unsure);
      expect(await told(isRead, world, edges)).toEqual(unsure);
      for (const text of [unread, maybeRead])
        expect(await told(text, world, edges)).toEqual({ finds: ['y'], cannotTell: ['x'] });
    }
  });

  it.each([
    [
      'a principal whose policies were not read',
      person('p', { accessUnknown: 'its policies could not be read' }),
    ],
    ['one of which nothing was worked out', person('p', { accessUnknown: null })],
  ])('of %s may be to anything', async (_says, p) => {
    const nodes = [p, ...world.slice(1)];
    expect(await told(reads, nodes, [])).toEqual({ finds: [], cannotTell: ['x', 'y'] });
    expect(await told(readBy, nodes, [])).toEqual({ finds: [], cannotTell: ['p'] });
    expect(await told(unread, nodes, [])).toEqual({ finds: [], cannotTell: ['x', 'y'] });
    expect(await told(maybeRead, nodes, [])).toEqual({ finds: [], cannotTell: ['x', 'y'] });
  });

  it('of one of an earlier scan may be more by now, where the match hangs on it: else coverage tells', async () => {
    const nodes = [person('p', { stale: true }), ...world.slice(1)];
    expect(await told(readBy, nodes, [])).toEqual({ finds: [], cannotTell: ['p'] });
    expect(await told(reads, nodes, [])).toEqual(only());
  });

  it('to a thing of which nothing was worked out is none of a principal of another cloud', async () => {
    const nodes = [
      person('p', { cloud: 'aws' }),
      store('x', { cloud: 'azure', accessUnknown: null }),
      store('y', { cloud: 'aws', accessUnknown: null }),
    ];
    const text =
      'MATCH (p:Person) WHERE NOT EXISTS { (p)-[:CAN_READ]->(x:Store) WHERE x.on = true } RETURN p';
    expect(await told(text, nodes.slice(0, 2), [])).toEqual(only('p'));
    expect(await told(text, nodes, [])).toEqual({ finds: [], cannotTell: ['p'] });
  });

  it('to a thing whose policy was not read may be of anybody', async () => {
    const nodes = [
      person('p'),
      person('q'),
      store('x', { accessUnknown: 'its policy could not be read' }),
      store('y'),
    ];
    expect(await told(reads, nodes, [])).toEqual({ finds: [], cannotTell: ['x'] });
    expect(await told(readBy, nodes, [])).toEqual({ finds: [], cannotTell: ['p', 'q'] });
    expect(await told(unread, nodes, [])).toEqual({ finds: ['y'], cannotTell: ['x'] });
  });

  it('asks of the thing what else the match asks of it', async () => {
    const text =
      'MATCH (p:Person)-[:CAN_READ|CAN_WRITE]->(x:Store) WHERE x.on = true AND p.on = true RETURN p, x';
    const edges = [ps, grants('s', 'x', { verb: 'WRITE' })];
    expect(await told(text, world, edges)).toEqual(only('p'));
    expect(await told(text, [person('p'), store('x', { on: false }), set('s')], edges)).toEqual(only());
    expect(await told(text, [person('p'), store('x', { on: null }), set('s')], edges)).toEqual({
      finds: [],
      cannotTell: ['p'],
    });
  });

  it('stands in a longer pattern, and in a path', async () => {
    const job: TinyNode = { id: 'j', labels: ['Job', 'TrainingJob'], props: {} };
    const text = 'MATCH w = (j:TrainingJob)-[:RUNS_AS]->(p:Person)-[:CAN_READ]->(x:Store) RETURN j, p, x, w';
    const runsAs: TinyEdge = { from: 'j', type: 'RUNS_AS', to: 'p', props: {} };
    const match = check(text);
    for (const grant of [grants('s', 'x'), onAll('s', '1')]) {
      const run = await open({ nodes: [job, ...world], edges: [runsAs, ps, grant] });
      expect(await run(match.surely.text, match.surely.params)).toEqual([
        { id: 'j', p: 'p', x: 'x', w: ['j', 'p', 'x'] },
      ]);
    }
    const optional = check(
      'MATCH (j:TrainingJob) OPTIONAL MATCH (j)-[:RUNS_AS]->(p:Person)-[:CAN_READ]->(x:Store) RETURN j, p, x',
    );
    const run = await open({ nodes: [job, ...world], edges: [runsAs, ps, onAll('s', '1')] });
    expect(await run(optional.surely.text, optional.surely.params)).toEqual([{ id: 'j', p: 'p', x: 'x' }]);
  });
});

describe('a match of access', () => {
  it('rests on the edges of the graph and on what could not be told of both ends', () => {
    const { edges, properties } = check(unread);
    expect(edges).toEqual([
      { types: ['HAS_PERMISSIONS'], from: 'p', to: null, absence: true },
      { types: ['GRANTS'], from: null, to: 'x', absence: true },
    ]);
    expect(properties.map(({ variable, property }) => [variable, property])).toEqual([
      ['p', 'accessUnknown'],
      ['x', 'accessUnknown'],
    ]);
  });

  it('names who could have had it, and what it could have been on, if they could not be listed', async () => {
    const [cut] = check(unread).cuts;
    expect(cut).toMatchObject({ types: ['CAN_READ'], far: 'from', observers: ['Person'] });
    expect(check(readBy).cuts.map(({ far, observers }) => [far, observers])).toEqual([['to', ['Store']]]);
    const match = check(unread);
    const run = await open({ nodes: world, edges: [] });
    expect(await answers(run, match.blindTo(match.cuts))).toEqual({ finds: [], cannotTell: ['x', 'y'] });
  });

  it('has mutants', async () => {
    const match = check(isRead);
    const turned = match.mutants().find(({ what }) => what.startsWith('reversed the edge CAN_READ'));
    if (turned === undefined) throw new Error('no such mutant');
    expect(await idsOf(await open({ nodes: world, edges: [ps, grants('s', 'x')] }), turned.surely)).toEqual(
      [],
    );
  });

  it.each([
    ['MATCH (p:Person)-[:CAN_READ|RUNS_AS]->(x:Store) RETURN p', 'RUNS_AS beside an edge of access'],
    ['MATCH (p:Person)-[:CAN_READ*1..2]->(x:Store) RETURN p', 'variable length'],
    ['MATCH (p:Person)-[c:CAN_READ]->(x:Store) RETURN p', 'a name on an edge of access'],
    [
      'MATCH (p:Person) WHERE COUNT { (p)-[:CAN_READ]->(x:Store) } > 1 RETURN p',
      'an edge of access in COUNT',
    ],
  ])('is refused as %s', (text, message) => {
    expect(() => check(text)).toThrow(message);
  });
});

describe('the law of the two readings', () => {
  const maybe = fc.constantFrom('none', 'none', 'none', 'unread', null);
  const flag = fc.constantFrom(true, true, false, null);
  const people = fc.tuple(
    ...['p', 'q'].map((id) =>
      fc.record({ accessUnknown: maybe, on: flag }).map((props) => person(id, props)),
    ),
  );
  const things = fc.tuple(
    ...['x', 'y', 'z'].map((id, i) =>
      fc
        .record({ accessUnknown: maybe, on: flag })
        .map((props) => store(id, { account: i < 2 ? '1' : '2', ...props })),
    ),
  );
  const grant = fc
    .tuple(
      fc.constantFrom('s', 't'),
      fc.constantFrom('x', 'y', 'z', '1', '2'),
      fc.constantFrom('yes', 'conditional'),
      fc.constantFrom('READ', 'WRITE'),
    )
    .map(([from, to, state, verb]) =>
      /\d/.test(to) ? onAll(from, to, { state, verb }) : grants(from, to, { state, verb }),
    )
    .map((edge) => ({
      ...edge,
      props: { ...edge.props, key: `${String(edge.props['verb'])}${String(edge.props['state'])}` },
    }));
  const graphs = fc
    .tuple(people, things, fc.uniqueArray(grant, { maxLength: 5, selector: (one) => JSON.stringify(one) }))
    .map(
      ([some, all, edges]): TinyGraph => ({
        nodes: [...some, ...all, set('s'), set('t'), holder('1'), holder('2')],
        edges: [has('p', 's'), has('q', 't'), ...edges],
      }),
    );

  type Pairs = ReadonlySet<string>;
  interface Shape {
    readonly text: string;
    readonly finds: (can: Pairs, on: (id: string) => boolean) => readonly string[];
  }
  const [P, X] = [
    ['p', 'q'],
    ['x', 'y', 'z'],
  ];
  const shapes: readonly Shape[] = [
    {
      text: 'MATCH (p:Person)-[:CAN_READ]->(x:Store) WHERE p.on = true AND x.on = true RETURN x, p',
      finds: (can, on) => X.filter((x) => on(x) && P.some((p) => on(p) && can.has(p + x))),
    },
    {
      text: 'MATCH (p:Person) WHERE NOT EXISTS { (p)-[:CAN_READ]->(x:Store) WHERE x.on = true } RETURN p',
      finds: (can, on) => P.filter((p) => !X.some((x) => on(x) && can.has(p + x))),
    },
    {
      text: 'MATCH (p:Person) WHERE EXISTS { (p)-[:CAN_READ]->(x:Store) WHERE NOT x.on = true } OR p.on = false RETURN p',
      finds: (can, on) => P.filter((p) => !on(p) || X.some((x) => !on(x) && can.has(p + x))),
    },
    {
      text: 'MATCH (x:Store) OPTIONAL MATCH (p:Person)-[:CAN_READ]->(x) WHERE p.on = true WITH * WHERE p IS NULL RETURN x, p',
      finds: (can, on) => X.filter((x) => !P.some((p) => on(p) && can.has(p + x))),
    },
    {
      text: 'MATCH (p:Person)-[:CAN_READ]->(x:Store) WHERE NOT EXISTS { (q:Person)-[:CAN_READ]->(x) WHERE q.on = false } RETURN p, x',
      finds: (can, on) =>
        P.filter((p) => X.some((x) => can.has(p + x) && !P.some((q) => !on(q) && can.has(q + x)))),
    },
  ];

  /** What is known of each pair: yes, no, or null. */
  function known({ nodes, edges }: TinyGraph, p: string, x: string): boolean | null {
    const props = (id: string): Props => nodes.find((node) => node.id === id)?.props ?? {};
    const own = edges.find(({ from, type }) => from === p && type === 'HAS_PERMISSIONS')?.to;
    const states = edges
      .filter(({ from, props: of }) => from === own && of['verb'] === 'READ')
      .filter(({ to }) => to === x || to === `account-${String(props(x)['account'])}`)
      .map(({ props: of }) => of['state']);
    if (states.includes('yes')) return true;
    const isOpen = [p, x].some((id) => props(id)['accessUnknown'] !== 'none');
    return states.length > 0 || isOpen ? null : false;
  }

  it.each(shapes)('$text', { timeout: 60_000 }, async ({ text, finds }) => {
    const match = check(text);
    await fc.assert(
      fc.asyncProperty(graphs, fc.infiniteStream(fc.boolean()), async (graph, coins) => {
        const run = await open(graph);
        const surely = await idsOf(run, match.surely);
        const possibly = await idsOf(run, match.possibly);
        const coin = () => coins.next().value === true;
        for (let i = 0; i < 30; i += 1) {
          const can = new Set(
            P.flatMap((p) => X.filter((x) => known(graph, p, x) ?? coin()).map((x) => p + x)),
          );
          const on = new Map(graph.nodes.map(({ id, props }) => [id, props['on'] ?? coin()]));
          const found = finds(can, (id) => on.get(id) === true);
          for (const id of surely) expect(found).toContain(id);
          for (const id of found) expect(possibly).toContain(id);
        }
      }),
      { numRuns: 40 },
    );
  });
});
