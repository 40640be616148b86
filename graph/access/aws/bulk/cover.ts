/** How two patterns lie to each other: as the sets of texts that they match. */
import type { Glob } from '../glob.ts';

const ANY = -1;
const ONE = -2;

/** Is there a text that both match? */
export function meets(a: Glob, b: Glob): boolean {
  // Reachable positions of `b` for each position of `a`; a star may stand for nothing or for one more character.
  let row = new Set<number>(closure(b, [0]));
  for (const code of a) {
    const next = new Set<number>();
    if (code === ANY) {
      const least = Math.min(...row);
      for (let j = least; j <= b.length; j += 1) next.add(j);
    } else {
      for (const j of row) {
        const other = b[j];
        if (other === undefined) continue;
        if (other === ANY) next.add(j);
        else if (other === ONE || code === ONE || other === code) next.add(j + 1);
      }
    }
    row = new Set(closure(b, next));
    if (row.size === 0) return false;
  }
  return row.has(b.length);
}

function closure(b: Glob, from: Iterable<number>): number[] {
  const found: number[] = [];
  for (let j of from) {
    found.push(j);
    while (b[j] === ANY) {
      j += 1;
      found.push(j);
    }
  }
  return found;
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
    } else if (code !== undefined && other !== ANY && (code === ONE || code === other)) {
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
