/** From a row to the node that the graph keeps. */
import { hash } from 'node:crypto';
import type { Cloud } from '#graph/schema/coverage.ts';
import type { PropValue } from '#graph/schema/fields.ts';
import { placeOfId } from '#graph/schema/ids.ts';
import { ASSET, GONE } from '#graph/schema/node.ts';
import type { AssetRow } from '#graph/schema/rows.ts';
import type { NodeChange, StoredNode } from '#graph/store/port.ts';
import { resolver } from './alias.ts';
import type { BaseEntry } from './base.ts';
import { edgeKey } from './next.ts';
import type { Ageing, Changed } from './sort.ts';

const withBigInt = (_key: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value);

/** Key order does not matter to a hash. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, canonical(v)]),
  );
}

/**
 * Everything that was observed, but for time and place: equal hashes need no write. Edges count with the assets that their
 * aliases stand for, so that an alias which comes to mean another asset changes whatever points at it.
 */
export function contentHash(row: AssetRow, aliases: ReadonlyMap<string, string>): string {
  const { observedAt: _, scope: __, edges, ...content } = row;
  const resolve = resolver(aliases);
  const ends = edges
    .map((e) => ({ ...e, from: resolve(e.from), to: resolve(e.to) }))
    .sort((a, b) => (edgeKey(a) < edgeKey(b) ? -1 : 1));
  return hash('sha256', JSON.stringify(canonical([content, ends]), withBigInt), 'base64url').slice(0, 27);
}

/** Values that are unknown now and were known before, as JSON text; undefined for none. */
function lastKnownOf(row: AssetRow, before: StoredNode | undefined): string | undefined {
  if (before === undefined || row.unread.length === 0) return undefined;
  const earlierText = before.props['lastKnown'];
  const earlier = typeof earlierText === 'string' ? (JSON.parse(earlierText) as Record<string, unknown>) : {};
  const kept = row.unread
    .map((name) => [name, before.props[name] ?? earlier[name]] as const)
    .filter(([, value]) => value !== undefined);
  return kept.length === 0 ? undefined : JSON.stringify(Object.fromEntries(kept), withBigInt);
}

/** The properties that say where an asset is, from the keys of the scopes that show it. */
function placeOf(scopes: readonly string[]): Readonly<Record<string, PropValue | null>> {
  const [scope = '', ...others] = scopes;
  const [, account = '-', region] = scope.split('/');
  const none = account === '-' || account === 'org';
  return {
    account: none ? 'none' : account,
    region: (none ? undefined : region) ?? 'global',
    scope,
    alsoIn: others,
  };
}

export function nodeOf(
  { row, uid, hash: content, scopes, aliases, formerIds }: Omit<Changed, 'old' | 'replaced'>,
  more: { readonly firstSeen: string; readonly before: StoredNode | undefined },
): NodeChange {
  const lastKnown = lastKnownOf(row, more.before);
  return {
    id: row.id,
    labels: [ASSET, row.kind, ...row.concepts],
    props: {
      ...row.props,
      id: row.id,
      uid,
      name: row.name,
      kind: row.kind,
      cloud: row.scope.cloud,
      ...placeOf(scopes),
      ...(row.region === undefined ? {} : { region: row.region }),
      seen: true,
      stale: false,
      incomplete: [...row.incomplete].sort(),
      observedAt: row.observedAt,
      firstSeen: more.firstSeen,
      aliases,
      formerIds,
      hash: content,
      ...(lastKnown === undefined ? {} : { lastKnown }),
    },
  };
}

/**
 * What stands in for something that is pointed at and was never listed. Only what the id tells is known; it has no `uid`.
 * @param as kinds or concepts that its observers take it for.
 */
export function stubOf(
  id: string,
  cloud: Cloud | undefined,
  as: Iterable<string>,
  conceptsOf: (as: string) => readonly string[] | undefined,
): NodeChange {
  const { account, region } = placeOfId(cloud, id);
  const names = [...new Set(as)].sort();
  return {
    id,
    labels: [...new Set([ASSET, ...names, ...names.flatMap((name) => conceptsOf(name) ?? [])])],
    props: {
      id,
      name: id.split(/[:/]/).at(-1) ?? id,
      // A kind says more than a concept.
      kind: names.find((name) => conceptsOf(name) !== undefined) ?? names[0] ?? '',
      ...(cloud === undefined ? {} : { cloud }),
      ...(account === '' ? {} : { account }),
      ...(region === '' ? {} : { region }),
      seen: false,
      stale: false,
      incomplete: [],
      hash: 'stub',
    },
  };
}

/** The same node, known from an earlier scan only. */
export function agedOf(before: StoredNode, { reason, scopes }: Omit<Ageing, 'entry'>): NodeChange {
  const stale = reason === undefined ? {} : { stale: true, staleReason: reason };
  const place = placeOf(scopes);
  // The listing itself may have told the region: a scope without one does not know better.
  const kept = place['scope'] === before.props['scope'] || place['region'] === 'global';
  const region = (kept ? before.props['region'] : undefined) ?? place['region'] ?? null;
  return { id: before.id, labels: before.labels, props: { ...before.props, ...place, region, ...stale } };
}

/** What is left of an asset that was seen to be gone. Its id in the graph is its own, so that the name can be used again. */
export function goneOf(before: BaseEntry, name: string, at: string, why: string): NodeChange {
  return {
    id: `gone:${before.id}#${before.uid}#${before.firstSeen}`,
    labels: [GONE],
    props: {
      id: `gone:${before.id}#${before.uid}#${before.firstSeen}`,
      was: before.id,
      uid: before.uid,
      name,
      kind: before.kind,
      scope: before.scope,
      firstSeen: before.firstSeen,
      goneAt: at,
      why,
    },
  };
}
