/** What a case is: data, run on both stores by one loop. There is no way to say what one store alone shall answer. */
import type { PropValue } from '#graph/schema/fields.ts';
import type {
  Changes,
  EdgeChange,
  Limits,
  NodeChange,
  Row,
  StoredEdge,
  StoredNode,
} from '#graph/store/port.ts';

/** A tiny graph and what a query on it gives. Rows are compared as a bag unless `ordered`. */
export interface QueryCase {
  readonly name: string;
  readonly graph: Changes;
  readonly query: string;
  readonly params?: Readonly<Record<string, PropValue | null | readonly unknown[]>>;
  readonly ordered?: boolean;
  readonly rows: readonly Row[];
}

/** What is staged, one publish after the other, and what the graph is in the end. */
export interface WriteCase {
  readonly name: string;
  readonly publishes: readonly { readonly stages: readonly Changes[]; readonly posture?: Changes }[];
  readonly nodes: readonly StoredNode[];
  readonly edges?: readonly StoredEdge[];
}

/** What must not be staged, or not be sealed. */
export interface RefusalCase {
  readonly name: string;
  readonly changes: Changes;
  readonly at: 'stage' | 'seal';
  readonly says: RegExp;
}

/** A query as people ask it. */
export interface AskCase {
  readonly name: string;
  readonly graph: Changes;
  readonly query: string;
  readonly params?: Readonly<Record<string, PropValue>>;
  readonly limits?: Partial<Limits>;
  readonly expect:
    | { readonly rows: readonly Row[]; readonly truncated: boolean }
    | { readonly failed: RegExp }
    | { readonly limit: 'milliseconds' | 'memory' | 'bytes' };
}

type Props = Readonly<Record<string, PropValue | null>>;
/** `node('a', 'Asset Bucket', { public: true })` */
export const node = (id: string, labels: string, props: Props = {}): NodeChange => ({
  id,
  labels: labels.split(' '),
  props,
});
/** `edge('a', 'LOADS', 'b')`, with a key where there are several. */
export const edge = (from: string, type: string, to: string, key = '', props: Props = {}): EdgeChange => ({
  from,
  type,
  to,
  key,
  props,
});
/** The same as the store shows it. */
export const stored = (id: string, labels: string, props: StoredNode['props'] = {}): StoredNode => ({
  id,
  labels: labels.split(' ').sort(),
  props,
});
export const storedEdge = (
  from: string,
  type: string,
  to: string,
  key = '',
  props: StoredEdge['props'] = {},
): StoredEdge => ({ from, type, to, key, props });
export const ids = (...found: readonly string[]): readonly Row[] => found.map((id) => ({ id }));
