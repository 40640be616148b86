/** The published graph as it would be if something were taken away or added. Nothing is written. */
import { type Move, moves } from '#graph/paths/index.ts';
import { pathEdgeTypes } from '#graph/paths/read.ts';
import type { EdgeName } from '#graph/schema/index.ts';
import type { GraphReader, StoredEdge } from '#graph/store/port.ts';
import { UsageError } from '#src/config.ts';
import type { Finder } from './explain-find.ts';

/** Property `by` of an added edge. */
export const added = 'what-if';

export interface DroppedEdge {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  /** Absent: of whatever key. */
  readonly key?: string;
}
export interface Change {
  /** Ids. */
  readonly assets: ReadonlySet<string>;
  readonly edges: readonly DroppedEdge[];
  readonly add: readonly StoredEdge[];
}

const isType = (text: string): text is EdgeName => Object.hasOwn(moves, text);
const listed = pathEdgeTypes.filter((type) => type !== 'CONTAINS').join(', ');

/** An asset, or `from TYPE to` or `from TYPE[key] to`. @throws UsageError */
export function droppedOf(finder: Finder, text: string): string | DroppedEdge {
  const asset = finder.maybe(text);
  if (asset !== undefined) return asset.id;
  for (const found of text.matchAll(/\s([A-Z][A-Z_]+)(?:\[([^\]]*)\])?\s/g)) {
    const [whole, type = '', key] = found;
    if (!isType(type)) continue;
    const from = finder.one(text.slice(0, found.index).trim()).id;
    const to = finder.one(text.slice(found.index + whole.length).trim()).id;
    return { from, type, to, ...(key === undefined ? {} : { key }) };
  }
  throw new UsageError(`--drop ${text}: name an asset, or an edge as 'from TYPE to' with one of ${listed}.`);
}

/** What tells the moves of one type apart: a verb, or what it gives. */
function turnOf(type: EdgeName, word: string | undefined): StoredEdge['props'] {
  const when: readonly NonNullable<Move['when']>[] = moves[type].moves.flatMap((move) => move.when ?? []);
  const verbs = [...new Set(when.flatMap(({ verb }) => verb ?? []))];
  const gives = [...new Set(when.flatMap((one) => one.gives ?? []))];
  const choices = verbs.length > 0 ? verbs : gives;
  if (choices.length === 0 && word === undefined) return {};
  if (word === undefined || !choices.some((one) => one === word))
    throw new UsageError(
      choices.length === 0
        ? `--add: ${type} has no kinds, so write it without :${word}.`
        : `--add: write ${type}:${choices.join(`, ${type}:`)}.`,
    );
  return verbs.length > 0 ? { verb: word } : { gives: word };
}

/** @param words three for each edge @throws UsageError */
export function addedOf(finder: Finder, words: readonly string[]): readonly StoredEdge[] {
  if (words.length % 3 !== 0) throw new UsageError('--add: give three words: from TYPE to.');
  return Array.from({ length: words.length / 3 }, (_, i): StoredEdge => {
    const [from = '', typed = '', to = ''] = words.slice(i * 3, i * 3 + 3);
    const [type = '', word] = typed.split(':');
    if (!isType(type)) throw new UsageError(`--add: ${type} is no type of an edge: ${listed}.`);
    const { moves: ways, because } = moves[type];
    if (ways.length === 0)
      throw new UsageError(`--add: ${type} is no way for an attacker. ${because ?? ''}.`);
    const ends = { from: finder.one(from).id, to: finder.one(to).id };
    return { ...ends, type, key: `${added} ${i + 1}`, props: { ...turnOf(type, word), by: added } };
  });
}

/** The graph as it would be: what is dropped does not come out of it any more, and what is added does. */
export function changed(graph: GraphReader, { assets, edges, add }: Change): GraphReader {
  const isDropped = (edge: StoredEdge) =>
    assets.has(edge.from) ||
    assets.has(edge.to) ||
    edges.some(
      ({ from, type, to, key }) =>
        edge.from === from && edge.type === type && edge.to === to && (key === undefined || edge.key === key),
    );
  return {
    publication: graph.publication,
    rows: (query, params) => graph.rows(query, params),
    async *nodes(filter) {
      for await (const node of graph.nodes(filter)) if (!assets.has(node.id)) yield node;
    },
    async *edges(filter) {
      for await (const edge of graph.edges(filter)) if (!isDropped(edge)) yield edge;
      const ofType = add.filter(({ type }) => filter?.types?.includes(type) !== false);
      yield* ofType.filter((edge) => !assets.has(edge.from) && !assets.has(edge.to));
    },
  };
}
