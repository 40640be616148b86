/**
 * A small Azure: an HTTP server that pages by absolute `nextLink`, and a provider whose lowest hook is its HTTP agent.
 * Operations are `GET path@api-version`, the path with `{names}` of its parameters.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault, Fixture } from '#connectors/standin/estate.ts';
import type { Scope } from '#graph/schema/coverage.ts';
import { allowedOperations, refuseUnlessAllowed } from '../allow.ts';
import { sameHost } from '../hosts.ts';
import type { LawHarness, Served } from '../laws.ts';
import { isObject } from '../paths.ts';
import type { Call, Failure, Json, Provider, Reply } from '../provider.ts';
import { type Engine, engine } from './engine.ts';

interface Template {
  readonly operation: string;
  readonly path: RegExp;
  readonly names: readonly string[];
  readonly version: string;
}

function templateOf(operation: string): Template {
  const [, path = '', version = ''] = /^GET (\S+)@(\S+)$/.exec(operation) ?? [];
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return { operation, path: new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`), names, version };
}

/** Which of the operations a request is, with its parameters. */
function operationOf(
  method: string,
  target: string,
  operations: readonly string[],
): { readonly operation: string; readonly input: Readonly<Record<string, string>> } {
  const url = new URL(target, 'http://any');
  const version = url.searchParams.get('api-version') ?? '';
  for (const one of operations.map(templateOf)) {
    const match = method === 'GET' && one.version === version ? one.path.exec(url.pathname) : null;
    if (match !== null)
      return {
        operation: one.operation,
        input: Object.fromEntries(one.names.map((name, i) => [name, decodeURIComponent(match[i + 1] ?? '')])),
      };
  }
  return { operation: `${method} ${url.pathname}@${version}`, input: {} };
}

/** `link`: makes the nextLink out of the honest one. */
export async function armServer(engine_: Engine, link: (honest: string) => string = (honest) => honest) {
  const server = http.createServer((request, response) => {
    const { operation, input } = operationOf(request.method ?? '', request.url ?? '', engine_.operations);
    const url = new URL(request.url ?? '', `http://${request.headers.host}`);
    const served = engine_.answer(operation, input, Number(url.searchParams.get('$skiptoken') ?? 0));
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    switch (served.type) {
      case 'page': {
        url.searchParams.set('$skiptoken', String(served.next));
        const more = served.next === undefined ? {} : { nextLink: link(url.href) };
        return json(200, { [served.into]: served.items, ...more });
      }
      case 'reply':
        return json(200, served.reply);
      case 'error': {
        const { code, message, status = 400 } = served.error;
        if (served.retryAfterSeconds !== undefined)
          response.setHeader('retry-after', String(served.retryAfterSeconds));
        return json(status, { error: { code, message } });
      }
      case 'garbage':
        return void response.writeHead(200).end('{"value": [');
      case 'cut':
        return void request.socket.destroy();
      case 'hang':
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type AddRequest = (request: http.ClientRequest, options: unknown) => void;

/** Every request of this agent, whoever makes it, passes here before there is a socket for it. */
export class GuardedAgent extends http.Agent {
  readonly #allowed: ReadonlySet<string>;
  constructor(allowed: ReadonlySet<string>) {
    super({ keepAlive: true });
    this.#allowed = allowed;
  }
  addRequest(request: http.ClientRequest, options: unknown): void {
    refuseUnlessAllowed(
      operationOf(
        request.method,
        request.path,
        [...this.#allowed].filter((one) => one.includes('@')),
      ).operation,
      this.#allowed,
    );
    const { addRequest } = http.Agent.prototype as unknown as { readonly addRequest: AddRequest };
    addRequest.call(this, request, options);
  }
}

class ArmError extends Error {
  readonly status: number;
  readonly code: string;
  readonly retryAfter: number | undefined;
  constructor(status: number, code: string, message: string, retryAfter: number | undefined) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export function get(
  agent: http.Agent,
  url: URL,
  signal?: AbortSignal,
): Promise<{ status: number; text: string; retryAfter?: string | undefined }> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { agent, ...(signal === undefined ? {} : { signal }) }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => void chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString(),
          retryAfter: response.headers['retry-after'],
        }),
      );
    });
    request.on('error', reject);
    request.end();
  });
}

export function armProvider(
  base: string,
  agent: http.Agent,
  proves: (kind: string, scope: Scope) => boolean,
): Provider {
  return {
    cloud: 'azure',
    async send({ operation, input, signal }: Call): Promise<Reply> {
      const { nextLink } = input;
      const { version } = templateOf(operation);
      const path = (/^GET (\S+)@/.exec(operation)?.[1] ?? '').replace(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent(String(input[name])),
      );
      const url =
        typeof nextLink === 'string' ? new URL(nextLink) : new URL(`${path}?api-version=${version}`, base);
      const { status, text, retryAfter } = await get(agent, url, signal);
      const body = (): Json => JSON.parse(text) as Json;
      if (status !== 200) {
        const parsed = body();
        const error = isObject(parsed) && isObject(parsed['error']) ? parsed['error'] : {};
        throw new ArmError(
          status,
          typeof error['code'] === 'string' ? error['code'] : '',
          typeof error['message'] === 'string' ? error['message'] : '',
          retryAfter === undefined ? undefined : Number(retryAfter) * 1000,
        );
      }
      const page = body();
      const link = isObject(page) ? page['nextLink'] : undefined;
      return {
        body: page,
        ...(typeof link === 'string' ? { next: { nextLink: sameHost(link, [base]).href } } : {}),
      };
    },
    classify(error): Failure {
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof SyntaxError)
        return { outcome: 'unreadable', code: 'SyntaxError', message, retry: false };
      if (!(error instanceof ArmError)) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'Odd';
        return { outcome: 'unavailable', code, message, retry: true };
      }
      const { status, code, retryAfter } = error;
      if (status === 401) return { outcome: 'denied', code, message, retry: false, credentials: true };
      if (status === 429) return { outcome: 'throttled', code, message, retry: true, retryAfter };
      if (status >= 500) return { outcome: 'unavailable', code, message, retry: true, retryAfter };
      return { outcome: status === 403 ? 'denied' : 'unreadable', code, message, retry: false };
    },
    pace: ({ scope }) => ({ key: `arm/${scope.account}`, perSecond: 25, burst: 250 }),
    proves,
    close: () => {
      agent.destroy();
      return Promise.resolve();
    },
  };
}

export const armHarness: LawHarness = {
  undeclared: 'GET /subscriptions/{subscription}/providers/Test.Ml/keys@2026-01-01',
  async serve(
    fixture: Fixture,
    options: { kinds: Parameters<typeof allowedOperations>[0]; faults: readonly Fault[]; rights: boolean },
  ): Promise<Served> {
    const behind = engine(fixture, options.faults);
    const server = await armServer(behind);
    const agent = new GuardedAgent(allowedOperations(options.kinds, 'azure'));
    const provider = armProvider(server.base, agent, () => options.rights);
    return {
      provider,
      scopes: [{ cloud: 'azure', partition: 'AzureCloud', account: fixture.account }],
      seen: () => behind.seen,
      async sendRaw(operation) {
        const path = (/^GET (\S+)@/.exec(operation)?.[1] ?? '').replace(/\{\w+\}/g, 'x');
        try {
          await get(agent, new URL(`${path}?api-version=${templateOf(operation).version}`, server.base));
          return 'sent';
        } catch {
          return 'refused';
        }
      },
      close: async () => {
        await provider.close();
        await server.close();
      },
    };
  },
};
