/**
 * The types a property of an asset can have.
 *
 * One descriptor serves four readers: collectors (typed results), the store (what may be written), the policy checker
 * (which comparisons make sense) and the mutation tests (which other literal is legal). A property that nobody could
 * read is `null` in a row and in the graph; "there is none" is always a value (`'none'`, `0`, `false`, `[]`), so that
 * `null` never means anything but *unknown*.
 */
import { z } from 'zod';

/** Lists hold one scalar type and no null: Neo4j refuses others, so the port refuses them for both stores. */
export type Scalar = string | number | bigint | boolean;
export type PropValue = Scalar | readonly Scalar[];
/** `null` is *unknown*: nobody could read it. */
export type Known<T> = T | null;

interface FieldBase<Type extends string> {
  readonly type: Type;
  /** For a kind: the path in the wire reply that gives the value (evidence shows it). For a concept: what it means. */
  readonly from: string;
}
export type BoolField = FieldBase<'boolean'>;
export type TextField = FieldBase<'text'>;
export type TextsField = FieldBase<'texts'>;
export type WholeField = FieldBase<'whole'>;
export type NumberField = FieldBase<'number'>;
/** ISO 8601 in UTC with milliseconds, as text: the same bytes in both stores. */
export type TimeField = FieldBase<'time'>;
/** A document (a policy, a filter list) as one canonical JSON text. */
export type JsonField = FieldBase<'json'>;
export interface OneOfField<V extends string = string> extends FieldBase<'one-of'> {
  readonly values: readonly V[];
}
export type Field =
  | BoolField
  | TextField
  | TextsField
  | WholeField
  | NumberField
  | TimeField
  | JsonField
  | OneOfField;

export const bool = (from: string): BoolField => ({ type: 'boolean', from });
export const text = (from: string): TextField => ({ type: 'text', from });
export const texts = (from: string): TextsField => ({ type: 'texts', from });
export const whole = (from: string): WholeField => ({ type: 'whole', from });
export const num = (from: string): NumberField => ({ type: 'number', from });
/** The value of a time for what never was or has not come: unknown is null, and "none" is a value. */
export const NEVER = '1970-01-01T00:00:00.000Z';
export const time = (from: string): TimeField => ({ type: 'time', from });
export const json = (from: string): JsonField => ({ type: 'json', from });
/** A closed set of values. A value outside of it is kept as it came (clouds add values): it is still a text. */
export const oneOf = <const V extends string>(from: string, values: readonly V[]): OneOfField<V> => ({
  type: 'one-of',
  from,
  values,
});

export type Fields = Readonly<Record<string, Field>>;
/** The TypeScript type of a field's value. */
export type ValueOf<F extends Field> = F extends BoolField
  ? boolean
  : F extends WholeField
    ? number | bigint
    : F extends NumberField
      ? number
      : F extends TextsField
        ? readonly string[]
        : string;
/** What a collector must return for its declared fields: every key, each a value or `null` for unknown. */
export type Props<G extends Fields> = { readonly [K in keyof G]: Known<ValueOf<G[K]>> };

/** The zod schema that a stored value of this field satisfies (null allowed: unknown). */
export function schemaOf(field: Field): z.ZodType<PropValue | null> {
  switch (field.type) {
    case 'boolean':
      return z.boolean().nullable();
    case 'whole':
      return z.union([z.int(), z.bigint()]).nullable();
    case 'number':
      return z.number().nullable();
    case 'texts':
      return z.array(z.string()).nullable();
    case 'time':
      return z.iso.datetime().nullable();
    case 'text':
    case 'json':
    case 'one-of':
      return z.string().nullable();
  }
}
