/** Greatest flow and least cut (Dinic's algorithm) over typed arrays. */
import { countingSort } from './csr.ts';
import { ints } from './ints.ts';

export interface Network {
  addNode(): number;
  /** Capacity is a whole number, or `Infinity`. Gives the arc's number. */
  addArc(from: number, to: number, capacity: number): number;
  /** Greatest flow; stops as soon as it is above `enough`. */
  flow(source: number, sink: number, enough: number): number;
  /** After `flow`: 1 for the nodes on the source's side of a least cut. */
  side(): Uint8Array;
}

/** @param nodes that are there from the beginning: 0 … nodes-1 */
export function network(nodes: number): Network {
  let count = nodes;
  const ends = ints();
  const tails = ints();
  const room: number[] = [];
  let level = new Int32Array(0);

  const built = () => {
    // Arcs of a node side by side; arc i and its way back i ^ 1.
    const { order, first } = countingSort(tails.done(), tails.length(), count);
    return { first, arcs: order, head: ends.done(), left: Float64Array.from(room) };
  };

  return {
    addNode: () => count++,
    addArc: (tail, end, capacity) => {
      tails.push(tail);
      tails.push(end);
      ends.push(end);
      ends.push(tail);
      room.push(capacity, 0);
      return ends.length() - 2;
    },
    flow: (source, sink, enough) => {
      const { first, arcs, head, left } = built();
      level = new Int32Array(count);
      const queue = new Int32Array(count);
      const turn = new Int32Array(count);
      const way = new Int32Array(count);
      let total = 0;

      const layer = (): boolean => {
        level.fill(-1);
        level[source] = 0;
        queue[0] = source;
        for (let at = 0, tail = 1; at < tail; at++) {
          const node = queue[at] ?? 0;
          for (let i = first[node] ?? 0; i < (first[node + 1] ?? 0); i++) {
            const arc = arcs[i] ?? 0;
            const other = head[arc] ?? 0;
            if (level[other] !== -1 || (left[arc] ?? 0) <= 0) continue;
            level[other] = (level[node] ?? 0) + 1;
            queue[tail++] = other;
          }
        }
        return level[sink] !== -1;
      };

      /** One way to the sink through the layers, walked without recursion; what it carries, or 0. */
      const push = (): number => {
        let depth = 0;
        let node = source;
        while (node !== sink) {
          let moved = false;
          while ((turn[node] ?? 0) < (first[node + 1] ?? 0)) {
            const arc = arcs[turn[node] ?? 0] ?? 0;
            const other = head[arc] ?? 0;
            if ((left[arc] ?? 0) > 0 && level[other] === (level[node] ?? 0) + 1) {
              way[depth++] = arc;
              node = other;
              moved = true;
              break;
            }
            turn[node] = (turn[node] ?? 0) + 1;
          }
          if (moved) continue;
          if (depth === 0) return 0;
          const arc = way[--depth] ?? 0;
          node = head[arc ^ 1] ?? 0;
          turn[node] = (turn[node] ?? 0) + 1;
        }
        let least = Infinity;
        for (let i = 0; i < depth; i++) least = Math.min(least, left[way[i] ?? 0] ?? 0);
        for (let i = 0; i < depth; i++) {
          const arc = way[i] ?? 0;
          left[arc] = (left[arc] ?? 0) - least;
          left[arc ^ 1] = (left[arc ^ 1] ?? 0) + least;
        }
        return least;
      };

      while (total <= enough && layer()) {
        turn.set(first.subarray(0, count));
        for (let one = push(); one > 0 && total <= enough; one = push()) total += one;
      }
      return total;
    },
    side: () => Uint8Array.from(level, (one) => (one === -1 ? 0 : 1)),
  };
}
