/**
 * No test may leave the machine. Importing this file makes every way out of a Node process refuse anything that is not
 * loopback: sockets (and with them http, https, http2, tls, fetch and gRPC), datagrams, and every kind of name lookup.
 * It is loaded into child processes that are Node too (through NODE_OPTIONS, see `setup.ts`).
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

/** What a test gets that tried to leave the machine. Its code is none that an SDK takes for worth retrying. */
export class LeftTheMachine extends Error {
  override readonly name = 'LeftTheMachine';
  readonly code = 'ERR_LEFT_THE_MACHINE';
  constructor(way: string, host: string) {
    super(`a test tried to leave the machine: ${way} to ${host}`);
  }
}

type Loose = (...args: never[]) => unknown;
type Callback = (error: Error) => void;

const marker = Symbol.for('pathlight.test.guard');
const shared = globalThis as { [marker]?: string[] };
const installed = shared[marker] !== undefined;
// Kept outside of this module, which may be loaded twice in one process.
const refusals = (shared[marker] ??= []);

/** What was refused since the last call. A test that means to be refused takes them, or `setup.ts` fails it. */
export function takeRefusals(): readonly string[] {
  return refusals.splice(0);
}

/** `localhost`, 127.0.0.0/8 and ::1, also as an IPv4-mapped address. No other name: it would need a look-up. */
export function isLoopback(host: string): boolean {
  const plain = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (plain === 'localhost') return true;
  if (net.isIPv4(plain)) return plain.startsWith('127.');
  if (!net.isIPv6(plain)) return false;
  const canonical = new URL(`http://[${plain.replace(/%.*$/, '')}]/`).hostname;
  return canonical === '[::1]' || /^\[::ffff:7f[0-9a-f]{2}:/.test(canonical);
}

function refuse(way: string, host: string): LeftTheMachine {
  const error = new LeftTheMachine(way, host);
  refusals.push(error.message);
  return error;
}

/** The host that the arguments of `Socket.connect` name; undefined for a Unix socket or the default host. */
function connectHost(args: readonly unknown[]): string | undefined {
  const [first, second] = args;
  // net.connect() hands over its already normalised arguments as one array.
  if (Array.isArray(first)) return connectHost(first);
  if (typeof first === 'object' && first !== null) {
    if ('path' in first && typeof first.path === 'string') return undefined;
    return 'host' in first && typeof first.host === 'string' && first.host !== '' ? first.host : undefined;
  }
  return typeof second === 'string' ? second : undefined;
}

function guardSockets(): void {
  const connect = Reflect.get(net.Socket.prototype, 'connect') as Loose;
  net.Socket.prototype.connect = function guarded(this: net.Socket, ...args: never[]): net.Socket {
    const host = connectHost(args);
    if (host === undefined || isLoopback(host)) return connect.apply(this, args) as net.Socket;
    const error = refuse('a connection', host);
    process.nextTick(() => this.destroy(error));
    return this;
  } as typeof net.Socket.prototype.connect;
}

function guardDatagrams(): void {
  const prototype = dgram.Socket.prototype as unknown as Record<'send' | 'connect', Loose>;
  const methods = [
    ['send', prototype.send],
    ['connect', prototype.connect],
  ] as const;
  for (const [name, original] of methods) {
    prototype[name] = function guarded(this: dgram.Socket, ...args: never[]): unknown {
      // The first argument is the message or the port; any text after it is the address. None means loopback.
      const host = args.slice(1).find((arg: unknown) => typeof arg === 'string');
      if (host === undefined || isLoopback(host)) return original.apply(this, args);
      throw refuse('a datagram', host);
    };
  }
}

function guardLookups(): void {
  const { lookup } = dns;
  const promised = dns.promises.lookup;
  dns.lookup = ((host: string, ...rest: never[]) => {
    if (isLoopback(host)) return (lookup as Loose)(host as never, ...rest);
    const done = rest.at(-1) as unknown as Callback;
    const error = refuse('a name lookup', host);
    process.nextTick(() => done(error));
    return {};
  }) as typeof dns.lookup;
  dns.promises.lookup = (async (host: string, ...rest: never[]) => {
    if (!isLoopback(host)) throw refuse('a name lookup', host);
    return (promised as Loose)(host as never, ...rest);
  }) as typeof dns.promises.lookup;

  const asks = (name: string): boolean => name.startsWith('resolve') || name === 'reverse';
  const guardAll = (target: object, way: (host: string, args: readonly unknown[]) => unknown): void => {
    for (const name of Object.getOwnPropertyNames(target).filter(asks)) {
      Reflect.set(target, name, (host: string, ...args: unknown[]) => way(host, args));
    }
  };
  // These never look at /etc/hosts: whatever they are asked goes to a name server.
  const byCallback = (host: string, args: readonly unknown[]): unknown => {
    const error = refuse('a name server query', host);
    process.nextTick(() => (args.at(-1) as Callback)(error));
    return {};
  };
  const byPromise = (host: string): Promise<never> => Promise.reject(refuse('a name server query', host));
  for (const target of [dns, dns.Resolver.prototype, Object.getPrototypeOf(dns.Resolver.prototype)]) {
    guardAll(target, byCallback);
  }
  const promiseResolver = dns.promises.Resolver.prototype;
  for (const target of [dns.promises, promiseResolver]) guardAll(target, byPromise);
}

if (!installed) {
  guardSockets();
  guardDatagrams();
  guardLookups();
  syncBuiltinESMExports();
}
