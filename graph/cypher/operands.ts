/** Texts of what a condition asks of one node: its labels, and the sides of a comparison. */
import type { Compare, Operand } from './ast.ts';
import { and, or, type Scope } from './scope.ts';
import type { Writer } from './writer.ts';

/** Which of the two readings is printed. */
export type Mode = 'surely' | 'possibly';

/** That the node has the label, and that it is a stub which may be of that kind: it has one of the kind's concepts. */
export function labelled(
  printed: string,
  label: string,
  writer: Writer,
): { readonly sure: string; readonly maybe: string } {
  const concepts = writer.known.concepts(label).map((concept) => `${printed}:${concept}`);
  const unseen = `coalesce(${printed}.seen, true) = false`;
  return {
    sure: `${printed}:${label}`,
    maybe: concepts.length === 0 ? 'false' : and([unseen, or(concepts)]),
  };
}

/** That the node has the label, in the reading. */
export function hasLabel(printed: string, label: string, mode: Mode, writer: Writer): string {
  const { sure, maybe } = labelled(printed, label, writer);
  return mode === 'surely' ? sure : or([sure, maybe]);
}

/** A property that a condition reads. */
export interface Ref {
  readonly variable: string;
  readonly property: string;
}

/** The property that the operand reads. */
export const propertyOf = (operand: Operand): readonly Ref[] => {
  if (operand.is === 'property') return [operand];
  return operand.is === 'size' ? [operand.of] : [];
};

/** The comparison in plain Cypher, its values as parameters. */
export function compareText(expr: Compare, scope: Scope, writer: Writer): string {
  const side = (operand: Operand): string => {
    switch (operand.is) {
      case 'property':
        return scope.cut.has(operand.variable)
          ? 'null'
          : `${scope.printed(operand.variable)}.${operand.property}`;
      case 'size':
        return `size(${side(operand.of)})`;
      case 'literal':
        return writer.param(operand.value);
      case 'list':
        return writer.param(operand.values);
    }
  };
  return `${side(expr.left)} ${expr.op} ${side(expr.right)}`;
}
