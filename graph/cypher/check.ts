/** Checks a match against the vocabulary and gives its two readings. */
import type { Field } from '#graph/schema/fields.ts';
import {
  ANONYMOUS,
  type Compare,
  type Expr,
  type MatchQuery,
  type Pattern,
  type PropertyOperand,
} from './ast.ts';
import { checkCompare } from './atoms.ts';
import { type Bindings, type Bound, bindPattern, checkReturns, checkWhole } from './bind.ts';
import { DialectError } from './errors.ts';
import { mutate } from './mutants.ts';
import { parseMatch } from './parse.ts';
import { printMatch } from './print.ts';
import type { CheckedMatch, EdgeUse, PropertyUse, Readings, Vocabulary } from './types.ts';
import { GRANTS, HAS, isView, UNKNOWN } from './view.ts';
import { didYouMean, Words } from './words.ts';
import type { FarEnd, Known } from './writer.ts';

/**
 * Reads and checks a `match` of the policy dialect.
 * @throws DialectError with the place of what is wrong and how to say it.
 */
export function checkMatch(text: string, vocabulary: Vocabulary): CheckedMatch {
  const query = parseMatch(text);
  const words = new Words(vocabulary);
  const checker = new Checker(words);
  const bindings = checker.query(query);
  const subject = checkReturns(query, bindings);
  const ends = new Map<string, FarEnd>();
  const both = (tree: MatchQuery, blind: (end: FarEnd) => boolean): Readings => {
    const known: Known = {
      passive: (types) => words.passive(types),
      concepts: (label) => words.concepts(label),
      blind,
    };
    return { surely: printMatch(tree, 'surely', known), possibly: printMatch(tree, 'possibly', known) };
  };
  const sighted = () => false;
  // The printer asks of every far end whether it is blind: so these are all there are.
  const plain = both(query, (end) => {
    if (words.observers(end).length > 0) ends.set(keyOf(end), end);
    return false;
  });
  const blindTo = (cuts: readonly FarEnd[]): Readings => {
    const keys = new Set(cuts.map(keyOf));
    return both(query, (end) => keys.has(keyOf(end)));
  };
  const nodes = [...bindings.values()].filter(
    (bound) => bound.is === 'node' && !bound.name.startsWith(ANONYMOUS),
  );
  const variables = nodes.map(({ name, labels, optional }) => ({
    name,
    labels: [...labels],
    optional: optional !== null,
  }));
  return {
    subject: { name: subject.name, labels: [...subject.labels], optional: false },
    variables,
    properties: checker.properties,
    edges: checker.edges,
    ...plain,
    cuts: [...ends.values()].map((end) => ({
      ...end,
      observers: words.observers(end),
      query: blindTo([end]).possibly,
    })),
    blindTo,
    mutants: () =>
      mutate(query, checker.literals).map(({ what, query: tree }) => ({ what, ...both(tree, sighted) })),
  };
}

const keyOf = ({ types, far, labels }: FarEnd): string => JSON.stringify([types, far, labels]);

class Checker {
  readonly properties: PropertyUse[] = [];
  readonly edges: EdgeUse[] = [];
  /** The field whose values the literals of a comparison are. */
  readonly literals = new Map<Compare, Field>();
  private readonly words: Words;

  constructor(words: Words) {
    this.words = words;
  }

  query(query: MatchQuery): Bindings {
    const bindings: Bindings = new Map();
    checkWhole(query);
    for (const clause of query.clauses)
      bindPattern(clause, bindings, this.words, clause.optional ? clause : null);
    const tested = new Set<string>();
    for (const clause of query.clauses) {
      if (clause.where === null) continue;
      this.expr(clause.where, bindings, true, clause.optional ? clause : null, tested);
    }
    if (query.having !== null) this.expr(query.having, bindings, true, 'having', tested);
    for (const clause of query.clauses) {
      const absence = clause.optional && clause.nodes.some((node) => tested.has(node.variable));
      this.use(clause, absence, bindings);
    }
    return bindings;
  }

  private use(pattern: Pattern, absence: boolean, scope: Bindings): void {
    const named = (variable: string): string | null => (variable.startsWith(ANONYMOUS) ? null : variable);
    for (const edge of pattern.edges) {
      const types = edge.types.map((type) => type.name);
      if (isView(edge)) {
        this.edges.push({ types: [HAS], from: named(edge.from), to: null, absence });
        this.edges.push({ types: [GRANTS], from: null, to: named(edge.to), absence });
        for (const end of [edge.from, edge.to]) this.reads(end, scope.get(end)?.labels ?? [], UNKNOWN);
      } else this.edges.push({ types, from: named(edge.from), to: named(edge.to), absence });
    }
  }

  /** `where`: the optional clause it belongs to, `having`, or null for a plain WHERE. */
  private expr(
    expr: Expr,
    scope: Bindings,
    positive: boolean,
    where: Pattern | 'having' | null,
    tested: Set<string>,
  ): void {
    switch (expr.is) {
      case 'and':
      case 'or':
        for (const item of expr.items) this.expr(item, scope, positive, where, tested);
        return;
      case 'not':
        this.expr(expr.item, scope, !positive, where, tested);
        return;
      case 'exists':
      case 'count':
        if (expr.is === 'count' && expr.pattern.edges.some(isView))
          throw new DialectError(
            'an edge of access in COUNT',
            expr.at,
            'Several grants may give one access: ask whether there is one, with EXISTS { … }.',
          );
        this.inner(expr.pattern, scope, expr.is === 'count' || !positive, tested);
        return;
      case 'compare': {
        const field = checkCompare(expr, (operand) => this.property(operand, scope, where));
        if (field !== null) this.literals.set(expr, field);
        return;
      }
      case 'null':
        this.property(expr.of, scope, where);
        return;
      case 'label': {
        const bound = lookUp(expr.variable, expr, scope, where);
        if (bound.is !== 'node')
          throw new DialectError(
            `${expr.variable} is no node`,
            expr.at,
            'Name the edge types in the pattern.',
          );
        if (!this.words.hasLabel(expr.label.name)) {
          throw new DialectError(
            `no label ${expr.label.name}`,
            expr.label.at,
            this.words.meantLabel(expr.label.name) || 'Use a concept or a kind.',
          );
        }
        return;
      }
      case 'unbound': {
        const bound = lookUp(expr.variable, expr, scope, where);
        if (where !== 'having' || bound.optional === null) {
          const say =
            'Only a variable of OPTIONAL MATCH can be unbound: OPTIONAL MATCH … WITH * WHERE x IS NULL. Else use NOT EXISTS { … }.';
          throw new DialectError(`${expr.variable} is always bound here`, expr.at, say);
        }
        for (const node of bound.optional.nodes) tested.add(node.variable);
        return;
      }
    }
  }

  private inner(pattern: Pattern, outer: Bindings, absence: boolean, tested: Set<string>): void {
    const scope: Bindings = new Map(outer);
    bindPattern(pattern, scope, this.words, 'inner');
    if (pattern.where !== null) this.expr(pattern.where, scope, !absence, null, tested);
    this.use(pattern, absence, scope);
  }

  private property(
    operand: PropertyOperand,
    scope: Bindings,
    where: Pattern | 'having' | null,
  ): readonly Field[] {
    const bound = lookUp(operand.variable, operand, scope, where);
    const { property } = operand;
    if (bound.is === 'path') {
      throw new DialectError(
        `${operand.variable} is a path`,
        operand.at,
        'Name the node in the pattern and ask its property.',
      );
    }
    const labels = [...bound.labels];
    const fields =
      bound.is === 'node' ? this.words.fieldsOf(labels, property) : this.words.edgeFieldsOf(labels, property);
    if (fields.length === 0) {
      const on = labels.length === 0 ? 'every asset' : labels.join(', ');
      const say =
        bound.is === 'node'
          ? this.words.meantProperty(labels, property)
          : 'Edges have key, by, stale and observedAt.';
      throw new DialectError(`no property ${property} on ${on}`, operand.at, say);
    }
    if (bound.is === 'node') this.reads(operand.variable, labels, property);
    return fields;
  }

  private reads(variable: string, labels: Iterable<string>, property: string): void {
    if (!this.properties.some((use) => use.variable === variable && use.property === property))
      this.properties.push({ variable, labels: [...labels], property });
  }
}

/** @throws DialectError if the place cannot see the variable. */
function lookUp(
  variable: string,
  { at }: { readonly at: DialectError | { readonly line: number; readonly column: number } },
  scope: Bindings,
  where: Pattern | 'having' | null,
): Bound {
  const bound = scope.get(variable);
  if (bound === undefined) {
    const say = didYouMean(variable, scope.keys()) || 'Bind it in MATCH.';
    throw new DialectError(`no variable ${variable}`, at, say);
  }
  if (bound.optional !== null && where !== 'having' && where !== bound.optional) {
    const say = 'Ask about it in WITH * WHERE …, behind the last OPTIONAL MATCH.';
    throw new DialectError(`${variable} is bound by OPTIONAL MATCH and may be unbound here`, at, say);
  }
  return bound;
}
