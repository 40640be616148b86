/**
 * What a node or an edge may hold, the same for both stores: checked once, before anything is staged.
 *
 * Decisions, each a case in `cases/`: `-0` is kept as `0`; NaN and infinities are refused (JSON has none); a lone
 * surrogate in a value becomes U+FFFD (neither store's wire format can carry it), in an identity it is refused, since two ids
 * could become one; whole numbers beyond 2^53 are `bigint`, smaller ones `number`.
 */
import type { PropValue } from '#graph/schema/fields.ts';
import { BadValue } from './errors.ts';
import type { Changes, EdgeChange, EdgeIdentity, NodeChange } from './port.ts';

/** Version of the graph's layout that this code writes. */
export const LAYOUT = 1;
/** Labels of what belongs to a publication: replaced as a whole by every publish. */
export const POSTURE_LABELS = ['Finding', 'CannotTell', 'Coverage', 'Scan', 'Gap'] as const;
/** How many rows a store writes in one transaction. */
export const BATCH = 5_000;

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;
const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);

/** A whole number as the port gives it: `number` where it is exact, else `bigint`. */
export const narrow = (value: bigint): number | bigint =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value;

/** What a database gives for an id, a key, a label: text, and `''` where it gives something else. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Text to find an edge by. */
export const edgeName = (edge: EdgeIdentity): string =>
  JSON.stringify([edge.from, edge.type, edge.to, edge.key]);

function finite(value: number, where: () => string): number {
  if (!Number.isFinite(value))
    throw new BadValue(`${where()} is ${value}: only finite numbers can be stored`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 2 ** 63)
    throw new BadValue(`${where()} is ${value}, which a number cannot hold exactly: give it as a bigint`);
  return Object.is(value, -0) ? 0 : value;
}

function scalar(value: unknown, where: () => string): string | number | bigint | boolean {
  if (typeof value === 'string') return value.isWellFormed() ? value : value.toWellFormed();
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return finite(value, where);
  if (typeof value === 'bigint') {
    if (value > INT64_MAX || value < INT64_MIN)
      throw new BadValue(`${where()} is beyond 64 bits: store it as text`);
    return narrow(value);
  }
  throw new BadValue(
    `${where()} is ${describe(value)}: only text, numbers, booleans and lists of one of them can be stored`,
  );
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object')
    return value.constructor?.name === 'Object' ? 'a map' : `a ${value.constructor?.name}`;
  return typeof value;
}

function list(values: readonly unknown[], where: () => string): PropValue {
  let type: string | undefined;
  let fraction = false;
  let big = false;
  const out = values.map((item, i) => {
    const value = scalar(item, () => `item ${i} of ${where()}`);
    const is = typeof value === 'bigint' ? 'number' : typeof value;
    type ??= is;
    if (is !== type) throw new BadValue(`${where()} mixes ${type} and ${is}: a list holds one type`);
    if (typeof value === 'bigint') big = true;
    else if (typeof value === 'number' && !Number.isInteger(value)) fraction = true;
    return value;
  });
  if (big && fraction)
    throw new BadValue(`${where()} mixes fractions and integers beyond 2^53: a list holds one type`);
  return out;
}

/** The value as it is stored, or `BadValue` naming the asset and the property. */
function checkValue(value: unknown, where: () => string): PropValue {
  return Array.isArray(value) ? list(value, where) : scalar(value, where);
}

function checkProps(
  props: Readonly<Record<string, unknown>>,
  reserved: string,
  mustBe: string,
  what: () => string,
): Record<string, PropValue> {
  const out: Record<string, PropValue> = {};
  for (const [name, value] of Object.entries(props)) {
    if (value === null) continue;
    if (!NAME.test(name))
      throw new BadValue(`${what()} has a property named ${JSON.stringify(name)}: use letters and digits`);
    const checked = checkValue(value, () => `property ${name} of ${what()}`);
    if (name !== reserved) out[name] = checked;
    else if (checked !== mustBe) throw new BadValue(`property ${name} of ${what()} is not its ${reserved}`);
  }
  return out;
}

function checkIdentity(value: string, empty: boolean, what: () => string): void {
  if (typeof value !== 'string' || !value.isWellFormed() || (value === '' && !empty))
    throw new BadValue(`${what()}: ids and keys are well-formed text${empty ? '' : ', not empty'}`);
}

function checkName(name: string, what: () => string): void {
  if (!NAME.test(name))
    throw new BadValue(`${what()} is named ${JSON.stringify(name)}: use letters, digits and _`);
}

export interface CheckedNode {
  readonly id: string;
  /** Sorted, each once. */
  readonly labels: readonly string[];
  /** Without `id` and without nulls. */
  readonly props: Readonly<Record<string, PropValue>>;
}
export interface CheckedEdge extends EdgeIdentity {
  /** Without `key` and without nulls. */
  readonly props: Readonly<Record<string, PropValue>>;
}
/** Changes as both stores write them; each node and each edge occurs once. */
export interface CheckedChanges {
  readonly nodes: readonly CheckedNode[];
  readonly edges: readonly CheckedEdge[];
  readonly removeNodes: readonly string[];
  readonly removeEdges: readonly EdgeIdentity[];
}

function checkNode(node: NodeChange): CheckedNode {
  const what = () => `asset ${node.id}`;
  checkIdentity(node.id, false, what);
  if (node.labels.length === 0) throw new BadValue(`${what()} has no label`);
  for (const label of node.labels) checkName(label, () => `a label of ${what()}`);
  return {
    id: node.id,
    labels: [...new Set(node.labels)].sort(),
    props: checkProps(node.props, 'id', node.id, what),
  };
}

function checkEdgeIdentity(edge: EdgeIdentity): void {
  const what = () => `edge ${edgeName(edge)}`;
  checkIdentity(edge.from, false, what);
  checkIdentity(edge.to, false, what);
  checkIdentity(edge.key, true, what);
  checkName(edge.type, what);
}

function checkEdge(edge: EdgeChange): CheckedEdge {
  checkEdgeIdentity(edge);
  const { from, type, to, key } = edge;
  return { from, type, to, key, props: checkProps(edge.props, 'key', key, () => `edge ${edgeName(edge)}`) };
}

/**
 * Checks all values and drops what a later change to the same node or edge overrides.
 * @throws BadValue naming the asset or edge and the property.
 */
export function checkChanges(changes: Changes): CheckedChanges {
  const nodes = new Map<string, CheckedNode>();
  for (const node of changes.nodes ?? []) nodes.set(node.id, checkNode(node));
  const edges = new Map<string, CheckedEdge>();
  for (const edge of changes.edges ?? []) edges.set(edgeName(edge), checkEdge(edge));
  for (const edge of changes.removeEdges ?? []) checkEdgeIdentity(edge);
  for (const id of changes.removeNodes ?? []) checkIdentity(id, false, () => `removal of ${id}`);
  return {
    nodes: [...nodes.values()],
    edges: [...edges.values()],
    removeNodes: [...new Set(changes.removeNodes ?? [])],
    removeEdges: changes.removeEdges ?? [],
  };
}

/** Slices of at most `size`. */
export function* slices<T>(items: readonly T[], size = BATCH): Generator<readonly T[]> {
  for (let i = 0; i < items.length; i += size) yield items.slice(i, i + size);
}

/** Items by what `key` says of each. */
export function groupBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const k = key(item);
    const group = groups.get(k);
    if (group === undefined) groups.set(k, [item]);
    else group.push(item);
  }
  return groups;
}

/** Edges staged before one of their ends: kept until the end comes. */
export class Waiting {
  private readonly edges = new Map<string, CheckedEdge>();

  add(edge: CheckedEdge): void {
    this.edges.set(edgeName(edge), edge);
  }
  dropEdge(edge: EdgeIdentity): void {
    if (this.edges.size > 0) this.edges.delete(edgeName(edge));
  }
  dropNodes(ids: ReadonlySet<string>): void {
    if (ids.size === 0) return;
    for (const [name, edge] of this.edges)
      if (ids.has(edge.from) || ids.has(edge.to)) this.edges.delete(name);
  }
  /** All of them; it is empty afterwards. */
  take(): readonly CheckedEdge[] {
    const all = [...this.edges.values()];
    this.edges.clear();
    return all;
  }
  /** @throws BadValue if an edge still waits. */
  mustBeEmpty(): void {
    const [name] = this.edges.keys();
    if (name !== undefined)
      throw new BadValue(
        `edge ${name} has an end that is not in the graph (${this.edges.size} such): stage the node, or a stub, first`,
      );
  }
}
