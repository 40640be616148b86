/** From rows of a graph, in any order, to sorted assets and edges in typed arrays. */
import type { PropValue } from '#graph/schema/fields.ts';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';
import { countingSort } from './core/csr.ts';
import { ints } from './core/ints.ts';
import { moveNumbers } from './moves.ts';
import type { EdgeDetail, PathAsset, PathEdges } from './step-graph.ts';

export type Rows<T> = AsyncIterable<T> | Iterable<T>;

/** Properties of nodes and edges, and types of edges, that a step graph is built from: name them to the store. */
export const pathNodeProps = ['name', 'account'] as const;
export const pathEdgeProps = [
  'verb',
  'gives',
  'kind',
  'onContainer',
  'state',
  'conditional',
  'condition',
  'conditions',
  'assumes',
  'stale',
  'part',
  'statements',
  'chain',
  'inputs',
  'by',
] as const;
export const pathEdgeTypes: readonly string[] = [...moveNumbers.keys(), 'CONTAINS'].sort();

export interface ReadAssets {
  readonly assets: readonly PathAsset[];
  /** Account of each; '' for none. */
  readonly accounts: readonly string[];
  readonly place: ReadonlyMap<string, number>;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
/** One for all that is empty: of millions of edges most lists are. */
const nothing: readonly string[] = Object.freeze([]);
const list = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.length === 0 ? nothing : value.map(String);
  return typeof value === 'string' && value !== '' ? [value] : nothing;
};

export async function readAssets(nodes: Rows<StoredNode>): Promise<ReadAssets> {
  const labels = new Map<string, readonly string[]>();
  const read: { asset: PathAsset; account: string }[] = [];
  for await (const { id, labels: all, props } of nodes) {
    const sorted = all.toSorted();
    const key = sorted.join(' ');
    const shared = labels.get(key) ?? sorted;
    labels.set(key, shared);
    const account = text(props['account']);
    read.push({
      asset: { id, name: text(props['name']) || id, labels: shared },
      account: account === 'none' ? '' : account,
    });
  }
  read.sort((a, b) => (a.asset.id < b.asset.id ? -1 : 1));
  return {
    assets: read.map(({ asset }) => asset),
    accounts: read.map(({ account }) => account),
    place: new Map(read.map(({ asset }, i) => [asset.id, i])),
  };
}

const plain: EdgeDetail = {
  conditions: nothing,
  assumes: nothing,
  stale: false,
  part: nothing,
  statements: nothing,
  chain: nothing,
  inputs: nothing,
};

/** Conditions in words of the derivation; a conditional edge that names none still says that it is. */
function conditionsOf(props: StoredEdge['props']): readonly string[] {
  const { state, conditional, conditions, condition } = props;
  if (state !== 'conditional' && conditional !== true) return nothing;
  const named = [...list(conditions), ...list(condition)].filter((one) => one !== '[]' && one !== '{}');
  return named.length > 0 ? named : ['holds under conditions'];
}

/** Equal for edges that say the same; '' for one that says nothing. */
function detailKey(props: StoredEdge['props']): string {
  const { state, conditional, conditions, condition, assumes, stale, part, statements, chain, inputs } =
    props;
  const open = state === 'conditional' || conditional === true;
  if (!open && stale !== true && (assumes ?? part ?? statements ?? chain ?? inputs) === undefined) return '';
  let key = `${open ? `${listKey(conditions)}${listKey(condition)}` : ''}\u0001${stale === true}`;
  for (const one of [assumes, part, statements, chain, inputs]) key += `\u0001${listKey(one)}`;
  return key;
}
/** The statement of an edge that says nothing but the one that grants it, as most do: its own key; undefined for others. */
function onlyStatement(props: StoredEdge['props']): string | undefined {
  const { state, conditional, assumes, stale, part, statements, chain, inputs } = props;
  if (state === 'conditional' || conditional === true || stale === true) return undefined;
  if ((assumes ?? part ?? chain ?? inputs) !== undefined || !Array.isArray(statements)) return undefined;
  const [only, another] = statements;
  return typeof only === 'string' && another === undefined ? only : undefined;
}
const listKey = (value: PropValue | undefined): string =>
  value === undefined ? '' : Array.isArray(value) ? value.join('\u0002') : String(value);

const sortedList = (value: unknown): readonly string[] => {
  const all = list(value);
  return all.length < 2 ? all : all.toSorted();
};

const detailOf = (props: StoredEdge['props']): EdgeDetail => ({
  conditions: conditionsOf(props),
  assumes: sortedList(props['assumes']),
  stale: props['stale'] === true,
  part: list(props['part']),
  statements: list(props['statements']),
  chain: list(props['chain']),
  inputs: list(props['inputs']),
});

/** What decides which moves an edge gives: `verb`, `gives`, or the kind of a grant on a container. */
export interface Turn {
  readonly verb: string;
  readonly gives: string;
  /** Of a grant on a container: the kind; else ''. */
  readonly kind: string;
}
const noTurn: Turn = { verb: '', gives: '', kind: '' };

export interface ReadEdges {
  readonly edges: PathEdges;
  /** Per edge, and the turns by number. */
  readonly turn: Int32Array;
  readonly turns: readonly Turn[];
  /** CONTAINS: container → what is in it, by numbers of assets. */
  readonly inside: ReadonlyMap<number, readonly number[]>;
  readonly loose: number;
}

/** Numbers what has an equal key alike. */
function table<T>(firstKey: string, first: T) {
  const all: T[] = [first];
  const known = new Map<string, number>([[firstKey, 0]]);
  return {
    all,
    numberOf: (key: string, make: () => T): number => {
      const at = known.get(key);
      if (at !== undefined) return at;
      known.set(key, all.length);
      all.push(make());
      return all.length - 1;
    },
  };
}

export async function readEdges(
  rows: Rows<StoredEdge>,
  place: ReadonlyMap<string, number>,
): Promise<ReadEdges> {
  const types = [...moveNumbers.keys()].sort();
  const typeNumber = new Map(types.map((type, i) => [type, i]));
  const texts = table('', '');
  const textNumber = (one: string) => texts.numberOf(one, () => one);
  const details = table('', plain);
  const byStatement = new Map<string, number>();
  const detailNumber = (props: StoredEdge['props']): number => {
    const only = onlyStatement(props);
    if (only === undefined) return details.numberOf(detailKey(props), () => detailOf(props));
    const known = byStatement.get(only) ?? details.all.push({ ...plain, statements: [only] }) - 1;
    byStatement.set(only, known);
    return known;
  };
  const turns = table('  ', noTurn);
  const columns = {
    from: ints(),
    to: ints(),
    type: ints(),
    key: ints(),
    by: ints(),
    detail: ints(),
    turn: ints(),
  };
  const inside = new Map<number, number[]>();
  let loose = 0;
  for await (const edge of rows) {
    const type = typeNumber.get(edge.type);
    if (type === undefined && edge.type !== 'CONTAINS') continue;
    const from = place.get(edge.from);
    const to = place.get(edge.to);
    if (from === undefined || to === undefined) {
      loose++;
      continue;
    }
    if (type === undefined) {
      const held = inside.get(from);
      if (held === undefined) inside.set(from, [to]);
      else held.push(to);
      continue;
    }
    const { props } = edge;
    columns.from.push(from);
    columns.to.push(to);
    columns.type.push(type);
    columns.key.push(textNumber(edge.key));
    const by = text(props['by']);
    columns.by.push(by === '' ? ~0 : by === edge.from ? from : (place.get(by) ?? ~textNumber(by)));
    columns.detail.push(detailNumber(props));
    const verb = text(props['verb']);
    const gives = text(props['gives']);
    const kind = props['onContainer'] === true ? text(props['kind']) : '';
    columns.turn.push(turns.numberOf(`${verb} ${gives} ${kind}`, () => ({ verb, gives, kind })));
  }
  for (const held of inside.values()) held.sort((a, b) => a - b);
  return {
    ...sortedEdges(columns, texts.all, types, place.size, details.all),
    turns: turns.all,
    inside,
    loose,
  };
}

function sortedEdges(
  columns: Record<'from' | 'to' | 'type' | 'key' | 'by' | 'detail' | 'turn', ReturnType<typeof ints>>,
  texts: readonly string[],
  types: readonly string[],
  assets: number,
  details: readonly EdgeDetail[],
): { readonly edges: PathEdges; readonly turn: Int32Array } {
  const count = columns.from.length();
  const byText = texts.map((_, i) => i).sort((a, b) => ((texts[a] ?? '') < (texts[b] ?? '') ? -1 : 1));
  const rank = new Int32Array(texts.length);
  byText.forEach((at, i) => {
    rank[at] = i;
  });
  const from = columns.from.done();
  const to = columns.to.done();
  const type = columns.type.done();
  const key = columns.key.done().map((at) => rank[at] ?? 0);
  let { order } = countingSort(key, count, texts.length);
  order = countingSort(type, count, types.length, order).order;
  order = countingSort(to, count, assets, order).order;
  order = countingSort(from, count, assets, order).order;
  const sorted = (column: Int32Array) => order.map((at) => column[at] ?? 0);
  const by = columns.by.done().map((at) => (at < 0 ? ~(rank[~at] ?? 0) : at));
  const edges: PathEdges = {
    count,
    from: sorted(from),
    to: sorted(to),
    type: sorted(type),
    key: sorted(key),
    by: sorted(by),
    detail: sorted(columns.detail.done()),
    texts: byText.map((at) => texts[at] ?? ''),
    types,
    details,
  };
  return { edges, turn: sorted(columns.turn.done()) };
}
