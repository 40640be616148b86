/** The best ways of every pair of an entry and a jewel, and which pairs there are. */
import { bestTo } from './best.ts';
import { type Csr, type Part, partOf } from './csr.ts';
import { ints } from './ints.ts';
import { costOf, far, reach, reachedGroups, searcher } from './search.ts';

/** Entries and jewels, each a group of nodes: an entry is where someone may begin, in any of its nodes. */
export interface Ends {
  readonly entries: readonly (readonly number[])[];
  readonly jewels: readonly (readonly number[])[];
}

/** Pair number = jewel × number of entries + entry. Ways of a pair are best first. */
export interface Listed {
  readonly entries: number;
  readonly jewels: number;
  /** Ways of pair p are wayFirst[p] … wayFirst[p + 1] - 1. */
  readonly wayFirst: Int32Array;
  /** Steps of way w are steps[stepFirst[w]] … steps[stepFirst[w + 1] - 1], numbered as in the graph. */
  readonly stepFirst: Int32Array;
  readonly steps: Int32Array;
  /** Length of each way (`costOf` gives its cost). */
  readonly length: Int32Array;
  /** 1 for pairs of which better ways than those after the first may have been left out: the work has a bound. */
  readonly truncated: Uint8Array;
}

const both = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((one, i) => one & (b[i] ?? 0));

/** The last part of each graph: ways, choke points and fixes of one question look at the same. */
const lastParts = new WeakMap<
  Csr,
  { readonly key: string; readonly blocked: Uint8Array | undefined; readonly part: Part }
>();

/** What lies between: the nodes that some entry reaches and that reach some jewel. */
export function between(graph: Csr, ends: Ends, blocked?: Uint8Array): Part {
  const entries = ends.entries.flat();
  const jewels = ends.jewels.flat();
  const key = `${entries.join(' ')} to ${jewels.join(' ')}`;
  const last = lastParts.get(graph);
  // Blocked steps are part of a step graph or made for one call: never written to afterwards.
  if (last !== undefined && last.key === key && last.blocked === blocked) return last.part;
  const ahead = reach(graph, entries, { blocked });
  const behind = reach(graph, jewels, { blocked, backward: true });
  const part = partOf(graph, both(ahead, behind), blocked);
  lastParts.set(graph, { key, blocked, part });
  return part;
}

/** The groups as numbered in the part, without what is not in it. */
export const inPart = (part: Part, groups: readonly (readonly number[])[]): number[][] =>
  groups.map((group) => group.map((node) => part.within[node] ?? -1).filter((node) => node >= 0));

/** The best `k` ways without loops of every pair. `budget`: how many ways may be looked at per pair. */
export function listWays(
  graph: Csr,
  ends: Ends,
  k: number,
  how: { readonly blocked?: Uint8Array | undefined; readonly budget?: number } = {},
): Listed {
  const part = between(graph, ends, how.blocked);
  const entries = inPart(part, ends.entries);
  const jewels = inPart(part, ends.jewels);
  const search = searcher(part.graph);
  const buffer = new Int32Array(part.graph.nodes);
  const marks = new Uint8Array(part.graph.nodes);
  const wayFirst = ints(entries.length * jewels.length + 1);
  const stepFirst = ints();
  const steps = ints();
  const length = ints();
  const truncated = new Uint8Array(entries.length * jewels.length);
  jewels.forEach((jewel, j) => {
    const find = bestTo(part.graph, search.lengths(jewel, { backward: true }, buffer), marks, {
      ...(how.budget !== undefined && { budget: how.budget }),
    });
    entries.forEach((entry, e) => {
      const best = find(entry, k);
      wayFirst.push(length.length());
      if (best.truncated) truncated[j * entries.length + e] = 1;
      best.ways.forEach((way, w) => {
        stepFirst.push(steps.length());
        length.push(best.lengths[w] ?? 0);
        for (const step of way) steps.push(part.step[step] ?? 0);
      });
    });
  });
  wayFirst.push(length.length());
  stepFirst.push(steps.length());
  return {
    entries: entries.length,
    jewels: jewels.length,
    wayFirst: wayFirst.done(),
    stepFirst: stepFirst.done(),
    steps: steps.done(),
    length: length.done(),
    truncated,
  };
}

/** Cost of the cheapest way of every pair, `far` where there is none. Numbered as in `Listed`. */
export function pairCosts(graph: Csr, ends: Ends, blocked?: Uint8Array): Int32Array {
  const part = between(graph, ends, blocked);
  const entries = inPart(part, ends.entries);
  const search = searcher(part.graph);
  const buffer = new Int32Array(part.graph.nodes);
  const costs = new Int32Array(entries.length * ends.jewels.length).fill(far);
  inPart(part, ends.jewels).forEach((jewel, j) => {
    search.lengths(jewel, { backward: true }, buffer);
    entries.forEach((entry, e) => {
      let least = far;
      for (const node of entry) {
        const length = buffer[node] ?? far;
        if (length !== far && (least === far || length < least)) least = length;
      }
      if (least !== far) costs[j * entries.length + e] = costOf(least);
    });
  });
  return costs;
}

/** 1 for every pair with a way. Numbered as in `Listed`. 32 jewels are looked at in one sweep. */
export function joinedPairs(
  graph: Csr,
  ends: Ends,
  how: { readonly blocked?: Uint8Array | undefined; readonly closed?: Uint8Array | undefined } = {},
): Uint8Array {
  const { entries, jewels } = ends;
  const joined = new Uint8Array(entries.length * jewels.length);
  for (let base = 0; base < jewels.length; base += 32) {
    const bits = reachedGroups(graph, jewels.slice(base, base + 32), how);
    entries.forEach((entry, e) => {
      let mine = 0;
      for (const node of entry) mine |= bits[node] ?? 0;
      for (let j = 0; mine !== 0; j++, mine >>>= 1) {
        if ((mine & 1) === 1) joined[(base + j) * entries.length + e] = 1;
      }
    });
  }
  return joined;
}
