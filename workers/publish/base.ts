/** What the published graph holds, as far as a publish must know it: one small entry per asset. */
import { type Cloud, clouds } from '#graph/schema/coverage.ts';
import { edgeTypes } from '#graph/schema/index.ts';
import { ASSET } from '#graph/schema/node.ts';
import type { Draft, GraphReader, StoredEdge, StoredNode } from '#graph/store/port.ts';

export interface BaseEntry {
  readonly id: string;
  readonly labels: readonly string[];
  readonly kind: string;
  /** Undefined where the graph does not say, which nothing that Pathlight wrote does. */
  readonly cloud: Cloud | undefined;
  readonly scope: string;
  readonly account: string;
  readonly region: string;
  readonly uid: string;
  readonly hash: string;
  readonly seen: boolean;
  readonly stale: boolean;
  readonly staleReason: string;
  readonly firstSeen: string;
  readonly aliases: readonly string[];
  readonly formerIds: readonly string[];
  /** Keys of the other scopes that show it. */
  readonly alsoIn: readonly string[];
}

/** What a publish reads of every asset that is published. */
export const wanted = [
  'kind',
  'cloud',
  'scope',
  'account',
  'region',
  'uid',
  'hash',
  'seen',
  'stale',
  'staleReason',
  'firstSeen',
  'aliases',
  'formerIds',
  'alsoIn',
];

export function entryOf(node: StoredNode): BaseEntry {
  const text = (name: string) => {
    const value = node.props[name];
    return typeof value === 'string' ? value : '';
  };
  const list = (name: string) => {
    const value = node.props[name];
    return Array.isArray(value) ? value.map(String) : [];
  };
  return {
    id: node.id,
    labels: node.labels,
    kind: text('kind'),
    cloud: clouds.find((c) => c === text('cloud')),
    scope: text('scope'),
    account: text('account'),
    region: text('region'),
    uid: text('uid'),
    hash: text('hash'),
    seen: node.props['seen'] !== false,
    stale: node.props['stale'] === true,
    staleReason: text('staleReason'),
    firstSeen: text('firstSeen'),
    aliases: list('aliases'),
    formerIds: list('formerIds'),
    alsoIn: list('alsoIn'),
  };
}

/** Every asset of the base by id (stubs included, gone ones not). */
export async function readBase(draft: Draft): Promise<Map<string, BaseEntry>> {
  const base = new Map<string, BaseEntry>();
  if (draft.base === null) return base;
  for await (const node of draft.index(wanted))
    if (node.labels.includes(ASSET)) base.set(node.id, entryOf(node));
  return base;
}

const batch = 2000;
/** What was observed between assets: findings and what is derived each publication brings anew. */
const betweenAssets = [...edgeTypes.values()].filter((t) => t.origin === 'observed').map((t) => t.type);

function* batches(ids: readonly string[]): Generator<readonly string[]> {
  for (let i = 0; i < ids.length; i += batch) yield ids.slice(i, i + batch);
}

/** Whole nodes of the base by id. */
export async function nodesById(
  graph: GraphReader,
  ids: readonly string[],
): Promise<Map<string, StoredNode>> {
  const found = new Map<string, StoredNode>();
  for (const some of batches(ids)) {
    const rows = await graph.rows('MATCH (n:Asset) WHERE n.id IN $ids RETURN n', { ids: some });
    for (const row of rows) {
      const node = row['n'] as StoredNode;
      found.set(node.id, node);
    }
  }
  return found;
}

/** Edges of the base between assets that touch one of these, once each. */
export async function edgesTouching(
  graph: GraphReader,
  ids: readonly string[],
): Promise<readonly StoredEdge[]> {
  const wantedIds = new Set(ids);
  const found: StoredEdge[] = [];
  // Reading all edges once is cheaper than many anchored look-ups, and the order of magnitude is the same for a store
  // without an index on the id.
  if (ids.length > batch) {
    for await (const edge of graph.edges({ types: betweenAssets }))
      if (wantedIds.has(edge.from) || wantedIds.has(edge.to)) found.push(edge);
    return found;
  }
  for (const some of batches(ids)) {
    const out = await graph.rows('MATCH (n:Asset)-[e]->(m:Asset) WHERE n.id IN $ids RETURN e', { ids: some });
    const into = await graph.rows('MATCH (n:Asset)<-[e]-(m:Asset) WHERE n.id IN $ids RETURN e', {
      ids: some,
    });
    for (const row of out) found.push(row['e'] as StoredEdge);
    // An edge with both ends in the list was already found going out.
    for (const row of into) {
      const edge = row['e'] as StoredEdge;
      if (!wantedIds.has(edge.from)) found.push(edge);
    }
  }
  return found;
}
