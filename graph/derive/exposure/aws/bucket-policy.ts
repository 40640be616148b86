/**
 * What a bucket's policy grants to strangers, where its text alone is clear about it. Whatever hangs on a condition, on
 * another account's own policies or on a denial that may or may not bite is `null`.
 */

import { all, any, type Maybe } from '#graph/derive/three.ts';
import type { PolicyCondition, PolicyDocument, PolicyStatement } from '#graph/schema/aws/facts.ts';
import { parseArn } from '#graph/schema/aws/ids.ts';
import { eaten, hasAction, hasResource, matches, namesEveryone, onlyRefusesPlainHttp } from './statement.ts';

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
/** What is in the objects. */
export const reading: Actions = { bucket: [], object: ['s3:GetObject', 's3:GetObjectVersion'] };
/** Which objects there are, by name, size and time. */
export const listing: Actions = { bucket: ['s3:ListBucket', 's3:ListBucketVersions'], object: [] };
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

/** Whether some longer text that starts with the prefix matches. */
const matchesUnder = (pattern: string, prefix: string): boolean =>
  [...eaten(pattern, prefix)].some((p) => p < pattern.length);

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

/** A denial that may take away from everyone what another statement allows. */
const mayDeny = (s: PolicyStatement, actions: Actions, on: Grantor): boolean =>
  !s.allows && namesEveryone(s) && speaksOf(s, actions, on) !== false && !onlyRefusesPlainHttp(s.conditions);

const grantTo = (s: PolicyStatement, actions: Actions, on: Grantor): Maybe =>
  s.allows && namesEveryone(s)
    ? all([s.conditions.length === 0 ? true : null, speaksOf(s, actions, on)])
    : false;

/** Whether the policy lets anyone do one of the actions. */
export function grantsEveryone(document: PolicyDocument, actions: Actions, on: Grantor): Maybe {
  const granted = any(document.statements.map((s) => grantTo(s, actions, on)));
  if (granted !== true) return granted;
  return document.statements.some((s) => mayDeny(s, actions, on)) ? null : true;
}

/** What a resource pattern leaves of object keys, without the `*` at its end: `''` for every key of the bucket. */
const keysOf = (pattern: string, on: Grantor): readonly string[] =>
  [...eaten(pattern, `${on.bucket}/`)]
    .filter((p) => p < pattern.length)
    .map((p) => pattern.slice(p).replace(/\*+$/, ''));

/**
 * Where the policy surely lets anyone do one of the object actions: key prefixes (with `*` or `?` inside where no prefix
 * says it), `['']` for the whole bucket. `more`: other statements may open more.
 */
export function grantedKeys(
  document: PolicyDocument,
  actions: Actions,
  on: Grantor,
): { readonly keys: readonly string[]; readonly more: boolean } {
  const grants = document.statements.map((s) => ({ s, grant: grantTo(s, actions, on) }));
  const keys = new Set(
    grants
      .filter(({ grant }) => grant === true)
      .flatMap(({ s }) => s.resources ?? [])
      .filter((pattern) => !pattern.includes('${'))
      .flatMap((pattern) => keysOf(pattern, on)),
  );
  if (keys.has('')) return { keys: [''], more: false };
  // A statement that surely opens one resource may open another whose variable nobody can resolve.
  const unsure = (s: PolicyStatement) => s.resources?.some((pattern) => pattern.includes('${')) === true;
  return {
    keys: [...keys].sort(),
    more: grants.some(({ s, grant }) => grant === null || (grant === true && unsure(s))),
  };
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
