/**
 * The port to a graph store: one published graph that people read, and one draft at a time of the next.
 *
 * The two stores behind it (embedded, Neo4j) pass the same cases (`store/cases/`). Nothing above this file can tell
 * which one it talks to.
 *
 * Values: properties are scalars or lists of one scalar type without null; `null` in a change removes the property
 * (unknown). Integers beyond 2^53 are `bigint`, on both stores, both ways; smaller ones are `number`.
 */
import type { PropValue } from '#graph/schema/fields.ts';

/** A finished publication: what readers see. */
export interface Publication {
  /** Counts up by one with every publish. */
  readonly number: number;
  readonly scan: string;
  readonly at: string;
  /** Version of the graph's layout; a store that meets a newer one refuses (`StoreTooNew`). */
  readonly layout: number;
}

export interface NodeChange {
  readonly id: string;
  /** All labels the node shall have, `Asset` or `Gone` or a posture label included. Others are taken off. */
  readonly labels: readonly string[];
  /** All properties the node shall have: one that is absent or null is removed. `id` may be left out here. */
  readonly props: Readonly<Record<string, PropValue | null>>;
}

export interface EdgeChange {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  readonly key: string;
  /** All properties the edge shall have besides `key`. */
  readonly props: Readonly<Record<string, PropValue | null>>;
}

export type EdgeIdentity = Pick<EdgeChange, 'from' | 'type' | 'to' | 'key'>;

/**
 * Applied in this order: removeEdges, removeNodes (with their edges), nodes, edges. Idempotent. What is not there is
 * removed without complaint. An edge may be staged before its ends, but at `seal` both must be there (`BadValue`).
 * Names of labels, types and properties are letters, digits and `_`, and begin with a letter (`BadValue`).
 */
export interface Changes {
  readonly nodes?: readonly NodeChange[];
  readonly edges?: readonly EdgeChange[];
  readonly removeNodes?: readonly string[];
  readonly removeEdges?: readonly EdgeIdentity[];
}

export interface StoredNode {
  readonly id: string;
  /** Sorted. */
  readonly labels: readonly string[];
  /** Without `id`. */
  readonly props: Readonly<Record<string, PropValue>>;
}

export interface StoredEdge {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  readonly key: string;
  /** Without `key`. */
  readonly props: Readonly<Record<string, PropValue>>;
}

/** A node in a query's row is `StoredNode`, an edge `StoredEdge`, a path a list of both in turn. */
export type Cell =
  | PropValue
  | null
  | StoredNode
  | StoredEdge
  | readonly Cell[]
  | { readonly [k: string]: Cell };
export type Row = Readonly<Record<string, Cell>>;

export interface Limits {
  readonly milliseconds: number;
  readonly rows: number;
  /** Of the rows as JSON. */
  readonly bytes: number;
  /** Memory of the process or transaction that runs the query. */
  readonly memoryMegabytes: number;
}

export interface GraphReader {
  /** `null`: nothing was ever published. In a draft: the base. */
  readonly publication: Publication | null;
  /**
   * Runs a query that Pathlight itself wrote (printed by `#graph/cypher` or fixed text). Values only as parameters.
   * Rows are in the order of the query's ORDER BY, else in any order.
   */
  rows(
    query: string,
    params?: Readonly<Record<string, PropValue | null | readonly unknown[]>>,
  ): Promise<readonly Row[]>;
  /** Streams nodes having the label (default: all), in any order, with the named properties (default: all). */
  nodes(filter?: { readonly label?: string; readonly props?: readonly string[] }): AsyncIterable<StoredNode>;
  /**
   * Streams edges of the types (default: all), in any order, with the named properties (default: all). Naming them, or
   * none (`props: []`), is several times as fast.
   */
  edges(filter?: {
    readonly types?: readonly string[];
    readonly props?: readonly string[];
  }): AsyncIterable<StoredEdge>;
}

export interface Draft {
  readonly base: Publication | null;
  /** What the base holds, without the cost of reading it whole: id, labels and the named properties. */
  index(props: readonly string[]): AsyncIterable<StoredNode>;
  /** Reader over the base (before `seal`). */
  readonly before: GraphReader;
  /** Adds to what will change. May be called many times; later changes to the same id win. */
  stage(changes: Changes): Promise<void>;
  /**
   * Makes all that was staged durable and gives a reader over the next graph. After a kill from here on the store
   * shows either the old graph whole or the new one whole.
   */
  seal(): Promise<GraphReader>;
  /**
   * Stages and applies what belongs to the publication itself (findings, coverage) and moves the number on. Nodes
   * labelled `Finding`, `CannotTell`, `Coverage`, `Gap` or `Scan` whose property `scan` is not this scan are removed
   * with it.
   */
  publish(scan: string, posture: Changes): Promise<Publication>;
  /** Throws everything away. Safe at any time, also after a failure. */
  abort(): Promise<void>;
}

export interface StoreInfo {
  readonly kind: 'embedded' | 'neo4j';
  /** Where it is: a folder, a bolt address without credentials. */
  readonly where: string;
}

export interface GraphStore {
  readonly info: StoreInfo;
  published(): Promise<Publication | null>;
  /**
   * Runs `work` on one consistent published graph. If the graph moved meanwhile (Neo4j), `work` runs again, so it must
   * have no side effect. Reading goes on while a draft is written.
   */
  read<T>(work: (graph: GraphReader) => Promise<T>): Promise<T>;
  /**
   * Opens the one draft. `owner` names the holder in the lease.
   * @throws StoreBusy while another live process holds it; a dead holder's lease is taken over and its work repaired.
   */
  draft(owner: string): Promise<Draft>;
  /**
   * Runs a query that a person wrote, already admitted by `admitQuery` of `#graph/cypher`, where it can do no harm:
   * read-only, cut off at the limits. Too many rows or bytes: the first that fit, and `truncated`. Out of time or memory,
   * or a first row that is too large: `QueryLimit`.
   * @throws QueryFailed, QueryLimit
   */
  ask(
    query: string,
    params: Readonly<Record<string, PropValue>>,
    limits: Limits,
  ): Promise<{
    readonly columns: readonly string[];
    readonly rows: readonly Row[];
    readonly truncated: boolean;
  }>;
  close(): Promise<void>;
}
