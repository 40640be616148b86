/** Policy documents as AWS sends them, brought to one text: equal grants give equal bytes. */
import { z } from 'zod';

type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [k: string]: JsonValue };

const isTexts = (value: readonly JsonValue[]): value is readonly string[] =>
  value.every((v) => typeof v === 'string');

// Actions, resources, principals and the values of a condition are sets, and AWS hands them back in any order
// (principals of a trust policy above all).
function ordered(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    const list = value as readonly JsonValue[];
    return isTexts(list) ? [...new Set(list)].toSorted() : list.map(ordered);
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as Readonly<Record<string, JsonValue>>);
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, ordered(v)] as const),
  );
}

/** JSON with sorted keys; lists that hold only text are sorted and without doubles, others keep their order. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(ordered(JSON.parse(JSON.stringify(value)) as JsonValue));

/** The value of a `policy` property where there is no policy: a document without statements. */
export const NO_POLICY = '{}';

/**
 * A policy document in a reply, as canonical JSON. IAM sends it URL-encoded (RFC 3986), all others plain. Text that is
 * no JSON object does not parse: the reply is then unreadable.
 * Source: IAM API Reference, GetAccountAuthorizationDetails, "Policies returned by this operation are URL-encoded".
 */
export const policyText = z.string().transform((raw, context) => {
  try {
    const trimmed = raw.trim();
    const parsed: unknown = JSON.parse(trimmed.startsWith('{') ? trimmed : decodeURIComponent(trimmed));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return canonicalJson(parsed);
  } catch {
    // Falls through: the issue below says it.
  }
  context.addIssue({ code: 'custom', message: 'is no policy document' });
  return z.NEVER;
});
