/** Does a statement speak of a request? */
import type { Caller } from './caller.ts';
import type { Test } from './condition.ts';
import { openTest } from './condition.ts';
import type { Context } from './context.ts';
import { globMatches } from './glob.ts';
import type { Patterns, Statement } from './policy.ts';
import { leftOut, type Naming, namedBy } from './principal.ts';
import { fill, type Template, variablesOf } from './template.ts';
import { all, any, type Maybe, not } from './three.ts';

export interface Question {
  readonly caller: Caller;
  /** In lower case. */
  readonly action: string;
  /** An ARN, or `*` for an operation without resource-level permission. */
  readonly resource: string;
  readonly context: Context;
  /** Has the caller a permissions boundary? */
  readonly bounded: Maybe;
}

export interface Hit {
  /** Does the statement apply, in any way? */
  readonly applies: Maybe;
  /** The same for each way of being named; all alike in a policy that names nobody. */
  readonly by: Naming;
  /** What is not known and would decide. */
  readonly open: readonly Test[];
}

/**
 * An operation without resource-level permission is covered by `*` alone. Listing the buckets is written as all of S3.
 * Source: Service Authorization Reference, "Actions table", Resource types; Amazon S3 User Guide, ListAllMyBuckets.
 */
function coversAll(pattern: Template, { action, caller }: Question): boolean {
  if (pattern.text === '*') return true;
  return action === 's3:listallmybuckets' && pattern.text === `arn:${caller.partition}:s3:::*`;
}

function covers(pattern: Template, question: Question): Maybe {
  if (question.resource === '*') return coversAll(pattern, question);
  const filled = fill(pattern, question.context);
  if (filled === undefined || !globMatches(filled.pattern, question.resource)) return false;
  return filled.known ? true : null;
}

const among = <T>({ excluding, patterns }: Patterns<T>, matches: (one: T) => Maybe): Maybe => {
  const found = any(patterns.map(matches));
  return excluding ? not(found) : found;
};

/** The variables whose values would tell whether the Resource element covers it. */
const openResource = ({ excluding, patterns }: Patterns<Template>): readonly Test[] =>
  patterns.flatMap((pattern) =>
    variablesOf(pattern).map((key) => openTest(key, excluding ? 'NotResource' : 'Resource', [pattern.text])),
  );

/** What a policy that names no resource speaks of: whatever it belongs to. */
const whatever: Patterns<Template> = { excluding: true, patterns: [] };

const everyWay = (value: Maybe): Naming => ({ direct: value, role: value, account: value });

function naming(statement: Statement, { caller, bounded }: Question): Naming {
  const { principals, allows } = statement;
  if (principals === undefined) return everyWay(true);
  if (!principals.excluding) return namedBy(caller, principals.patterns);
  const out = leftOut(caller, principals.patterns);
  // A Deny with NotPrincipal also hits who is left out, if it has a permissions boundary.
  const kept = allows ? out : all([out, not(bounded)]);
  return { direct: not(kept), role: false, account: false };
}

const isNamed = ({ direct, role, account }: Naming): Maybe => any([direct, role, account]);

/** @returns `undefined` where it surely does not apply */
export function hit(statement: Statement, question: Question): Hit | undefined {
  const { actions, resources = whatever, tests } = statement;
  if (among(actions, (pattern) => globMatches(pattern, question.action)) !== true) return undefined;
  const covered = among(resources, (one) => covers(one, question));
  if (covered === false) return undefined;
  const named = naming(statement, question);
  const who = isNamed(named);
  if (who === false) return undefined;
  const held = tests.map((test) => ({ test, holds: test.holds(question.context) }));
  const rest = all([covered, ...held.map(({ holds }) => holds)]);
  if (rest === false) return undefined;
  const by: Naming = {
    direct: all([named.direct, rest]),
    role: all([named.role, rest]),
    account: all([named.account, rest]),
  };
  const open = [
    ...(who === null
      ? [
          openTest(
            'Principal',
            'Principal',
            (statement.principals?.patterns ?? []).map((p) => p.value),
          ),
        ]
      : []),
    ...(covered === null ? openResource(resources) : []),
    ...held.flatMap(({ test, holds }) => (holds === null ? [test] : [])),
  ];
  return { applies: all([who, rest]), by, open };
}
