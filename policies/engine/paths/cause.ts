/**
 * Groups paths by root cause: the asset through which most victims are reached. One role that endangers forty agents is one
 * problem with forty victims.
 */
import type { AttackPath } from '#graph/paths/paths.ts';

/** Assets of a path at which something can be changed: all but who is outside. The nearer to the entry, the earlier. */
const onTheWay = (path: AttackPath, isOutside: (id: string) => boolean): readonly string[] => [
  ...new Set(path.steps.flatMap(({ from, to }) => [from, to]).filter((id) => !isOutside(id))),
];

/**
 * @returns victim (id of the jewel) → id of the root cause. The asset that lies on the paths to most victims left takes them
 *   all; of equals the one nearer to the entry, then the first by id.
 */
export function rootCauses(
  paths: readonly AttackPath[],
  isOutside: (id: string) => boolean,
): ReadonlyMap<string, string> {
  const left = new Map(paths.map((path) => [path.jewel.id, onTheWay(path, isOutside)]));
  const causes = new Map<string, string>();
  while (left.size > 0) {
    const count = new Map<string, { victims: number; place: number }>();
    for (const assets of left.values())
      assets.forEach((id, place) => {
        const known = count.get(id) ?? { victims: 0, place: 0 };
        count.set(id, { victims: known.victims + 1, place: known.place + place });
      });
    const [best] = [...count].sort(
      ([a, x], [b, y]) =>
        y.victims - x.victims || x.place / x.victims - y.place / y.victims || (a < b ? -1 : 1),
    );
    if (best === undefined) break;
    for (const [victim, assets] of left)
      if (assets.includes(best[0])) {
        causes.set(victim, best[0]);
        left.delete(victim);
      }
  }
  // A path of which every asset is outside has none of ours to change.
  for (const victim of left.keys()) causes.set(victim, victim);
  return causes;
}
