/** Other ids of the same asset. An edge that names one of them leads to the asset itself. */
import type { AssetRow } from '#graph/schema/rows.ts';
import type { BaseEntry } from './base.ts';

/** What a row keeps of other ids from earlier scans. */
export interface Claims {
  readonly row: AssetRow;
  /** Aliases that could not be read again. */
  readonly carried: readonly string[];
  readonly former: readonly string[];
}

/**
 * Alias → id. What this scan saw wins over what earlier ones did, and an id that is an asset of its own is nobody's alias.
 * @param away ids that no longer are assets: gone or moved.
 */
export function aliasMap(
  base: ReadonlyMap<string, BaseEntry>,
  rows: ReadonlyMap<string, AssetRow>,
  away: ReadonlySet<string>,
  claims: readonly Claims[],
): ReadonlyMap<string, string> {
  const aliases = new Map<string, string>();
  const isAsset = (id: string) => rows.has(id) || (base.get(id)?.seen === true && !away.has(id));
  const claim = (names: readonly string[], id: string) => {
    for (const name of names) if (!isAsset(name)) aliases.set(name, id);
  };
  for (const entry of base.values())
    if (!rows.has(entry.id) && !away.has(entry.id)) claim([...entry.formerIds, ...entry.aliases], entry.id);
  for (const { row, former, carried } of claims) claim([...former, ...carried], row.id);
  for (const row of rows.values()) claim(row.aliases ?? [], row.id);
  return aliases;
}

export const resolver =
  (aliases: ReadonlyMap<string, string>) =>
  (id: string): string =>
    aliases.get(id) ?? id;
