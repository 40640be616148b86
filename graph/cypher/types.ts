/** What `graph/cypher` gives to others. */
import type { Catalogue } from '#graph/schema/catalogue.ts';
import type { PropValue } from '#graph/schema/fields.ts';

/** A query ready for either store: values only as parameters. */
export interface PrintedQuery {
  readonly text: string;
  readonly params: Readonly<Record<string, PropValue>>;
}

/** A node variable of a match, and the labels it must have. */
export interface BoundVariable {
  readonly name: string;
  readonly labels: readonly string[];
  /** Bound by OPTIONAL MATCH: may be null in a row. */
  readonly optional: boolean;
}

/** A property the match reads, so that evidence and gaps can be named. */
export interface PropertyUse {
  /** Starts with `_` if the node is anonymous in the text. */
  readonly variable: string;
  /** Labels the match gives the variable: also of variables inside EXISTS, which `variables` does not list. */
  readonly labels: readonly string[];
  readonly property: string;
}

/** An edge type the match rests on, and the variables at its ends where they are named. */
export interface EdgeUse {
  readonly types: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  /** Inside `NOT EXISTS` or a count: absence is part of the answer. */
  readonly absence: boolean;
}

/** A reading in two queries. */
export interface Readings {
  readonly surely: PrintedQuery;
  readonly possibly: PrintedQuery;
}

/**
 * Edges that assets beyond what the graph holds could have shown: a bucket does not know the jobs that read it. If one of
 * the observers could not be seen, such an edge may be missing at any node, and no node tells so.
 */
export interface FarCut {
  readonly types: readonly string[];
  /** The side of the edge that the far end is. */
  readonly far: 'from' | 'to';
  /** Labels that the match asks of the far end; none: any asset. */
  readonly labels: readonly string[];
  /**
   * Kinds that the far end may be of and whose reads list one of the types. In which direction a kind gives a type the
   * catalogue does not say: some of them may only give edges that lead elsewhere.
   */
  readonly observers: readonly string[];
  /** *possibly*, if none of these edges could be seen. */
  readonly query: PrintedQuery;
}

/**
 * A parsed and checked `match`. Both queries return one row per match, with a column `id` (the subject's id) and one
 * column per other returned variable holding that node's id (`null` if unbound).
 */
export interface CheckedMatch extends Readings {
  readonly subject: BoundVariable;
  readonly variables: readonly BoundVariable[];
  readonly properties: readonly PropertyUse[];
  readonly edges: readonly EdgeUse[];
  /** What far ends could have shown: edges of MATCH and EXISTS, and those whose absence counts. */
  readonly cuts: readonly FarCut[];
  /** The two readings if the edges of these cuts could not be seen: *surely* gives fewer rows, *possibly* more. */
  blindTo(cuts: readonly FarCut[]): Readings;
  /** Every mutant of the match, for the policy tests: what was changed, and its two queries. */
  mutants(): readonly (Readings & { readonly what: string })[];
}

export interface Vocabulary {
  readonly catalogue: Catalogue;
}
