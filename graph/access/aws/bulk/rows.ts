/**
 * Resource policies turned round: not "whom does this thing's policy name" for each principal, but for each name what it is
 * given. A principal then takes the rows of everyone, of its account and of itself.
 */
import type { PolicyPrincipal } from '#graph/schema/aws/facts.ts';
import { parseArn, roleOfSession } from '#graph/schema/aws/ids.ts';
import type { Caller } from '../caller.ts';
import type { Test } from '../condition.ts';
import type { Policy, Statement } from '../policy.ts';
import { leftOut, type Naming, namedBy } from '../principal.ts';
import { all, type Maybe, not } from '../three.ts';
import { add, type Bits, bits, setBit } from './bits.ts';
import { type Column, contextFor, type Pair, pair } from './effect.ts';
import { leansOn } from './leans.ts';
import { type Reach, reachOf, speaksOf } from './reach.ts';

/** A statement on one thing. */
export interface ClauseAt {
  readonly policy: string;
  readonly statement: string;
  /** `policy#statement`. */
  readonly label: string;
  readonly allows: boolean;
  readonly isSure: boolean;
  readonly open: readonly Test[];
}

export interface Row {
  readonly direct: Pair;
  readonly role: Pair;
  readonly account: Pair;
  readonly deny: Pair;
  readonly rough: Bits;
  readonly clauses: Map<number, ClauseAt[]>;
}

const rowOf = (size: number): Row => ({
  direct: pair(size),
  role: pair(size),
  account: pair(size),
  deny: pair(size),
  rough: bits(size),
  clauses: new Map(),
});

/** A statement that names a caller in several ways is one, as sure as the surest: what is open is one list for all of them. */
function join(clauses: Row['clauses'], at: number, clause: ClauseAt): void {
  const known = clauses.get(at) ?? [];
  const same = known.findIndex(({ open }) => open === clause.open);
  if (same < 0) clauses.set(at, [...known, clause]);
  else if (clause.isSure) clauses.set(at, known.with(same, clause));
}

export interface OwnPolicy {
  readonly name: string;
  readonly policy: Policy;
}

interface Placed {
  readonly at: number;
  readonly name: string;
  readonly statement: Statement;
}

const everyone = '*';
const pathless = (caller: Caller): string =>
  `arn:${caller.partition}:iam::${caller.account}:role/${caller.name}`;

/** Under which names a caller is found. */
const namesOf = (caller: Caller): readonly string[] => [
  everyone,
  'canonical',
  `account ${caller.account}`,
  caller.text,
  `session ${pathless(caller)}`,
];

function nameOf({ type, value }: PolicyPrincipal): string | undefined {
  if (type === 'CanonicalUser') return 'canonical';
  if (type !== 'AWS') return undefined;
  if (value === '*') return everyone;
  if (/^\d{12}$/.test(value)) return `account ${value}`;
  const arn = parseArn(value);
  if (arn === undefined) return undefined;
  if (arn.service === 'iam' && arn.resource === 'root') return `account ${arn.account}`;
  const role = roleOfSession(value);
  return role === undefined ? value : `session ${role}`;
}

/** The resource policies of one column. */
export class Rows {
  private readonly named = new Map<string, Row>();
  /** Statements of which it depends on the caller whether they apply. */
  private readonly personal: Placed[] = [];
  private readonly column: Column;
  /** Of callers whom no statement singles out, by account. */
  private readonly plain = new Map<string, Row>();

  constructor(column: Column, policies: readonly (OwnPolicy | undefined)[], anyone: Caller) {
    this.column = column;
    policies.forEach((own, at) => {
      if (own === undefined) return;
      for (const statement of own.policy.statements)
        if (speaksOf(statement, column.action)) this.place({ at, name: own.name, statement }, anyone);
    });
  }

  private place(placed: Placed, anyone: Caller): void {
    const { at, statement } = placed;
    const { principals } = statement;
    if (principals === undefined || principals.excluding || leansOn(statement).caller) {
      this.personal.push(placed);
      return;
    }
    const reach = this.reach(placed, anyone);
    if (reach === undefined) return;
    for (const principal of principals.patterns) {
      const name = nameOf(principal);
      if (name === undefined) continue;
      const row = this.named.get(name) ?? rowOf(this.column.size);
      this.named.set(name, row);
      const isRole = parseArn(principal.value)?.resource.startsWith('role/') ?? false;
      const unsure: Maybe = name === 'canonical' || name.startsWith('session ') ? null : true;
      const isAccount = name === 'canonical' || name.startsWith('account ');
      const naming: Naming = {
        direct: isAccount || isRole ? false : unsure,
        role: isRole,
        account: isAccount ? unsure : false,
      };
      this.mark(row, at, placed, naming, reach);
    }
  }

  private reach({ at, statement }: Placed, caller: Caller): Reach | undefined {
    const target = this.column.targets[at];
    const context = contextFor(caller, this.column.resources[at]);
    return target === undefined ? undefined : reachOf(statement, target, context);
  }

  private mark(row: Row, at: number, { name, statement }: Placed, naming: Naming, reach: Reach): void {
    const isPart = reach.pieces !== undefined;
    if (isPart) setBit(row.rough, at);
    const put = (into: Pair, value: Maybe): void => {
      const held = all([value, reach.holds]);
      if (held === false) return;
      setBit(into.can, at);
      if (held === true && !isPart) setBit(into.sure, at);
    };
    if (statement.allows) {
      put(row.direct, naming.direct);
      put(row.role, naming.role);
      put(row.account, naming.account);
    } else for (const value of [naming.direct, naming.role, naming.account]) put(row.deny, value);
    const isSure = reach.holds === true && [naming.direct, naming.role, naming.account].includes(true);
    const { id, allows } = statement;
    const clause = { policy: name, statement: id, label: `${name}#${id}`, allows, isSure, open: reach.open };
    join(row.clauses, at, clause);
  }

  /** Is the caller named in none of them, but as everyone or as one of its account? */
  isPlain(caller: Caller): boolean {
    if (this.personal.length > 0) return false;
    return (
      this.named.size === 0 ||
      !namesOf(caller)
        .slice(3)
        .some((name) => this.named.has(name))
    );
  }

  /** All that resource policies give to a caller; not to be written to. */
  of(caller: Caller, bounded: boolean): Row {
    if (!this.isPlain(caller)) return this.row(caller, bounded);
    const account = caller.account ?? '';
    const known = this.plain.get(account) ?? this.row(caller, bounded);
    this.plain.set(account, known);
    return known;
  }

  private row(caller: Caller, bounded: boolean): Row {
    const row = rowOf(this.column.size);
    for (const name of namesOf(caller)) {
      const found = this.named.get(name);
      if (found === undefined) continue;
      for (const way of ['direct', 'role', 'account', 'deny'] as const) {
        add(row[way].sure, found[way].sure);
        add(row[way].can, found[way].can);
      }
      add(row.rough, found.rough);
      for (const [at, more] of found.clauses) for (const clause of more) join(row.clauses, at, clause);
    }
    for (const placed of this.personal) {
      const naming = namingOf(placed.statement, caller, bounded);
      if ([naming.direct, naming.role, naming.account].every((way) => way === false)) continue;
      const reach = this.reach(placed, caller);
      if (reach !== undefined) this.mark(row, placed.at, placed, naming, reach);
    }
    return row;
  }
}

/** As in a single question, but for a caller whose boundary is known. */
export function namingOf({ principals, allows }: Statement, caller: Caller, bounded: boolean): Naming {
  if (principals === undefined) return { direct: true, role: true, account: true };
  if (!principals.excluding) return namedBy(caller, principals.patterns);
  const out = !allows && bounded ? false : leftOut(caller, principals.patterns);
  return { direct: not(out), role: false, account: false };
}
