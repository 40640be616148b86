/** The tree of a `match`. Inline property maps are gone (they are atoms of WHERE), anonymous nodes and edges have names. */
import type { Scalar } from '#graph/schema/fields.ts';
import type { Place } from './errors.ts';

/** Names given to anonymous nodes and edges start with this; nobody else's may. */
export const ANONYMOUS = '_';

export interface Label {
  readonly name: string;
  readonly at: Place;
}

export interface NodePattern {
  readonly variable: string;
  readonly labels: readonly Label[];
  readonly at: Place;
}

/** `from` and `to` are the ends in the direction of the edge, whichever way it was written. */
export interface EdgePattern {
  readonly variable: string;
  readonly types: readonly Label[];
  readonly from: string;
  readonly to: string;
  readonly min: number;
  readonly max: number;
  /** Of an edge of the view of access: what its grant leads to, or that it may be one that nobody could tell; absent: any. */
  readonly via?: 'thing' | 'account' | 'unread';
  readonly at: Place;
}

/** A named path: its nodes and edges in the order they were written. */
export interface NamedPath {
  readonly name: string;
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  readonly at: Place;
}

/** What MATCH, OPTIONAL MATCH, EXISTS and COUNT have in common. A node may occur several times. */
export interface Pattern {
  readonly nodes: readonly NodePattern[];
  readonly edges: readonly EdgePattern[];
  readonly paths: readonly NamedPath[];
  readonly where: Expr | null;
}

export interface MatchClause extends Pattern {
  readonly optional: boolean;
}

export interface PropertyOperand {
  readonly is: 'property';
  readonly variable: string;
  readonly property: string;
  readonly at: Place;
}
export interface SizeOperand {
  readonly is: 'size';
  readonly of: PropertyOperand;
  readonly at: Place;
}
export interface LiteralOperand {
  readonly is: 'literal';
  readonly value: Scalar;
  readonly at: Place;
}
export interface ListOperand {
  readonly is: 'list';
  readonly values: readonly Scalar[];
  readonly at: Place;
}
export type Operand = PropertyOperand | SizeOperand | LiteralOperand | ListOperand;

export type Order = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type Comparison = Order | 'IN' | 'STARTS WITH' | 'ENDS WITH' | 'CONTAINS';

export interface Compare {
  readonly is: 'compare';
  readonly op: Comparison;
  readonly left: Operand;
  readonly right: Operand;
  readonly at: Place;
}
export interface NullTest {
  readonly is: 'null';
  readonly of: PropertyOperand;
  readonly at: Place;
}
/** Whether the OPTIONAL MATCH that binds the variable found nothing. */
export interface UnboundTest {
  readonly is: 'unbound';
  readonly variable: string;
  readonly at: Place;
}
export interface LabelTest {
  readonly is: 'label';
  readonly variable: string;
  readonly label: Label;
  readonly at: Place;
}
export interface Exists {
  readonly is: 'exists';
  readonly pattern: Pattern;
  readonly at: Place;
}
export interface Count {
  readonly is: 'count';
  readonly pattern: Pattern;
  readonly op: Order;
  readonly value: number;
  readonly at: Place;
}
export type Atom = Compare | NullTest | UnboundTest | LabelTest | Exists | Count;
export type Expr =
  | { readonly is: 'and' | 'or'; readonly items: readonly Expr[] }
  | { readonly is: 'not'; readonly item: Expr }
  | Atom;

export interface Returned {
  readonly name: string;
  readonly at: Place;
}

export interface MatchQuery {
  /** MATCH clauses first, then OPTIONAL MATCH clauses. */
  readonly clauses: readonly MatchClause[];
  /** Of `WITH * WHERE`. */
  readonly having: Expr | null;
  readonly returns: readonly Returned[];
}

/** All of the expressions, joined by AND; `null` if there are none. */
export function allOf(items: readonly (Expr | null)[]): Expr | null {
  const real = items.flatMap((item) => (item === null ? [] : item.is === 'and' ? item.items : [item]));
  const [first] = real;
  if (first === undefined) return null;
  return real.length === 1 ? first : { is: 'and', items: real };
}
