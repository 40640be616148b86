/** What both writers share: values of an estate are plain JSON, in the cloud's own field names, times as ISO text, bytes as base64. */
import type { NormalizedSchema } from '@smithy/core/schema';

/** Stands where a reply shall hold something of the wrong type. */
export const bad = Symbol('a value of the wrong type');

/** The estate holds what the cloud could never answer: a mistake of whoever wrote it, told at once. */
export class EstateError extends Error {
  override readonly name = 'EstateError';
}

/** Text of a scalar; nothing of anything else. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (shape: NormalizedSchema): string => {
  if (shape.isStructSchema()) return 'an object';
  if (shape.isListSchema()) return 'a list';
  if (shape.isMapSchema()) return 'a map';
  if (shape.isTimestampSchema()) return 'a time as ISO text';
  if (shape.isBooleanSchema()) return 'a boolean';
  return shape.isStringSchema() ? 'a text' : 'a number';
};
export const mismatch = (shape: NormalizedSchema, where: string): EstateError =>
  new EstateError(`${where}: expected ${kindOf(shape)}`);

/** The members of a structure that the value has, each with its schema. */
export function members(
  shape: NormalizedSchema,
  value: unknown,
  where: string,
): readonly (readonly [name: string, member: NormalizedSchema, value: unknown])[] {
  if (!isRecord(value)) throw mismatch(shape, where);
  const known = shape.getMemberSchemas();
  return Object.entries(value).flatMap(([name, v]) => {
    if (v === undefined || v === null) return [];
    const member = Object.hasOwn(known, name) ? known[name] : undefined;
    if (member === undefined) throw new EstateError(`${where}: ${shape.getName() ?? '?'} has no ${name}`);
    return [[name, member, v] as const];
  });
}

export function items(shape: NormalizedSchema, value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw mismatch(shape, where);
  return value;
}

export function entries(
  shape: NormalizedSchema,
  value: unknown,
  where: string,
): readonly (readonly [string, unknown])[] {
  if (!isRecord(value)) throw mismatch(shape, where);
  return Object.entries(value);
}

/** `epoch` unless the schema says otherwise in JSON; ISO text in XML; the date format of HTTP in headers. */
export type TimeDefault = 'epoch' | 'iso' | 'http';

export function timeOf(
  shape: NormalizedSchema,
  value: unknown,
  usual: TimeDefault,
  where: string,
): string | number {
  const time = typeof value === 'string' ? new Date(value) : value;
  if (!(time instanceof Date) || Number.isNaN(time.getTime())) throw mismatch(shape, where);
  const declared = ({ 5: 'iso', 6: 'http', 7: 'epoch' } as const)[Number(shape.getSchema())];
  switch (declared ?? usual) {
    case 'epoch':
      return time.getTime() / 1000;
    case 'http':
      return time.toUTCString();
    case 'iso':
      return time.toISOString();
  }
}

/** A value that is neither structure, list nor map, as JSON has it. */
export function scalarOf(
  shape: NormalizedSchema,
  value: unknown,
  usual: TimeDefault,
  where: string,
): string | number | boolean {
  if (shape.isTimestampSchema()) return timeOf(shape, value, usual, where);
  if (shape.isBooleanSchema() && typeof value === 'boolean') return value;
  if (shape.isNumericSchema() && typeof value === 'number') return value;
  const textual = shape.isStringSchema() || shape.isBlobSchema();
  if (textual && typeof value === 'string') return value;
  throw mismatch(shape, where);
}

/**
 * The reply with something wrong in it: every scalar of another type, the first item of every list without its fields.
 * A reply with nothing in it gets its first member, wrong.
 */
export function spoil(shape: NormalizedSchema, value: unknown): unknown {
  if (shape.isListSchema() && Array.isArray(value)) {
    return [shape.getValueSchema().isStructSchema() ? {} : bad, ...value.slice(1)];
  }
  if (!shape.isStructSchema() || !isRecord(value)) return bad;
  const known = shape.getMemberSchemas();
  const [first] = Object.entries(known);
  if (Object.keys(value).length === 0 && first !== undefined) {
    return { [first[0]]: spoil(first[1], first[1].isListSchema() ? [{}] : {}) };
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, v]) => [name, known[name] === undefined ? v : spoil(known[name], v)]),
  );
}
