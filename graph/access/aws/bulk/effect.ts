/** What one policy, or one row of resource policies, does to all targets of one action: compiled once, then only bits. */
import type { Caller } from '../caller.ts';
import type { Test } from '../condition.ts';
import { type Context, contextOf } from '../context.ts';
import { type Glob, glob, isOnlyStars, literal, prefixOf } from '../glob.ts';
import type { Policy, Statement } from '../policy.ts';
import { all } from '../three.ts';
import { add, type Bits, bits, both, either, full, isEmpty, setBit, without } from './bits.ts';
import { covers, meets } from './cover.ts';
import { leansOn } from './leans.ts';
import { reachOf, speaksOf, type Target } from './reach.ts';
import { requestTo } from './request.ts';
import type { BulkResource, VerbAction } from './types.ts';

/** A set that surely holds within one that can. */
export interface Pair {
  readonly sure: Bits;
  readonly can: Bits;
}

export const pair = (size: number): Pair => ({ sure: bits(size), can: bits(size) });

export interface Clause {
  readonly policy: string;
  readonly statement: string;
  /** `policy#statement`. */
  readonly label: string;
  readonly allows: boolean;
  readonly sure: Bits;
  readonly can: Bits;
  readonly open: readonly Test[];
}

export interface Effect {
  readonly allow: Pair;
  readonly deny: Pair;
  /** Targets of which some statement speaks in part: these are decided by patterns. */
  readonly rough: Bits;
  readonly clauses: readonly Clause[];
}

/** One action of ours on all resources of a kind. */
export interface Column {
  readonly kind: string;
  readonly verb: string;
  /** In lower case. */
  readonly action: string;
  /** The action as it was given. */
  readonly as: string;
  readonly resources: readonly BulkResource[];
  readonly targets: readonly Target[];
  readonly size: number;
  /** Equal for columns over the same targets. */
  readonly key: string;
}

export function columnOf(kind: string, resources: readonly BulkResource[], verb: VerbAction): Column {
  const action = verb.action.toLowerCase();
  const service = action.slice(0, action.indexOf(':'));
  const targets = resources.map(({ arn: own, arns }): Target => {
    const arn = arns?.[service] ?? own;
    const text = arn + (verb.under ?? '');
    return { text, under: verb.under ?? '', pattern: [...literal(arn), ...glob(verb.under ?? '')] };
  });
  return {
    kind,
    verb: verb.verb,
    action,
    as: verb.action,
    resources,
    targets,
    size: targets.length,
    key: [
      kind,
      verb.under ?? '',
      resources.some(({ arns }) => arns?.[service] !== undefined) ? service : '',
    ].join(' '),
  };
}

export const contextFor = (
  caller: Caller,
  resource: Pick<BulkResource, 'account' | 'region'> | undefined,
): Context => contextOf(requestTo(resource), false, caller, resource?.account);

interface Match {
  readonly whole: Bits;
  readonly part: Bits;
}

/** The plain patterns of all policies, each resolved once against the targets of a column. */
export class Matches {
  private readonly found = new Map<string, Match>();
  private readonly starts = new Map<string, string>();

  of(pattern: Glob, text: string, column: Column): Match {
    const key = `${column.key}\0${text}`;
    const known = this.found.get(key);
    if (known !== undefined) return known;
    const match = this.match(pattern, column);
    this.found.set(key, match);
    return match;
  }

  private match(pattern: Glob, column: Column): Match {
    if (isOnlyStars(pattern)) return { whole: full(column.size), part: bits(column.size) };
    const match = { whole: bits(column.size), part: bits(column.size) };
    const prefix = prefixOf(pattern);
    const start = this.start(column);
    if (!prefix.startsWith(start) && !start.startsWith(prefix)) return match;
    column.targets.forEach((target, at) => {
      const fixed = target.text.length - target.under.length;
      const isNear =
        prefix.length <= fixed
          ? target.text.startsWith(prefix)
          : prefix.startsWith(target.text.slice(0, fixed));
      if (!isNear) return;
      if (covers(pattern, target.pattern)) setBit(match.whole, at);
      else if (target.under !== '' && meets(pattern, target.pattern)) setBit(match.part, at);
    });
    return match;
  }

  /** What all targets of a column begin with. */
  private start(column: Column): string {
    const known = this.starts.get(column.key);
    if (known !== undefined) return known;
    const [first = '', ...others] = column.targets.map(({ text, under }) =>
      text.slice(0, text.length - under.length),
    );
    let { length } = first;
    for (const other of others) while (!other.startsWith(first.slice(0, length))) length -= 1;
    const start = first.slice(0, length);
    this.starts.set(column.key, start);
    return start;
  }
}

export const emptyEffect = (size: number, clauses: Clause[] = []): Effect => ({
  allow: pair(size),
  deny: pair(size),
  rough: bits(size),
  clauses,
});

const nothings = new Map<number, Effect>();

/** The effect of what says nothing, one for all: nobody writes to it. */
export function nothing(size: number): Effect {
  const known = nothings.get(size) ?? emptyEffect(size);
  nothings.set(size, known);
  return known;
}

/** A policy that belongs to somebody (identity, boundary, SCP) or to everyone (RCP), over one column. */
export function effectOf(
  name: string,
  policy: Policy,
  column: Column,
  caller: Caller,
  matches: Matches,
): Effect {
  const clauses: Clause[] = [];
  const said = policy.statements.filter((statement) => speaksOf(statement, column.action));
  if (said.length === 0) return nothing(column.size);
  const effect = emptyEffect(column.size, clauses);
  for (const statement of said) {
    const marks = atOnce(statement, column, caller, matches) ?? oneByOne(statement, column, caller);
    for (const { sure, can, whole, open } of marks) {
      if (isEmpty(can)) continue;
      const { allow, deny } = effect;
      const into = statement.allows ? allow : deny;
      add(into.can, can);
      add(into.sure, both(sure, whole));
      add(effect.rough, without(can, whole));
      const label = `${name}#${statement.id}`;
      clauses.push({
        policy: name,
        statement: statement.id,
        label,
        allows: statement.allows,
        sure,
        can,
        open,
      });
    }
  }
  return clauses.length === 0 ? nothing(column.size) : effect;
}

/** Targets of which a statement hangs on the same. */
interface Marks {
  readonly sure: Bits;
  readonly can: Bits;
  /** Targets of which it speaks whole. */
  readonly whole: Bits;
  readonly open: readonly Test[];
}

function marksIn(found: Map<string, Marks>, open: readonly Test[], size: number): Marks {
  const key = JSON.stringify(open);
  const marks = found.get(key) ?? { ...pair(size), whole: bits(size), open };
  found.set(key, marks);
  return marks;
}

/** A statement whose patterns are the same for every target and caller: `undefined` where they are not. */
function atOnce(
  statement: Statement,
  column: Column,
  caller: Caller,
  matches: Matches,
): readonly Marks[] | undefined {
  const { resources, tests } = statement;
  const patterns = (resources?.patterns ?? []).flatMap(({ parts, text }) => {
    const [part, ...more] = parts;
    return part !== undefined && 'codes' in part && more.length === 0 ? [{ codes: part.codes, text }] : [];
  });
  const isPlain = patterns.length === (resources?.patterns.length ?? 0) && resources?.excluding !== true;
  if (!isPlain) return undefined;
  const owners = leansOn(statement).resource
    ? ownersOf(column)
    : [{ resource: undefined, members: undefined }];
  const asked = owners.flatMap(({ resource, members }) => {
    const context = contextFor(caller, resource);
    const held = tests.map((test) => ({ test, holds: test.holds(context) }));
    const holds = all(held.map((one) => one.holds));
    const open = held.flatMap((one) => (one.holds === null ? [one.test] : []));
    return holds === false ? [] : [{ members, holds, open }];
  });
  if (asked.length === 0) return [];
  const whole = resources === undefined ? full(column.size) : bits(column.size);
  const part = bits(column.size);
  for (const { codes, text } of patterns) {
    const match = matches.of(codes, text, column);
    add(whole, match.whole);
    add(part, match.part);
  }
  const spoken = either(whole, part);
  const found = new Map<string, Marks>();
  for (const { members, holds, open } of asked) {
    const here = members === undefined ? spoken : both(spoken, members);
    const marks = marksIn(found, open, column.size);
    add(marks.can, here);
    if (holds === true) add(marks.sure, here);
    add(marks.whole, whole);
  }
  return [...found.values()];
}

/** Targets that requests say the same of. */
interface Owner {
  readonly resource: Pick<BulkResource, 'account' | 'region'>;
  readonly members: Bits;
}

const owned = new WeakMap<Column, readonly Owner[]>();

/** The targets of a column by whose they are and where. */
function ownersOf(column: Column): readonly Owner[] {
  const known = owned.get(column);
  if (known !== undefined) return known;
  const found = new Map<string, Owner>();
  column.resources.forEach((resource, at) => {
    const key = `${resource.account} ${resource.region}`;
    const owner = found.get(key) ?? { resource, members: bits(column.size) };
    setBit(owner.members, at);
    found.set(key, owner);
  });
  const owners = [...found.values()];
  owned.set(column, owners);
  return owners;
}

function oneByOne(statement: Statement, column: Column, caller: Caller): readonly Marks[] {
  const found = new Map<string, Marks>();
  const shared = leansOn(statement).resource ? undefined : contextFor(caller, undefined);
  column.targets.forEach((target, at) => {
    const context = shared ?? contextFor(caller, column.resources[at]);
    const reach = reachOf(statement, target, context);
    if (reach === undefined) return;
    const marks = marksIn(found, reach.open, column.size);
    setBit(marks.can, at);
    if (reach.holds === true) setBit(marks.sure, at);
    if (reach.pieces === undefined) setBit(marks.whole, at);
  });
  return [...found.values()];
}
