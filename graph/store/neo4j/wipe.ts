/** What tests do to a Neo4j behind the store's back. */
import { Client, MARKER, type Neo4jConfig } from './client.ts';

/** Removes Pathlight's graph. Other nodes, the state's among them, stay. */
export async function wipe(config: Neo4jConfig): Promise<void> {
  const client = new Client(config);
  try {
    for (const label of [MARKER, '_PathlightStore', '_PathlightLease', '_PathlightUndo']) {
      await client.session('write', (session) =>
        session
          .run(`MATCH (n:${label}) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS`)
          .then(() => undefined),
      );
    }
  } finally {
    await client.close();
  }
}

async function once(config: Neo4jConfig, query: string): Promise<unknown> {
  const client = new Client(config);
  try {
    return (await client.write((tx) => tx.run(query))).records[0]?.get(0);
  } finally {
    await client.close();
  }
}

/** Makes the graph look as if a newer Pathlight had written it. */
export async function bumpLayout(config: Neo4jConfig): Promise<void> {
  await once(config, 'MATCH (s:_PathlightStore) SET s.layout = s.layout + 1');
}

/** How many nodes have a label of the store's own. */
export async function countOwn(config: Neo4jConfig, label: string): Promise<number> {
  return Number(await once(config, `MATCH (n:${label}) RETURN count(n)`));
}
