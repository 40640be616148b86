/**
 * What a derivation is: a pure function from what was observed to what follows from it. Publish calls each one over the
 * whole next graph and writes what it gives; nothing of an earlier publish is kept.
 */
import type { Catalogue } from '#graph/schema/catalogue.ts';
import type { Fields, Props, PropValue } from '#graph/schema/fields.ts';
import type { ConceptName, EdgeName } from '#graph/schema/index.ts';
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

/** An edge that follows from what is in the graph. Both ends are nodes of the graph, or nodes that the layer itself gives. */
export interface LayerEdge {
  readonly from: string;
  /** A type whose origin is `derived`. */
  readonly type: EdgeName;
  readonly to: string;
  /** Rule, statement, way; edges of one type between the same ends need different ones. */
  readonly key: string;
  readonly props?: Readonly<Record<string, PropValue>>;
  /** Ids of the assets that it follows from: publish takes age and staleness from them. */
  readonly inputs: readonly string[];
  /** Restricting sources that nobody could read and that were taken not to restrict. */
  readonly assumes?: readonly string[];
}

/** A node that no cloud has: the internet, a set of permissions, an account that is not ours. */
export interface LayerNode {
  /** Never that of an asset. */
  readonly id: string;
  readonly concept: ConceptName;
  readonly name: string;
  readonly props?: Readonly<Record<string, PropValue>>;
}

/** Properties of an asset, unknown ones as null. Every asset that a layer speaks of at one publish it speaks of at each. */
export interface LayerProps {
  readonly id: string;
  readonly props: Readonly<Record<string, PropValue | null>>;
}

export type LayerFact =
  | ({ readonly is: 'edge' } & LayerEdge)
  | ({ readonly is: 'node' } & LayerNode)
  | ({ readonly is: 'props' } & LayerProps);

/** The next graph for layers: stale assets with all that was known of them, and what earlier layers gave. */
export type LayerView = View;

/** A derivation that gives edges. Layers run in the order of `layers` in index.ts, after all derivations of properties. */
export interface Layer {
  /** Unique; edges carry it as `by`. */
  readonly name: string;
  /** Labels whose nodes it reads, whole. */
  readonly needs: readonly string[];
  /** Edge types that it reads, observed or given by an earlier layer. */
  readonly edges: readonly string[];
  /** Edge types that it gives. No two layers give edges of equal type, ends and key. */
  readonly gives: readonly EdgeName[];
  /** Properties that it gives, by label. */
  readonly props?: readonly { readonly on: string; readonly gives: Fields }[];
  /** Equal input gives equal output, whatever the order. */
  readonly derive: (view: LayerView, catalogue: Catalogue) => Iterable<LayerFact>;
}

/** Label of every node that a layer gives, besides its concept. */
export const DERIVED = 'Derived';
