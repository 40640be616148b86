/**
 * Link: makes the ends of edges meet. An alias becomes the id it stands for; what is pointed at and not there becomes a
 * stub; what nobody points at any more and was never seen is dropped.
 */
import type { Catalogue } from '#graph/schema/catalogue.ts';
import type { Cloud } from '#graph/schema/coverage.ts';
import { concepts } from '#graph/schema/index.ts';
import type { AssetRow, EdgeRow } from '#graph/schema/rows.ts';
import type { EdgeChange, GraphReader } from '#graph/store/port.ts';
import { resolver } from './alias.ts';
import { type BaseEntry, edgesTouching } from './base.ts';
import type { Next } from './next.ts';
import { stubOf } from './node.ts';
import type { Sorted } from './sort.ts';

export function edgeOf(edge: EdgeRow, by: AssetRow, aliases: ReadonlyMap<string, string>): EdgeChange {
  const resolve = resolver(aliases);
  return {
    from: resolve(edge.from),
    type: edge.type,
    to: resolve(edge.to),
    key: edge.key,
    props: { ...edge.props, by: by.id, stale: false, observedAt: by.observedAt },
  };
}

export interface LinkInput {
  readonly base: ReadonlyMap<string, BaseEntry>;
  readonly rows: ReadonlyMap<string, AssetRow>;
  readonly before: GraphReader;
  readonly catalogue: Catalogue;
}

interface Taken {
  readonly cloud: Cloud | undefined;
  /** Kinds and concepts that its observers take it for. */
  readonly as: Set<string>;
}

/** What is at the ends of the edges of changed rows, by id. */
function takenFor({ changed, aliases }: Sorted): Map<string, Taken> {
  const resolve = resolver(aliases);
  const taken = new Map<string, Taken>();
  for (const { row } of changed)
    for (const edge of row.edges) {
      const id = resolve(edge.from === row.id ? edge.to : edge.from);
      const one = taken.get(id) ?? { cloud: row.scope.cloud, as: new Set() };
      one.as.add(edge.as);
      taken.set(id, one);
    }
  return taken;
}

/**
 * Puts stubs where edges would lead nowhere.
 * @param pointedAt assets that left and that edges of others still lead to.
 */
export function putStubs(
  { base, rows, catalogue }: LinkInput,
  sorted: Sorted,
  next: Next,
  pointedAt: readonly BaseEntry[],
): void {
  const byKind = new Map(catalogue.map((k) => [k.kind, k.concepts]));
  const left = new Set(sorted.leaving.map((l) => l.entry.id));
  const taken = takenFor(sorted);
  for (const { id, cloud } of pointedAt) if (!taken.has(id)) taken.set(id, { cloud, as: new Set() });
  for (const [id, { cloud, as }] of taken) {
    const entry = base.get(id);
    if (rows.has(id) || (entry?.seen === true && !left.has(id))) continue;
    // What it was, or was taken for before, it still is.
    const names = [...as, ...(entry === undefined ? [] : entry.seen ? [entry.kind] : entry.labels)];
    const stub = stubOf(
      id,
      cloud,
      names.filter((name) => byKind.has(name) || concepts.has(name)),
      (name) => byKind.get(name),
    );
    if (entry?.seen !== false || stub.labels.some((label) => !entry.labels.includes(label)))
      next.putNode(stub);
  }
}

/** Stubs that nobody points at any more. */
export async function dropOrphans({ base, rows, before }: LinkInput, next: Next): Promise<void> {
  const pointed = new Set([...next.edges.values()].flatMap((e) => [e.from, e.to]));
  const orphans = new Set<string>();
  for (const edge of next.removeEdges.values())
    for (const end of [edge.from, edge.to])
      if (base.get(end)?.seen === false && !rows.has(end) && !pointed.has(end)) orphans.add(end);
  if (orphans.size === 0) return;
  for (const edge of await edgesTouching(before, [...orphans]))
    if (!next.drops(edge)) {
      orphans.delete(edge.from);
      orphans.delete(edge.to);
    }
  for (const id of orphans) next.dropNode(id);
}
