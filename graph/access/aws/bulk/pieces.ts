/** Cells that statements speak of in part, decided by patterns: which of what lies under a thing can be reached. */
import type { Glob } from '../glob.ts';
import { all, type Maybe } from '../three.ts';
import { covers, meets } from './cover.ts';
import type { Reach } from './reach.ts';

export interface Piece {
  /** `undefined`: all of the target. */
  readonly pattern: Glob | undefined;
  readonly holds: Maybe;
}

export const everything: readonly Piece[] = [{ pattern: undefined, holds: true }];

export const piecesOf = ({ holds, pieces }: Reach): readonly Piece[] =>
  pieces === undefined ? [{ pattern: undefined, holds }] : pieces.map((pattern) => ({ pattern, holds }));

const narrower = (a: Glob | undefined, b: Glob | undefined): Glob | undefined | 'none' => {
  if (a === undefined) return b;
  if (b === undefined || covers(b, a)) return a;
  if (covers(a, b)) return b;
  // What both match is no pattern of its own: the longer says more of it.
  return meets(a, b) ? (a.length >= b.length ? a : b) : 'none';
};

/** What is in both. */
export const within = (a: readonly Piece[], b: readonly Piece[]): readonly Piece[] =>
  a.flatMap((one) =>
    b.flatMap((other) => {
      const pattern = narrower(one.pattern, other.pattern);
      return pattern === 'none' ? [] : [{ pattern, holds: all([one.holds, other.holds]) }];
    }),
  );

export interface Rest {
  readonly state: Maybe;
  readonly whole: boolean;
  readonly patterns: readonly Glob[];
}

/** What is left after the Denies. `state` false: nothing. */
export function minus(target: Glob, granted: readonly Piece[], denied: readonly Piece[]): Rest {
  // What denies a part leaves a hole in a piece that is all; of others the pattern is said as it is.
  const isHoled = denied.some(({ pattern }) => pattern !== undefined);
  const left = granted.flatMap((piece): readonly Piece[] => {
    let { holds } = piece;
    for (const deny of denied) {
      const isOver =
        deny.pattern === undefined || (piece.pattern !== undefined && covers(deny.pattern, piece.pattern));
      if (isOver && deny.holds === true) return [];
      if (isOver) holds = all([holds, null]);
    }
    return [{ pattern: piece.pattern, holds }];
  });
  if (left.length === 0) return { state: false, whole: false, patterns: [] };
  const best = left.filter(({ holds }) => holds === true);
  const kept = best.length > 0 ? best : left;
  const isAll = kept.some(({ pattern }) => pattern === undefined);
  return {
    state: best.length > 0 ? true : null,
    whole: isAll && !isHoled,
    patterns: isAll
      ? isHoled
        ? [target]
        : []
      : kept.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern])),
  };
}
