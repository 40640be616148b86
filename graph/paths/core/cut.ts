/**
 * The smallest fix: the lightest set of fixes that leaves no way from any entry to any jewel, over the whole graph.
 *
 * Where every fix is an arc of a network (`fix-flow.ts`) a least cut is the answer. Elsewhere ways are collected until
 * the lightest choice that cuts all collected ways cuts all ways there are: then it is the lightest. Both are bounded;
 * where a bound is reached, a choice that does cut is given, with how far above the proven bound it may be.
 */
import type { Csr } from './csr.ts';
import { leastCut } from './fix-flow.ts';
import { cutBy, type Fixes, type FixTable, tableOf } from './fixes.ts';
import { greedyChoice, lightestChoice } from './hitting.ts';
import { openWays } from './open-ways.ts';
import { between, type Ends, inPart, joinedPairs } from './pairs.ts';

export interface SmallestFix {
  /** Fixes to make, ascending. Empty: nothing is joined, or nothing of it can be cut. */
  readonly fixes: readonly number[];
  readonly weight: number;
  /** No set of fixes that does the same weighs less. */
  readonly bound: number;
  /** `proven smallest`, or `at most N above the bound`. */
  readonly verdict: 'proven smallest' | `at most ${number} above the bound`;
  /** Joined pairs that the fixes cut: all that any fix can cut. Searched again without their steps. */
  readonly cuts: number;
  /** Pairs (jewel × number of entries + entry) that have a way without any step that a fix cuts. */
  readonly uncuttable: readonly number[];
}

export interface CutLimits {
  /** Rounds of collecting ways. */
  readonly rounds?: number;
  /** Branches that the search for the lightest choice may look at, in each round. */
  readonly branches?: number;
  /** Searches for open ways, in all. @default as many as look at 100 million steps, and at least 400 */
  readonly searches?: number;
  /** Steps (1) that do not count. */
  readonly blocked?: Uint8Array | undefined;
}

interface Task {
  readonly graph: Csr;
  readonly ends: Ends;
  readonly table: FixTable;
  readonly fixes: Fixes;
  /** Pairs that fixes can cut (1), joined or not. */
  readonly wanted: Uint8Array;
}

/** Whether no wanted pair is joined without what the fixes cut. */
function parts({ graph, ends, table, wanted }: Task, chosen: Iterable<number>): boolean {
  const left = joinedPairs(graph, ends, { blocked: cutBy(table, graph.steps, chosen) });
  return !left.some((one, pair) => one === 1 && wanted[pair] === 1);
}

const weigh = (fixes: Fixes, chosen: readonly number[]) =>
  chosen.reduce((sum, fix) => sum + (fixes.weight[fix] ?? 1), 0);

/** Takes back, heaviest first, what is not needed. `tries`: how many may be tried. */
function thin(task: Task, chosen: readonly number[], tries: number): number[] {
  let left = [...chosen];
  const order = left.toSorted((a, b) => (task.fixes.weight[b] ?? 1) - (task.fixes.weight[a] ?? 1) || b - a);
  for (const fix of order.slice(0, tries)) {
    const without = left.filter((one) => one !== fix);
    if (parts(task, without)) left = without;
  }
  return left;
}

/**
 * The sets of nodes of which every one of the first has to be parted from every one of the second: the bound of a least
 * cut holds for them alone, so it holds for all.
 */
function rectangles(ends: Ends, wanted: Uint8Array): Ends[] {
  const many = ends.entries.length;
  const stuck = (e: number, j: number) => wanted[j * many + e] === 0;
  const entries = ends.entries.filter((_, e) => !ends.jewels.some((__, j) => stuck(e, j)));
  const jewels = ends.jewels.filter((_, j) => !ends.entries.some((__, e) => stuck(e, j)));
  return [
    { entries, jewels: ends.jewels },
    { entries: ends.entries, jewels },
  ];
}

/** Collects ways until the lightest choice that hits them all cuts all there are. */
function collect(
  task: Task,
  from: number,
  limits: { readonly rounds: number; readonly branches: number; readonly searches: number },
): { chosen: number[]; bound: number } {
  const { graph, table, fixes } = task;
  const sets: (readonly number[])[] = [];
  let bound = from;
  let best: number[] | undefined;
  let searches = 0;
  const open = (chosen: Iterable<number>) => {
    searches++;
    return openWays(task, cutBy(table, graph.steps, chosen));
  };
  const keep = (chosen: readonly number[]) => {
    const thinned = thin(task, chosen, 24);
    if (best === undefined || weigh(fixes, thinned) < weigh(fixes, best)) best = thinned;
  };
  for (let round = 0; round < limits.rounds && searches < limits.searches; round++) {
    let chosen: readonly number[] = greedyChoice(sets, fixes.weight);
    let found = open(chosen);
    if (found.length === 0) {
      keep(chosen);
      const lightest = lightestChoice(sets, fixes.weight, limits.branches);
      bound = Math.max(bound, lightest.bound);
      if (best !== undefined && weigh(fixes, best) <= bound) break;
      chosen = lightest.chosen;
      found = open(chosen);
      if (found.length === 0) {
        keep(chosen);
        // Nothing more can be learnt: the choice cuts all, and the bound is what the search could show.
        break;
      }
    }
    // Ways that share no fix with others of the round tell most.
    const used = new Set<number>();
    for (let wave = 0; found.length > 0 && wave < 64; wave++) {
      for (const set of found) {
        if (set.some((fix) => used.has(fix))) continue;
        sets.push(set);
        for (const fix of set) used.add(fix);
      }
      found = open([...chosen, ...used]);
    }
  }
  if (best === undefined) {
    // Out of rounds: whatever cuts. Each wave takes all fixes of ways that are still open.
    const taken = new Set<number>(greedyChoice(sets, fixes.weight));
    for (;;) {
      const left = open(taken);
      if (left.length === 0) break;
      for (const fix of greedyChoice(left, fixes.weight)) taken.add(fix);
    }
    keep([...taken].sort((a, b) => a - b));
  }
  // Whatever hits all ways hits the collected ones, however far the collecting came.
  if (best !== undefined && weigh(fixes, best) > bound && sets.length > 0)
    bound = Math.max(bound, lightestChoice(sets, fixes.weight, limits.branches).bound);
  return { chosen: best ?? [], bound };
}

/** The smallest fix, and what shows that it is. What it cuts is searched again before it is said. */
export function smallestFix(graph: Csr, ends: Ends, fixes: Fixes, limits: CutLimits = {}): SmallestFix {
  const part = between(graph, ends, limits.blocked);
  const inside: Ends = { entries: inPart(part, ends.entries), jewels: inPart(part, ends.jewels) };
  const table = tableOf(part, fixes);
  const fixable = new Uint8Array(part.graph.steps);
  table.of.forEach((list, step) => {
    if (list.length > 0) fixable[step] = 1;
  });
  const joined = joinedPairs(part.graph, inside);
  const stuck = joinedPairs(part.graph, inside, { blocked: fixable });
  const uncuttable: number[] = [];
  const wanted = new Uint8Array(joined.length);
  let cuts = 0;
  for (let pair = 0; pair < joined.length; pair++) {
    if (stuck[pair] === 1) {
      uncuttable.push(pair);
      continue;
    }
    wanted[pair] = 1;
    cuts += joined[pair] ?? 0;
  }
  if (cuts === 0) return { fixes: [], weight: 0, bound: 0, verdict: 'proven smallest', cuts, uncuttable };

  const task: Task = { graph: part.graph, ends: inside, table, fixes, wanted };
  let bound = 0;
  let chosen: readonly number[] | undefined;
  for (const { entries, jewels } of rectangles(inside, wanted)) {
    if (entries.length === 0 || jewels.length === 0) continue;
    const answer = leastCut(part.graph, entries.flat(), jewels.flat(), table, fixes);
    bound = Math.max(bound, answer.bound);
    if (answer.chosen !== undefined && parts(task, answer.chosen)) {
      chosen = answer.chosen;
      break;
    }
  }
  if (chosen === undefined) {
    const answer = collect(task, bound, {
      rounds: limits.rounds ?? 200,
      branches: limits.branches ?? 20_000,
      searches: limits.searches ?? Math.min(20_000, Math.max(400, Math.ceil(1e8 / (part.graph.steps + 1)))),
    });
    chosen = answer.chosen;
    bound = Math.max(bound, answer.bound);
  }
  if (!parts(task, chosen)) throw new Error('The smallest fix leaves a way open');
  const weight = weigh(fixes, chosen);
  return {
    fixes: chosen,
    weight,
    bound,
    verdict: weight === bound ? 'proven smallest' : `at most ${weight - bound} above the bound`,
    cuts,
    uncuttable,
  };
}
