/** How two patterns lie to each other: as the sets of texts that they match. */
import type { Glob } from '../glob.ts';

const ANY = -1;
const ONE = -2;
const END = -3;

const isWild = (code: number): boolean => code === ANY || code === ONE;

/** How many characters both begin with, before the first wildcard of either; -1 where they differ there. */
function sharedStart(a: Glob, b: Glob): number {
  for (let i = 0; ; i += 1) {
    const [one, other] = [a[i] ?? END, b[i] ?? END];
    if (isWild(one) || isWild(other) || (one === END && other === END)) return i;
    if (one !== other) return -1;
  }
}

/** Do they end differently, behind the last star of either? */
function endsApart(a: Glob, b: Glob): boolean {
  for (let i = 1; ; i += 1) {
    const [one, other] = [a[a.length - i] ?? ANY, b[b.length - i] ?? ANY];
    if (one === ANY || other === ANY) return false;
    if (one !== other && one !== ONE && other !== ONE) return true;
  }
}

/** A star of `b` may stand for nothing: what lies behind one that is reached is reached too. */
function passStars(row: Uint8Array, b: Glob): boolean {
  let some = false;
  for (let j = 0; j < row.length; j += 1) {
    if (row[j] === 0) continue;
    some = true;
    if (b[j] === ANY) row[j + 1] = 1;
  }
  return some;
}

/** Is there a text that both match? */
export function meets(a: Glob, b: Glob): boolean {
  const start = sharedStart(a, b);
  if (start < 0 || endsApart(a, b)) return false;
  // Positions of `b` that can be reached with what of `a` is behind; both have passed what they begin with.
  let row = new Uint8Array(b.length + 1);
  row[start] = 1;
  passStars(row, b);
  for (let i = start; i < a.length; i += 1) {
    const code = a[i];
    const next = new Uint8Array(b.length + 1);
    if (code === ANY) next.fill(1, row.indexOf(1));
    else
      for (let j = 0; j < b.length; j += 1) {
        if (row[j] === 0) continue;
        const other = b[j];
        if (other === ANY) next[j] = 1;
        else if (other === ONE || code === ONE || other === code) next[j + 1] = 1;
      }
    if (!passStars(next, b)) return false;
    row = next;
  }
  return row[b.length] === 1;
}

/** Does `a` match all that `b` matches? Never says so wrongly; may miss it for odd patterns (`*?` and `?*`). */
export function covers(a: Glob, b: Glob): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let from = 0;
  while (t < b.length) {
    const code = a[p];
    const other = b[t];
    if (code === ANY) {
      star = p;
      from = t;
      p += 1;
    } else if (other !== ANY && (code === ONE || code === other)) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      from += 1;
      t = from;
    } else return false;
  }
  while (a[p] === ANY) p += 1;
  return p === a.length;
}

export const textOf = (pattern: Glob): string =>
  pattern.map((code) => (code === ANY ? '*' : code === ONE ? '?' : String.fromCodePoint(code))).join('');
