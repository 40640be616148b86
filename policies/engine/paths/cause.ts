/**
 * Groups paths by root cause: the asset through which most victims are reached. One role that endangers forty agents is one
 * problem with forty victims.
 */
import type { AttackPath } from '#graph/paths/paths.ts';

/** Assets of a path at which something can be changed: all but who is outside. The nearer to the entry, the earlier. */
const onTheWay = (path: AttackPath, isOutside: (id: string) => boolean): readonly string[] => [
  ...new Set(path.steps.flatMap(({ from, to }) => [from, to]).filter((id) => !isOutside(id))),
];

/** An asset on paths of victims that have no root cause yet. */
interface Candidate {
  readonly id: string;
  /** Victims on whose path it lies, with and without a root cause. */
  readonly of: string[];
  /** Of those without one: how many, and the sum of its places on their paths. */
  victims: number;
  place: number;
}

/** Of as many victims: the nearer to the entry first, then the first by id. */
const byPlace = (x: Candidate, y: Candidate): number => x.place - y.place || (x.id < y.id ? -1 : 1);

function candidatesOf(left: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, Candidate> {
  const found = new Map<string, Candidate>();
  for (const [victim, assets] of left)
    assets.forEach((id, place) => {
      const known = found.get(id) ?? { id, of: [], victims: 0, place: 0 };
      known.of.push(victim);
      known.victims += 1;
      known.place += place;
      found.set(id, known);
    });
  return found;
}

/**
 * @returns victim (id of the jewel) → id of the root cause. The asset that lies on the paths to most victims left takes them
 *   all; of equals the one nearer to the entry, then the first by id.
 */
export function rootCauses(
  paths: readonly AttackPath[],
  isOutside: (id: string) => boolean,
): ReadonlyMap<string, string> {
  const left = new Map(paths.map((path) => [path.jewel.id, onTheWay(path, isOutside)]));
  const candidates = candidatesOf(left);
  const causes = new Map<string, string>();
  const rows: Candidate[][] = [];
  const put = (one: Candidate) => {
    const row = rows[one.victims];
    if (row === undefined) rows[one.victims] = [one];
    else row.push(one);
  };
  for (const one of candidates.values()) put(one);
  // Victims left only become fewer: an asset that lost some moves to a lower row, one that lost none keeps its place as well.
  for (let most = rows.length - 1; most > 0; most--)
    for (const one of (rows[most] ?? []).sort(byPlace)) {
      if (one.victims === most) take(one);
      else put(one);
    }
  // A path of which every asset is outside has none of ours to change.
  for (const victim of left.keys()) causes.set(victim, victim);
  return causes;

  function take(one: Candidate): void {
    for (const victim of one.of) {
      const assets = left.get(victim);
      if (assets === undefined) continue;
      causes.set(victim, one.id);
      left.delete(victim);
      assets.forEach((id, place) => {
        const other = candidates.get(id);
        if (other === undefined) return;
        other.victims -= 1;
        other.place -= place;
      });
    }
  }
}
