/** The one loop that runs every case on a store. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BadValue, QueryFailed, QueryLimit } from '#graph/store/errors.ts';
import type { Changes, GraphStore, Limits, Row } from '#graph/store/port.ts';
import { accessCases } from './access.ts';
import { askCases } from './asks.ts';
import { queryCases } from './queries.ts';
import type { Place, StoreUnderTest } from './stores.ts';
import type { AskCase } from './types.ts';
import { unknownCases } from './unknown.ts';
import { refusalCases, writeCases } from './writes.ts';

export const LIMITS: Limits = { milliseconds: 20_000, rows: 1_000, bytes: 1_000_000, memoryMegabytes: 512 };

/** Publishes a graph and nothing else: what was there before goes. */
export async function publishOnly(store: GraphStore, graph: Changes): Promise<void> {
  const draft = await store.draft('cases');
  const old: string[] = [];
  for await (const { id } of draft.index([])) old.push(id);
  await draft.stage({ removeNodes: old });
  await draft.stage(graph);
  await draft.seal();
  await draft.publish('cases', {});
}

const key = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v));
const bag = <T>(items: readonly T[]): T[] => [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));
/** Objects with their keys in one order, so that a bag sorts the same. */
const canonical = <T>(value: T): T =>
  (Array.isArray(value)
    ? value.map(canonical)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([k, v]) => [k, canonical(v)]),
        )
      : value) as T;
export const sorted = <T>(items: readonly T[]): T[] => bag(items.map(canonical));

async function checkAsk(
  store: GraphStore,
  { query, params, limits, expect: wanted }: AskCase,
): Promise<void> {
  const asked = store.ask(query, params ?? {}, { ...LIMITS, ...limits });
  if ('rows' in wanted) {
    const { rows, truncated } = await asked;
    expect({ rows, truncated }).toEqual(wanted);
    return;
  }
  const error: unknown = await asked.then(
    (answer) => answer,
    (cause: unknown) => cause,
  );
  if ('failed' in wanted) {
    expect(error).toBeInstanceOf(QueryFailed);
    expect((error as Error).message).toMatch(wanted.failed);
    return;
  }
  expect(error).toBeInstanceOf(QueryLimit);
  expect((error as QueryLimit).limit).toBe(wanted.limit);
  expect((error as Error).message).toContain('narrow it');
}

/** Cases on the same graph follow one another, so that it is published once. */
class Published {
  private graph: Changes | undefined;
  private readonly store: () => GraphStore;
  constructor(store: () => GraphStore) {
    this.store = store;
  }
  async is(graph: Changes): Promise<void> {
    if (this.graph === graph) return;
    await publishOnly(this.store(), graph);
    this.graph = graph;
  }
}

export function runCases(under: StoreUnderTest): void {
  describe(`cases on ${under.name}`, () => {
    let place: Place;
    let store: GraphStore;
    beforeAll(async () => {
      place = await under.fresh();
      store = await place.open();
    });
    afterAll(async () => {
      await store?.close();
      await place?.remove();
    });
    const published = new Published(() => store);

    it.each([...unknownCases, ...accessCases, ...queryCases])(
      '$name',
      async ({ graph, query, params, ordered, rows }) => {
        await published.is(graph);
        const got = await store.read((reader) => reader.rows(query, params));
        const shape = (list: readonly Row[]) => (ordered ? list : sorted(list));
        expect(shape(got)).toEqual(shape(rows));
      },
    );

    it.each(writeCases)('$name', async ({ publishes, nodes, edges }) => {
      await published.is({});
      for (const [i, { stages, posture }] of publishes.entries()) {
        const draft = await store.draft('cases');
        for (const changes of stages) await draft.stage(changes);
        await draft.seal();
        await draft.publish(`s${i + 1}`, posture ?? {});
      }
      const got = await store.read(async (reader) => ({
        nodes: await Array.fromAsync(reader.nodes()),
        edges: await Array.fromAsync(reader.edges()),
      }));
      await published.is({ nodes: [] });
      expect(sorted(got.nodes)).toEqual(sorted(nodes));
      expect(sorted(got.edges)).toEqual(sorted(edges ?? []));
    });

    it.each(refusalCases)('refuses $name', async ({ changes, at, says }) => {
      const draft = await store.draft('cases');
      try {
        const staged = draft.stage(changes);
        const error: unknown = await (at === 'stage' ? staged : staged.then(() => draft.seal())).catch(
          (e: unknown) => e,
        );
        expect(error).toBeInstanceOf(BadValue);
        expect((error as Error).message).toMatch(says);
      } finally {
        await draft.abort();
      }
    });

    it.each(askCases)('asked: $name', { timeout: 150_000 }, async (asked) => {
      await published.is(asked.graph);
      await checkAsk(store, asked);
      const left = await store.read((reader) => Array.fromAsync(reader.nodes({ props: [] })));
      expect(left).toHaveLength(asked.graph.nodes?.length ?? 0);
      expect(left.every(({ labels }) => labels.join() === 'Asset')).toBe(true);
    });
  });
}
