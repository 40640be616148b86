/**
 * A process that publishes one generation and may be killed at any step of it: `publish.ts` starts it.
 * In every generation all nodes, edges and findings hold the same epoch; a second generation changes them all, removes
 * some and adds some.
 */
import { openEmbedded } from '#graph/store/embedded/store.ts';
import { openNeo4j } from '#graph/store/neo4j/store.ts';
import type { Changes, GraphStore } from '#graph/store/port.ts';
import { slices } from '#graph/store/values.ts';
import { PATIENCE, type Place } from './stores.ts';
import { edge, node } from './types.ts';

export interface Order {
  readonly address: Place['address'];
  readonly epoch: number;
  readonly nodes: number;
  /** How many nodes one stage takes. */
  readonly portion: number;
  /** Every so many nodes have edges; none where absent. */
  readonly every?: number;
  /** The process kills itself at this step; never where absent. */
  readonly dieAt?: number;
}

/** Nodes that this epoch has; the last few differ from one epoch to the next. */
export const nodeIds = (epoch: number, nodes: number): string[] => [
  ...Array.from({ length: nodes }, (_, i) => `n${i}`),
  ...Array.from({ length: 5 }, (_, i) => `only-${epoch % 2}-${i}`),
];

async function publish(store: GraphStore, { epoch, nodes, portion, every }: Order): Promise<void> {
  const draft = await store.draft('publisher');
  const ids = nodeIds(epoch, nodes);
  await draft.stage({ removeNodes: nodeIds(epoch + 1, 0) });
  const apart = (some: readonly string[], rest: number) =>
    some.filter((_, i) => every !== undefined && i % every === rest);
  const own = epoch % 2 === 0 ? 'EVEN' : 'ODD';
  const other = epoch % 2 === 0 ? 'ODD' : 'EVEN';
  for (const some of slices(ids, portion)) {
    const changes: Changes = {
      nodes: some.map((id) =>
        node(id, epoch % 2 === 0 ? 'Asset Even' : 'Asset Odd', { epoch, [`p${epoch % 2}`]: [epoch] }),
      ),
      edges: apart(some, 0).map((id) => edge(id, 'R', 'n0', 'k', { epoch })),
      removeEdges: apart(some, 5).map((id) => edge(id, other, 'n0')),
    };
    await draft.stage(changes);
    await draft.stage({
      edges: apart(some, 5).map((id) => edge(id, own, 'n0', '', { epoch })),
    });
  }
  await draft.seal();
  const scan = `s${epoch}`;
  await draft.publish(scan, {
    nodes: ids.slice(0, 20).map((id) => node(`finding-${epoch % 3}-${id}`, 'Finding', { scan, epoch })),
    edges: ids.slice(0, 20).map((id) => edge(`finding-${epoch % 3}-${id}`, 'ABOUT', id, '', { epoch })),
  });
}

async function main(order: Order): Promise<void> {
  let steps = 0;
  const step = (name: string): void => {
    process.send?.({ step: name });
    if (steps++ === order.dieAt) process.kill(process.pid, 'SIGKILL');
  };
  const store =
    order.address.kind === 'embedded'
      ? await openEmbedded(order.address.folder, { shuffle: true, step })
      : await openNeo4j({ uri: order.address.uri }, { patience: PATIENCE, step });
  await publish(store, order);
  await store.close();
  process.send?.({ done: steps });
}

const order = process.argv[2];
if (process.send !== undefined && order !== undefined) {
  await main(JSON.parse(order) as Order);
  process.disconnect();
}
