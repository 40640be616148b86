/** Laws of merge over random scans of a tiny universe, on a graph in memory: the stores' own cases hold them to the same. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Scope } from '#graph/schema/coverage.ts';
import type { AssetRow } from '#graph/schema/rows.ts';
import type { GraphReader, NodeChange, StoredEdge, StoredNode } from '#graph/store/port.ts';
import { type BaseEntry, entryOf } from './base.ts';
import { merge } from './merge.ts';
import { edgeKey, type Next } from './next.ts';
import type { Look } from './spool.ts';
import { lookKey } from './spool.ts';
import { catalogue, edge, elsewhere, ireland, row, virginia } from './testing.ts';

const known = (props: NodeChange['props']) =>
  Object.fromEntries(
    Object.entries(props).filter(([name, v]) => v !== null && name !== 'id'),
  ) as StoredNode['props'];

class Memory {
  nodes = new Map<string, StoredNode>();
  edges = new Map<string, StoredEdge>();

  apply(next: Next): void {
    for (const key of next.removeEdges.keys()) this.edges.delete(key);
    for (const id of next.removeNodes) this.nodes.delete(id);
    for (const [key, e] of this.edges)
      if (next.removeNodes.has(e.from) || next.removeNodes.has(e.to)) this.edges.delete(key);
    for (const { id, labels, props } of next.nodes.values())
      this.nodes.set(id, { id, labels: [...labels].sort(), props: known(props) });
    for (const e of next.edges.values()) this.edges.set(edgeKey(e), { ...e, props: known(e.props) });
    for (const e of this.edges.values())
      for (const end of [e.from, e.to])
        if (!this.nodes.has(end)) throw new Error(`${edgeKey(e)} leads nowhere: ${end}`);
  }
  get base(): Map<string, BaseEntry> {
    const assets = [...this.nodes.values()].filter((n) => n.labels.includes('Asset'));
    return new Map(assets.map((n) => [n.id, entryOf(n)]));
  }
  get reader(): GraphReader {
    const { nodes, edges } = this;
    return {
      publication: { number: 1, scan: 's', at: '', layout: 1 },
      async rows(query, params) {
        const ids = (params?.['ids'] ?? []) as readonly string[];
        if (query.endsWith('RETURN n'))
          return ids.flatMap((id) => {
            const n = nodes.get(id);
            return n === undefined ? [] : [{ n }];
          });
        const end = query.includes('-[e]->') ? 'from' : 'to';
        return [...edges.values()].filter((e) => ids.includes(e[end])).map((e) => ({ e }));
      },
      async *nodes() {
        yield* nodes.values();
      },
      async *edges() {
        yield* edges.values();
      },
    };
  }
  /** All assets and edges, without times and what only tells of earlier scans. */
  get picture(): unknown {
    const past = new Set(['observedAt', 'firstSeen', 'hash']);
    const timeless = (props: StoredNode['props']) =>
      Object.fromEntries(
        Object.entries(props)
          .filter(([name]) => !past.has(name))
          .sort(),
      );
    const assets = [...this.nodes.values()].filter((n) => n.labels.includes('Asset'));
    return {
      nodes: assets.map((n) => ({ ...n, props: timeless(n.props) })).sort((a, b) => (a.id < b.id ? -1 : 1)),
      edges: [...this.edges]
        .map(([key, e]) => ({ key, props: timeless(e.props) }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
    };
  }
}

interface Scan {
  readonly rows: ReadonlyMap<string, AssetRow>;
  readonly also: ReadonlyMap<string, readonly string[]>;
  readonly looks: ReadonlyMap<string, Look>;
}

async function publishInto(memory: Memory, scan: Scan, at: number): Promise<number> {
  const { next } = await merge({
    ...scan,
    base: memory.base,
    before: memory.reader,
    closed: new Map(),
    forget: [],
    catalogue,
    at: `2026-01-${at + 10}T00:00:00.000Z`,
  });
  memory.apply(next);
  return next.size;
}

const scopes: readonly Scope[] = [ireland, virginia, elsewhere];
const kind = 'AwsSageMakerEndpoint';
const keyOf = (s: Scope) => [s.cloud, s.account, s.region].filter((x) => x !== undefined).join('/');
const home: Readonly<Record<string, readonly number[]>> = { a: [0], b: [0], c: [1], d: [1], m: [0, 2] };
const ends = ['a', 'c', 'm', 'stub', 'alias/x'];

const asset = (id: string) =>
  fc.record({
    n: fc.integer({ min: 0, max: 2 }),
    uid: fc.constantFrom(`${id}1`, `${id}2`, undefined),
    unread: fc.boolean(),
    incomplete: fc.boolean(),
    aliased: fc.boolean(),
    ends: fc.subarray(ends),
    shownIn: fc.subarray([...(home[id] ?? [])]),
  });
const universe = fc.record({
  assets: fc.record(Object.fromEntries(Object.keys(home).map((id) => [id, asset(id)]))),
  /** For each scope: not asked, a gap, or looked at. */
  looked: fc.tuple(...scopes.map(() => fc.constantFrom('not asked', 'gap', 'looked'))),
});
type Universe = typeof universe extends fc.Arbitrary<infer T> ? T : never;

/** What a scan of the universe shows. `all`: everything could be looked at and read. */
function scanOf({ assets, looked }: Universe, all: boolean): Scan {
  const rows = new Map<string, AssetRow>();
  const also = new Map<string, readonly string[]>();
  const asked = looked.map((l, i) => [i, all ? 'looked' : l] as const).filter(([, l]) => l !== 'not asked');
  for (const [id, one] of Object.entries(assets)) {
    // A gap shows what it shows, and does not say that it is all.
    const [first, ...others] = one.shownIn.filter((i) => asked.some(([s]) => s === i)).map((i) => scopes[i]);
    if (first === undefined) continue;
    const unread = !all && one.unread;
    const incomplete = !all && one.incomplete;
    const shown = incomplete ? [] : one.ends.filter((end) => end !== id);
    rows.set(
      id,
      row(id, {
        scope: first,
        props: { n: unread ? null : one.n },
        unread: unread ? ['n'] : [],
        incomplete: incomplete ? ['STORES_TO'] : [],
        edges: shown.map((end) => edge(id, 'STORES_TO', end, { as: kind })),
        ...(one.uid === undefined ? {} : { uid: one.uid }),
        ...(one.aliased && (id === 'a' || id === 'd') ? { aliases: ['alias/x'] } : {}),
      }),
    );
    if (others.length > 0) also.set(id, others.flatMap((s) => (s === undefined ? [] : [keyOf(s)])).sort());
  }
  const looks = new Map(
    asked.flatMap(([i, l]) => {
      const scope = scopes[i];
      return scope === undefined
        ? []
        : [[lookKey(kind, keyOf(scope)), { conclusive: l === 'looked', reason: 'denied' }] as const];
    }),
  );
  return { rows, also, looks };
}

const seed = 20_261_120;

it('a scan that looked at everything leaves the graph as if nothing had been scanned before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(universe, { minLength: 1, maxLength: 4 }), universe, async (earlier, last) => {
      const long = new Memory();
      let at = 0;
      for (const one of earlier) await publishInto(long, scanOf(one, false), at++);
      await publishInto(long, scanOf(last, true), at);
      const short = new Memory();
      // A uid that cannot be read now stays what it was, if it ever was read.
      const { rows, ...seen } = scanOf(last, true);
      const uidOf = (id: string) => String(long.nodes.get(id)?.props['uid']);
      const filled = [...rows].map(([id, r]) => {
        expect([r.uid ?? 'none', r.uid ?? `${id}1`, r.uid ?? `${id}2`]).toContain(uidOf(id));
        return [id, { ...r, uid: uidOf(id) }] as const;
      });
      await publishInto(short, { ...seen, rows: new Map(filled) }, at);
      expect(long.picture).toEqual(short.picture);
    }),
    { seed, numRuns: 400 },
  );
});

it('publishing the same once more writes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(universe, { minLength: 1, maxLength: 4 }), async (scans) => {
      const memory = new Memory();
      let at = 0;
      for (const one of scans) {
        await publishInto(memory, scanOf(one, false), at++);
        const again = await publishInto(memory, scanOf(one, false), at);
        expect(again).toBe(0);
      }
    }),
    { seed, numRuns: 200 },
  );
});

it('nothing ever disappears without a conclusive look at every place that showed it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(universe, { minLength: 2, maxLength: 6 }), async (scans) => {
      const memory = new Memory();
      const expected = new Map<string, Set<string>>();
      let at = 0;
      for (const one of scans) {
        const scan = scanOf(one, false);
        await publishInto(memory, scan, at++);
        for (const id of Object.keys(home)) {
          const shown = scan.rows.get(id);
          const now = shown === undefined ? [] : [keyOf(shown.scope), ...(scan.also.get(id) ?? [])];
          const uid = shown?.uid;
          const before = [...(expected.get(id) ?? [])].filter(
            (s) => scan.looks.get(lookKey(kind, s))?.conclusive !== true,
          );
          const node = memory.nodes.get(id);
          const places = new Set([...now, ...before]);
          expect(node?.props['seen'] === true, `${id} after scan ${at}`).toBe(places.size > 0);
          if (places.size === 0) expected.delete(id);
          // Another thing under the name is where it was seen, and nowhere else.
          else expected.set(id, uid === undefined ? places : new Set(entryScopes(node)));
          for (const s of now) expect(entryScopes(node)).toContain(s);
        }
      }
    }),
    { seed, numRuns: 300 },
  );
});

const entryScopes = (node: StoredNode | undefined): readonly string[] => {
  if (node === undefined) return [];
  const { scope, alsoIn } = entryOf(node);
  return [scope, ...alsoIn];
};
