/** Connections to the Neo4j of the state, its layout, and what its failures mean. */
import neo4j, { type Driver, type ManagedTransaction, Neo4jError, type SessionMode } from 'neo4j-driver';
import { StateDamaged, StateError, StateFull, StateTooNew, StateUnreachable } from '../errors.ts';
import { layout, migrations } from './migrations.ts';

export interface Neo4jConfig {
  readonly uri: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly database?: string | undefined;
}

export type Params = Readonly<Record<string, unknown>>;
export type Row = Readonly<Record<string, unknown>>;

export interface Connection {
  /** Runs one statement in a transaction of its own, again where Neo4j says that this may help. */
  run(statement: string, params?: Params): Promise<readonly Row[]>;
  /** Runs several statements in one transaction, whole or not at all. `work` may run more than once. */
  write<T>(
    work: (run: (statement: string, params?: Params) => Promise<readonly Row[]>) => Promise<T>,
  ): Promise<T>;
  /** Rows as they come. */
  stream(statement: string, params?: Params): AsyncGenerator<Row>;
  close(): Promise<void>;
}

/** Says what a failure of Neo4j or of the way to it means. Errors of ours and of others pass. */
export function explain(where: string, error: unknown): unknown {
  if (error instanceof StateError || !(error instanceof Error)) return error;
  const cause = { cause: error };
  if (!(error instanceof Neo4jError)) {
    const closed = /driver.*closed|closed.*driver|pool is closed/i.test(error.message);
    return closed ? new StateUnreachable(`the connection to ${where} is closed`, cause) : error;
  }
  if (error.code.startsWith('Neo.ClientError.Security.')) {
    return new StateUnreachable(`${where} refuses the user or password: ${error.message}`, cause);
  }
  if (
    /OutOfDiskSpace|No space left|MemoryPoolOutOfMemory|OutOfMemory/i.test(`${error.code} ${error.message}`)
  ) {
    return new StateFull(`${where} has no room left (disk or memory): make room and try again`, cause);
  }
  return new StateUnreachable(`${where} cannot be used: ${error.message}`, cause);
}

/**
 * Connects and brings the layout up to date.
 * @throws StateTooNew, StateDamaged, StateUnreachable, StateFull
 */
export async function connect(config: Neo4jConfig): Promise<Connection> {
  const where = `Neo4j at ${withoutCredentials(config.uri)}`;
  const driver = await driverFor(config, where);
  const database = config.database === undefined ? {} : { database: config.database };
  const connection = connectionOver(driver, where, (mode) =>
    driver.session({ defaultAccessMode: mode, ...database }),
  );
  try {
    // Without the retries that a transaction gets: a wrong address is to be told at once.
    await driver.getServerInfo(database);
    await migrate(connection, where);
    return connection;
  } catch (error) {
    await connection.close();
    throw explain(where, error);
  }
}

async function driverFor(config: Neo4jConfig, where: string): Promise<Driver> {
  const auth = config.user === undefined ? undefined : neo4j.auth.basic(config.user, config.password ?? '');
  try {
    return neo4j.driver(config.uri, auth, {
      // Only numbers below 2^53 are kept as numbers; all others are inside JSON texts.
      disableLosslessIntegers: true,
      connectionTimeout: 10_000,
      connectionAcquisitionTimeout: 20_000,
      maxTransactionRetryTime: 20_000,
      userAgent: 'pathlight',
    });
  } catch (cause) {
    throw new StateUnreachable(`${where} is no address of a Neo4j (write bolt://host:7687)`, { cause });
  }
}

function withoutCredentials(uri: string): string {
  try {
    const { protocol, host } = new URL(uri);
    return `${protocol}//${host}`;
  } catch {
    return 'an unreadable address';
  }
}

function connectionOver(
  driver: Driver,
  where: string,
  session: (mode: SessionMode) => ReturnType<Driver['session']>,
): Connection {
  const statements =
    (transaction: ManagedTransaction) =>
    async (statement: string, params: Params = {}) => {
      const result = await transaction.run<Row>(statement, params);
      return result.records.map((record) => record.toObject());
    };
  const write: Connection['write'] = async (work) => {
    const opened = session(neo4j.session.WRITE);
    try {
      return await opened.executeWrite((transaction) => work(statements(transaction)));
    } catch (error) {
      throw explain(where, error);
    } finally {
      await opened.close();
    }
  };
  return {
    write,
    run: (statement, params) => write((run) => run(statement, params)),
    async *stream(statement, params = {}) {
      const opened = session(neo4j.session.READ);
      try {
        for await (const record of opened.run<Row>(statement, params)) yield record.toObject();
      } catch (error) {
        throw explain(where, error);
      } finally {
        await opened.close();
      }
    },
    close: () => driver.close(),
  };
}

const readLayout = 'MATCH (m:_PathlightStateMeta {key: "state"}) RETURN m.layout AS layout';

async function foundLayout(connection: Connection, where: string): Promise<number> {
  const [row] = await connection.run(readLayout);
  const found = row?.['layout'] ?? 0;
  if (typeof found !== 'number' || !Number.isInteger(found)) {
    throw new StateDamaged(`the state in ${where} has no readable layout: restore it from a backup`);
  }
  if (found > layout) {
    throw new StateTooNew(
      `the state in ${where} was written by a newer Pathlight (layout ${found}, this one knows ${layout}): update Pathlight`,
    );
  }
  return found;
}

/** Every statement of a layout may run twice: two processes may do this at the same time. */
async function migrate(connection: Connection, where: string): Promise<void> {
  const found = await foundLayout(connection, where);
  if (found === layout) return;
  for (const statement of migrations.slice(found).flat()) await connection.run(statement);
  await connection.run('CALL db.awaitIndexes(60)');
  await connection.run(
    `MERGE (m:_PathlightStateMeta {key: "state"})
     SET m.layout = CASE WHEN coalesce(m.layout, 0) < $layout THEN toInteger($layout) ELSE m.layout END`,
    { layout },
  );
  await foundLayout(connection, where);
}
