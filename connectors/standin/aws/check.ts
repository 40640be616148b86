/** Whether AWS could ever give the replies of an estate: each is written as its schema says, without any server. */
import type { Estate } from '../estate.ts';
import { load, services } from './services.ts';
import { EstateError } from './shape.ts';
import { toJson } from './to-json.ts';
import { toXml } from './to-xml.ts';

async function problemOf(id: string, reply: unknown): Promise<string | undefined> {
  const [name, operationName = ''] = id.split(':');
  const service = services.find((s) => s.name === name);
  const operation = service && (await load(service)).get(operationName);
  if (operation === undefined) return `${id}: there is no such operation`;
  try {
    if (operation.service.protocol.includes('json')) {
      toJson(operation.output, reply, id, operation.service.protocol === 'rest-json');
    } else toXml(operation, reply, '');
    return undefined;
  } catch (error) {
    if (error instanceof EstateError) return error.message;
    throw error;
  }
}

const nested = (path: string, item: unknown): unknown =>
  path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), [item]);

/** What is wrong, one sentence per item or answer; empty for a sound estate. */
export async function checkEstate(estate: Estate): Promise<readonly string[]> {
  const replies = estate.pieces.flatMap(({ lists = [], answers = [] }) => [
    ...lists.map((l) => [l.operation, nested(l.into, l.item)] as const),
    ...answers.map((a) => [a.operation, a.reply ?? {}] as const),
  ]);
  const defaults = (estate.defaults ?? []).map((d) => [d.operation, d.reply ?? {}] as const);
  const found = await Promise.all([...replies, ...defaults].map(([id, reply]) => problemOf(id, reply)));
  return found.filter((problem) => problem !== undefined);
}
