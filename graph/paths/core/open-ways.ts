/** Ways that are still open when some steps are cut, as the fixes that would cut them. */
import type { Csr } from './csr.ts';
import type { FixTable } from './fixes.ts';
import type { Ends } from './pairs.ts';
import { far, type Searcher, searcher, unit } from './search.ts';

export interface OpenTask {
  readonly graph: Csr;
  readonly ends: Ends;
  readonly table: FixTable;
  readonly wanted: Uint8Array;
}

/** Per graph: a searcher by which a way is the longer the more of its steps a fix cuts. */
const searchers = new WeakMap<FixTable, { readonly by: Searcher; readonly cost: Uint8Array }>();

function searcherOf({ graph, table }: OpenTask): { readonly by: Searcher; readonly cost: Uint8Array } {
  const known = searchers.get(table);
  if (known !== undefined) return known;
  const cost = Uint8Array.from(table.of, (list) => Math.min(list.length, 4));
  const made = { by: searcher(graph, cost), cost };
  searchers.set(table, made);
  return made;
}

/** Jewels by the entries that they shall be parted from: one search serves all that share them. */
function byEntries({ ends, wanted }: OpenTask): Map<string, { entries: number[]; jewels: number[] }> {
  const groups = new Map<string, { entries: number[]; jewels: number[] }>();
  const many = ends.entries.length;
  ends.jewels.forEach((_, j) => {
    const entries = ends.entries.flatMap((__, e) => (wanted[j * many + e] === 1 ? [e] : []));
    if (entries.length === 0) return;
    const key = entries.join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { entries, jewels: [j] });
    else group.jewels.push(j);
  });
  return groups;
}

/**
 * One open way to each jewel, from the entry from which fixes cut it in the fewest places: the fixes that would cut it,
 * none of them twice the same.
 */
export function openWays(task: OpenTask, blocked: Uint8Array): (readonly number[])[] {
  const { graph, ends, table } = task;
  const { by, cost } = searcherOf(task);
  const found = new Map<string, readonly number[]>();
  for (const { entries, jewels } of byEntries(task).values()) {
    const length = by.lengths(
      entries.flatMap((e) => ends.entries[e] ?? []),
      { blocked },
    );
    for (const jewel of jewels) {
      let end = -1;
      for (const node of ends.jewels[jewel] ?? []) {
        const mine = length[node] ?? far;
        if (mine !== far && (end < 0 || mine < (length[end] ?? far))) end = node;
      }
      if (end < 0) continue;
      const set = new Set<number>();
      for (let node = end; length[node] !== 0; ) {
        const at = graph.backFirst[node] ?? 0;
        const step = stepInto(graph, cost, length, blocked, node, at);
        for (const fix of table.of[step] ?? []) set.add(fix);
        node = graph.from[step] ?? 0;
      }
      const list = [...set].sort((a, b) => a - b);
      found.set(list.join(' '), list);
    }
  }
  return [...found.values()];
}

/** The first step that is on a shortest way into the node. */
function stepInto(
  graph: Csr,
  cost: Uint8Array,
  length: Int32Array,
  blocked: Uint8Array,
  node: number,
  at: number,
): number {
  for (let i = at; i < (graph.backFirst[node + 1] ?? 0); i++) {
    const step = graph.backAt[i] ?? 0;
    const before = length[graph.from[step] ?? 0] ?? far;
    if (before === far || blocked[step] === 1) continue;
    if (before + (cost[step] ?? 0) * unit + 1 === length[node]) return step;
  }
  throw new Error('A node on a way has no step into it');
}
