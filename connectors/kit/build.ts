/** From an item and its replies to an asset's row. A kind's own functions may throw on odd values: that is a fault, no crash. */
import type { Scope } from '#graph/schema/coverage.ts';
import type { Field, Fields, PropValue, Scalar } from '#graph/schema/fields.ts';
import type { AssetRow, EdgeRow } from '#graph/schema/rows.ts';
import type { Fault } from './coverage.ts';
import type { At, Edge, Kind } from './define.ts';
import { messageOf, type Said, unreadable } from './failure.ts';
import { type Dropped, drop } from './list.ts';

type Props = Readonly<Record<string, PropValue | null>>;

/** A row in the making. */
export interface Draft {
  readonly item: unknown;
  readonly id: string;
  readonly uid: string | undefined;
  readonly region: string | undefined;
  readonly name: string;
  readonly aliases: string[];
  readonly props: Record<string, PropValue | null>;
  readonly edges: EdgeRow[];
  readonly incomplete: Set<string>;
  readonly faults: Fault[];
}

/** Starts an asset, or notes in `dropped` why an item is none. */
export function draft(kind: Kind, item: unknown, at: At, dropped: Dropped): Draft | undefined {
  const { list } = kind;
  let id: string;
  try {
    id = list.id(item, at);
    if (typeof id !== 'string' || id.trim() === '') throw new Error('it has no id');
  } catch (error) {
    drop(dropped, messageOf(error));
    return undefined;
  }
  const faults: Fault[] = [];
  const tryOr = <T>(make: () => T, otherwise: T): T => {
    try {
      return make();
    } catch (error) {
      faults.push({ read: 'list', said: unreadable(messageOf(error)) });
      return otherwise;
    }
  };
  const uid = tryOr(() => optionalText(list.uid?.(item, at), 'uid'), undefined);
  const region = tryOr(() => optionalText(list.region?.(item, at), 'region'), undefined);
  const name = tryOr(() => optionalText(list.name(item), 'name'), undefined) ?? id;
  const aliases = tryOr(() => aliasesOf(id, list.aliases?.(item, at) ?? []), []);
  const made: Draft = {
    item,
    id,
    uid,
    region,
    name,
    aliases,
    props: {},
    edges: [],
    incomplete: new Set(),
    faults,
  };
  take(
    made,
    'list',
    list,
    () => list.props(item, at),
    () => list.edges?.(item, at) ?? [],
  );
  return made;
}

function optionalText(value: unknown, what: string): string | undefined {
  if (value !== undefined && typeof value !== 'string') throw new Error(`${what} is no text`);
  return value === '' ? undefined : value;
}

const aliasesOf = (id: string, given: readonly unknown[]): string[] =>
  given.flatMap((alias) => optionalText(alias, 'alias') ?? []).filter((alias) => alias !== id);

interface Gives {
  readonly gives: Fields;
  readonly edgeTypes?: readonly string[];
}

/** Adds what a read gave. Both of its functions must make sense, else all that the read gives is unknown. */
export function take(
  made: Draft,
  read: string,
  spec: Gives,
  propsOf: () => Props,
  edgesOf: () => readonly Edge[],
  aliases: () => readonly string[] = () => [],
): boolean {
  try {
    const props = checkProps(spec.gives, propsOf());
    const edges = edgesOf().map((edge) => edgeRow(made.id, edge, spec.edgeTypes ?? []));
    const more = aliasesOf(made.id, aliases()).filter((alias) => !made.aliases.includes(alias));
    Object.assign(made.props, props);
    made.edges.push(...edges);
    made.aliases.push(...more);
    return true;
  } catch (error) {
    lose(made, read, spec, unreadable(messageOf(error)));
    return false;
  }
}

/** Makes exactly what a read gives unknown. `absent` is an answer: there are no edges of its types. */
export function lose(made: Draft, read: string, spec: Gives, said: Said): void {
  for (const name of Object.keys(spec.gives)) made.props[name] = null;
  if (said.outcome !== 'absent') for (const type of spec.edgeTypes ?? []) made.incomplete.add(type);
  made.faults.push({ read, said });
}

function checkProps(gives: Fields, props: Props): Props {
  const checked: Record<string, PropValue | null> = {};
  for (const [name, field] of Object.entries(gives)) {
    const value = props[name];
    if (value === undefined || (value !== null && !fits(field, value)))
      throw new Error(`"${name}" (${field.from}) is no ${field.type}`);
    checked[name] = value;
  }
  return checked;
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

function fits(field: Field, value: PropValue): boolean {
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'whole':
      return typeof value === 'bigint' || Number.isSafeInteger(value);
    case 'number':
      return Number.isFinite(value);
    case 'texts':
      return Array.isArray(value) && (value as readonly Scalar[]).every((one) => typeof one === 'string');
    case 'time':
      return typeof value === 'string' && TIME.test(value);
    case 'text':
    case 'json':
    case 'one-of':
      return typeof value === 'string';
  }
}

function edgeRow(id: string, edge: Edge, types: readonly string[]): EdgeRow {
  if (!types.includes(edge.type))
    throw new Error(`it gives an edge ${edge.type} that its read does not declare`);
  if (typeof edge.to !== 'string' || edge.to.trim() === '')
    throw new Error(`an edge ${edge.type} leads nowhere`);
  const [from, to] = edge.reverse === true ? [edge.to, id] : [id, edge.to];
  return { from, type: edge.type, to, key: edge.key ?? '', as: edge.as, props: edge.props ?? {} };
}

/** The finished row. */
export function finish(made: Draft, kind: Kind, scope: Scope, observedAt: string): AssetRow {
  const edges = new Map(
    made.edges.map((edge) => [JSON.stringify([edge.from, edge.type, edge.to, edge.key]), edge]),
  );
  return {
    id: made.id,
    ...(made.uid === undefined ? {} : { uid: made.uid }),
    kind: kind.head.kind,
    concepts: kind.head.concepts,
    name: made.name,
    scope,
    ...(made.region === undefined || made.region === scope.region ? {} : { region: made.region }),
    props: made.props,
    unread: Object.keys(made.props)
      .filter((name) => made.props[name] === null)
      .toSorted(),
    incomplete: [...made.incomplete].toSorted(),
    edges: [...edges.values()],
    ...(made.aliases.length === 0 ? {} : { aliases: made.aliases }),
    observedAt,
  };
}
