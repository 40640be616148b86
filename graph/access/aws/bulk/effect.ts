/** What one policy, or one row of resource policies, does to all targets of one action: compiled once, then only bits. */
import type { Caller } from '../caller.ts';
import type { Test } from '../condition.ts';
import { type Context, contextOf } from '../context.ts';
import { type Glob, glob, literal, prefixOf } from '../glob.ts';
import type { Policy, Statement } from '../policy.ts';
import { variablesOf } from '../template.ts';
import { all } from '../three.ts';
import { add, type Bits, bits, both, either, full, setBit, without } from './bits.ts';
import { covers, meets } from './cover.ts';
import { reachOf, speaksOf, type Target } from './reach.ts';
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
  readonly resources: readonly BulkResource[];
  readonly targets: readonly Target[];
  readonly size: number;
  /** Equal for columns over the same targets. */
  readonly key: string;
}

export function columnOf(kind: string, resources: readonly BulkResource[], verb: VerbAction): Column {
  const targets = resources.map(({ arn }): Target => {
    const text = arn + (verb.under ?? '');
    return { text, under: verb.under ?? '', pattern: [...literal(arn), ...glob(verb.under ?? '')] };
  });
  return {
    kind,
    verb: verb.verb,
    action: verb.action.toLowerCase(),
    resources,
    targets,
    size: targets.length,
    key: `${kind}${verb.under ?? ''}`,
  };
}

const ofCaller = new Set(['aws:principalarn', 'aws:principalaccount', 'aws:principaltype', 'aws:username']);
const ofResource = new Set(['aws:resourceaccount', 's3:resourceaccount']);

function keysOf({ tests, resources }: Statement): readonly string[] {
  const inValues = tests.flatMap(({ values }) =>
    values.flatMap((value) =>
      [...value.matchAll(/\$\{([^},]+)/g)].map(([, key = '']) => key.trim().toLowerCase()),
    ),
  );
  const inResources = (resources?.patterns ?? []).flatMap(variablesOf);
  return [...tests.map(({ key }) => key.toLowerCase()), ...inValues, ...inResources];
}

export interface Leans {
  readonly caller: boolean;
  readonly resource: boolean;
}

const leanings = new WeakMap<Statement, Leans>();

/** On whom does it depend whether the statement applies? */
export function leansOn(statement: Statement): Leans {
  const known = leanings.get(statement);
  if (known !== undefined) return known;
  const keys = keysOf(statement);
  const leans = {
    caller: keys.some((key) => ofCaller.has(key)),
    resource: keys.some((key) => ofResource.has(key)),
  };
  leanings.set(statement, leans);
  return leans;
}

export const isPersonal = (policy: Policy): boolean => policy.statements.some((one) => leansOn(one).caller);

export const contextFor = (caller: Caller, owner: string | undefined): Context =>
  contextOf({}, false, caller, owner);

interface Match {
  readonly whole: Bits;
  readonly part: Bits;
}

/** The plain patterns of all policies, each resolved once against the targets of a column. */
export class Matches {
  private readonly found = new Map<string, Match>();

  of(pattern: Glob, text: string, column: Column): Match {
    const key = `${column.key}\0${text}`;
    const known = this.found.get(key);
    if (known !== undefined) return known;
    const match = { whole: bits(column.size), part: bits(column.size) };
    const prefix = prefixOf(pattern);
    column.targets.forEach((target, at) => {
      const fixed = target.text.length - (target.under === '' ? 0 : 1);
      const shared = Math.min(prefix.length, fixed);
      if (prefix.slice(0, shared) !== target.text.slice(0, shared)) return;
      if (covers(pattern, target.pattern)) setBit(match.whole, at);
      else if (target.under !== '' && meets(pattern, target.pattern)) setBit(match.part, at);
    });
    this.found.set(key, match);
    return match;
  }
}

export const emptyEffect = (size: number, clauses: Clause[] = []): Effect => ({
  allow: pair(size),
  deny: pair(size),
  rough: bits(size),
  clauses,
});

/** A policy that belongs to somebody (identity, boundary, SCP) or to everyone (RCP), over one column. */
export function effectOf(
  name: string,
  policy: Policy,
  column: Column,
  caller: Caller,
  matches: Matches,
): Effect {
  const clauses: Clause[] = [];
  const effect = emptyEffect(column.size, clauses);
  for (const statement of policy.statements) {
    if (!speaksOf(statement, column.action)) continue;
    const marks = atOnce(statement, column, caller, matches) ?? oneByOne(statement, column, caller);
    if (marks === undefined) continue;
    const { sure, can, whole, open } = marks;
    const { allow, deny } = effect;
    const into = statement.allows ? allow : deny;
    add(into.can, can);
    add(into.sure, both(sure, whole));
    add(effect.rough, without(can, whole));
    clauses.push({ policy: name, statement: statement.id, allows: statement.allows, sure, can, open });
  }
  return effect;
}

interface Marks {
  readonly sure: Bits;
  readonly can: Bits;
  /** Targets of which it speaks whole. */
  readonly whole: Bits;
  readonly open: readonly Test[];
}

/** A statement whose conditions and patterns are the same for every target: `undefined` where they are not. */
function atOnce(statement: Statement, column: Column, caller: Caller, matches: Matches): Marks | undefined {
  const { resources, tests } = statement;
  const patterns = (resources?.patterns ?? []).flatMap(({ parts, text }) => {
    const [part, ...more] = parts;
    return part !== undefined && 'codes' in part && more.length === 0 ? [{ codes: part.codes, text }] : [];
  });
  const isPlain = patterns.length === (resources?.patterns.length ?? 0) && resources?.excluding !== true;
  if (!isPlain || leansOn(statement).resource) return undefined;
  const context = contextFor(caller, undefined);
  const held = tests.map((test) => ({ test, holds: test.holds(context) }));
  const holds = all(held.map((one) => one.holds));
  const none = bits(column.size);
  if (holds === false) return { sure: none, can: none, whole: none, open: [] };
  const whole = resources === undefined ? full(column.size) : bits(column.size);
  const part = bits(column.size);
  for (const { codes, text } of patterns) {
    const match = matches.of(codes, text, column);
    add(whole, match.whole);
    add(part, match.part);
  }
  const can = either(whole, part);
  const open = held.flatMap((one) => (one.holds === null ? [one.test] : []));
  return { sure: holds === true ? can : none, can, whole, open };
}

function oneByOne(statement: Statement, column: Column, caller: Caller): Marks {
  const marks = { sure: bits(column.size), can: bits(column.size), whole: bits(column.size) };
  const open: Test[] = [];
  const shared = leansOn(statement).resource ? undefined : contextFor(caller, undefined);
  column.targets.forEach((target, at) => {
    const context = shared ?? contextFor(caller, column.resources[at]?.account);
    const reach = reachOf(statement, target, context);
    if (reach === undefined) return;
    if (open.length === 0) open.push(...reach.open);
    setBit(marks.can, at);
    if (reach.holds === true) setBit(marks.sure, at);
    if (reach.pieces === undefined) setBit(marks.whole, at);
  });
  return { ...marks, open };
}
