/** Neo4j Community, the server as a library from Maven Central. */
import fs from 'node:fs/promises';
import path from 'node:path';
import neo4j, { type Session } from 'neo4j-driver';
import { cached } from './cache.ts';
import { type Launch, Missing, run, type Service } from './service.ts';

const version = '5.26.18';
const beside = (file: string): string => path.join(import.meta.dirname, file);

async function withSession<T>(uri: string, work: (session: Session) => Promise<T>): Promise<T> {
  const driver = neo4j.driver(uri, undefined, { connectionTimeout: 2_000 });
  try {
    return await work(driver.session());
  } finally {
    await driver.close();
  }
}

/** @throws Missing unless there is a JDK (its compiler runs `Neo4jServer.java`) of a version that Neo4j 5 runs on. */
async function needsJdk(): Promise<void> {
  const said = await run('javac', ['-version']).catch((cause: unknown) => {
    throw new Missing('it needs a JDK 17 or 21 (no javac found)', { cause });
  });
  const major = Number(/javac (\d+)/.exec(said)?.[1] ?? 0);
  if (major < 17) throw new Missing(`it needs a JDK 17 or 21, this one is ${said.trim()}`);
}

async function prepare(): Promise<Launch> {
  await needsJdk();
  const folder = await cached(
    `neo4j-${version}`,
    async (draft) => {
      await run('mvn', [
        '--quiet',
        '--batch-mode',
        `--file=${beside('pom.xml')}`,
        `-Dneo4j.version=${version}`,
        `-DoutputDirectory=${draft}`,
        '-DincludeScope=runtime',
        'dependency:copy-dependencies',
      ]);
    },
    async (made) => (await fs.readdir(made)).includes(`neo4j-${version}.jar`),
  );
  return {
    command: (port, data) => [
      'java',
      '-Xmx2g',
      '-cp',
      path.join(folder, '*'),
      beside('Neo4jServer.java'),
      data,
      String(port),
    ],
    answers: (port) =>
      withSession(`bolt://127.0.0.1:${port}`, async (session) => {
        await session.run('RETURN 1');
      }),
    env: (port) => ({ PATHLIGHT_TEST_NEO4J_URI: `bolt://127.0.0.1:${port}` }),
  };
}

export const neo4jService: Service = {
  name: 'neo4j',
  prepare,
  /** Removes all data, and all constraints and indexes but those that Neo4j itself makes. */
  clear: (uri) =>
    withSession(uri, async (session) => {
      await session.run('MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS');
      const constraints = await session.run<{ name: string }>('SHOW CONSTRAINTS YIELD name');
      for (const row of constraints.records) await session.run(`DROP CONSTRAINT \`${row.get('name')}\``);
      const indexes = await session.run<{ name: string }>(
        "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'",
      );
      for (const row of indexes.records) await session.run(`DROP INDEX \`${row.get('name')}\``);
    }),
};
