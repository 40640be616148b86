/** From cells to grants: what is alike in a whole container stays on the container. */

import type { OpenCondition } from '../explain.ts';
import { type Bits, both, hasBit, places } from './bits.ts';
import type { Cells } from './cells.ts';
import { textOf } from './cover.ts';
import type { Clause, Column } from './effect.ts';
import type { Rest } from './pieces.ts';
import type { ClauseAt } from './rows.ts';
import type { Grant } from './types.ts';

/** A container of a column, with its members. */
export interface Container {
  readonly id: string;
  readonly members: Bits;
  readonly count: number;
}

export interface Found {
  readonly column: Column;
  readonly containers: readonly Container[];
  readonly cells: Cells;
  readonly rest: ReadonlyMap<number, Rest>;
  readonly clauses: readonly Clause[];
  /** Of resource policies, by place. */
  readonly own: ReadonlyMap<number, readonly ClauseAt[]>;
  /** Restricting sources that nobody could read, for a cell. */
  readonly assumes: (at: number) => readonly string[];
}

const isSame = (a: Bits, b: Bits): boolean => a.every((word, i) => word === b[i]);
const isEmpty = (of: Bits): boolean => of.every((word) => word === 0);

function isEvenIn(of: Bits, members: Bits): boolean {
  const inside = both(of, members);
  return isEmpty(inside) || isSame(inside, members);
}

const clausesAt = ({ clauses, own }: Found, at: number): readonly ClauseAt[] => [
  ...clauses
    .filter(({ can }) => hasBit(can, at))
    .map(({ sure, ...clause }) => ({ ...clause, isSure: hasBit(sure, at) })),
  ...(own.get(at) ?? []),
];

function openOf(clauses: readonly ClauseAt[]): readonly OpenCondition[] {
  const found = clauses
    .filter(({ isSure }) => !isSure)
    .flatMap(({ policy, statement, open }) =>
      open.map(({ key, operator, values }) => ({ policy, statement, key, operator, values })),
    );
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);
}

const allowing = (clauses: readonly ClauseAt[], state: Grant['state']): readonly string[] =>
  clauses
    .filter(({ allows, isSure }) => allows && (state !== 'yes' || isSure))
    .map(({ policy, statement }) => `${policy}#${statement}`);

const none: readonly never[] = [];

/** Lists of equal texts are one list: there are many grants and few reasons. */
function interned(): (texts: readonly string[]) => readonly string[] {
  const seen = new Map<string, readonly string[]>();
  return (texts) => {
    if (texts.length === 0) return none;
    const key = texts.join('\0');
    const known = seen.get(key) ?? texts;
    seen.set(key, known);
    return known;
  };
}

export function grantsOf(found: Found): readonly Grant[] {
  const shared = interned();
  const { column, containers, cells, rest, clauses, own, assumes } = found;
  const grants: Grant[] = [];
  const left: { readonly yes: Set<number>; readonly conditional: Set<number> } = {
    yes: new Set(places(cells.yes)),
    conditional: new Set(places(cells.conditional)),
  };
  const grant = (at: number, state: Grant['state'], more: Partial<Grant> = {}): Grant => {
    const here = clausesAt(found, at);
    return {
      verb: column.verb,
      target: column.resources[at]?.id ?? '',
      kind: column.kind,
      onContainer: false,
      state,
      part: none,
      whole: true,
      conditions: state === 'yes' ? none : openOf(here),
      statements: shared(allowing(here, state)),
      assumes: shared(assumes(at)),
      ...more,
    };
  };
  for (const { id, members, count } of containers) {
    if (count < 2) continue;
    const [first = 0] = places(members);
    for (const state of ['yes', 'conditional'] as const) {
      if (!isSame(both(cells[state], members), members)) continue;
      const all = [...places(members)];
      const isEven =
        clauses.every(({ can, sure }) => [can, sure].every((of) => isEvenIn(of, members))) &&
        !all.some((at) => own.has(at));
      const hasOneAssumption = new Set(all.map((at) => assumes(at).join('\0'))).size === 1;
      if ((state === 'conditional' && !isEven) || !hasOneAssumption) continue;
      const seen = isEven ? [first] : all;
      const statements = [...new Set(seen.flatMap((at) => allowing(clausesAt(found, at), state)))];
      grants.push(grant(first, state, { target: id, onContainer: true, statements }));
      for (const at of all) left[state].delete(at);
    }
  }
  for (const at of left.yes) grants.push(grant(at, 'yes'));
  for (const at of left.conditional) grants.push(grant(at, 'conditional'));
  for (const [at, { state, whole, patterns }] of rest) {
    if (state === false) continue;
    const part = patterns.map(textOf).toSorted();
    grants.push(grant(at, state === true ? 'yes' : 'conditional', { part, whole }));
  }
  return grants;
}

/** One grant for each verb and target: of several actions the best counts. */
export function joined(grants: readonly Grant[]): readonly Grant[] {
  const by = new Map<string, Grant>();
  const better = (a: Grant, b: Grant): boolean =>
    a.state === b.state ? a.whole && !b.whole : a.state === 'yes';
  for (const grant of grants) {
    const key = `${grant.verb}\0${grant.kind}\0${grant.target}`;
    const known = by.get(key);
    if (known === undefined) {
      by.set(key, grant);
      continue;
    }
    const best = better(grant, known) ? grant : known;
    const isPlain = grant.state === known.state && grant.whole === known.whole && !grant.whole;
    const union = (of: 'part' | 'statements' | 'assumes'): readonly string[] =>
      [...new Set([...known[of], ...grant[of]])].toSorted();
    by.set(key, {
      ...best,
      part: isPlain ? union('part') : best.part,
      statements: union('statements'),
    });
  }
  return [...by.values()];
}
