/**
 * What a bucket's policy grants to strangers, where its text alone is clear about it. Whatever hangs on a condition, on
 * another account's own policies or on a denial that may or may not bite is `null`.
 */

import { all, any, type Maybe } from '#graph/derive/three.ts';
import type { PolicyCondition, PolicyDocument, PolicyStatement } from '#graph/schema/aws/facts.ts';
import { parseArn } from '#graph/schema/aws/ids.ts';

export interface Grantor {
  /** ARN of the bucket. */
  readonly bucket: string;
  /** Account that owns it. */
  readonly account: string;
  /** Canonical user id of the owner, where known. */
  readonly owner: string | undefined;
}

interface Actions {
  readonly bucket: readonly string[];
  readonly object: readonly string[];
}
export const reading: Actions = {
  bucket: ['s3:ListBucket', 's3:ListBucketVersions'],
  object: ['s3:GetObject', 's3:GetObjectVersion'],
};
export const writing: Actions = {
  bucket: [],
  object: [
    's3:PutObject',
    's3:DeleteObject',
    's3:DeleteObjectVersion',
    's3:ReplicateObject',
    's3:ReplicateDelete',
  ],
};

// Positions in a pattern that can be reached by eating the text; `*` may eat nothing.
function eaten(pattern: string, text: string): ReadonlySet<number> {
  const closure = (positions: Iterable<number>): Set<number> => {
    const open = new Set<number>();
    for (let p of positions) {
      open.add(p);
      while (pattern[p] === '*') {
        p += 1;
        open.add(p);
      }
    }
    return open;
  };
  let reached = closure([0]);
  for (const char of text) {
    const next: number[] = [];
    for (const p of reached) {
      if (pattern[p] === '*') next.push(p);
      else if (pattern[p] === '?' || pattern[p] === char) next.push(p + 1);
    }
    reached = closure(next);
  }
  return reached;
}

const matches = (pattern: string, text: string): boolean => eaten(pattern, text).has(pattern.length);
const actionMatches = (pattern: string, action: string): boolean =>
  matches(pattern.toLowerCase(), action.toLowerCase());
/** Whether some longer text that starts with the prefix matches. */
const matchesUnder = (pattern: string, prefix: string): boolean =>
  [...eaten(pattern, prefix)].some((p) => p < pattern.length);

const hasAction = (s: PolicyStatement, action: string): boolean =>
  s.actions === undefined
    ? s.notActions?.some((pattern) => actionMatches(pattern, action)) === false
    : s.actions.some((pattern) => actionMatches(pattern, action));

function hasResource(s: PolicyStatement, test: (pattern: string) => boolean): Maybe {
  if (s.resources === undefined) return null;
  return any(s.resources.map((pattern) => (pattern.includes('${') ? null : test(pattern))));
}

/** Whether a statement speaks of one of the actions on something of the bucket. */
function speaksOf(s: PolicyStatement, { bucket, object }: Actions, on: Grantor): Maybe {
  return any([
    all([
      bucket.some((action) => hasAction(s, action)),
      hasResource(s, (pattern) => matches(pattern, on.bucket)),
    ]),
    all([
      object.some((action) => hasAction(s, action)),
      hasResource(s, (pattern) => matchesUnder(pattern, `${on.bucket}/`)),
    ]),
  ]);
}

/** An allowing `NotPrincipal` lets in everyone else, without signing in too. */
const namesEveryone = (s: PolicyStatement): boolean =>
  s.notPrincipals !== undefined || s.principals?.some((p) => p.value === '*') === true;

/** Plain HTTP is refused: whoever wants in takes HTTPS. */
const onlyRefusesPlainHttp = (conditions: readonly PolicyCondition[]): boolean =>
  conditions.length === 1 &&
  conditions.every(
    (c) =>
      /^Bool(?:IfExists)?$/i.test(c.operator) &&
      c.key.toLowerCase() === 'aws:securetransport' &&
      c.values.every((v) => v.toLowerCase() === 'false'),
  );

/** A denial that may take away from everyone what another statement allows. */
const mayDeny = (s: PolicyStatement, actions: Actions, on: Grantor): boolean =>
  !s.allows && namesEveryone(s) && speaksOf(s, actions, on) !== false && !onlyRefusesPlainHttp(s.conditions);

/** Whether the policy lets anyone do one of the actions. */
export function grantsEveryone(document: PolicyDocument, actions: Actions, on: Grantor): Maybe {
  const granted = any(
    document.statements
      .filter((s) => s.allows && namesEveryone(s))
      .map((s) => all([s.conditions.length === 0 ? true : null, speaksOf(s, actions, on)])),
  );
  if (granted !== true) return granted;
  return document.statements.some((s) => mayDeny(s, actions, on)) ? null : true;
}

/** Keys by which a condition holds a caller, or whom a service acts for, to one account. */
const accountKeys = ['aws:principalaccount', 'aws:sourceaccount'];

const staysInside = (conditions: readonly PolicyCondition[], account: string): boolean =>
  conditions.some(
    (c) =>
      /^StringEquals(?:IgnoreCase)?$/i.test(c.operator) &&
      accountKeys.includes(c.key.toLowerCase()) &&
      c.values.every((v) => v === account),
  );

/** A principal of the account itself; what is left of a deleted one (`AROA…`) can no longer act. */
function isInside(type: string, value: string, on: Grantor): boolean {
  if (type === 'CanonicalUser') return value === on.owner;
  if (type !== 'AWS') return false;
  return (
    value === on.account || parseArn(value)?.account === on.account || /^A(?:ROA|IDA)[A-Z0-9]+$/.test(value)
  );
}

/**
 * Whether the policy may let in anyone outside of the account: `false` where it names nobody there, else `null`, since a
 * stranger by name may be a friend, needs rights of his own, and conditions may keep him out. Services are told apart:
 * restricting public buckets does not stop them.
 */
export function grantsOutsiders(
  document: PolicyDocument,
  actions: Actions,
  on: Grantor,
): { readonly callers: false | null; readonly services: false | null } {
  const strangers = document.statements
    .filter((s) => s.allows && speaksOf(s, actions, on) !== false && !staysInside(s.conditions, on.account))
    .flatMap((s) => s.principals ?? [{ type: 'AWS' as const, value: '*' }])
    .filter((p) => !isInside(p.type, p.value, on));
  return {
    callers: strangers.some((p) => p.type !== 'Service') ? null : false,
    services: strangers.some((p) => p.type === 'Service') ? null : false,
  };
}
