/** The Neo4j driver: connecting, its values as the port's, its errors as ours. */
import neo4j, { type Driver, type ManagedTransaction, type Session } from 'neo4j-driver';
import { QueryFailed, StoreError, StoreFull, StoreUnreachable } from '#graph/store/errors.ts';
import { asText, narrow } from '#graph/store/values.ts';

export interface Neo4jConfig {
  readonly uri: string;
  readonly user?: string;
  readonly password?: string;
  /** The server's default database where absent. */
  readonly database?: string;
}
export type Mode = 'read' | 'write';
type Work<T> = (tx: ManagedTransaction) => Promise<T>;

/**
 * Every node of the graph has this label, so that ids are unique over all; it is never shown. It does not begin as those of
 * Pathlight's records beside the graph do (`STATE_LABEL_PREFIX`), which `admitQuery` keeps people away from.
 */
export const MARKER = '_GraphNode';
/** Rows per message of a stream. */
const FETCH = 5_000;
const OLDEST = [5, 26] as const;

/** The address without credentials. */
export function addressOf(uri: string): string {
  try {
    const { protocol, host } = new URL(uri);
    return `${protocol}//${host}`;
  } catch {
    throw new StoreUnreachable(
      'The address of Neo4j is not a URI: write it as bolt://host:7687 or neo4j+s://host',
    );
  }
}

const codeOf = (error: unknown): string => asText((error as { code?: unknown } | null)?.code);
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What went wrong at `address`, as one of our errors, with the remedy. */
export function storeError(cause: unknown, address: string): StoreError {
  if (cause instanceof StoreError) return cause;
  const code = codeOf(cause);
  const message = messageOf(cause);
  if (/No space left|disk space|DiskFull|os error 28/i.test(message))
    return new StoreFull(`Neo4j at ${address} has no space left: free some and scan again`, { cause });
  if (/Security\.(Unauthorized|AuthenticationRateLimit|CredentialsExpired|TokenExpired)/.test(code))
    return new StoreUnreachable(`Neo4j at ${address} refuses the sign-in: check user and password`, {
      cause,
    });
  if (/Security\.Forbidden/.test(code))
    return new StoreUnreachable(
      `Neo4j at ${address} forbids this user what Pathlight needs: reading, writing and constraints`,
      { cause },
    );
  if (/DatabaseNotFound/.test(code))
    return new StoreUnreachable(`Neo4j at ${address} has no such database: check its name`, { cause });
  if (
    ['ServiceUnavailable', 'SessionExpired', 'ProtocolError'].includes(code) ||
    /DatabaseUnavailable/.test(code)
  )
    return new StoreUnreachable(
      `Neo4j at ${address} cannot be reached: check that it runs, the address, and TLS (bolt+s) or none`,
      {
        cause,
      },
    );
  if (/OutOfMemory/.test(code))
    return new StoreError(
      `Neo4j at ${address} ran out of memory: raise its heap or db.memory.transaction.max`,
      { cause },
    );
  return new StoreError(`Neo4j at ${address} failed: ${message}`, { cause });
}

/** Whether it is the query's own fault. */
export const isQueryError = (cause: unknown): boolean =>
  /^Neo\.ClientError\.(Statement|Procedure|Schema)\./.test(codeOf(cause));

/** Whether the server stopped it for its time or its memory. */
export function stoppedFor(cause: unknown): 'milliseconds' | 'memory' | undefined {
  const code = codeOf(cause);
  if (/TransactionTimedOut|TransactionTerminated/.test(code)) return 'milliseconds';
  return /OutOfMemory|StackOverFlow/i.test(code) ? 'memory' : undefined;
}

export const queryFailed = (cause: unknown): QueryFailed =>
  new QueryFailed(`The query failed: ${messageOf(cause).split('\n', 1)[0]}`, { cause });

/** A whole number as Cypher's integer: the driver takes a `number` for a float. */
function toList(list: readonly unknown[]): unknown[] {
  const fraction = list.some((item) => typeof item === 'number' && !Number.isInteger(item));
  return fraction ? [...list] : list.map(toParam);
}
export function toParam(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return toList(value);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toParam(item)]));
  return value;
}

/** A scalar or list of a property as the port has it. */
export function fromValue(value: unknown): unknown {
  if (typeof value === 'bigint') return narrow(value);
  if (Array.isArray(value)) return value.map(fromValue);
  return Object.is(value, -0) ? 0 : value;
}

/** Properties without `without`. */
export function fromProps<T>(props: Readonly<Record<string, unknown>>, without: string): Record<string, T> {
  const out: Record<string, T> = {};
  for (const name in props) if (name !== without) out[name] = fromValue(props[name]) as T;
  return out;
}

/** A driver, and the little that is needed of it. */
export class Client {
  readonly address: string;
  private readonly driver: Driver;
  private readonly database: string | undefined;

  constructor(config: Neo4jConfig) {
    this.address = addressOf(config.uri);
    this.database = config.database;
    const auth = config.user === undefined ? undefined : neo4j.auth.basic(config.user, config.password ?? '');
    try {
      this.driver = neo4j.driver(config.uri, auth, {
        useBigInt: true,
        userAgent: 'pathlight',
        telemetryDisabled: true,
        fetchSize: FETCH,
        connectionTimeout: 10_000,
        maxTransactionRetryTime: 15_000,
        notificationFilter: { minimumSeverityLevel: 'OFF' },
      });
    } catch (cause) {
      throw new StoreUnreachable(
        `${this.address} is no address of a Neo4j: write it as bolt://host:7687 or neo4j+s://host`,
        {
          cause,
        },
      );
    }
  }

  /** @throws StoreUnreachable for an address without a server, a refused sign-in, or a server that is too old. */
  async connect(): Promise<void> {
    try {
      const { agent } = await this.driver.getServerInfo(
        this.database === undefined ? {} : { database: this.database },
      );
      const version = /^Neo4j\/(\d+)\.(\d+)/.exec(agent ?? '');
      const [major, minor] = [Number(version?.[1] ?? 0), Number(version?.[2] ?? 0)];
      if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
        throw new StoreUnreachable(
          `${this.address} is ${agent ?? 'of no known version'}: Neo4j ${OLDEST.join('.')} or later is needed`,
        );
      await this.session('read', (session) => session.executeRead((tx) => tx.run('RETURN 1')));
    } catch (cause) {
      const error = storeError(cause, this.address);
      if (error instanceof StoreUnreachable) throw error;
      throw new StoreUnreachable(
        `${this.address} does not answer as a Neo4j (${messageOf(cause)}): check the address`,
        { cause },
      );
    }
  }

  openSession(mode: Mode): Session {
    return this.driver.session({
      ...(this.database === undefined ? {} : { database: this.database }),
      defaultAccessMode: mode === 'read' ? neo4j.session.READ : neo4j.session.WRITE,
      // What one session wrote the next one sees, on a cluster too.
      bookmarkManager: this.driver.executeQueryBookmarkManager,
    });
  }

  async session<T>(mode: Mode, work: (session: Session) => Promise<T>): Promise<T> {
    const session = this.openSession(mode);
    try {
      return await work(session);
    } catch (cause) {
      throw isQueryError(cause) ? cause : storeError(cause, this.address);
    } finally {
      await session.close();
    }
  }

  /** One transaction, repeated where the server says that repeating helps. */
  async write<T>(work: Work<T>): Promise<T> {
    return this.session('write', (session) => session.executeWrite(work)).catch((cause: unknown) => {
      throw storeError(cause, this.address);
    });
  }
  async read<T>(work: Work<T>): Promise<T> {
    return this.session('read', (session) => session.executeRead(work)).catch((cause: unknown) => {
      throw storeError(cause, this.address);
    });
  }

  async close(): Promise<void> {
    await this.driver.close();
  }
}
