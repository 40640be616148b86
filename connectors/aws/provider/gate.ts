/**
 * The gate that every request of every AWS client passes, at the lowest hooks there are: after signing, and at the
 * socket's handler. Only declared operations leave, only to hosts that follow from region, partition and configuration,
 * and a reply that is not the operation's document is an error and never an empty answer.
 */
import { loginOperations, RefusedOperation, refuseUnlessAllowed } from '#connectors/kit/allow.ts';
import { RefusedHost } from '#connectors/kit/hosts.ts';
import { UnreadableReply } from './errors.ts';
import { type Bound, bindIn } from './operations.ts';
import type { SdkModule } from './services.ts';
import { withTimes } from './times.ts';
import { brokenList } from './xml.ts';

/** What is used of a vendor request. */
export interface WireRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
}
interface WireResponse {
  readonly statusCode: number;
  headers: Record<string, string>;
  body?: unknown;
}
interface HandlerOptions {
  readonly abortSignal?: AbortSignal;
}
export interface WireHandler {
  handle(request: WireRequest, options?: HandlerOptions): Promise<{ response: WireResponse }>;
  destroy?(): void;
  metadata?: unknown;
}

type Next = (args: { readonly input: unknown; readonly request: WireRequest }) => Promise<unknown>;
interface Context {
  readonly commandName?: string;
}
export interface MiddlewareStack {
  add(
    middleware: (next: Next, context: Context) => Next,
    options: {
      readonly step: 'initialize' | 'finalizeRequest';
      readonly priority: 'high' | 'low';
      readonly name: string;
    },
  ): void;
}

/** What is used of a vendor client. */
export interface SdkClient {
  readonly middlewareStack: MiddlewareStack;
  readonly config: {
    requestHandler: WireHandler;
    readonly protocol: { getShapeId(): string };
    readonly endpointProvider: (params: Readonly<Record<string, unknown>>) => { readonly url: URL };
    readonly useFipsEndpoint: () => Promise<boolean>;
    readonly useDualstackEndpoint: () => Promise<boolean>;
    readonly serviceConfiguredEndpoint: () => Promise<string | undefined>;
  };
  send(command: object, options?: HandlerOptions): Promise<Readonly<Record<string, unknown>>>;
  destroy(): void;
}

/** The largest reply taken in. AWS's own largest pages are a few megabytes. */
const mostBytes = 64 * 1024 * 1024;

/** The most that is read of an error. AWS's own hold a code and a sentence. */
const mostErrorBytes = 256 * 1024;

/** The first `most` bytes of a body, and whether that is all of it. The rest is not waited for. */
async function readUpTo(
  most: number,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<{ readonly bytes: Buffer; readonly whole: boolean }> {
  if (body === undefined || body === null) return { bytes: Buffer.alloc(0), whole: true };
  if (body instanceof Uint8Array || typeof body === 'string') {
    const all = Buffer.from(body as Uint8Array);
    return { bytes: all.subarray(0, most), whole: all.byteLength <= most };
  }
  const stream = body as AsyncIterable<Uint8Array> & { destroy?(error?: Error): void };
  const abort = () =>
    stream.destroy?.(signal?.reason instanceof Error ? signal.reason : new Error('aborted'));
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of stream) {
      size += chunk.byteLength;
      chunks.push(chunk);
      // Leaving the loop closes the stream.
      if (size > most) return { bytes: Buffer.concat(chunks).subarray(0, most), whole: false };
    }
    return { bytes: Buffer.concat(chunks), whole: true };
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

/** Why a good status's body cannot be this operation's reply. The SDK reads any such body as an empty reply. */
export function misfit(bound: Bound, protocol: string, text: string): string | undefined {
  if (bound.body !== 'document') return undefined;
  const body = text.trimStart();
  if (/json/i.test(protocol))
    return body.startsWith('{') ? undefined : 'the body of the reply is no JSON object';
  const element = /^(?:<\?[^>]*\?>\s*|<!--[^>]*-->\s*)*<([\w:.-]+)/.exec(body)?.[1];
  if (element === undefined) return 'the body of the reply is no XML document';
  // Independent servers of this protocol name the root after the operation where AWS has a name of its own.
  const ownName = [`${bound.name}Response`, `${bound.name}Result`, `${bound.name}Output`];
  const names = /query/i.test(protocol) ? ownName.slice(0, 1) : bound.root && [bound.root, ...ownName];
  const fits = names === undefined ? !/^(?:html|error)$/i.test(element) : names.includes(element);
  if (!fits) return `the reply is a <${element}> document`;
  const within = /awsquery/i.test(protocol) ? [element, `${bound.name}Result`] : [element];
  const broken = brokenList(body, within, bound.lists);
  return broken === undefined ? undefined : `the reply is not as expected: ${broken}`;
}

/**
 * Puts the gate into a client. `expected` gives the base address that the client's configuration leads to; `ownServer`:
 * it is one that the operator set, and may be no AWS.
 */
export function guard(
  client: SdkClient,
  service: string,
  module: SdkModule,
  allowed: ReadonlySet<string>,
  expected: () => Promise<URL>,
  { ownServer = false }: { readonly ownServer?: boolean } = {},
): void {
  const open = new Set([...allowed, ...loginOperations.aws]);
  const passed = new WeakMap<WireRequest, Bound>();
  const operationOf = (context: Context): string => {
    const operation = `${service}:${(context.commandName ?? '').replace(/Command$/, '')}`;
    refuseUnlessAllowed(operation, open);
    return operation;
  };
  // Before credentials are fetched for it …
  client.middlewareStack.add(
    (next, context) => async (args) => {
      operationOf(context);
      return next(args);
    },
    { step: 'initialize', priority: 'high', name: 'pathlightRefuse' },
  );
  // … and as the last thing before the wire, where the request is final: the handler sends only what came by here.
  client.middlewareStack.add(
    (next, context) => async (args) => {
      passed.set(args.request, bindIn(module, operationOf(context)));
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'pathlightPass' },
  );
  const inner = client.config.requestHandler;
  const protocol = client.config.protocol.getShapeId();
  client.config.requestHandler = {
    ...(inner.metadata === undefined ? {} : { metadata: inner.metadata }),
    destroy: () => inner.destroy?.(),
    async handle(request, options) {
      const bound = passed.get(request);
      if (bound === undefined) throw new RefusedOperation(`${service}: a request that did not pass the gate`);
      await checkHost(request, service, expected);
      const answer = await inner.handle(request, options);
      const status = answer.response.statusCode;
      if (status >= 200 && status < 300) {
        const { bytes, whole } = await readUpTo(mostBytes, answer.response.body, options?.abortSignal);
        if (!whole) throw new UnreadableReply(`a reply of more than ${mostBytes} bytes`);
        const why = misfit(bound, protocol, bytes.toString('utf8'));
        if (why !== undefined) throw new UnreadableReply(why);
        const mend = ownServer && bound.body === 'document' && /restjson/i.test(protocol);
        answer.response.body = new Uint8Array(mend ? withTimes(bound.output, bytes) : bytes);
      } else {
        const { bytes } = await readUpTo(mostErrorBytes, answer.response.body, options?.abortSignal);
        answer.response.body = new Uint8Array(bytes);
      }
      return answer;
    },
  };
}

/** S3 puts the bucket, S3 Control the account in front of the host name. */
const prefixed = new Set(['s3', 's3control']);

async function checkHost(request: WireRequest, service: string, expected: () => Promise<URL>): Promise<void> {
  const base = await expected();
  const port = request.port === undefined ? '' : String(request.port);
  const host = request.hostname;
  const samePlace = host === base.hostname || (prefixed.has(service) && host.endsWith(`.${base.hostname}`));
  const defaults = base.protocol === 'https:' ? '443' : '80';
  const samePort = (port === '' ? defaults : port) === (base.port === '' ? defaults : base.port);
  if (!samePlace || !samePort || request.protocol !== base.protocol) throw new RefusedHost(host);
}
