/** Fixes: changes that each cut one or several steps, and what is left of them between entries and jewels. */
import type { Part } from './csr.ts';
import { ints } from './ints.ts';

export interface Fixes {
  /** What each fix weighs: a whole number from 1. Its length is the number of fixes. */
  readonly weight: Int32Array;
  /** Fixes of step s are ids[first[s]] … ids[first[s + 1] - 1]; each of them alone cuts it. None: nothing cuts it. */
  readonly first: Int32Array;
  readonly ids: Int32Array;
}

/** Rows of fixes from a list per step. */
export function fixesOf(perStep: readonly (readonly number[])[], weights: readonly number[]): Fixes {
  const first = new Int32Array(perStep.length + 1);
  const ids = ints();
  perStep.forEach((list, step) => {
    for (const id of list) ids.push(id);
    first[step + 1] = ids.length();
  });
  return { weight: Int32Array.from(weights), first, ids: ids.done() };
}

/** Of the steps of a part: the fixes worth considering, and the steps that each cuts. */
export interface FixTable {
  readonly of: readonly (readonly number[])[];
  readonly steps: ReadonlyMap<number, readonly number[]>;
}

/**
 * The fixes of a part. A fix that cuts nothing there which another, no heavier one does not cut as well is left out.
 */
export function tableOf(part: Part, fixes: Fixes): FixTable {
  const { graph, step } = part;
  const steps = new Map<number, number[]>();
  const all: (readonly number[])[] = [];
  const none: readonly number[] = [];
  /** Most steps have one fix, and most fixes several steps: they share a list. */
  const alone = new Map<number, readonly number[]>();
  const listOf = (from: number, until: number): readonly number[] => {
    if (from === until) return none;
    if (until - from > 1) return [...new Set(fixes.ids.subarray(from, until))].sort((a, b) => a - b);
    const fix = fixes.ids[from] ?? 0;
    const known = alone.get(fix) ?? [fix];
    alone.set(fix, known);
    return known;
  };
  for (let s = 0; s < graph.steps; s++) {
    const whole = step[s] ?? 0;
    const mine = listOf(fixes.first[whole] ?? 0, fixes.first[whole + 1] ?? 0);
    all.push(mine);
    for (const fix of mine) {
      const list = steps.get(fix);
      if (list === undefined) steps.set(fix, [s]);
      else list.push(s);
    }
  }
  const out = new Set<number>();
  for (const fix of [...steps.keys()].sort((a, b) => b - a)) {
    const mine = steps.get(fix) ?? [];
    const weight = fixes.weight[fix] ?? 1;
    const better = (other: number) => {
      if (other === fix || out.has(other) || (fixes.weight[other] ?? 1) > weight) return false;
      return mine.every((s) => all[s]?.includes(other) === true);
    };
    if (all[mine[0] ?? 0]?.some(better) === true) out.add(fix);
  }
  for (const fix of out) steps.delete(fix);
  const of =
    out.size === 0
      ? all
      : all.map((list) => (list.some((fix) => out.has(fix)) ? list.filter((fix) => !out.has(fix)) : list));
  return { of, steps };
}

/** 1 for the steps that some of the fixes cut. */
export function cutBy(table: FixTable, count: number, chosen: Iterable<number>): Uint8Array {
  const blocked = new Uint8Array(count);
  for (const fix of chosen) for (const step of table.steps.get(fix) ?? []) blocked[step] = 1;
  return blocked;
}
