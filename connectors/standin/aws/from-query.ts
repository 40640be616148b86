/** Query and EC2 Query: `Filter.1.Value.2=x` back into the input that the client was given. */
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Operation } from './services.ts';

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The key of a member in a form. */
function keyOf(name: string, member: NormalizedSchema, ec2: boolean): string {
  const traits = member.getMergedTraits() as { xmlName?: string; ec2QueryName?: string };
  if (ec2) return traits.ec2QueryName ?? upper(traits.xmlName ?? name);
  return traits.xmlName ?? name;
}

/** Indices that stand behind `prefix.` in the form, in order. */
function indices(form: URLSearchParams, prefix: string): readonly number[] {
  const found = new Set<number>();
  for (const key of form.keys()) {
    if (!key.startsWith(`${prefix}.`)) continue;
    const index = Number.parseInt(key.slice(prefix.length + 1), 10);
    if (Number.isInteger(index)) found.add(index);
  }
  return [...found].sort((a, b) => a - b);
}

function read(form: URLSearchParams, shape: NormalizedSchema, key: string, ec2: boolean): unknown {
  if (shape.isStructSchema()) {
    const found: Record<string, unknown> = {};
    for (const [name, member] of shape.structIterator()) {
      const value = read(form, member, `${key === '' ? '' : `${key}.`}${keyOf(name, member, ec2)}`, ec2);
      if (value !== undefined) found[name] = value;
    }
    return key !== '' && Object.keys(found).length === 0 ? undefined : found;
  }
  if (shape.isListSchema()) {
    const member = shape.getValueSchema();
    const flat = ec2 || shape.getMergedTraits().xmlFlattened === 1;
    const prefix = flat ? key : `${key}.${member.getMergedTraits().xmlName ?? 'member'}`;
    const found = indices(form, prefix).map((i) => read(form, member, `${prefix}.${i}`, ec2));
    if (found.length > 0) return found;
    return form.has(key) ? [] : undefined;
  }
  if (shape.isMapSchema()) {
    const prefix = shape.getMergedTraits().xmlFlattened === 1 ? key : `${key}.entry`;
    const entries = indices(form, prefix).map((i) => [
      form.get(`${prefix}.${i}.key`) ?? '',
      read(form, shape.getValueSchema(), `${prefix}.${i}.value`, ec2),
    ]);
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  }
  const text = form.get(key);
  if (text === null) return undefined;
  if (shape.isBooleanSchema()) return text === 'true';
  return shape.isNumericSchema() ? Number(text) : text;
}

export function fromQuery(operation: Operation, form: URLSearchParams): Readonly<Record<string, unknown>> {
  const ec2 = operation.service.protocol === 'ec2';
  const input = operation.input.isStructSchema() ? read(form, operation.input, '', ec2) : {};
  return input as Readonly<Record<string, unknown>>;
}
