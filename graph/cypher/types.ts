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

/**
 * A parsed and checked `match`. Both queries return one row per match, with a column `id` (the subject's id) and one
 * column per other returned variable holding that node's id (`null` if unbound).
 */
export interface CheckedMatch {
  readonly subject: BoundVariable;
  readonly variables: readonly BoundVariable[];
  readonly properties: readonly PropertyUse[];
  readonly edges: readonly EdgeUse[];
  readonly surely: PrintedQuery;
  readonly possibly: PrintedQuery;
  /** Every mutant of the match, for the policy tests: what was changed, and its two queries. */
  mutants(): readonly {
    readonly what: string;
    readonly surely: PrintedQuery;
    readonly possibly: PrintedQuery;
  }[];
}

export interface Vocabulary {
  readonly catalogue: Catalogue;
}
