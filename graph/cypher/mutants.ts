/** Every way to change one thing of a match: what the policies' own cases must notice. */
import type { Field, Scalar } from '#graph/schema/fields.ts';
import type { Compare, Expr, ListOperand, LiteralOperand, MatchQuery, Operand, Pattern } from './ast.ts';
import { show, showValue } from './show.ts';

interface Mutant<T> {
  readonly what: string;
  readonly now: T;
}

const replaced = <T>(list: readonly T[], index: number, now: T): T[] => list.with(index, now);

/** All mutants of a match; `literals` gives the field that the values of a comparison belong to. */
export function mutate(
  query: MatchQuery,
  literals: ReadonlyMap<Compare, Field>,
): { what: string; query: MatchQuery }[] {
  const subject = query.returns[0]?.name ?? '';
  const found: { what: string; query: MatchQuery }[] = [];
  query.clauses.forEach((clause, i) => {
    for (const { what, now } of ofPattern(clause, subject, literals)) {
      found.push({ what, query: { ...query, clauses: replaced(query.clauses, i, { ...clause, ...now }) } });
    }
  });
  if (query.having !== null) {
    for (const { what, now } of ofExpr(query.having, subject, literals))
      found.push({ what, query: { ...query, having: now } });
  }
  return found;
}

function ofPattern(
  pattern: Pattern,
  subject: string,
  literals: ReadonlyMap<Compare, Field>,
): Mutant<Pattern>[] {
  const found: Mutant<Pattern>[] = [];
  pattern.edges.forEach((edge, i) => {
    const turned = { ...edge, from: edge.to, to: edge.from };
    const what = `reversed the edge ${edge.types.map((type) => type.name).join('|')}`;
    found.push({ what, now: { ...pattern, edges: replaced(pattern.edges, i, turned) } });
  });
  pattern.nodes.forEach((node, i) => {
    const others = pattern.nodes
      .filter((other) => other.variable === node.variable)
      .flatMap((other) => other.labels);
    if (node.variable === subject && others.length < 2) return;
    node.labels.forEach((label, j) => {
      const now = { ...node, labels: node.labels.toSpliced(j, 1) };
      found.push({
        what: `dropped the label ${label.name}`,
        now: { ...pattern, nodes: replaced(pattern.nodes, i, now) },
      });
    });
  });
  if (pattern.where !== null) {
    for (const { what, now } of ofExpr(pattern.where, subject, literals))
      found.push({ what, now: { ...pattern, where: now } });
  }
  return found;
}

/** `now: null`: the expression is gone, true under AND and false under OR. */
function ofExpr(expr: Expr, subject: string, literals: ReadonlyMap<Compare, Field>): Mutant<Expr | null>[] {
  switch (expr.is) {
    case 'and':
    case 'or':
      return expr.items.flatMap((item, i) =>
        ofExpr(item, subject, literals).map(({ what, now }) => {
          const items = now === null ? expr.items.toSpliced(i, 1) : replaced(expr.items, i, now);
          const [only] = items;
          return { what, now: items.length === 1 && only !== undefined ? only : { ...expr, items } };
        }),
      );
    case 'not': {
      const { item } = expr;
      const inner = ofExpr(item, subject, literals)
        .filter(({ now }) => now !== null && !(now.is === 'not' && now.item === item))
        .map(
          ({ what, now }): Mutant<Expr | null> => ({
            what,
            now: now === null ? null : { is: 'not', item: now },
          }),
        );
      const drop = { what: `dropped NOT ${show(item)}`, now: null };
      if (item.is === 'and' || item.is === 'or') return [drop, ...inner];
      return [drop, { what: `removed NOT from ${show(item)}`, now: item }, ...inner];
    }
    case 'exists':
    case 'count': {
      const patterns = ofPattern(expr.pattern, subject, literals).map(({ what, now }) => ({
        what: `${what} in ${expr.is.toUpperCase()}`,
        now: { ...expr, pattern: now },
      }));
      return [...ofAtom(expr), ...patterns, ...(expr.is === 'count' ? thresholds(expr) : [])];
    }
    case 'compare':
      return [...ofAtom(expr), ...ofLiterals(expr, literals.get(expr))];
    case 'null':
    case 'unbound':
    case 'label':
      return ofAtom(expr);
  }
}

const ofAtom = (expr: Expr): Mutant<Expr | null>[] => [
  { what: `dropped ${show(expr)}`, now: null },
  { what: `negated ${show(expr)}`, now: { is: 'not', item: expr } },
];

const thresholds = (expr: Extract<Expr, { is: 'count' }>): Mutant<Expr>[] =>
  [expr.value + 1, expr.value - 1]
    .filter((value) => value >= 0)
    .map((value) => ({
      what: `changed the threshold ${expr.op} ${expr.value} to ${value}`,
      now: { ...expr, value },
    }));

function ofLiterals(expr: Compare, field: Field | undefined): Mutant<Expr>[] {
  const sides = ['left', 'right'] as const;
  return sides.flatMap((side) => {
    const operand: Operand = expr[side];
    if (operand.is !== 'literal' && operand.is !== 'list') return [];
    return others(operand, field).map((now) => ({
      what: `changed ${showValue(operand)} to ${showValue(now)} in ${show(expr)}`,
      now: { ...expr, [side]: now },
    }));
  });
}

function others(
  operand: LiteralOperand | ListOperand,
  field: Field | undefined,
): (LiteralOperand | ListOperand)[] {
  if (operand.is === 'literal')
    return otherValues(operand.value, field, []).map((value) => ({ ...operand, value }));
  return operand.values.flatMap((value, i): ListOperand[] => {
    if (operand.values.length > 1) return [{ ...operand, values: operand.values.toSpliced(i, 1) }];
    return otherValues(value, field, operand.values).map((now) => ({ ...operand, values: [now] }));
  });
}

/** Other legal values for a literal. */
function otherValues(value: Scalar, field: Field | undefined, taken: readonly Scalar[]): Scalar[] {
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return [value + 1, value - 1];
  if (typeof value === 'bigint') return [value - 1n];
  if (field?.type === 'one-of') {
    const other = field.values.find((one) => one !== value && !taken.includes(one));
    return other === undefined ? [`${value}~`] : [other];
  }
  return [`${value}~`];
}
