/** Parts of a match as people wrote them, for messages. */
import { ANONYMOUS, type Expr, type Operand, type Pattern } from './ast.ts';

export function showValue(operand: Operand): string {
  switch (operand.is) {
    case 'property':
      return `${operand.variable}.${operand.property}`;
    case 'size':
      return `size(${showValue(operand.of)})`;
    case 'literal':
      return typeof operand.value === 'string' ? `'${operand.value}'` : String(operand.value);
    case 'list':
      return `[${operand.values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))).join(', ')}]`;
  }
}

const named = (variable: string): string => (variable.startsWith(ANONYMOUS) ? '' : variable);

const showPattern = (pattern: Pattern): string => {
  const edges = pattern.edges.map((edge) => {
    const types = edge.types.map((type) => type.name).join('|');
    const length = edge.max > 1 ? `*${edge.min}..${edge.max}` : '';
    return `(${named(edge.from)})-[:${types}${length}]->(${named(edge.to)})`;
  });
  return `{ ${edges.join(', ')}${pattern.where === null ? '' : ' WHERE …'} }`;
};

/** One line for an expression; patterns are shortened. */
export function show(expr: Expr): string {
  switch (expr.is) {
    case 'and':
    case 'or':
      return `(${expr.items.map(show).join(expr.is === 'and' ? ' AND ' : ' OR ')})`;
    case 'not':
      return `NOT ${show(expr.item)}`;
    case 'compare':
      return `${showValue(expr.left)} ${expr.op} ${showValue(expr.right)}`;
    case 'null':
      return `${showValue(expr.of)} IS NULL`;
    case 'unbound':
      return `${expr.variable} IS NULL`;
    case 'label':
      return `${expr.variable}:${expr.label.name}`;
    case 'exists':
      return `EXISTS ${showPattern(expr.pattern)}`;
    case 'count':
      return `COUNT ${showPattern(expr.pattern)} ${expr.op} ${expr.value}`;
  }
}
