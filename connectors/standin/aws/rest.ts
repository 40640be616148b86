/** REST: finds the operation by method, path and literal query, and reads its input back from where it was bound. */
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Request } from './request.ts';
import type { Operation, Operations } from './services.ts';

export interface Match {
  readonly operation: Operation;
  readonly labels: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly operation: Operation;
  readonly path: RegExp;
  readonly labels: readonly string[];
  readonly query: readonly (readonly [key: string, value: string])[];
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** S3 names a bucket in the host; at an address without names it is the first segment of the path. */
const bucketInPath = (operation: Operation): boolean =>
  operation.service.name === 's3' &&
  operation.input.isStructSchema() &&
  Object.hasOwn(operation.input.getMemberSchemas(), 'Bucket');

function patternOf(operation: Operation): Pattern | undefined {
  if (operation.http === undefined) return undefined;
  const [bare = '', literal = ''] = operation.http.path.split('?');
  const path = bucketInPath(operation) && !bare.startsWith('/{Bucket}') ? `/{Bucket}${bare}` : bare;
  const labels: string[] = [];
  const source = path.replace(/\{([^}]+?)(\+?)\}|[^{]+/g, (part: string, label?: string, greedy?: string) => {
    if (label === undefined) return escape(part);
    labels.push(label);
    return greedy === '+' ? '(.+)' : '([^/]+)';
  });
  return {
    operation,
    path: new RegExp(`^${source.replace(/\/$/, '')}/?$`, 's'),
    labels,
    query: [...new URLSearchParams(literal)],
  };
}

const patterns = new WeakMap<Operations, Map<string, Pattern[]>>();
function patternsOf(operations: Operations, method: string): readonly Pattern[] {
  let known = patterns.get(operations);
  if (known === undefined) {
    known = new Map();
    for (const operation of operations.values()) {
      const pattern = patternOf(operation);
      const key = operation.http?.method ?? '';
      if (pattern !== undefined) known.set(key, [...(known.get(key) ?? []), pattern]);
    }
    // The one with the most literal query wins; then the one with the fewest labels.
    for (const list of known.values()) {
      list.sort((a, b) => b.query.length - a.query.length || a.labels.length - b.labels.length);
    }
    patterns.set(operations, known);
  }
  return known.get(method) ?? [];
}

export function match(request: Request, operations: Operations): Match | undefined {
  for (const { operation, path, labels, query } of patternsOf(operations, request.method)) {
    const hit = path.exec(request.url.pathname);
    if (hit === null) continue;
    const asked = request.url.searchParams;
    if (!query.every(([k, v]) => asked.has(k) && (v === '' || asked.get(k) === v))) continue;
    return {
      operation,
      labels: Object.fromEntries(labels.map((l, i) => [l, decodeURIComponent(hit[i + 1] ?? '')])),
    };
  }
  return undefined;
}

function scalar(shape: NormalizedSchema, text: string): unknown {
  if (shape.isBooleanSchema()) return text === 'true';
  return shape.isNumericSchema() ? Number(text) : text;
}

/** Labels, query, headers and (JSON) body of a request as the input that the client was given. */
export function fromRest(request: Request, { operation, labels }: Match): Readonly<Record<string, unknown>> {
  const input: Record<string, unknown> = {};
  if (!operation.input.isStructSchema()) return input;
  const json = operation.service.protocol === 'rest-json' && request.body !== '';
  const body = json ? (JSON.parse(request.body) as Record<string, unknown>) : {};
  for (const [name, member] of operation.input.structIterator()) {
    const traits = member.getMergedTraits();
    const label = labels[name];
    const header =
      traits.httpHeader === undefined ? undefined : request.headers[traits.httpHeader.toLowerCase()];
    const inQuery = traits.httpQuery === undefined ? [] : request.url.searchParams.getAll(traits.httpQuery);
    if (label !== undefined) input[name] = scalar(member, label);
    else if (header !== undefined) input[name] = scalar(member, String(header));
    else if (inQuery.length > 0) {
      input[name] = member.isListSchema() ? inQuery : scalar(member, inQuery[0] ?? '');
    } else if (traits.httpPayload) input[name] = json ? body : request.body;
    else if (body[traits.jsonName ?? name] !== undefined) input[name] = body[traits.jsonName ?? name];
  }
  return input;
}
