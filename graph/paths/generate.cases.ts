/**
 * Generated estates for tests and measurements: power-law degrees, 1 % entries, 200 jewels, containers with broad grants.
 *
 * Assets lie in layers, entries in the first and jewels in the last; most edges lead to the same or the next layer, so
 * that the longest shortest path has at least 8 steps.
 */
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import type { End } from './paths.ts';

export interface Size {
  readonly seed: number;
  readonly assets: number;
  readonly edges: number;
  /** @default 200 */
  readonly jewels?: number;
  /** @default 10 */
  readonly layers?: number;
}

export interface Generated {
  readonly nodes: () => Iterable<StoredNode>;
  readonly edges: () => Iterable<StoredEdge>;
  readonly entries: readonly End[];
  readonly jewels: readonly End[];
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same things in another order. */
export function shuffled<T>(things: Iterable<T>, seed: number): T[] {
  const next = random(seed);
  const all = [...things];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    const [a, b] = [all[i], all[j]];
    if (a !== undefined && b !== undefined) {
      all[i] = b;
      all[j] = a;
    }
  }
  return all;
}

const kinds = [
  { kind: 'TestRole', labels: ['Asset', 'Principal', 'Role', 'TestRole'], share: 0.3 },
  { kind: 'TestSet', labels: ['Derived', 'PermissionSet'], share: 0.15 },
  { kind: 'TestBucket', labels: ['Asset', 'DataStore', 'ObjectStore', 'TestBucket'], share: 0.25 },
  { kind: 'TestFunction', labels: ['Asset', 'Compute', 'Function', 'TestFunction'], share: 0.12 },
  { kind: 'TestNotebook', labels: ['Asset', 'Notebook', 'TestNotebook'], share: 0.06 },
  { kind: 'TestJob', labels: ['Asset', 'TrainingJob', 'TestJob'], share: 0.06 },
  { kind: 'TestModel', labels: ['Asset', 'Model', 'TestModel'], share: 0.06 },
] as const;
type Kind = (typeof kinds)[number]['kind'];

interface Pattern {
  readonly type: string;
  readonly from: Kind;
  readonly to: Kind;
  readonly share: number;
  readonly verb?: string;
  /** Whether the way leads from the edge's end to its beginning. */
  readonly back?: true;
}
const patterns: readonly Pattern[] = [
  { type: 'HAS_PERMISSIONS', from: 'TestRole', to: 'TestSet', share: 0.12 },
  { type: 'GRANTS', from: 'TestSet', to: 'TestBucket', share: 0.2, verb: 'READ' },
  { type: 'GRANTS', from: 'TestSet', to: 'TestBucket', share: 0.12, verb: 'WRITE' },
  { type: 'GRANTS', from: 'TestSet', to: 'TestRole', share: 0.08, verb: 'ASSUME' },
  { type: 'GRANTS', from: 'TestSet', to: 'TestFunction', share: 0.1, verb: 'INVOKE' },
  { type: 'GRANTS', from: 'TestSet', to: 'TestNotebook', share: 0.05, verb: 'EXEC' },
  { type: 'GRANTS', from: 'TestSet', to: 'TestModel', share: 0.06, verb: 'MANAGE' },
  { type: 'ESCALATES_TO', from: 'TestRole', to: 'TestRole', share: 0.02 },
  { type: 'RUNS_AS', from: 'TestFunction', to: 'TestRole', share: 0.05 },
  { type: 'RUNS_AS', from: 'TestNotebook', to: 'TestRole', share: 0.03 },
  { type: 'RUNS_AS', from: 'TestJob', to: 'TestRole', share: 0.03 },
  { type: 'FEEDS', from: 'TestBucket', to: 'TestJob', share: 0.04 },
  { type: 'PRODUCES', from: 'TestJob', to: 'TestModel', share: 0.03 },
  { type: 'LOADS', from: 'TestFunction', to: 'TestModel', share: 0.03, back: true },
  { type: 'TRIGGERS', from: 'TestBucket', to: 'TestFunction', share: 0.04 },
];

export function generate(size: Size): Generated {
  const layers = size.layers ?? 10;
  const wanted = size.jewels ?? 200;
  const perLayer = Math.max(1, Math.floor(size.assets / layers));
  const counts = kinds.map(({ share }) => Math.max(1, Math.floor(perLayer * share)));
  const accountsPerLayer = Math.max(1, Math.floor(perLayer / 2000));
  const idOf = (kind: Kind, layer: number, n: number) =>
    `arn:test:${layer}:${n % accountsPerLayer}:${kind}/${n}`;
  const account = (layer: number, n: number) => `${layer}-${n % accountsPerLayer}`;
  const accountId = (name: string) => `arn:test:account:${name}`;
  const countOf = (kind: Kind) => counts[kinds.findIndex((one) => one.kind === kind)] ?? 1;

  function* nodes(): Iterable<StoredNode> {
    for (let layer = 0; layer < layers; layer++) {
      for (let n = 0; n < accountsPerLayer; n++) {
        const name = account(layer, n);
        yield { id: accountId(name), labels: ['Account', 'Asset'], props: { name, account: name } };
      }
      for (const { kind, labels } of kinds) {
        for (let n = 0; n < countOf(kind); n++)
          yield {
            id: idOf(kind, layer, n),
            labels,
            props: { name: `${kind} ${layer}/${n}`, account: kind === 'TestSet' ? '' : account(layer, n) },
          };
      }
    }
  }

  function* edges(): Iterable<StoredEdge> {
    const next = random(size.seed);
    /** Few have many, many have few. */
    const popular = (count: number) => Math.floor(count * next() ** 2.5);
    const any = (count: number) => Math.floor(count * next());
    const total = patterns.reduce((sum, { share }) => sum + share, 0);
    for (const { type, from, to, share, verb, back } of patterns) {
      const many = Math.floor((size.edges * share) / total);
      for (let i = 0; i < many; i++) {
        const start = any(layers);
        const turn = next();
        const ahead = turn < 0.3 ? 1 : turn < 0.9 ? 0 : -any(start + 1);
        const end = Math.min(layers - 1, start + ahead);
        const [a, b] = back === true ? [end, start] : [start, end];
        const tail = idOf(from, a, type === 'GRANTS' ? popular(countOf(from)) : any(countOf(from)));
        const head = idOf(to, b, type === 'GRANTS' ? any(countOf(to)) : popular(countOf(to)));
        const doubt = next();
        yield {
          from: tail,
          type,
          to: head,
          key: verb === undefined ? String(i) : `${verb} ${i}`,
          props: {
            ...(verb !== undefined && { verb, state: doubt < 0.1 ? 'conditional' : 'yes' }),
            ...(verb !== undefined && { statements: [`${tail}#${Math.floor(i / 3)}`] }),
            by: tail,
          },
        };
      }
    }
    // Broad grants: everything of a kind in an account.
    const broad = Math.max(1, Math.floor(size.assets / 2000));
    for (let i = 0; i < broad; i++) {
      const layer = any(layers);
      const verb = (['READ', 'WRITE', 'INVOKE'] as const)[any(3)] ?? 'READ';
      yield {
        from: idOf('TestSet', layer, popular(countOf('TestSet'))),
        type: 'GRANTS',
        to: accountId(account(layer, any(accountsPerLayer))),
        key: `broad ${i}`,
        props: {
          verb,
          onContainer: true,
          kind: verb === 'INVOKE' ? 'TestFunction' : 'TestBucket',
          state: 'yes',
        },
      };
    }
  }

  const entries = Array.from({ length: Math.max(1, Math.floor(size.assets / 100)) }, (_, i): End => {
    const layer = i % Math.min(3, layers);
    const id = idOf('TestRole', layer, Math.floor((i * 7919) % countOf('TestRole')));
    return {
      id: `entry ${String(i).padStart(6, '0')}`,
      name: `Leaked key ${i}`,
      states: [{ id, hold: 'own' }],
    };
  });
  const jewels = Array.from({ length: wanted }, (_, i): End => {
    const id = idOf('TestBucket', layers - 1, Math.floor((i * 104729) % countOf('TestBucket')));
    return { id: `jewel ${String(i).padStart(6, '0')}`, name: `Jewel ${i}`, states: [{ id, hold: 'see' }] };
  });
  return { nodes, edges, entries, jewels };
}
