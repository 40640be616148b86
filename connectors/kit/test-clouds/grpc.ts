/**
 * A small Google: a real gRPC server whose messages are JSON, and a provider whose lowest hook is an interceptor of the
 * channel. Operations are `package.Service/Method`. A proxy in front can cut connections.
 */
import net, { type AddressInfo } from 'node:net';
import * as grpc from '@grpc/grpc-js';
import { allowedOperations, refuseUnlessAllowed } from '../allow.ts';
import type { LawHarness } from '../laws.ts';
import { isObject } from '../paths.ts';
import type { Call, Failure, Json, Provider, Reply } from '../provider.ts';
import { type Engine, engine } from './engine.ts';

const encode = (value: unknown): Buffer =>
  Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value));
const decode = (bytes: Buffer): Json => JSON.parse(bytes.toString()) as Json;

const statusOf = (http: number | undefined): grpc.status => {
  if (http === 401) return grpc.status.UNAUTHENTICATED;
  if (http === 403) return grpc.status.PERMISSION_DENIED;
  if (http === 429) return grpc.status.RESOURCE_EXHAUSTED;
  if (http === 404) return grpc.status.NOT_FOUND;
  return (http ?? 0) >= 500 ? grpc.status.UNAVAILABLE : grpc.status.INVALID_ARGUMENT;
};

/** `unreachable`: locations that each page says it does not speak for. */
export async function grpcServer(
  behind: Engine,
  operations: readonly string[],
  unreachable: readonly string[] = [],
) {
  const server = new grpc.Server();
  const sockets = new Set<net.Socket>();
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const handle =
    (operation: string): grpc.handleUnaryCall<Json, unknown> =>
    (call, done) => {
      const input = isObject(call.request) ? call.request : {};
      const served = behind.answer(operation, input, Number(input['pageToken'] ?? 0));
      switch (served.type) {
        case 'page':
          // As proto3 JSON has it: what is empty is left out.
          return done(null, {
            ...(served.items.length === 0 ? {} : { [served.into]: served.items }),
            ...(served.next === undefined ? {} : { nextPageToken: String(served.next) }),
            ...(unreachable.length === 0 ? {} : { unreachable }),
          });
        case 'reply':
          return done(null, served.reply);
        case 'error':
          return done({ code: statusOf(served.error.status), details: served.error.message });
        case 'garbage':
          return done(null, Buffer.from('{"things": ['));
        case 'cut':
          return cut();
        case 'hang':
      }
    };
  const byService = Map.groupBy(operations, (operation) => operation.split('/')[0] ?? '');
  for (const methods of byService.values())
    server.addService(
      Object.fromEntries(
        methods.map((operation) => [
          operation,
          {
            path: `/${operation}`,
            requestStream: false,
            responseStream: false,
            requestSerialize: encode,
            requestDeserialize: decode,
            responseSerialize: encode,
            responseDeserialize: decode,
          },
        ]),
      ),
      Object.fromEntries(methods.map((operation) => [operation, handle(operation)])),
    );
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  const proxy = net.createServer((front) => {
    const back = net.connect(port, '127.0.0.1');
    sockets.add(front);
    for (const [one, other] of [
      [front, back],
      [back, front],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
      one.pipe(other);
    }
    front.on('close', () => sockets.delete(front));
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close: async () => {
      server.forceShutdown();
      cut();
      await new Promise<void>((resolve) => void proxy.close(() => resolve()));
    },
  };
}

/** Every call of this channel's clients, whoever makes it, passes the guard before it starts. */
export function guardedClient(address: string, allowed: ReadonlySet<string>): grpc.Client {
  const guard: grpc.Interceptor = (options, next) => {
    refuseUnlessAllowed(options.method_definition.path.slice(1), allowed);
    return new grpc.InterceptingCall(next(options));
  };
  return new grpc.Client(address, grpc.credentials.createInsecure(), {
    interceptors: [guard],
    'grpc.initial_reconnect_backoff_ms': 20,
    'grpc.min_reconnect_backoff_ms': 20,
    'grpc.enable_retries': 0,
  });
}

export const unary = (
  client: grpc.Client,
  operation: string,
  input: unknown,
  signal?: AbortSignal,
): Promise<Json> =>
  new Promise((resolve, reject) => {
    const call = client.makeUnaryRequest(`/${operation}`, encode, decode, input, (error, value) =>
      error === null ? resolve(value ?? null) : reject(error),
    );
    signal?.addEventListener('abort', () => call.cancel(), { once: true });
  });

function failure(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const status = isStatus(error) ? error.code : undefined;
  const code = status === undefined ? 'Odd' : (grpc.status[status] ?? 'Odd');
  if (status === grpc.status.PERMISSION_DENIED) return { outcome: 'denied', code, message, retry: false };
  if (status === grpc.status.UNAUTHENTICATED)
    return { outcome: 'denied', code, message, retry: false, credentials: true };
  if (status === grpc.status.RESOURCE_EXHAUSTED) return { outcome: 'throttled', code, message, retry: true };
  if (status !== undefined && transient.has(status))
    return { outcome: 'unavailable', code, message, retry: true };
  return { outcome: 'unreadable', code, message, retry: false };
}
const transient: ReadonlySet<grpc.status> = new Set([
  grpc.status.UNAVAILABLE,
  grpc.status.DEADLINE_EXCEEDED,
  grpc.status.CANCELLED,
]);
const isStatus = (error: unknown): error is grpc.ServiceError =>
  error instanceof Error && 'code' in error && typeof error.code === 'number';

export function grpcProvider(client: grpc.Client): Provider {
  return {
    cloud: 'gcp',
    omitsEmptyLists: true,
    async send({ operation, input, signal }: Call): Promise<Reply> {
      const body = await unary(client, operation, input, signal);
      const page = isObject(body) ? body : {};
      const { nextPageToken, unreachable } = page;
      return {
        body,
        ...(typeof nextPageToken === 'string' ? { next: { ...input, pageToken: nextPageToken } } : {}),
        ...(Array.isArray(unreachable)
          ? { missing: unreachable.map((place) => ({ place: String(place), reason: 'unreachable' })) }
          : {}),
      };
    },
    classify: failure,
    pace: ({ scope }) => ({ key: `gcp/${scope.account}`, perSecond: 10, burst: 10 }),
    close: () => {
      client.close();
      return Promise.resolve();
    },
  };
}

export const grpcHarness: LawHarness = {
  undeclared: 'test.v1.Things/ListSecrets',
  async serve(fixture, { kinds, faults }) {
    const behind = engine(fixture, faults);
    const server = await grpcServer(behind, [...behind.operations, grpcHarness.undeclared]);
    const client = guardedClient(server.address, allowedOperations(kinds, 'gcp'));
    const provider = grpcProvider(client);
    return {
      provider,
      scopes: [{ cloud: 'gcp', account: fixture.account, region: fixture.region }],
      seen: () => behind.seen,
      async sendRaw(operation) {
        try {
          await unary(client, operation, {});
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
