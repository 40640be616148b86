/** Publishing under SIGKILL, and reading while 200,000 nodes change. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphReader, GraphStore } from '#graph/store/port.ts';
import { sorted } from './loop.ts';
import { nodeIds, type Order } from './publisher.ts';
import type { Place, StoreUnderTest } from './stores.ts';

const script = fileURLToPath(new URL('./publisher.ts', import.meta.url));

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Said = { readonly step?: string; readonly done?: number };
function start(order: Order): ChildProcess {
  return fork(script, [JSON.stringify(order)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** Runs a publisher, killing it `delay` milliseconds after its first step if asked to. */
async function run(
  order: Order,
  delay?: number,
): Promise<{ steps: number | undefined; names: string[]; signal: string | null }> {
  const child = start(order);
  const names: string[] = [];
  let steps: number | undefined;
  let err = '';
  child.stderr?.on('data', (data) => {
    err += String(data);
  });
  child.on('message', ({ step, done }: Said) => {
    if (step !== undefined) names.push(step);
    if (done !== undefined) steps = done;
    if (delay !== undefined && names.length === 1) void setTimeout(delay).then(() => child.kill('SIGKILL'));
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (code !== 0 && signal === null) throw new Error(`the publisher failed: ${err}`);
  return { steps, names, signal };
}

interface Seen {
  readonly number: number;
  readonly epoch: number;
}

/** Reads everything; it must be one epoch, whole. */
async function readWhole(graph: GraphReader, nodes: number): Promise<Seen> {
  const number = graph.publication?.number ?? 0;
  const scan = graph.publication?.scan ?? '';
  const epoch = Number(scan.slice(1));
  const assets = await Array.fromAsync(graph.nodes({ label: 'Asset' }));
  const findings = await Array.fromAsync(graph.nodes({ label: 'Finding' }));
  const edges = await Array.fromAsync(graph.edges());
  expect(sorted(assets.map(({ id }) => id))).toEqual(sorted(nodeIds(epoch, nodes)));
  const label = epoch % 2 === 0 ? 'Even' : 'Odd';
  for (const { id, labels, props } of assets)
    expect({ id, labels, props }).toEqual({
      id,
      labels: ['Asset', label],
      props: { epoch, [`p${epoch % 2}`]: [epoch] },
    });
  expect(findings).toHaveLength(20);
  for (const { props } of findings) expect(props).toEqual({ scan, epoch });
  expect(new Set(edges.map((e) => e.type))).toEqual(
    new Set(['R', epoch % 2 === 0 ? 'EVEN' : 'ODD', 'ABOUT']),
  );
  for (const { props } of edges) expect(props).toEqual({ epoch });
  const steps = nodeIds(epoch, nodes).length;
  expect(edges.length).toBeGreaterThan(20 + steps / 10);
  return { number, epoch };
}

export function runKills(under: StoreUnderTest): void {
  describe(`a publish killed on ${under.name}`, () => {
    const size = { nodes: 150, portion: 60, every: 10 };
    const POINTS = 30;
    let place: Place;
    let store: GraphStore;
    let total = 0;
    let milliseconds = 0;
    let names: string[] = [];
    let epoch = 1;

    beforeAll(async () => {
      place = await under.fresh();
      store = await place.open();
      await run({ address: place.address, epoch: 1, ...size });
      const begun = Date.now();
      const counted = await run({ address: place.address, epoch: 2, ...size });
      milliseconds = Date.now() - begun;
      total = counted.steps ?? 0;
      names = counted.names;
      epoch = 2;
    });
    afterAll(async () => {
      await store?.close();
      await place?.remove();
    });

    it('has a step at every boundary', () => {
      expect(total).toBeGreaterThan(12);
      expect(names.length).toBe(total);
    });

    it.each(Array.from({ length: POINTS }, (_, seed) => ({ seed })))(
      'leaves the old graph or the new one, whole, and the next draft repairs (seed $seed)',
      { timeout: 60_000 },
      async ({ seed }) => {
        const roll = random(seed + 1);
        const before = await store.read((graph) => readWhole(graph, size.nodes));
        expect(before.epoch).toBe(epoch);
        const order: Order = { address: place.address, epoch: epoch + 1, ...size };
        // Two of three die at a step, the third at a moment; every other one dies again while it repairs.
        const kill = () =>
          seed % 3 === 2
            ? run(order, roll() * milliseconds)
            : run({ ...order, dieAt: Math.floor(roll() * total) });
        await kill();
        const between = seed % 2 === 0 ? null : await run({ ...order, dieAt: 1 + Math.floor(roll() * 4) });
        const after = await store.read((graph) => readWhole(graph, size.nodes));
        expect([before.epoch, before.epoch + 1]).toContain(after.epoch);
        expect(after.number).toBeGreaterThanOrEqual(before.number);
        expect(between?.signal ?? 'SIGKILL').toBe('SIGKILL');
        const repaired = await run({ ...order, epoch: after.epoch + 1 });
        expect(repaired.steps).toBeGreaterThanOrEqual(total - 2);
        epoch = after.epoch + 1;
        expect(await store.read((graph) => readWhole(graph, size.nodes))).toEqual({
          number: after.number + 1,
          epoch,
        });
        expect(await place.leftovers()).toEqual([]);
      },
    );
  });
}

export function runSwap(under: StoreUnderTest): void {
  describe(`reading while 200,000 nodes change on ${under.name}`, () => {
    const nodes = 200_000;
    it('never shows two epochs in one query', { timeout: 400_000 }, async () => {
      const place = await under.fresh();
      const store = await place.open();
      try {
        const size = { address: place.address, nodes, portion: 5_000 };
        await run({ ...size, epoch: 1 });
        let writing = true;
        const second = run({ ...size, epoch: 2 }).finally(() => {
          writing = false;
        });
        const seen = new Map<number, number>();
        const look = async () => {
          const rows = await store.read((graph) =>
            graph.rows('MATCH (a:Asset {id: $a}), (b:Asset {id: $b}) RETURN a.epoch AS a, b.epoch AS b', {
              a: 'n0',
              b: `n${nodes - 1}`,
            }),
          );
          expect(rows).toHaveLength(1);
          expect(rows[0]?.['a']).toBe(rows[0]?.['b']);
          const at = Number(rows[0]?.['a']);
          seen.set(at, (seen.get(at) ?? 0) + 1);
        };
        // Awaited below; until then nobody listens.
        second.catch(() => undefined);
        // `writing` changes in the publisher's end.
        while ((() => writing)()) {
          await look();
          await setTimeout(2);
        }
        await second;
        await look();
        expect(new Set(seen.keys())).toEqual(new Set([1, 2]));
        expect(seen.get(1)).toBeGreaterThan(20);
      } finally {
        await store.close();
        await place.remove();
      }
    });
  });
}
