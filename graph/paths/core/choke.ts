/**
 * Choke points: what many pairs of an entry and a jewel have to pass.
 *
 * Counted is how many joined pairs have no way left when a group of steps is taken away: one step, all steps of one
 * edge, or all steps into one asset. What is on no listed way of a pair, or on only some of them, cannot cut that pair,
 * so the number of pairs whose every listed way passes a group is an upper bound of what it cuts. Groups are looked at
 * by falling bound, and each is counted exactly, by taking it away and searching again, until no other can cut more.
 */
import type { Csr } from './csr.ts';
import { between, type Ends, inPart, type Listed } from './pairs.ts';
import { reachedGroups } from './search.ts';

export interface ChokePoint {
  readonly group: number;
  /** Pairs that have no way left without it: counted, not guessed. */
  readonly cuts: number;
  /** Pairs of which every listed way passes it. */
  readonly bound: number;
}

export interface ChokePoints {
  /** Those that cut most first, then by number; those that cut nothing are left out. */
  readonly points: readonly ChokePoint[];
  /** Pairs that have a way. */
  readonly pairs: number;
  /** How many groups were counted exactly. */
  readonly counted: number;
  /** Whether it is shown that no group that is left out cuts more than the last one. */
  readonly proven: boolean;
}

/** Calls `see` for each pair that has ways, with the groups that all of them pass. */
function shared(listed: Listed, groupOf: Int32Array, see: (pair: number, groups: readonly number[]) => void) {
  const { wayFirst, stepFirst, steps } = listed;
  const groups = groupOf.reduce((most, group) => Math.max(most, group), -1) + 1;
  const lastWay = new Int32Array(groups).fill(-1);
  const passed = new Int32Array(groups);
  for (let pair = 0; pair < listed.entries * listed.jewels; pair++) {
    const from = wayFirst[pair] ?? 0;
    const until = wayFirst[pair + 1] ?? 0;
    if (from === until) continue;
    const touched: number[] = [];
    for (let way = from; way < until; way++) {
      for (let i = stepFirst[way] ?? 0; i < (stepFirst[way + 1] ?? 0); i++) {
        const group = groupOf[steps[i] ?? 0] ?? -1;
        if (group < 0 || lastWay[group] === way) continue;
        lastWay[group] = way;
        if (passed[group] === 0) touched.push(group);
        passed[group] = (passed[group] ?? 0) + 1;
      }
    }
    const all = touched.filter((group) => passed[group] === until - from);
    for (const group of touched) passed[group] = 0;
    see(pair, all);
  }
}

/**
 * @param groupOf group of each step; -1: none
 * @param how `top`: how many to give; `most`: how many to count exactly at most; `blocked`: steps (1) that do not count
 */
export function chokePoints(
  graph: Csr,
  ends: Ends,
  listed: Listed,
  groupOf: Int32Array,
  how: {
    readonly top?: number;
    readonly most?: number;
    readonly blocked?: Uint8Array | undefined;
  } = {},
): ChokePoints {
  const top = how.top ?? 10;
  const most = how.most ?? 24;
  const bound = new Map<number, number>();
  let pairs = 0;
  shared(listed, groupOf, (_, groups) => {
    pairs++;
    for (const group of groups) bound.set(group, (bound.get(group) ?? 0) + 1);
  });
  const candidates = [...bound].sort(([a, x], [b, y]) => y - x || a - b);
  const looked = candidates.slice(0, most);
  const pairsOf = new Map<number, number[]>(looked.map(([group]) => [group, []]));
  shared(listed, groupOf, (pair, groups) => {
    for (const group of groups) pairsOf.get(group)?.push(pair);
  });

  const part = between(graph, ends, how.blocked);
  const inside = { entries: inPart(part, ends.entries), jewels: inPart(part, ends.jewels) };
  const blocked = new Uint8Array(part.graph.steps);
  const points: ChokePoint[] = [];
  let counted = 0;
  let proven = candidates.length <= most;
  const stepsOf = new Map<number, number[]>(looked.map(([group]) => [group, []]));
  for (let s = 0; s < part.graph.steps; s++) stepsOf.get(groupOf[part.step[s] ?? 0] ?? -1)?.push(s);
  for (const [group, upper] of looked) {
    const last = points.length < top ? 0 : (points[top - 1]?.cuts ?? 0);
    if (last >= upper) {
      proven = true;
      break;
    }
    const mine = stepsOf.get(group) ?? [];
    for (const s of mine) blocked[s] = 1;
    const cuts = goesRound(part.graph, mine)
      ? 0
      : countCut(part.graph, inside, pairsOf.get(group) ?? [], blocked);
    for (const s of mine) blocked[s] = 0;
    counted++;
    if (cuts > 0) points.push({ group, cuts, bound: upper });
    points.sort((a, b) => b.cuts - a.cuts || a.group - b.group);
  }
  return { points: points.slice(0, top), pairs, counted, proven };
}

/** Whether a single step has a way round it: then it cuts nothing. */
function goesRound(graph: Csr, [step, another]: readonly number[]): boolean {
  if (step === undefined || another !== undefined) return false;
  const target = graph.to[step] ?? 0;
  const seen = new Set([graph.from[step] ?? 0]);
  for (const node of seen) {
    for (let s = graph.first[node] ?? 0; s < (graph.first[node + 1] ?? 0); s++) {
      if (s === step) continue;
      const next = graph.to[s] ?? 0;
      if (next === target) return true;
      seen.add(next);
    }
    // Where it is not found nearby the count says it just as well.
    if (seen.size > 20_000) return false;
  }
  return false;
}

/** How many of the pairs have no way without the blocked steps. Sweeps from whichever side has fewer ends. */
function countCut(graph: Csr, ends: Ends, pairs: readonly number[], blocked: Uint8Array): number {
  const { entries, jewels } = ends;
  const many = entries.length;
  const mine = [...new Set(pairs.map((pair) => pair % many))];
  const theirs = [...new Set(pairs.map((pair) => Math.floor(pair / many)))];
  const backward = mine.length < theirs.length;
  const sources = backward ? mine : theirs;
  let cut = 0;
  for (let base = 0; base < sources.length; base += 32) {
    const batch = sources.slice(base, base + 32);
    const place = new Map(batch.map((source, i) => [source, i]));
    const bits = reachedGroups(
      graph,
      batch.map((source) => (backward ? entries[source] : jewels[source]) ?? []),
      { blocked, backward },
    );
    for (const pair of pairs) {
      const entry = pair % many;
      const jewel = Math.floor(pair / many);
      const bit = place.get(backward ? entry : jewel);
      if (bit === undefined) continue;
      const nodes = (backward ? jewels[jewel] : entries[entry]) ?? [];
      if (!nodes.some((node) => (((bits[node] ?? 0) >>> bit) & 1) === 1)) cut++;
    }
  }
  return cut;
}
