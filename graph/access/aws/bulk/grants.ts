/** From cells to grants: what is alike in a whole container stays on the container. */

import type { OpenCondition } from '../explain.ts';
import { type Bits, hasBit, holdsAll, isEvenIn, places } from './bits.ts';
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

interface Here {
  readonly isSure: boolean;
  readonly clause: Pick<ClauseAt, 'policy' | 'statement' | 'label' | 'allows' | 'open'>;
}

function clausesAt({ clauses, own }: Found, at: number): readonly Here[] {
  const here: Here[] = [];
  for (const clause of clauses)
    if (hasBit(clause.can, at)) here.push({ clause, isSure: hasBit(clause.sure, at) });
  for (const clause of own.get(at) ?? []) here.push({ clause, isSure: clause.isSure });
  return here;
}

function openOf(clauses: readonly Here[]): readonly OpenCondition[] {
  const found = clauses
    .filter(({ isSure }) => !isSure)
    .flatMap(({ clause: { policy, statement, open } }) =>
      open.map(({ key, operator, values }) => ({ policy, statement, key, operator, values })),
    );
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);
}

const allowing = (clauses: readonly Here[], state: Grant['state']): readonly string[] =>
  clauses
    .filter(({ clause, isSure }) => clause.allows && (state !== 'yes' || isSure))
    .map(({ clause }) => clause.label);

const none: readonly never[] = [];

/** Lists of equal texts are one list: there are many grants and few reasons. */
export function interned(): (texts: readonly string[]) => readonly string[] {
  const seen = new Map<string, readonly string[]>();
  return (texts) => {
    if (texts.length === 0) return none;
    const key = texts.join('\0');
    const known = seen.get(key) ?? texts;
    seen.set(key, known);
    return known;
  };
}

export function grantsOf(found: Found, shared: ReturnType<typeof interned>): readonly Grant[] {
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
      actions: [column.as],
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
      if (!holdsAll(cells[state], members)) continue;
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

/** What a grant says of its target, apart from actions and statements. */
export const extentOf = (grant: Grant): string =>
  [
    grant.verb,
    grant.kind,
    grant.target,
    grant.onContainer,
    grant.state,
    grant.whole,
    grant.part.join(' '),
    grant.assumes.join('\n'),
    grant.conditions.length === 0 ? '' : JSON.stringify(grant.conditions),
  ].join('\0');

const union = (a: readonly string[], b: readonly string[]): readonly string[] =>
  b.every((one) => a.includes(one)) ? a : [...new Set([...a, ...b])].toSorted();

/** One grant for all actions of a verb that reach the same part of a target under the same conditions. */
export function joined(grants: readonly Grant[]): readonly Grant[] {
  const by = new Map<string, Grant>();
  for (const grant of grants) {
    const key = extentOf(grant);
    const known = by.get(key);
    by.set(
      key,
      known === undefined
        ? grant
        : {
            ...known,
            actions: union(known.actions, grant.actions),
            statements: union(known.statements, grant.statements),
          },
    );
  }
  return [...by.values()];
}
