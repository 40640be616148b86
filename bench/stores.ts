/** Both stores, each beside its bare client. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import grafeo from '@grafeo-db/js';
import neo4j from 'neo4j-driver';
import { openStore } from '#graph/store/open.ts';
import { type Bare, benchStore } from './graph.ts';
import { print, timed } from './table.ts';

const slices = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));

const bareGrafeo: Bare = async (nodes, edges) => {
  const folder = mkdtempSync(join(tmpdir(), 'pathlight-bench-'));
  const db = grafeo.GrafeoDB.create(join(folder, 'bare.grafeo'));
  try {
    const ids = new Map<string, number>();
    const nodeMs = await timed(async () => {
      for (const some of slices(nodes, 5000)) {
        const made = await db.batchCreateNodesWithProps(
          ['Asset'],
          some.map((n) => n.props),
        );
        some.forEach((n, i) => ids.set(n.id, made[i] ?? -1));
      }
    });
    const edgeMs = await timed(async () => {
      for (const some of slices(edges, 5000))
        await db.batchCreateEdges(
          some.map((e) => ({
            src: ids.get(e.from) ?? -1,
            dst: ids.get(e.to) ?? -1,
            type: e.type,
            properties: { ...e.props, key: e.key },
          })),
        );
      db.walCheckpoint();
    });
    return { nodes: nodeMs, edges: edgeMs };
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const bareNeo4j =
  (uri: string): Bare =>
  async (nodes, edges) => {
    const driver = neo4j.driver(uri);
    try {
      await driver.executeQuery('CREATE CONSTRAINT bare IF NOT EXISTS FOR (n:Bare) REQUIRE n.id IS UNIQUE');
      const nodeMs = await timed(async () => {
        for (const some of slices(nodes, 5000))
          await driver.executeQuery('UNWIND $rows AS r MERGE (n:Bare {id: r.id}) SET n = r', {
            rows: some.map((n) => n.props),
          });
      });
      const edgeMs = await timed(async () => {
        for (const some of slices(edges, 5000))
          await driver.executeQuery(
            'UNWIND $rows AS r MATCH (a:Bare {id: r.from}), (b:Bare {id: r.to}) MERGE (a)-[e:STEP {key: r.key}]->(b) SET e += r.props',
            { rows: some },
          );
      });
      await driver
        .executeQuery('MATCH (n:Bare) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS')
        .catch(async () => {
          const session = driver.session();
          await session.run('MATCH (n:Bare) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS');
          await session.close();
        });
      return { nodes: nodeMs, edges: edgeMs };
    } finally {
      await driver.close();
    }
  };

export async function benchStores(size: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pathlight-bench-'));
  const embedded = await openStore({ kind: 'embedded', folder });
  try {
    print(
      `Embedded store, ${size.toLocaleString('en')} assets`,
      await benchStore(embedded, size, bareGrafeo, {
        nodes: 'at least 20,000/s',
        edges: 'at least 10,000/s',
        steps: 'at least 500,000/s',
      }),
    );
  } finally {
    await embedded.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const uri = process.env['PATHLIGHT_TEST_NEO4J_URI'];
  if (uri === undefined) {
    console.log('\nNeo4j: left out, no server (npm run bench starts one where Java and Maven are).');
    return;
  }
  const server = await openStore({ kind: 'neo4j', uri });
  try {
    print(
      `Neo4j store, ${size.toLocaleString('en')} assets`,
      await benchStore(server, size, bareNeo4j(uri), {
        nodes: 'at least 10,000/s',
        edges: 'at least 5,000/s',
        steps: 'at least 80,000/s',
      }),
    );
  } finally {
    await server.close();
  }
}
