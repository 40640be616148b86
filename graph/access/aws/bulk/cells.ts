/** One principal on one column: from the effects of all that bears on it to what it may. */
import { isPublicPolicy } from '../block.ts';
import type { Caller } from '../caller.ts';
import type { Policy, Statement } from '../policy.ts';
import { needsResourcePolicy } from '../rules.ts';
import { all, type Maybe, not } from '../three.ts';
import { add, type Bits, bits, both, either, full, hasBit, setBit, without } from './bits.ts';
import {
  type Clause,
  type Column,
  contextFor,
  type Effect,
  emptyEffect,
  nothing,
  type Pair,
} from './effect.ts';
import { leansOn } from './leans.ts';
import { everything, minus, type Piece, piecesOf, type Rest, within } from './pieces.ts';
import { type Reach, reachOf, speaksOf } from './reach.ts';
import { namingOf, type OwnPolicy, type Row } from './rows.ts';
import type { Own } from './sides.ts';

const and = (a: Pair, b: Pair): Pair => ({ sure: both(a.sure, b.sure), can: both(a.can, b.can) });
const or = (a: Pair, b: Pair): Pair => ({ sure: either(a.sure, b.sure), can: either(a.can, b.can) });

export function merged(effects: readonly Effect[], size: number): Effect {
  const some = effects.filter(({ clauses }) => clauses.length > 0);
  const [only] = some;
  if (only === undefined) return nothing(size);
  if (some.length === 1) return only;
  const clauses: Clause[] = [];
  const sum = emptyEffect(size, clauses);
  for (const effect of some) {
    add(sum.allow.sure, effect.allow.sure);
    add(sum.allow.can, effect.allow.can);
    add(sum.deny.sure, effect.deny.sure);
    add(sum.deny.can, effect.deny.can);
    add(sum.rough, effect.rough);
    clauses.push(...effect.clauses);
  }
  return sum;
}

/** The caller's own side on a column. */
export interface OwnEffect {
  readonly identity: Effect;
  readonly boundary: Effect | undefined;
  readonly scps: readonly Effect[];
}

/** What of a column is whose, seen from one account. */
export interface Masks {
  readonly same: Bits;
  readonly cross: Bits;
  readonly aws: Bits;
  readonly mustName: Bits;
  /** Closed to other accounts by RestrictPublicBuckets, and perhaps closed. */
  readonly blocked: Pair;
}

export function masksOf(
  column: Column,
  policies: readonly (OwnPolicy | undefined)[],
  account: string,
): Masks {
  const { size } = column;
  const masks: Masks = {
    same: bits(size),
    cross: bits(size),
    aws: bits(size),
    mustName: bits(size),
    blocked: { sure: bits(size), can: bits(size) },
  };
  column.resources.forEach((resource, at) => {
    setBit(
      resource.account === undefined ? masks.aws : resource.account === account ? masks.same : masks.cross,
      at,
    );
    if (needsResourcePolicy(column.action, resource.arn)) setBit(masks.mustName, at);
    const policy = policies[at]?.policy;
    if (!column.action.startsWith('s3:') || policy === undefined || resource.account === account) return;
    if (resource.restrictPublicBuckets !== true || !isPublicPolicy(policy)) return;
    setBit(masks.blocked.sure, at);
    setBit(masks.blocked.can, at);
  });
  return masks;
}

export interface Cells {
  readonly yes: Bits;
  readonly conditional: Bits;
  /** Cells to be decided by patterns; they are in neither of the two. */
  readonly rough: Bits;
}

export function cellsOf(column: Column, own: OwnEffect, row: Row, rcp: Effect, masks: Masks): Cells {
  const every: Pair = { sure: full(column.size), can: full(column.size) };
  const boundary = own.boundary?.allow ?? every;
  const side = and(own.identity.allow, boundary);
  const place = (mask: Bits, pair: Pair): Pair => ({
    sure: both(mask, pair.sure),
    can: both(mask, pair.can),
  });
  const outside = without(every.sure, masks.mustName);
  const delegated = or({ sure: outside, can: outside }, row.account);
  const same = or(or(row.direct, and(row.role, boundary)), and(side, delegated));
  const cross = and(or(or(row.direct, row.role), row.account), side);
  const granted = or(or(place(masks.same, same), place(masks.cross, cross)), place(masks.aws, side));
  const allowed = own.scps.reduce((sum, level) => and(sum, level.allow), granted);
  const deniers = [own.identity.deny, own.boundary?.deny, ...own.scps.map((s) => s.deny), row.deny, rcp.deny];
  const denied = [...deniers, masks.blocked].reduce<Pair>(
    (sum, one) => (one === undefined ? sum : or(sum, one)),
    { sure: bits(column.size), can: bits(column.size) },
  );
  const can = without(allowed.can, denied.sure);
  const yes = without(allowed.sure, denied.can);
  const uneven = [own.identity, own.boundary, ...own.scps, row, rcp].reduce(
    (sum, one) => (one === undefined ? sum : either(sum, one.rough)),
    bits(column.size),
  );
  const rough = both(can, uneven);
  return { yes: without(yes, rough), conditional: without(without(can, yes), rough), rough };
}

const spoken = new WeakMap<Policy, Map<string, readonly Statement[]>>();

/** The statements of a policy that speak of the action of a column. */
function speaking(policy: Policy, { action }: Column): readonly Statement[] {
  const of = spoken.get(policy) ?? new Map<string, readonly Statement[]>();
  spoken.set(policy, of);
  const known = of.get(action) ?? policy.statements.filter((one) => speaksOf(one, action));
  of.set(action, known);
  return known;
}

/** What a statement says of one target of a column, for a caller; most say the same to all of them. */
class Reaches {
  private readonly known = new WeakMap<Statement, Map<number, Reach | undefined>>();

  of(statement: Statement, column: Column, at: number, caller: Caller): Reach | undefined {
    const target = column.targets[at];
    if (target === undefined) return undefined;
    const ask = () => reachOf(statement, target, contextFor(caller, column.resources[at]));
    if (leansOn(statement).caller) return ask();
    const of = this.known.get(statement) ?? new Map<number, Reach | undefined>();
    this.known.set(statement, of);
    if (!of.has(at)) of.set(at, ask());
    return of.get(at);
  }
}

const reaches = new WeakMap<Column, Reaches>();

function reachesOf(column: Column): Reaches {
  const known = reaches.get(column) ?? new Reaches();
  reaches.set(column, known);
  return known;
}

/** The same for one cell, by patterns. */
export function restOf(
  column: Column,
  at: number,
  own: Own,
  resource: OwnPolicy | undefined,
  rcps: readonly Policy[],
  masks: Masks,
): Rest {
  const target = column.targets[at];
  if (target === undefined) return { state: false, whole: false, patterns: [] };
  const { caller } = own;
  const reached = reachesOf(column);
  const denied: Piece[] = [];
  const allowing = (policy: Policy | undefined, who?: (naming: Naming3) => Maybe): readonly Piece[] =>
    (policy === undefined ? [] : speaking(policy, column)).flatMap((statement) => {
      if (!statement.allows) return [];
      const reach = reached.of(statement, column, at, caller);
      const named = who === undefined ? true : who(namingOf(statement, caller, own.bounded));
      if (reach === undefined || named === false) return [];
      return piecesOf({ ...reach, holds: all([reach.holds, named]) });
    });
  const denies = (policy: Policy, isNamed: boolean): void => {
    for (const statement of speaking(policy, column)) {
      if (statement.allows) continue;
      const reach = reached.of(statement, column, at, caller);
      const naming = isNamed ? namingOf(statement, caller, own.bounded) : undefined;
      const named = naming === undefined ? true : anyWay(naming);
      if (reach === undefined || named === false) continue;
      denied.push(...piecesOf({ ...reach, holds: all([reach.holds, named]) }));
    }
  };
  const has = (mask: Bits): boolean => hasBit(mask, at);
  const identity = own.identity.flatMap(({ policy }) => allowing(policy));
  const boundary = own.boundary === undefined ? everything : allowing(own.boundary.policy);
  const side = within(identity, boundary);
  const direct = allowing(resource?.policy, (n) => n.direct);
  const role = allowing(resource?.policy, (n) => n.role);
  const account = allowing(resource?.policy, (n) => n.account);
  let granted: readonly Piece[];
  if (has(masks.aws)) granted = side;
  else if (has(masks.cross)) granted = within([...direct, ...role, ...account], side);
  else
    granted = [
      ...direct,
      ...within(role, boundary),
      ...within(side, has(masks.mustName) ? account : everything),
    ];
  for (const level of own.scps)
    granted = within(
      granted,
      level.flatMap(({ policy }) => allowing(policy)),
    );
  for (const { policy } of [...own.identity, ...own.scps.flat()]) denies(policy, false);
  if (own.boundary !== undefined) denies(own.boundary.policy, false);
  if (resource !== undefined) denies(resource.policy, true);
  for (const policy of rcps) denies(policy, true);
  return minus(target.pattern, granted, denied);
}

interface Naming3 {
  readonly direct: Maybe;
  readonly role: Maybe;
  readonly account: Maybe;
}
const anyWay = ({ direct, role, account }: Naming3): Maybe =>
  not(all([not(direct), not(role), not(account)]));
