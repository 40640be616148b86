/**
 * Merge: the published graph, changed only where this scan looked. Writes nothing for what did not change.
 *
 * A property or edge type whose read failed is unknown; what was known is kept beside it (`lastKnown`; stale edges).
 */
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import { type BaseEntry, edgesTouching, nodesById } from './base.ts';
import { dropOrphans, edgeOf, type LinkInput, putStubs } from './link.ts';
import { edgeKey, Next } from './next.ts';
import { agedOf, goneOf, nodeOf } from './node.ts';
import { type Changed, type Sorted, type SortInput, sort } from './sort.ts';

export interface MergeInput extends SortInput, LinkInput {
  /** Time of the publish. */
  readonly at: string;
}

/** An asset that is no more: its findings end. */
export interface Departed {
  readonly id: string;
  readonly uid: string;
  readonly why: string;
}

export interface Merged {
  readonly next: Next;
  readonly departed: readonly Departed[];
  /** Old id → new id: findings go along. */
  readonly moved: ReadonlyMap<string, string>;
}

interface Old {
  readonly nodes: ReadonlyMap<string, StoredNode>;
  readonly edges: readonly StoredEdge[];
}

const REPLACED = 'replaced by another of the same name';

export async function merge(input: MergeInput): Promise<Merged> {
  const sorted = sort(input);
  const renamed = renamings(sorted, input);
  const old = await readOld(input, sorted, renamed);
  const next = new Next();

  for (const change of sorted.changed) {
    writeNode(change, next, old, input.at);
    for (const edge of change.row.edges) next.putEdge(edgeOf(edge, change.row, sorted.aliases));
  }
  for (const { entry, ...fate } of sorted.ageing) {
    const node = old.nodes.get(entry.id);
    if (node !== undefined) next.putNode(agedOf(node, fate));
  }
  for (const { entry, why } of sorted.leaving) {
    next.dropNode(entry.id);
    if (why !== 'forgotten') next.putNode(goneOf(entry, nameOf(old, entry.id), input.at, why));
  }
  for (const id of renamed.keys()) next.dropNode(id);

  const kept = settleEdges(sorted, renamed, old, next);
  await forgetHashes(kept.turned, input, next);
  putStubs(input, sorted, next, kept.pointedAt);
  await dropOrphans(input, next);
  return { next, moved: sorted.moved, departed: departures(sorted) };
}

const departures = ({ leaving, changed }: Sorted): readonly Departed[] => [
  ...leaving.map(({ entry, why }) => ({ id: entry.id, uid: entry.uid, why })),
  ...changed.flatMap((c) =>
    c.replaced && c.old !== undefined ? [{ id: c.old.id, uid: c.old.uid, why: REPLACED }] : [],
  ),
];

const nameOf = (old: Old, id: string) => String(old.nodes.get(id)?.props['name'] ?? id);

/** Ids of the base that stand for another asset from now on: moved assets, and stubs that turned out to be aliases. */
function renamings({ moved, aliases }: Sorted, { base, rows }: MergeInput): ReadonlyMap<string, string> {
  const all = new Map([...moved].filter(([from]) => !rows.has(from)));
  for (const [alias, id] of aliases) if (base.get(alias)?.seen === false) all.set(alias, id);
  return all;
}

async function readOld(
  { base, before }: MergeInput,
  { changed, leaving, ageing }: Sorted,
  renamed: ReadonlyMap<string, string>,
): Promise<Old> {
  if (base.size === 0) return { nodes: new Map(), edges: [] };
  const unsure = changed.filter((c) => c.row.unread.length > 0 || c.replaced);
  const away = [...leaving, ...ageing].map((one) => one.entry.id);
  const changedOld = changed.flatMap((c) => c.old?.id ?? []);
  const [nodes, edges] = [
    await nodesById(before, [...unsure.flatMap((c) => c.old?.id ?? []), ...away]),
    await edgesTouching(before, [...new Set([...changedOld, ...away, ...renamed.keys()])]),
  ];
  return { nodes, edges };
}

function writeNode(change: Changed, next: Next, old: Old, at: string): void {
  const { old: was, row, replaced } = change;
  const own = was?.seen === true && !replaced ? was : undefined;
  next.putNode(
    nodeOf(change, {
      firstSeen: own?.firstSeen ?? row.observedAt,
      before: own === undefined ? undefined : old.nodes.get(own.id),
    }),
  );
  if (replaced && was !== undefined) next.putNode(goneOf(was, nameOf(old, was.id), at, REPLACED));
}

interface Kept {
  /** Assets that left and that edges of others still lead to. */
  readonly pointedAt: readonly BaseEntry[];
  /** Assets that were not seen now and whose edges lead to another id from now on. */
  readonly turned: ReadonlySet<string>;
}

/**
 * The edges of the base that touch anything that changed. An edge belongs to the asset whose read gave it: it goes with that
 * asset, is renewed with it, and ages with it.
 */
function settleEdges(
  { changed, leaving, ageing, moved }: Sorted,
  renamed: ReadonlyMap<string, string>,
  old: Old,
  next: Next,
): Kept {
  const changes = new Map(changed.flatMap((c) => (c.old === undefined ? [] : [[c.old.id, c] as const])));
  const gone = new Map(leaving.map((l) => [l.entry.id, l.entry]));
  const aged = new Set(ageing.flatMap((a) => (a.reason === undefined ? [] : [a.entry.id])));
  const fresh = new Set(next.edges.keys());
  const pointedAt = new Map<string, BaseEntry>();
  const turned = new Set<string>();
  for (const edge of old.edges) {
    const by = String(edge.props['by']);
    const change = changes.get(by);
    const unread = change !== undefined && !change.replaced && change.row.incomplete.includes(edge.type);
    if (gone.has(by) || (change !== undefined && !unread)) {
      next.dropEdge(edge);
      continue;
    }
    const end = (id: string) => (id === by ? moved.get(id) : renamed.get(id)) ?? id;
    const stale = edge.props['stale'] === true || unread || aged.has(by);
    const now = {
      ...edge,
      from: end(edge.from),
      to: end(edge.to),
      props: { ...edge.props, by: moved.get(by) ?? by, stale },
    };
    const key = edgeKey(now);
    for (const id of [now.from, now.to]) {
      const entry = gone.get(id);
      if (entry !== undefined) pointedAt.set(id, entry);
    }
    if (key !== edgeKey(edge)) {
      next.dropEdge(edge);
      if (change === undefined) turned.add(by);
    } else if (stale === (edge.props['stale'] === true)) continue;
    if (!fresh.has(key)) next.putEdge(now);
  }
  return { pointedAt: [...pointedAt.values()], turned };
}

/** An asset whose edges were turned while nobody looked at it is written anew when it is seen again. */
async function forgetHashes(turned: ReadonlySet<string>, { before }: MergeInput, next: Next): Promise<void> {
  const missing = [...turned].filter((id) => !next.nodes.has(id));
  for (const [id, node] of missing.length === 0 ? [] : await nodesById(before, missing))
    next.putNode({ id, labels: node.labels, props: { ...node.props, hash: 'turned' } });
}
