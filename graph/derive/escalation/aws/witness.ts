/** A text that several patterns match, as something could be called that each of them allows. */
import { type Glob, glob } from '#graph/access/aws/glob.ts';

const ANY = -1;
const ONE = -2;
/** Any run of characters that a name may have. */
const NAME = -3;
const between = new Set(['/', ':'].map((one) => one.codePointAt(0)));
/** What stands for `?`. */
const PLAIN = 'n'.codePointAt(0) ?? 0;

const isStar = (code: number | undefined): boolean => code === ANY || code === NAME;

/** Like `glob`, but a `*` stands for a name, without slash and colon. */
export const nameGlob = (text: string): Glob => glob(text).map((code) => (code === ANY ? NAME : code));

interface Step {
  /** Where each pattern is. */
  readonly at: readonly number[];
  readonly last: Step | undefined;
  readonly code: number | undefined;
}

function textOf(step: Step): string {
  const codes: number[] = [];
  for (let one: Step | undefined = step; one !== undefined; one = one.last)
    if (one.code !== undefined) codes.push(one.code);
  return String.fromCodePoint(...codes.reverse());
}

/** @returns a text that all patterns match; `undefined`: there is none */
export function witness(patterns: readonly Glob[]): string | undefined {
  const seen = new Set<string>();
  const open: Step[] = [{ at: patterns.map(() => 0), last: undefined, code: undefined }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { at } = step;
    const key = at.join();
    if (seen.has(key)) continue;
    seen.add(key);
    if (at.every((place, i) => place === patterns[i]?.length)) return textOf(step);
    const codes = at.map((place, i) => patterns[i]?.[place]);
    const named = codes.filter((code) => code !== undefined && code >= 0);
    const code = named[0] ?? PLAIN;
    // Which stars end here: one at a time; the shorter text is tried first.
    const skips = codes.flatMap((one, i): readonly Step[] =>
      isStar(one) ? [{ at: at.with(i, (at[i] ?? 0) + 1), last: step, code: undefined }] : [],
    );
    const takes = (one: number | undefined): boolean =>
      one === ANY || one === ONE || one === code || (one === NAME && !between.has(code));
    if (codes.every(takes))
      open.push({ at: at.map((place, i) => (isStar(codes[i]) ? place : place + 1)), last: step, code });
    open.push(...skips);
  }
  return undefined;
}
