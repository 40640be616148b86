/**
 * The lightest choice that has at least one thing out of each of some sets (a hitting set).
 *
 * Sets that share nothing are solved apart. Each part is searched by branch and bound, where the bound is a packing:
 * sets pay for their things, no thing is paid more than its weight, so what is paid is a weight that any choice has.
 */

export interface Choice {
  /** Ascending. */
  readonly chosen: readonly number[];
  readonly weight: number;
  /** No choice is lighter than this; equal to `weight` where the choice is proven best. */
  readonly bound: number;
}

type Weights = ArrayLike<number>;

/** What the sets can be made to pay together. */
function packing(sets: readonly (readonly number[])[], weight: Weights): number {
  const left = new Map<number, number>();
  const rest = (thing: number) => left.get(thing) ?? weight[thing] ?? 0;
  let paid = 0;
  for (const set of sets) {
    let least = Infinity;
    for (const thing of set) least = Math.min(least, rest(thing));
    if (least <= 0 || least === Infinity) continue;
    paid += least;
    for (const thing of set) left.set(thing, rest(thing) - least);
  }
  return paid;
}

/** Takes what hits most sets for its weight, then drops what is not needed. */
export function greedyChoice(sets: readonly (readonly number[])[], weight: Weights): number[] {
  const within = new Map<number, number[]>();
  sets.forEach((set, s) => {
    for (const thing of set) {
      const list = within.get(thing);
      if (list === undefined) within.set(thing, [s]);
      else list.push(s);
    }
  });
  const count = new Map([...within].map(([thing, list]) => [thing, list.length]));
  const hit = new Uint8Array(sets.length);
  const chosen: number[] = [];
  for (let open = sets.length; open > 0; ) {
    let best = -1;
    let worth = 0;
    for (const [thing, hits] of count) {
      const value = hits / (weight[thing] ?? 1);
      if (value > worth || (value === worth && value > 0 && thing < best)) {
        best = thing;
        worth = value;
      }
    }
    if (best < 0) break;
    chosen.push(best);
    for (const s of within.get(best) ?? []) {
      if (hit[s] === 1) continue;
      hit[s] = 1;
      open--;
      for (const thing of sets[s] ?? []) count.set(thing, (count.get(thing) ?? 0) - 1);
    }
  }
  const picked = new Set(chosen);
  const times = sets.map((set) => set.filter((thing) => picked.has(thing)).length);
  const heavyFirst = [...chosen].sort((a, b) => (weight[b] ?? 0) - (weight[a] ?? 0) || b - a);
  const dropped = new Set<number>();
  for (const thing of heavyFirst) {
    const mine = within.get(thing) ?? [];
    if (mine.some((s) => (times[s] ?? 0) <= 1)) continue;
    for (const s of mine) times[s] = (times[s] ?? 0) - 1;
    dropped.add(thing);
  }
  return chosen.filter((thing) => !dropped.has(thing)).sort((a, b) => a - b);
}

const weigh = (things: Iterable<number>, weight: Weights): number => {
  let sum = 0;
  for (const thing of things) sum += weight[thing] ?? 0;
  return sum;
};

/** Sets joined by shared things. */
function components(sets: readonly (readonly number[])[]): number[][][] {
  const parent = sets.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  const owner = new Map<number, number>();
  sets.forEach((set, s) => {
    for (const thing of set) {
      const other = owner.get(thing);
      if (other === undefined) owner.set(thing, s);
      else parent[root(s)] = root(other);
    }
  });
  const parts = new Map<number, number[][]>();
  sets.forEach((set, s) => {
    const list = parts.get(root(s));
    if (list === undefined) parts.set(root(s), [[...set]]);
    else list.push([...set]);
  });
  return [...parts.values()];
}

function solve(sets: readonly (readonly number[])[], weight: Weights, budget: { left: number }): Choice {
  const bySize = sets.toSorted((a, b) => a.length - b.length);
  let best = greedyChoice(bySize, weight);
  let bestWeight = weigh(best, weight);
  const root = packing(bySize, weight);
  let whole = true;
  const walk = (open: readonly (readonly number[])[], taken: readonly number[], sum: number): void => {
    if (open.length === 0) {
      if (sum < bestWeight) {
        best = [...taken].sort((a, b) => a - b);
        bestWeight = sum;
      }
      return;
    }
    if (sum + packing(open, weight) >= bestWeight) return;
    if (budget.left-- <= 0) {
      whole = false;
      return;
    }
    const [branch] = open.toSorted((a, b) => a.length - b.length);
    const tried = new Set<number>();
    for (const thing of branch ?? []) {
      const rest: (readonly number[])[] = [];
      let possible = true;
      for (const set of open) {
        if (set.includes(thing)) continue;
        // What was tried before at this place need not be tried again below it.
        const without = set.filter((other) => !tried.has(other));
        if (without.length === 0) {
          possible = false;
          break;
        }
        rest.push(without);
      }
      if (possible) walk(rest, [...taken, thing], sum + (weight[thing] ?? 0));
      tried.add(thing);
    }
  };
  if (root < bestWeight) walk(bySize, [], 0);
  return { chosen: best, weight: bestWeight, bound: whole ? bestWeight : root };
}

/**
 * @param sets none of them empty
 * @param nodes how many branches may be looked at, in all, at most
 */
export function lightestChoice(
  sets: readonly (readonly number[])[],
  weight: Weights,
  nodes = 20_000,
): Choice {
  // A branch looks at all sets: many sets, fewer branches.
  const size = sets.reduce((sum, set) => sum + set.length, 0);
  const budget = { left: Math.min(nodes, Math.ceil(4_000_000 / (size + 1))) };
  const parts = components(sets).map((part) => solve(part, weight, budget));
  return {
    chosen: parts.flatMap((part) => part.chosen).sort((a, b) => a - b),
    weight: parts.reduce((sum, part) => sum + part.weight, 0),
    bound: parts.reduce((sum, part) => sum + part.bound, 0),
  };
}
