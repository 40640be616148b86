/**
 * Patterns of the policy language: `*` is any run of characters, `?` is exactly one, all else is itself. No regular
 * expression, so that no bracket in a name means anything and no pattern takes more than |pattern| × |text| steps.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Resource" (wildcards), "… Action".
 */

const ANY = -1;
const ONE = -2;

/** Code points, with the two wildcards as negative numbers. */
export type Glob = readonly number[];

function codes(text: string): number[] {
  const found: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.codePointAt(i) ?? 0;
    found.push(code);
    if (code > 0xffff) i += 1;
  }
  return found;
}

// One text meets many patterns in a row.
let last: { readonly text: string; readonly codes: readonly number[] } | undefined;

function codesOf(text: string): readonly number[] {
  if (last?.text !== text) last = { text, codes: codes(text) };
  return last.codes;
}

/** Text as itself: its `*` and `?` are no wildcards. */
export const literal = (text: string): Glob => codes(text);

/** Text with wildcards. */
export const glob = (text: string): Glob =>
  codes(text).map((code) => (code === 0x2a ? ANY : code === 0x3f ? ONE : code));

/** What stands for a value that nobody knows. */
export const anything: Glob = [ANY];

export const isOnlyStars = (pattern: Glob): boolean =>
  pattern.length > 0 && pattern.every((code) => code === ANY);

/** The characters in front of the first wildcard. */
export function prefixOf(pattern: Glob): string {
  const end = pattern.findIndex((code) => code < 0);
  return String.fromCodePoint(...(end < 0 ? pattern : pattern.slice(0, end)));
}

export const sameCase = (pattern: Glob): Glob =>
  pattern.flatMap((code) => (code < 0 ? [code] : codes(String.fromCodePoint(code).toLowerCase())));

/** Does the whole text match? Greedy with one point to fall back to: the last `*`. */
export function globMatches(pattern: Glob, text: string): boolean {
  const chars = codesOf(text);
  let p = 0;
  let t = 0;
  let star = -1;
  let from = 0;
  while (t < chars.length) {
    const code = pattern[p];
    if (code === ANY) {
      star = p;
      from = t;
      p += 1;
    } else if (code === ONE || code === chars[t]) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      from += 1;
      t = from;
    } else return false;
  }
  while (pattern[p] === ANY) p += 1;
  return p === pattern.length;
}

/**
 * Does an ARN match, each of its six components for itself? A wildcard does not cross a colon, but in the last component,
 * which may hold colons. A lone `*` matches all.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", ARN condition operators.
 */
export function arnMatches(pattern: Glob, text: string): boolean {
  if (isOnlyStars(pattern)) return true;
  const wanted = components(pattern);
  const given = text.split(':');
  if (wanted === undefined || given.length < 6) return false;
  given.splice(5, given.length, given.slice(5).join(':'));
  return wanted.every((part, i) => globMatches(part, given[i] ?? ''));
}

/** The six, or `undefined` where there are fewer. */
function components(pattern: Glob): readonly Glob[] | undefined {
  const parts: Glob[] = [];
  let rest = pattern;
  for (let i = 0; i < 5; i += 1) {
    const end = rest.indexOf(0x3a);
    if (end < 0) return undefined;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end + 1);
  }
  return [...parts, rest];
}
