/**
 * The best few ways without loops from each entry to each jewel.
 *
 * For one jewel the lengths of all nodes to it are known (one search). A way is then the way of another with one step
 * aside: it leaves that one at some node by another step and goes on along the shortest way from there. Ways are taken
 * from a heap by their length, so the first k without a loop are the best k; what a node offers aside is sorted once per
 * jewel and shared by all entries.
 */
import type { Csr } from './csr.ts';
import { far, unit } from './search.ts';

/** What a node offers: the first step of its shortest way, and the others by how much longer they make it. */
interface Offer {
  readonly main: number;
  readonly aside: readonly number[];
  readonly longer: readonly number[];
  /** Whether more was there than is kept. */
  readonly cut: boolean;
}

/** How many steps aside are kept per node. */
const keep = 24;

interface Candidate {
  readonly length: number;
  /** The way that this one leaves, by its nodes and steps; it leaves at nodes[at] by its `nth` step aside. */
  readonly base: Way | undefined;
  readonly at: number;
  readonly nth: number;
  /** Of a candidate without a base: where it begins. */
  readonly start: number;
  /** Among equally long ones the one made first is taken first. */
  readonly made: number;
}

interface Way {
  readonly nodes: readonly number[];
  readonly steps: readonly number[];
}

export interface BestWays {
  /** Steps of each way, by number, best first. A way without steps: the entry is a jewel. */
  readonly ways: readonly (readonly number[])[];
  readonly lengths: readonly number[];
  /** True where the work had a bound and reached it: there may be more or better ones behind the first. */
  readonly truncated: boolean;
}

const before = (a: Candidate, b: Candidate) =>
  a.length !== b.length ? a.length < b.length : a.made < b.made;

/** A binary heap of candidates. */
function push(heap: Candidate[], one: Candidate): void {
  let at = heap.length;
  heap.push(one);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || !before(one, above)) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = one;
}

function pop(heap: Candidate[]): Candidate | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (top === undefined || last === undefined || heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    let low = heap[child];
    if (low === undefined) break;
    const right = heap[child + 1];
    if (right !== undefined && before(right, low)) {
      child++;
      low = right;
    }
    if (!before(low, last)) break;
    heap[at] = low;
    at = child;
  }
  heap[at] = last;
  return top;
}

/**
 * Finder of the best ways to one jewel.
 * @param length of each node to the jewel, from `searcher().lengths(jewel, { backward: true, blocked })`
 * @param marks zeros, one per node; given back as zeros
 */
export function bestTo(
  graph: Csr,
  length: Int32Array,
  marks: Uint8Array,
  how: { readonly blocked?: Uint8Array | undefined; readonly budget?: number } = {},
): (starts: readonly number[], k: number) => BestWays {
  const offers = new Map<number, Offer>();
  const { first, to, cost } = graph;
  const budget = how.budget ?? 200;

  const offerOf = (node: number): Offer => {
    const known = offers.get(node);
    if (known !== undefined) return known;
    const mine = length[node] ?? 0;
    let main = -1;
    const aside: number[] = [];
    const rest: number[] = [];
    let cut = false;
    for (let step = first[node] ?? 0; step < (first[node + 1] ?? 0); step++) {
      const ahead = length[to[step] ?? 0] ?? far;
      if (ahead === far || how.blocked?.[step] === 1) continue;
      const longer = ahead + (cost[step] ?? 0) * unit + 1 - mine;
      if (longer === 0 && main < 0) {
        main = step;
        continue;
      }
      // Sorted as they come: by how much longer, then in the order of the rows.
      if (aside.length === keep) {
        cut = true;
        if (longer >= (rest[keep - 1] ?? 0)) continue;
        aside.pop();
        rest.pop();
      }
      let place = aside.length;
      while (place > 0 && (rest[place - 1] ?? 0) > longer) place--;
      aside.splice(place, 0, step);
      rest.splice(place, 0, longer);
    }
    const offer: Offer = { main, aside, longer: rest, cut };
    offers.set(node, offer);
    return offer;
  };

  return (starts, k) => {
    const ways: number[][] = [];
    const lengths: number[] = [];
    const heap: Candidate[] = [];
    let made = 0;
    let truncated = false;
    const aside = (base: Way, baseLength: number, at: number, nth: number) => {
      const offer = offerOf(base.nodes[at] ?? 0);
      const longer = offer.longer[nth];
      if (longer === undefined) truncated ||= offer.cut;
      else push(heap, { length: baseLength + longer, base, at, nth, start: -1, made: made++ });
    };
    for (const start of starts) {
      const mine = length[start] ?? far;
      // However many of its nodes are the jewel's: being there is one way.
      if (mine === 0 && heap[0]?.length === 0) continue;
      if (mine !== far) push(heap, { length: mine, base: undefined, at: 0, nth: 0, start, made: made++ });
    }
    let work = 0;
    for (let one = pop(heap); one !== undefined && ways.length < k; one = pop(heap)) {
      if (++work > budget) {
        truncated = true;
        break;
      }
      const nodes: number[] = [];
      const steps: number[] = [];
      // An entry is left once: a way through another of its states is the longer spelling of a shorter way.
      const marked: number[] = [];
      const mark = (node: number) => {
        marks[node] = 1;
        marked.push(node);
      };
      for (const start of starts) mark(start);
      let node = one.start;
      let loop = false;
      if (one.base === undefined) nodes.push(node);
      else {
        for (let i = 0; i <= one.at; i++) {
          const passed = one.base.nodes[i] ?? 0;
          nodes.push(passed);
          mark(passed);
          if (i < one.at) steps.push(one.base.steps[i] ?? 0);
        }
        const from = one.base.nodes[one.at] ?? 0;
        aside(one.base, one.length - (offerOf(from).longer[one.nth] ?? 0), one.at, one.nth + 1);
        const step = offerOf(from).aside[one.nth] ?? 0;
        node = to[step] ?? 0;
        steps.push(step);
        loop = marks[node] === 1;
        nodes.push(node);
        mark(node);
      }
      const root = nodes.length - 1;
      while (!loop && length[node] !== 0) {
        const step = offerOf(node).main;
        node = to[step] ?? 0;
        steps.push(step);
        if (marks[node] === 1) loop = true;
        else {
          nodes.push(node);
          mark(node);
        }
      }
      for (const done of marked) marks[done] = 0;
      // Leaving a way before its loop may give one without; after the loop none can.
      const way: Way = { nodes, steps };
      const turns = one.base !== undefined && loop && steps.length === root ? root : nodes.length;
      for (let at = root; at < turns; at++) {
        if (length[nodes[at] ?? 0] !== 0) aside(way, one.length, at, 0);
      }
      if (loop) continue;
      ways.push(steps);
      lengths.push(one.length);
    }
    return { ways, lengths, truncated };
  };
}
