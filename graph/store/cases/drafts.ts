/** The life of a draft, as every store keeps it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreBusy, StoreTooNew } from '#graph/store/errors.ts';
import type { Changes, GraphReader, GraphStore } from '#graph/store/port.ts';
import { sorted } from './loop.ts';
import type { Place, StoreUnderTest } from './stores.ts';
import { edge, node } from './types.ts';

const graphOf = (epoch: number): Changes => ({
  nodes: [node('a', 'Asset Model', { epoch, hash: `h${epoch}` }), node('b', 'Asset Bucket', { epoch })],
  edges: [edge('a', 'READS', 'b', '', { epoch })],
});
const epochs = async (graph: GraphReader): Promise<unknown[]> =>
  (await graph.rows('MATCH (n:Asset) RETURN n.epoch AS e ORDER BY n.id')).map((row) => row['e']);
const all = async (graph: GraphReader) => [
  sorted(await Array.fromAsync(graph.nodes())),
  sorted(await Array.fromAsync(graph.edges())),
];

export function runDrafts(under: StoreUnderTest): void {
  describe(`drafts on ${under.name}`, () => {
    let place: Place;
    let store: GraphStore;
    const publish = async (changes: Changes, scan: string) => {
      const draft = await store.draft('test');
      await draft.stage(changes);
      await draft.seal();
      return draft.publish(scan, {});
    };
    beforeEach(async () => {
      place = await under.fresh();
      store = await place.open();
    });
    afterEach(async () => {
      await store.close();
      await place.remove();
    });

    it('before the first publish there is nothing to read', async () => {
      expect(await store.published()).toBeNull();
      expect(await store.read(async (g) => [g.publication, ...(await all(g))])).toEqual([null, [], []]);
      const draft = await store.draft('first');
      expect(draft.base).toBeNull();
      expect(await Array.fromAsync(draft.index(['hash']))).toEqual([]);
      await draft.abort();
      expect(await store.published()).toBeNull();
    });

    it('each publish counts up and names its scan', async () => {
      expect(await publish(graphOf(1), 's1')).toMatchObject({ number: 1, scan: 's1' });
      const second = await publish({}, 's2');
      expect(second).toMatchObject({ number: 2, scan: 's2' });
      expect(await store.published()).toEqual(second);
      expect(await store.read((g) => Promise.resolve(g.publication))).toEqual(second);
    });

    it('readers see the old graph until the publish, the sealed draft the new one', async () => {
      await publish(graphOf(1), 's1');
      const draft = await store.draft('test');
      await draft.stage(graphOf(2));
      expect(await store.read(epochs)).toEqual([1, 1]);
      expect(await epochs(draft.before)).toEqual([1, 1]);
      const next = await draft.seal();
      expect(await epochs(next)).toEqual([2, 2]);
      await draft.publish('s2', {});
      expect(await store.read(epochs)).toEqual([2, 2]);
    });

    it('the index gives ids, labels and the named properties of the base', async () => {
      await publish(graphOf(1), 's1');
      const wanted = [
        { id: 'a', labels: ['Asset', 'Model'], props: { hash: 'h1' } },
        { id: 'b', labels: ['Asset', 'Bucket'], props: {} },
      ];
      const draft = await store.draft('test');
      expect(sorted(await Array.fromAsync(draft.index(['hash'])))).toEqual(wanted);
      await draft.stage(graphOf(2));
      expect(sorted(await Array.fromAsync(draft.index(['hash'])))).toEqual(wanted);
      await draft.abort();
    });

    it('streams nodes by label and edges by type, with the named properties', async () => {
      await publish(graphOf(1), 's1');
      await store.read(async (g) => {
        expect(await Array.fromAsync(g.nodes({ label: 'Model', props: ['epoch'] }))).toEqual([
          { id: 'a', labels: ['Asset', 'Model'], props: { epoch: 1 } },
        ]);
        expect(await Array.fromAsync(g.nodes({ label: 'Nothing' }))).toEqual([]);
        const read = { from: 'a', type: 'READS', to: 'b', key: '' };
        expect(await Array.fromAsync(g.edges({ types: ['READS', 'LOADS'] }))).toEqual([
          { ...read, props: { epoch: 1 } },
        ]);
        expect(await Array.fromAsync(g.edges({ props: [] }))).toEqual([{ ...read, props: {} }]);
        expect(await Array.fromAsync(g.edges({ types: [] }))).toEqual([]);
        expect(await Array.fromAsync(g.edges({ types: ['LOADS'] }))).toEqual([]);
      });
    });

    it('one draft at a time, and the holder is named', async () => {
      const draft = await store.draft('the first');
      const other = await place.open();
      const error: unknown = await other.draft('the second').catch((e: unknown) => e);
      expect(error).toBeInstanceOf(StoreBusy);
      expect((error as Error).message).toMatch(/the first.*publishing/);
      await draft.abort();
      await (await other.draft('the second')).abort();
      await other.close();
    });

    it.each(['staged', 'sealed', 'failed'] as const)(
      'an abort when %s leaves the old graph, whole',
      async (when) => {
        await publish(
          { ...graphOf(1), nodes: [...(graphOf(1).nodes ?? []), node('c', 'Asset', { big: 2n ** 60n })] },
          's1',
        );
        const before = await store.read(all);
        const draft = await store.draft('test');
        await draft.stage({
          ...graphOf(2),
          removeNodes: ['c'],
          edges: [edge('b', 'NEW', 'a', 'k'), edge('a', 'READS', 'b', '', { epoch: 2 })],
        });
        await draft.stage({ nodes: [node('d', 'Asset')], removeEdges: [edge('a', 'READS', 'b')] });
        if (when === 'failed') {
          await draft.stage({ edges: [edge('a', 'R', 'nobody')] });
          await expect(draft.seal()).rejects.toThrow(/nobody/);
        } else if (when === 'sealed') await draft.seal();
        await draft.abort();
        expect(await store.read(all)).toEqual(before);
        expect(await store.published()).toMatchObject({ number: 1 });
        expect(await publish(graphOf(3), 's3')).toMatchObject({ number: 2 });
        expect(await place.leftovers()).toEqual([]);
      },
    );

    it('a reader that began before a publish goes on, on one graph', async () => {
      await publish(graphOf(1), 's1');
      let runs = 0;
      const seen = await store.read(async (g) => {
        const first = await epochs(g);
        if (runs++ === 0) for (const n of [2, 3, 4]) await publish(graphOf(n), `s${n}`);
        return [...first, ...(await epochs(g))];
      });
      expect(new Set(seen).size).toBe(1);
      expect(seen).toHaveLength(4);
      expect(await store.read(epochs)).toEqual([4, 4]);
    });

    it('what fails in reading fails for the caller', async () => {
      await publish(graphOf(1), 's1');
      await expect(store.read((g) => g.rows('MATCH (n:Asset RETURN n'))).rejects.toThrow(/The query failed/);
      await expect(store.read(() => Promise.reject(new Error('own')))).rejects.toThrow('own');
      expect(await store.read(epochs)).toEqual([1, 1]);
    });

    it('refuses a store of a newer version, and changes nothing in it', async () => {
      await publish(graphOf(1), 's1');
      await place.makeNewer();
      await expect(place.open()).rejects.toThrow(StoreTooNew);
      await expect(store.published()).rejects.toThrow(/newer Pathlight.*update/);
      await expect(store.read(epochs)).rejects.toThrow(StoreTooNew);
      await expect(store.draft('test')).rejects.toThrow(StoreTooNew);
    });
  });
}
