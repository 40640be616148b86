/**
 * Text of a policy that may hold variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and `${*}`, `${?}`,
 * `${$}` for the characters themselves. Only a policy of version 2012-10-17 or later has variables.
 *
 * Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
import type { Context } from './context.ts';
import { anything, type Glob, glob, literal } from './glob.ts';

type Part = { readonly codes: Glob } | { readonly key: string; readonly fallback: string | undefined };

export interface Template {
  readonly text: string;
  readonly parts: readonly Part[];
}

export interface Reading {
  /** Are `${…}` variables? */
  readonly variables: boolean;
  /** Are `*` and `?` wildcards? */
  readonly wildcards: boolean;
  /** In a Resource element a variable counts behind the fifth colon alone; elsewhere it is plain text. */
  readonly resource?: boolean;
}

const variable = /\$\{[^}]*\}/g;
const withDefault = /^([^,]*), *'(.*)'$/s;
const colonsBefore = (text: string, at: number): number => text.slice(0, at).split(':').length - 1;

export function template(text: string, { variables, wildcards, resource = false }: Reading): Template {
  const plain = wildcards ? glob : literal;
  const parts: Part[] = [];
  let at = 0;
  if (variables) {
    for (const match of text.matchAll(variable)) {
      const [whole] = match;
      const inner = whole.slice(2, -1);
      if (resource && colonsBefore(text, match.index) < 5) continue;
      parts.push({ codes: plain(text.slice(at, match.index)) });
      at = match.index + whole.length;
      if (inner === '*' || inner === '?' || inner === '$') parts.push({ codes: literal(inner) });
      else {
        const named = withDefault.exec(inner);
        parts.push({ key: (named?.[1] ?? inner).toLowerCase(), fallback: named?.[2] });
      }
    }
  }
  parts.push({ codes: plain(text.slice(at)) });
  return { text, parts };
}

export interface Filled {
  readonly pattern: Glob;
  /** False: a variable's value is unknown and stands in the pattern as `*`. */
  readonly known: boolean;
}

/**
 * The pattern with this request's values, which are never wildcards. `undefined`: a variable has no value (absent without
 * default, or many values), so that nothing equals it.
 *
 * Source: "Policy variables with no value", same page; "Single-valued vs. multivalued context keys", key points.
 */
export function fill({ parts }: Template, context: Context): Filled | undefined {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && 'codes' in only)
    return { pattern: only.codes, known: true };
  const pattern: number[] = [];
  let known = true;
  for (const part of parts) {
    if ('codes' in part) {
      pattern.push(...part.codes);
      continue;
    }
    const found = context.find(part.key);
    if (found === 'unknown') {
      known = false;
      pattern.push(...anything);
      continue;
    }
    const value = found === 'absent' || found.many ? part.fallback : (found.values[0] ?? part.fallback);
    if (value === undefined) return undefined;
    pattern.push(...literal(value));
  }
  return { pattern, known };
}

/** The keys of the variables in it. */
export const variablesOf = ({ parts }: Template): readonly string[] =>
  parts.flatMap((part) => ('key' in part ? [part.key] : []));
