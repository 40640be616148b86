/** Which operation a request asks for, and with what input: by target header, form body, or method and path. */
import { fromQuery } from './from-query.ts';
import { header, type Request } from './request.ts';
import { fromRest, match } from './rest.ts';
import { load, type Operation, services } from './services.ts';

export interface Asked {
  readonly operation: Operation;
  readonly input: Readonly<Record<string, unknown>>;
}

const object = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** Undefined: no operation of a known service. Throws a SyntaxError where a JSON body is none. */
export async function route(request: Request): Promise<Asked | undefined> {
  const target = header(request, 'x-amz-target');
  if (target !== undefined) {
    const [prefix, name = ''] = target.split('.');
    const service = services.find((s) => s.protocol === 'json' && s.target === prefix);
    const operation = service && (await load(service)).get(name);
    return operation && { operation, input: object(JSON.parse(request.body || '{}')) };
  }
  if (header(request, 'content-type')?.startsWith('application/x-www-form-urlencoded') === true) {
    const form = new URLSearchParams(request.body);
    const service = services.find((s) => s.target !== '' && s.target === form.get('Version'));
    const operation = service && (await load(service)).get(form.get('Action') ?? '');
    return operation && { operation, input: fromQuery(operation, form) };
  }
  for (const service of services) {
    if (service.signing !== request.signing || !service.protocol.startsWith('rest')) continue;
    const found = match(request, await load(service));
    if (found !== undefined) return { operation: found.operation, input: fromRest(request, found) };
  }
  return undefined;
}
