/** Where the edges that an asset did not show could lead, and from where: the moves along them, with any far end near it. */
import type { Move } from '#graph/paths/move.ts';
import { member, moves } from '#graph/paths/moves.ts';
import { type Hold, holds } from '#graph/paths/states.ts';
import type { StateRef } from '#graph/paths/step-graph.ts';
import { concepts, type EdgeName } from '#graph/schema/index.ts';
import type { StoredNode } from '#graph/store/port.ts';

/** What alone may stand at an end of an edge; the catalogue does not say which end a kind has. */
const ends: Readonly<Partial<Record<EdgeName, { readonly from?: string; readonly to?: string }>>> = {
  RUNS_AS: { to: 'Principal' },
  HAS_CREDENTIAL: { from: 'Principal', to: 'Credential' },
};

/** A move between an asset with unread edges and whatever is at their far end. */
interface Half {
  readonly near: Hold;
  readonly nearIs: Fit;
  readonly far: Hold;
  readonly farIs: Fit;
}
interface Fit {
  readonly some?: readonly string[] | undefined;
  readonly not?: readonly string[] | undefined;
  readonly end?: string | undefined;
}

/** What stands at the far end of no edge that a read gives, unless that is all that stands there. */
const apart = new Set(
  [...concepts.values()]
    .filter(({ family }) => ['identity', 'account', 'network', 'posture'].includes(family))
    .map(({ name }) => name),
);
const fits = ({ some, not, end }: Fit, labels: readonly string[]): boolean =>
  (some === undefined || some.some((one) => labels.includes(one))) &&
  (end === undefined || labels.includes(end)) &&
  !(not?.some((one) => labels.includes(one)) === true);

const listOf = (type: string): readonly Move[] =>
  type === 'CONTAINS' ? [member] : (new Map(Object.entries(moves)).get(type)?.moves ?? []);
const endsOf = (type: string) => new Map(Object.entries(ends)).get(type) ?? {};

/** Out of the asset and into it, along edges of these types. */
interface Halves {
  readonly out: readonly Half[];
  readonly into: readonly Half[];
}
const known = new Map<string, Halves>();
function halvesOf(types: readonly string[]): Halves {
  const key = types.join(' ');
  const made = known.get(key) ?? {
    out: types.flatMap((type) => listOf(type).map((move) => half(type, move, true))),
    // What contains it is known by its account.
    into: types
      .filter((type) => type !== 'CONTAINS')
      .flatMap((type) => listOf(type).map((move) => half(type, move, false))),
  };
  known.set(key, made);
  return made;
}
function half(type: string, { from, to, along, when }: Move, isOut: boolean): Half {
  const { from: first, to: last } = endsOf(type);
  const [source, target] = along === 'forward' ? [first, last] : [last, first];
  const begins: Fit = { some: when?.from, not: when?.fromNot, end: source };
  const comes: Fit = { some: when?.to, not: when?.toNot, end: target };
  return isOut
    ? { near: from, nearIs: begins, far: to, farIs: comes }
    : { near: to, nearIs: comes, far: from, farIs: begins };
}

type Labelled = Pick<StoredNode, 'id' | 'labels'>;
/** States of the far ends that may be, by what they need to be. */
function statesOf(halves: readonly Half[], nodes: readonly Labelled[]): readonly StateRef[] {
  const byHold = holds.map((hold) => [hold, halves.filter(({ far }) => far === hold)] as const);
  return nodes.flatMap(({ id, labels }) => {
    const isApart = labels.some((label) => apart.has(label));
    return byHold.flatMap(([hold, some]) =>
      some.some(({ farIs }) => fits(farIs, labels) && (farIs.end !== undefined || !isApart))
        ? [{ id, hold } satisfies StateRef]
        : [],
    );
  });
}

/** Whether an attacker moves along edges of the type at all. */
export const isWay = (type: string): boolean => listOf(type).length > 0;

/** What edges of these types could be steps of, at an asset with these labels. */
export interface Ways {
  /** Holds on the asset that they lead on from, and that they lead to. */
  readonly leaves: readonly Hold[];
  readonly enters: readonly Hold[];
  /** Of these nodes, those that they could lead to, and those that they could come from. */
  readonly to: (nodes: readonly Labelled[]) => readonly StateRef[];
  readonly from: (nodes: readonly Labelled[]) => readonly StateRef[];
}
export function waysAlong(types: readonly string[], labels: readonly string[]): Ways {
  const all = halvesOf(types);
  const out = all.out.filter(({ nearIs }) => fits(nearIs, labels));
  const into = all.into.filter(({ nearIs }) => fits(nearIs, labels));
  return {
    leaves: [...new Set(out.map(({ near }) => near))].sort(),
    enters: [...new Set(into.map(({ near }) => near))].sort(),
    to: (nodes) => statesOf(out, nodes),
    from: (nodes) => statesOf(into, nodes),
  };
}
