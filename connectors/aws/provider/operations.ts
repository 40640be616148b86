/**
 * Operations bound generically: a name `service:Operation` is a command of the service's client, and how it pages and
 * what its reply must look like stand in the runtime schemas that the client ships (exports ending in `$`).
 */
import type { Json } from '#connectors/kit/provider.ts';
import { UnreadableReply } from './errors.ts';
import { awsServices, type SdkModule, splitOperation } from './services.ts';
import type { XmlList } from './xml.ts';

type Wire = Readonly<Record<string, unknown>>;

/** How the next page is asked for: an input member and the output member that holds its value. */
interface Token {
  readonly input: string;
  readonly output: string;
}

export interface Bound {
  readonly service: string;
  readonly name: string;
  readonly command: new (input: Wire) => object;
  readonly tokens: readonly Token[];
  /** Output member that says whether more is to come, where there is one. */
  readonly truncated: string | undefined;
  /** Output member that is the whole body and holds these, where the reply does not hold them itself. */
  readonly within: string | undefined;
  /** Output members that are lists inside of an element of their own, as an XML document names them. */
  readonly lists: readonly XmlList[];
  /** Name of the document's root element, where the service's model gives it (XML protocols with an `xmlName`). */
  readonly root: string | undefined;
  /** How the reply's members are carried: in a document, as one raw payload, or not in the body at all. */
  readonly body: 'document' | 'payload' | 'none';
  /** Schema of the reply, as the client ships it. */
  readonly output: unknown;
}

// Shapes as the clients ship them: [kind, namespace, name, traits, member names, member schemas]; an operation is
// [9, namespace, name, traits, input, output]. Kinds: 1 list, 3 structure, 9 operation. A trait number is a bit set of
// which 16 is httpPayload. Each may stand behind a function.
const unwrap = (schema: unknown): unknown => (typeof schema === 'function' ? unwrap(schema()) : schema);
const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);

function traitsOf(member: unknown): Wire {
  const traits = isArray(member) && member.length === 2 ? member[1] : undefined;
  if (typeof traits === 'number') return (traits & 16) === 0 ? {} : { httpPayload: 1 };
  return typeof traits === 'object' && traits !== null ? (traits as Wire) : {};
}

const nameOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

/** What stands between a list's tags: nothing but elements of the one name. Flat lists have no element of their own. */
function xmlList(name: string, member: unknown): readonly XmlList[] {
  const traits = traitsOf(member);
  const shape = unwrap(isArray(member) && member.length === 2 ? member[0] : member);
  const element = nameOf(traits['xmlName'], name);
  // A list of a built-in type is the type's number with a bit set (64), a list shape has the kind 1.
  if (typeof shape === 'number')
    return (shape & 64) === 64 && shape < 128 ? [{ element, item: 'member' }] : [];
  if (!isArray(shape) || shape[0] !== 1 || 'xmlFlattened' in traits) return [];
  return [{ element, item: nameOf(traitsOf(shape[4])['xmlName'], 'member') }];
}

interface Structure {
  readonly traits: Wire;
  readonly members: ReadonlyMap<string, unknown>;
}
function structure(schema: unknown): Structure {
  const shape = unwrap(schema);
  if (!isArray(shape) || shape[0] !== 3) return { traits: {}, members: new Map() };
  const names = isArray(shape[4]) ? shape[4] : [];
  const members = isArray(shape[5]) ? shape[5] : [];
  const traits = typeof shape[3] === 'object' && shape[3] !== null ? (shape[3] as Wire) : {};
  return { traits, members: new Map(names.map((name, i) => [String(name), unwrap(members[i])])) };
}

const tokenNames =
  /^(?:[nN]extToken|[mM]arker|ContinuationToken|PaginationToken|position|(?:Key|VersionId|UploadId|PartNumber)Marker)$/;

/**
 * Which output member feeds which input member: the one called `Next…` where there is one (S3 and Lambda echo the
 * token they were given under its own name), else the one of the same name.
 */
function tokensOf(input: Structure, output: Structure): readonly Token[] {
  return [...input.members.keys()]
    .filter((name) => tokenNames.test(name))
    .flatMap((name) => {
      const next = `Next${name}`;
      if (output.members.has(next)) return [{ input: name, output: next }];
      return output.members.has(name) ? [{ input: name, output: name }] : [];
    });
}

/** The structure that is the whole body: CloudFront's lists, each with its own token and sign that there is more. */
function pageIn(output: Structure): { readonly name: string; readonly page: Structure } | undefined {
  for (const [name, member] of output.members) {
    if (!('httpPayload' in traitsOf(member))) continue;
    const page = structure(isArray(member) && member.length === 2 ? member[0] : member);
    if (page.members.size > 0) return { name, page };
  }
  return undefined;
}

function bodyOf(output: Structure): Bound['body'] {
  const traits = [...output.members.values()].map(traitsOf);
  if (traits.some((t) => 'httpPayload' in t)) return 'payload';
  const inBody = traits.filter(
    (t) => !('httpHeader' in t || 'httpPrefixHeaders' in t || 'httpResponseCode' in t),
  );
  return inBody.length === 0 ? 'none' : 'document';
}

/** Reads an operation's facts from its client's schemas. Throws `TypeError` for an operation that the client does not have. */
export function bindIn(module: SdkModule, operation: string): Bound {
  const { service, name } = splitOperation(operation);
  const command = module[`${name}Command`];
  const schema = unwrap(module[`${name}$`]);
  if (typeof command !== 'function' || !isArray(schema) || schema[0] !== 9)
    throw new TypeError(`${service} has no operation "${name}"`);
  const input = structure(schema[4]);
  const output = structure(schema[5]);
  const root = output.traits['xmlName'];
  const inner = pageIn(output);
  const page = inner?.page ?? output;
  return {
    service,
    name,
    command: command as Bound['command'],
    tokens: tokensOf(input, page),
    within: inner?.name,
    truncated: [...page.members.keys()].find((member) => /^(?:is)?truncated$/i.test(member)),
    lists: [...output.members].flatMap(([member, schema]) => xmlList(member, schema)),
    root: typeof root === 'string' ? root : undefined,
    body: bodyOf(output),
    output: schema[5],
  };
}

const bound = new Map<string, Promise<Bound>>();

/** Binds an operation, loading its client on first use. */
export function bind(operation: string): Promise<Bound> {
  let found = bound.get(operation);
  if (found === undefined) {
    found = Promise.resolve().then(async () =>
      bindIn(await awsServices[splitOperation(operation).service].load(), operation),
    );
    bound.set(operation, found);
  }
  return found;
}

const inside = (value: unknown): Wire => (typeof value === 'object' && value !== null ? (value as Wire) : {});

/** What follows a page: the next input, or why the rest cannot be had. */
export function nextInput(
  { tokens, truncated, within }: Pick<Bound, 'tokens' | 'truncated' | 'within'>,
  input: Wire,
  reply: Wire,
): { readonly next?: Wire; readonly broken?: string } {
  const output = within === undefined ? reply : inside(reply[within]);
  const more = truncated === undefined ? undefined : (output[truncated] ?? undefined);
  // What is no such document at all is read as an empty one.
  if (within !== undefined && truncated !== undefined && more === undefined)
    return { broken: 'the reply does not say whether there is more' };
  if (more === false) return {};
  if (more !== undefined && more !== true)
    return { broken: `the reply does not say whether there is more: its ${truncated} is a ${typeof more}` };
  const given = tokens.filter((t) => (output[t.output] ?? '') !== '');
  const odd = given.find((t) => typeof output[t.output] !== 'string');
  if (odd !== undefined)
    return { broken: `the reply names the next page by a ${typeof output[odd.output]} in ${odd.output}` };
  if (given.length === 0)
    return more === true ? { broken: 'the reply says that there is more but not how to ask for it' } : {};
  if (given.every((t) => output[t.output] === input[t.input]))
    return { broken: 'the reply names the page that was just asked for as the next one' };
  return { next: { ...input, ...Object.fromEntries(given.map((t) => [t.input, output[t.output]])) } };
}

/**
 * A reply as plain JSON: times as ISO text with milliseconds, bytes as base64, `$metadata` and what is undefined left out.
 * Throws `UnreadableReply` for a stream: no operation that answers with one is ever declared.
 */
export function toJson(value: unknown): Json {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  // Text with a media type comes as a String object; a big decimal as { string, type }.
  if (value instanceof String) return value.toString();
  if (isArray(value)) return value.map(toJson);
  if (typeof value !== 'object') throw new UnreadableReply(`a reply holds a ${typeof value}`);
  if ('pipe' in value || 'getReader' in value || Symbol.asyncIterator in value)
    throw new UnreadableReply('a reply is a stream');
  if (value.constructor !== Object && 'string' in value && typeof value.string === 'string')
    return value.string;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, v]) => key !== '$metadata' && v !== undefined)
      .map(([key, v]) => [key, toJson(v)]),
  );
}
