/** Dotted paths into JSON. Keys that hold a dot are out of reach of a path; `*` stands for any one key or element. */
import type { Json } from './provider.ts';

export type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Own properties only: `__proto__` and `constructor` in a reply are keys like any other. */
export const getKey = (value: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(value, key) ? value[key] : undefined;

/** What a page holds at a path. */
export interface Picked {
  readonly items: readonly Json[];
  /** Places on the way that had the wrong shape or were missing: what they held is not among the items. */
  readonly broken: number;
  /** The path's own key was left out of (each) object that should hold it, and nothing else was wrong. */
  readonly omitted: boolean;
}

/**
 * The items of a page. `Endpoints` is a list; `Reservations.Instances` flattens the lists of a list; `''` is the page
 * itself as one item. A list that is left out counts as `broken` and `omitted`: only its caller knows whether this cloud
 * leaves out empty lists.
 */
export function pick(page: Json, path: string): Picked {
  if (path === '') return { items: [page], broken: 0, omitted: false };
  let level: readonly Json[] = [page];
  let broken = 0;
  let omitted = 0;
  const keys = path.split('.');
  for (const [index, key] of keys.entries()) {
    const next: Json[] = [];
    for (const holder of level) {
      if (!isObject(holder)) {
        broken++;
        continue;
      }
      const value = getKey(holder, key);
      if (value === undefined || value === null) omitted++;
      else if (Array.isArray(value)) for (const one of value as readonly Json[]) next.push(one);
      // The last key names a list; what is no list there is no listing.
      else if (index === keys.length - 1) broken++;
      else next.push(value);
    }
    level = next;
  }
  return { items: level, broken: broken + omitted, omitted: omitted > 0 && broken === 0 };
}

/** A copy of `whole` in which the list at a dotted path is `list`. Objects on the way are made where they are missing. */
export function putAt(whole: Json, path: string, list: readonly Json[]): Json {
  const [key = '', ...rest] = path.split('.');
  const base = isObject(whole) ? whole : {};
  const value = rest.length === 0 ? list : putAt(getKey(base, key) ?? {}, rest.join('.'), list);
  return Object.fromEntries([...Object.entries(base).filter(([name]) => name !== key), [key, value]]);
}

/** A copy in which `change` was applied to each leaf (string, number, boolean) at or under a path. Lists on the way are flattened. */
export function mapLeaves(value: Json, path: readonly string[], change: (leaf: string) => string): Json {
  if (Array.isArray(value)) {
    const rest = path[0] === '*' || path[0] === '[]' ? path.slice(1) : path;
    return (value as readonly Json[]).map((one) => mapLeaves(one, rest, change));
  }
  if (isObject(value)) {
    const [key, ...rest] = path;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) =>
        key === undefined || key === '*' || key === name
          ? [name, mapLeaves(inner, rest, change)]
          : [name, inner],
      ),
    );
  }
  // Nothing and an empty text hold no secret, and say that there is none.
  return path.length > 0 || value === null || value === ''
    ? value
    : change(`${value as string | number | boolean}`);
}

/** One text per value: object keys sorted. Used to tell equal questions. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (isObject(value))
    return `{${Object.keys(value)
      .toSorted()
      .filter((key) => value[key] !== undefined)
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
      .join(',')}}`;
  return typeof value === 'bigint' ? `${value}n` : (JSON.stringify(value) ?? 'null');
}
