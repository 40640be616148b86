/** Whether a comparison makes sense for the fields it compares. */
import type { Field, Scalar } from '#graph/schema/fields.ts';
import type { Compare, Operand, PropertyOperand } from './ast.ts';
import { DialectError } from './errors.ts';
import { didYouMean } from './words.ts';

type FieldsOf = (operand: PropertyOperand) => readonly Field[];

const textual: readonly Field['type'][] = ['text', 'one-of', 'json', 'time'];
const numeric: readonly Field['type'][] = ['whole', 'number'];
const orders = ['<', '<=', '>', '>='];

const typeOf = (value: Scalar): 'string' | 'number' | 'boolean' => {
  if (typeof value === 'string' || typeof value === 'boolean')
    return typeof value === 'string' ? 'string' : 'boolean';
  return 'number';
};
const called: Readonly<Record<Field['type'], string>> = {
  boolean: 'true or false',
  text: 'a text',
  texts: 'a list of texts',
  whole: 'a whole number',
  number: 'a number',
  time: "a time as text: '2026-01-31T00:00:00.000Z'",
  json: 'a document as text',
  'one-of': 'one of a set of texts',
};

/**
 * Checks the types of a comparison.
 * @returns the field whose values the literals of the comparison are, or `null` (a size, or no literal in it).
 * @throws DialectError
 */
export function checkCompare(expr: Compare, fieldsOf: FieldsOf): Field | null {
  const { left, right, op } = expr;
  if (left.is === 'literal' && right.is === 'literal') {
    throw new DialectError(
      'a comparison of two values',
      expr.at,
      'Compare a property with a value: n.x = true.',
    );
  }
  if (left.is === 'list' || (right.is === 'list' && op !== 'IN')) {
    const say = "A list stands behind IN: n.x IN ['a', 'b']. A list property is asked with 'a' IN n.list.";
    throw new DialectError('a list cannot be compared', left.is === 'list' ? left.at : right.at, say);
  }
  if (left.is === 'size' || right.is === 'size') return checkSize(expr, left, right, fieldsOf);
  if (op === 'IN') return checkIn(expr, fieldsOf);
  if (left.is === 'literal') return checkPair(expr, right, left, fieldsOf);
  return checkPair(expr, left, right, fieldsOf);
}

function checkSize(expr: Compare, left: Operand, right: Operand, fieldsOf: FieldsOf): null {
  const [size, other] = left.is === 'size' ? [left, right] : [right, left];
  if (
    size.is !== 'size' ||
    other.is !== 'literal' ||
    typeOf(other.value) !== 'number' ||
    expr.op.length > 2 ||
    expr.op === 'IN'
  ) {
    throw new DialectError('a size is compared with a number', expr.at, 'Write size(n.list) >= 2.');
  }
  const fields = fieldsOf(size.of);
  if (!fields.some((field) => field.type === 'texts')) {
    const say = 'size() counts the items of a list property.';
    throw new DialectError(`${nameOf(size.of)} is ${kindOf(fields)}`, size.at, say);
  }
  return null;
}

function checkIn({ left, right, at }: Compare, fieldsOf: FieldsOf): Field | null {
  if (right.is === 'property') {
    const fields = fieldsOf(right);
    if (!fields.some((field) => field.type === 'texts')) {
      throw new DialectError(
        `${nameOf(right)} is ${kindOf(fields)}, not a list`,
        right.at,
        `Write ${nameOf(right)} = ….`,
      );
    }
    if (left.is === 'literal' && typeof left.value !== 'string') {
      throw new DialectError(`${nameOf(right)} holds texts`, left.at, "Write 'x' IN n.list.");
    }
    if (left.is === 'property')
      demand(left, fieldsOf(left), (field) => textual.includes(field.type), "Write 'x' IN n.list.");
    return fields.find((field) => field.type === 'texts') ?? null;
  }
  if (left.is !== 'property' || right.is !== 'list') {
    throw new DialectError('IN takes a property and a list', at, "Write n.x IN ['a', 'b'] or 'a' IN n.list.");
  }
  if (right.values.length === 0)
    throw new DialectError('an empty list', right.at, 'Name at least one value.');
  const fields = fieldsOf(left);
  for (const value of right.values) checkValue(left, fields, value, right);
  return fields[0] ?? null;
}

function checkPair(expr: Compare, property: Operand, other: Operand, fieldsOf: FieldsOf): Field | null {
  if (property.is !== 'property')
    throw new DialectError('this cannot be compared', expr.at, 'Write n.x = true.');
  const fields = fieldsOf(property);
  const { op } = expr;
  const list = "A list property is asked with 'a' IN n.list or size(n.list) > 0.";
  demand(property, fields, (field) => field.type !== 'texts', list);
  if (orders.includes(op)) {
    const say = 'Only numbers and times have an order; otherwise use =, <> or IN.';
    demand(property, fields, (field) => numeric.includes(field.type) || field.type === 'time', say);
  } else if (op !== '=' && op !== '<>') {
    demand(property, fields, (field) => textual.includes(field.type), `${op} is for texts.`);
    if (other.is === 'literal' && typeof other.value !== 'string') {
      throw new DialectError(`${op} takes a text`, other.at, `Write ${nameOf(property)} ${op} 'x'.`);
    }
    if (other.is === 'literal')
      return fields.find((field) => field.type === 'one-of') === undefined ? (fields[0] ?? null) : null;
  }
  if (other.is === 'literal') {
    checkValue(property, fields, other.value, other);
    return fields[0] ?? null;
  }
  if (other.is === 'property') {
    const others = fieldsOf(other);
    demand(
      other,
      others,
      (field) => fields.some((mine) => family(mine) === family(field)),
      `${nameOf(property)} is ${kindOf(fields)}.`,
    );
    return null;
  }
  throw new DialectError('this cannot be compared', other.at, 'Write n.x = true.');
}

const family = (field: Field): string => {
  if (numeric.includes(field.type)) return 'number';
  return textual.includes(field.type) ? 'string' : field.type;
};

function checkValue(property: PropertyOperand, fields: readonly Field[], value: Scalar, at: Operand): void {
  const fitting = fields.filter(
    (field) => family(field) === typeOf(value) && (field.type !== 'whole' || whole(value)),
  );
  if (fitting.length === 0) {
    const [field] = fields;
    const legal =
      field?.type === 'one-of' ? `One of: ${field.values.join(', ')}.` : `Write ${kindOf(fields)}.`;
    throw new DialectError(
      `${nameOf(property)} is ${kindOf(fields)}, not ${JSON.stringify(String(value))}`,
      at.at,
      legal,
    );
  }
  const sets = fitting.map((field) => (field.type === 'one-of' ? field.values : null));
  if (sets.some((values) => values === null || values.includes(String(value)))) return;
  const values = [...new Set(sets.flatMap((set) => set ?? []))];
  const say = `${didYouMean(String(value), values)} Legal values: ${values.join(', ')}.`.trim();
  throw new DialectError(`${nameOf(property)} is never ${JSON.stringify(value)}`, at.at, say);
}

const whole = (value: Scalar): boolean => typeof value === 'bigint' || Number.isInteger(value);
const nameOf = (operand: PropertyOperand): string => `${operand.variable}.${operand.property}`;
const kindOf = (fields: readonly Field[]): string =>
  [...new Set(fields.map((field) => called[field.type]))].join(' or ');

function demand(
  operand: PropertyOperand,
  fields: readonly Field[],
  test: (field: Field) => boolean,
  say: string,
): void {
  if (!fields.some(test)) throw new DialectError(`${nameOf(operand)} is ${kindOf(fields)}`, operand.at, say);
}
