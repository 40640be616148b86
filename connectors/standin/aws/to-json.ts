/** Writes a reply as JSON, by its schema. */
import type { NormalizedSchema } from '@smithy/core/schema';
import { bad, entries, items, members, scalarOf } from './shape.ts';

/** Where a member of a REST reply stands, when not in the body. */
export function isBound(member: NormalizedSchema): boolean {
  const traits = member.getMergedTraits();
  return (
    traits.httpHeader !== undefined || traits.httpPrefixHeaders !== undefined || traits.httpResponseCode === 1
  );
}

function json(shape: NormalizedSchema, value: unknown, where: string): unknown {
  if (value === bad) return { unexpected: true };
  if (shape.isDocumentSchema()) return value;
  if (shape.isStructSchema()) {
    return Object.fromEntries(
      members(shape, value, where).map(([name, member, v]) => [
        member.getMergedTraits().jsonName ?? name,
        json(member, v, `${where}.${name}`),
      ]),
    );
  }
  if (shape.isListSchema()) {
    const member = shape.getValueSchema();
    return items(shape, value, where).map((v, i) => (v === null ? null : json(member, v, `${where}[${i}]`)));
  }
  if (shape.isMapSchema()) {
    const member = shape.getValueSchema();
    return Object.fromEntries(
      entries(shape, value, where).map(([k, v]) => [k, v === null ? null : json(member, v, `${where}.${k}`)]),
    );
  }
  return scalarOf(shape, value, 'epoch', where);
}

export interface Written {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Headers of a REST reply. */
export function headersOf(output: NormalizedSchema, reply: unknown, where: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, member, value] of members(output, reply, where)) {
    const bound = member.getMergedTraits().httpHeader;
    if (bound === undefined) continue;
    headers[bound.toLowerCase()] =
      value === bad ? 'unexpected' : String(scalarOf(member, value, 'http', `${where}.${name}`));
  }
  return headers;
}

/** `rest`: members may stand in headers or be the body. */
export function toJson(output: NormalizedSchema, reply: unknown, where: string, rest: boolean): Written {
  if (!output.isStructSchema()) return { headers: {}, body: rest ? '' : '{}' };
  if (!rest) return { headers: {}, body: JSON.stringify(json(output, reply, where)) };
  const given = members(output, reply, where);
  const headers = headersOf(output, reply, where);
  const payload = given.find(([, member]) => member.getMergedTraits().httpPayload === 1);
  if (payload !== undefined) {
    const [name, member, value] = payload;
    const plain = member.isStringSchema() || member.isBlobSchema();
    const body = json(member, value, `${where}.${name}`);
    return { headers, body: plain && typeof body === 'string' ? body : JSON.stringify(body) };
  }
  const inBody = Object.fromEntries(given.filter(([, member]) => !isBound(member)).map(([n, , v]) => [n, v]));
  return { headers, body: JSON.stringify(json(output, inBody, where)) };
}
