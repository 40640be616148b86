/**
 * What a derivation is: a pure function from what was observed to what follows from it. Publish calls each one over the
 * whole next graph and writes what it gives; nothing of an earlier publish is kept.
 */
import type { Fields, Props } from '#graph/schema/fields.ts';
import type { StoredEdge, StoredNode } from '#graph/store/port.ts';

/** The next graph, observed facts only. A property that a node does not have is unknown. */
export interface View {
  /** Nodes with the label (kind or concept), stubs included, in any order. */
  nodes(label: string): Iterable<StoredNode>;
  /** By canonical id. `undefined`: no such node. */
  node(id: string): StoredNode | undefined;
  /** Edges of the type, in any order. */
  edges(type: string): Iterable<StoredEdge>;
}

export interface Derived<G extends Fields = Fields> {
  /** The node that the properties belong to. */
  readonly id: string;
  /** `null`: what it follows from is unknown, and what is known does not decide. */
  readonly props: Props<G>;
  /** Ids of the nodes that it follows from: publish takes age and staleness from them. */
  readonly from: readonly string[];
  /** Restricting sources that nobody could read and that were taken not to restrict. */
  readonly assumes?: readonly string[];
}

export interface Derivation<G extends Fields = Fields> {
  /** Unique; evidence names it where an observed fact has its operation. */
  readonly name: string;
  /** Label of the nodes that get the properties. */
  readonly on: string;
  /** Observed properties that it reads, by label: what must be loaded, and what a *cannot tell* goes back to. */
  readonly needs: readonly { readonly label: string; readonly props: readonly string[] }[];
  /** Edge types that it reads. */
  readonly edges?: readonly string[];
  readonly gives: G;
  /** One result per node of `on`; equal input gives equal output, whatever the order. */
  readonly derive: (view: View) => Iterable<Derived<G>>;
}
