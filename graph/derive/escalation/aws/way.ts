/** How an escalation is held: by which permissions, and under what. */
import type { Held } from './holds.ts';

export interface Way {
  readonly held: readonly Held[];
  readonly permissions: readonly string[];
  /** ARN of what is made or used, for which a service would take on a role. */
  readonly source?: string | undefined;
}

export const none: Way = { held: [], permissions: [] };

export const meet = (a: Way, b: Way): Way => ({
  held: [...a.held, ...b.held],
  permissions: [...a.permissions, ...b.permissions],
  source: a.source ?? b.source,
});

export const stateOf = ({ held }: Way): Held['state'] =>
  held.some(({ state }) => state === 'conditional') ? 'conditional' : 'yes';

export const distinct = <T>(values: readonly T[]): readonly T[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];

/** All of it; `undefined` where some is not held. */
export function every<T>(needs: readonly T[], ask: (need: T) => Way | undefined): Way | undefined {
  let sum = none;
  for (const need of needs) {
    const way = ask(need);
    if (way === undefined) return undefined;
    sum = meet(sum, way);
  }
  return sum;
}

/** The better of two ways: a sure one before one under conditions, then the first. */
export function best(ways: Iterable<Way | undefined>): Way | undefined {
  let first: Way | undefined;
  for (const way of ways) {
    if (way === undefined) continue;
    if (stateOf(way) === 'yes') return way;
    first ??= way;
  }
  return first;
}
