/**
 * What a caller says of itself as it likes: headers, tags of its own principals, names of its sessions, and when it asks.
 *
 * Source: IAM User Guide, "AWS global condition context keys" (`aws:referer` and `aws:UserAgent` are the caller's words;
 * `aws:PrincipalTag` is in signed requests alone; `aws:RequestTag` and `aws:TagKeys` only where tags are sent;
 * `aws:CurrentTime` and `aws:EpochTime` are in all), "IAM and AWS STS condition context keys", "Access to AWS accounts owned
 * by third parties" (an external id is known to the third party and is no secret of it).
 */
import type { PolicyDocument } from '#graph/schema/aws/facts.ts';
import { parseArn } from '#graph/schema/aws/ids.ts';

export type Keys = Readonly<Record<string, string | string[]>>;

/** No value, and not unknown. */
export const absent: string[] = [];

/** A value that a variable in a pattern is filled in with too. */
const any = 'x';
/** `undefined`: a value that the caller cannot be sure to be able to show. */
type Value = string | string[] | undefined;

const valuesOf = (document: PolicyDocument, key: string): readonly string[] =>
  document.statements
    .flatMap((s) => s.conditions)
    .filter((c) => c.key.toLowerCase() === key)
    .flatMap(({ values }) => values);

/** Values that meet what is asked for, one each. A variable may stand for anything. */
const meeting = (document: PolicyDocument, key: string): readonly string[] =>
  valuesOf(document, key)
    .filter((value) => !value.includes('${'))
    .map((value) => value.replaceAll(/[*?]/g, any));

const signs = (caller: string): boolean => /^(?:role|user)\/|^root$/.test(parseArn(caller)?.resource ?? '');

/** @param knows whether the account was told what the policy wants to hear */
function valuesFor(
  document: PolicyDocument,
  key: string,
  caller: string,
  knows: boolean,
): readonly Value[] | undefined {
  if (/^aws:(?:referer|useragent)$/.test(key)) return [absent, any, ...meeting(document, key), undefined];
  if (key.startsWith('aws:principaltag/')) {
    if (caller === '*') return [absent];
    return signs(caller) ? [absent, any, ...meeting(document, key), undefined] : undefined;
  }
  // Which operations take these, and need them, is not known here; to send none is up to the caller.
  if (/^(?:aws:(?:requesttag\/.*|tagkeys)|sts:(?:sourceidentity|transitivetagkeys))$/.test(key))
    return [absent, undefined];
  if (key === 'sts:rolesessionname') return [any, ...meeting(document, key), undefined];
  if (key === 'sts:externalid' && signs(caller))
    return [absent, any, ...(knows ? meeting(document, key) : []), undefined];
  return undefined;
}

/** How many ways of asking are tried; of more keys than that the values stay unknown. */
const MOST = 64;

/**
 * Every choice that the policy tells apart. A key that is left out is unknown: none of the values tried may be the one.
 * @param asked keys that the policy reads, in lower case
 */
export function choices(
  document: PolicyDocument,
  asked: ReadonlySet<string>,
  caller: string,
  knows: boolean,
): readonly Keys[] {
  let all: readonly Keys[] = [{}];
  for (const key of [...asked].sort()) {
    const found = valuesFor(document, key, caller, knows);
    if (found === undefined) continue;
    const values = [...new Map(found.map((value) => [JSON.stringify(value), value])).values()];
    if (all.length * values.length > MOST) continue;
    all = all.flatMap((keys) =>
      values.map((value): Keys => (value === undefined ? keys : { ...keys, [key]: value })),
    );
  }
  return all;
}

const clocks = ['aws:currenttime', 'aws:epochtime'];

/** Milliseconds since 1970; `NaN` for what is no date. */
const instant = (text: string): number =>
  /^-?\d{5,}(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);

/**
 * When the caller asks: as the asset was last seen, and at some later time where the policy speaks of one.
 * @param at ISO time; `undefined`: nobody knows
 */
export function times(document: PolicyDocument, at: string | undefined): readonly Keys[] {
  const now = at === undefined ? Number.NaN : Date.parse(at);
  const dates = clocks.flatMap((key) => valuesOf(document, key)).map(instant);
  if (Number.isNaN(now) || dates.length === 0) return [{}];
  const then = {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
  };
  return dates.every((date) => date <= now) ? [then] : [then, {}];
}
