/** Properties of a node, as one type or not at all. A property that is not there is unknown. */
import type { StoredNode } from '#graph/store/port.ts';

export function textOf(node: StoredNode | undefined, name: string): string | undefined {
  const value = node?.props[name];
  return typeof value === 'string' ? value : undefined;
}

export function flagOf(node: StoredNode | undefined, name: string): boolean | null {
  const value = node?.props[name];
  return typeof value === 'boolean' ? value : null;
}

export function textsOf(node: StoredNode | undefined, name: string): readonly string[] | undefined {
  const value = node?.props[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined;
}

export const isSeen = (node: StoredNode | undefined): node is StoredNode => node?.props['seen'] === true;
export const isStale = ({ props }: Pick<StoredNode, 'props'>): boolean => props['stale'] === true;
/** Could edges of the type not be read from it? */
export const lacks = (node: StoredNode, type: string): boolean =>
  textsOf(node, 'incomplete')?.includes(type) === true;
