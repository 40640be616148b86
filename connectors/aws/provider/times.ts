/**
 * Times of servers that are not AWS's own. The SDK refuses a whole reply for one date-time that is not RFC 3339, which
 * AWS always sends; moto writes some as seconds since 1970 or without a zone, and AWS's other SDKs take those. Only used
 * where the operator set an address (`--endpoint-url`).
 */

const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !isArray(value);

// Shapes as `operations.ts` describes them. Kinds: 1 list, 2 map, 3 structure, 4 union; 5 is a date-time, of which 64
// makes a list.
const DATE_TIME = 5;
const LIST = 64;

function plain(schema: unknown): unknown {
  if (typeof schema === 'function') return plain((schema as () => unknown)());
  // A member with traits of its own.
  return isArray(schema) && schema.length === 2 ? plain(schema[0]) : schema;
}

const ZONELESS = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2}(?:\.\d+)?)$/;

function timeOf(value: unknown): unknown {
  if (typeof value === 'number' && Math.abs(value) < 8.64e12) return new Date(value * 1000).toISOString();
  const parts = typeof value === 'string' ? ZONELESS.exec(value) : null;
  return parts === null ? value : `${parts[1]}T${parts[2]}Z`;
}

function walk(schema: unknown, value: unknown): unknown {
  const shape = plain(schema);
  if (shape === DATE_TIME) return timeOf(value);
  if (shape === DATE_TIME + LIST) return isArray(value) ? value.map(timeOf) : value;
  if (!isArray(shape)) return value;
  if (shape[0] === 1) return isArray(value) ? value.map((one) => walk(shape[4], one)) : value;
  if (!isRecord(value)) return value;
  const entries = Object.entries(value);
  if (shape[0] === 2) return Object.fromEntries(entries.map(([k, v]) => [k, walk(shape[5], v)]));
  const [names, members] = [shape[4], shape[5]];
  if (!isArray(names) || !isArray(members)) return value;
  return Object.fromEntries(
    entries.map(([name, inner]) => {
      const index = names.indexOf(name);
      return [name, index < 0 ? inner : walk(members[index], inner)];
    }),
  );
}

/**
 * A JSON reply with every date-time that its schema names in the spelling that the SDK reads: seconds since 1970 become
 * text, and what has no zone is taken for UTC. All else stays as it is, whatever its type; the very same bytes where there
 * is nothing to mend, or where it is no JSON.
 */
export function withTimes(schema: unknown, bytes: Buffer): Buffer {
  try {
    const document: unknown = JSON.parse(bytes.toString('utf8'));
    const mended = JSON.stringify(walk(schema, document));
    return mended === JSON.stringify(document) ? bytes : Buffer.from(mended);
  } catch {
    return bytes;
  }
}
