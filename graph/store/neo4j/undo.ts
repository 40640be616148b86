/** Takes an unfinished publish back: the notes of each batch, the last first. */
import { type ManagedTransaction } from 'neo4j-driver';
import { Applier, nothing, type Transact, type Undo } from './apply.ts';
import { type Client, MARKER } from './client.ts';
import type { Lease } from './meta.ts';

/** How many nodes, with their edges, one transaction removes. */
const REMOVALS = 5_000;

/** JSON of a note; integers beyond 2^53 are tagged: no property is a map. */
const toJson = (undo: Undo): string =>
  JSON.stringify(undo, (_, value: unknown) => (typeof value === 'bigint' ? { $int: String(value) } : value));

const fromJson = (text: string): Undo =>
  JSON.parse(text, (_, value: unknown) => {
    const int = typeof value === 'object' && value !== null ? (value as { $int?: unknown }).$int : undefined;
    return typeof int === 'string' ? BigInt(int) : value;
  }) as Undo;

/** Transactions under the lease, each with a note of what was there before. */
export function journalled(client: Client, lease: Lease, step: (name: string) => void): Transact {
  let seq = 0;
  return async (work) => {
    const done = await client.write(async (tx) => {
      await lease.hold(tx);
      const undo = nothing();
      const result = await work(tx, undo);
      // A number of its own for each attempt: one that was committed without our hearing of it keeps its note.
      seq++;
      await tx.run('CREATE (:_PathlightUndo {seq: $seq, data: $data})', {
        seq: BigInt(seq),
        data: toJson(undo),
      });
      return result;
    });
    step('batch written');
    return done;
  };
}

/** As `journalled`, for the first publish: before it there was nothing, so nothing needs noting. */
export function unjournalled(client: Client, lease: Lease, step: (name: string) => void): Transact {
  return async (work) => {
    const done = await client.write(async (tx) => {
      await lease.hold(tx);
      return work(tx, nothing());
    });
    step('batch written');
    return done;
  };
}

/** Removes the notes of a publish that came to its end. */
export async function dropNotes(client: Client, lease: Lease): Promise<void> {
  const query = 'MATCH (u:_PathlightUndo) WITH u LIMIT 100 DELETE u RETURN count(*) AS n';
  await untilNone(client, lease, (tx) => tx.run(query));
}

type Counted = Promise<{ readonly records: readonly { get(key: string): unknown }[] }>;
async function untilNone(
  client: Client,
  lease: Lease,
  remove: (tx: ManagedTransaction) => Counted,
): Promise<void> {
  for (;;) {
    const n = await client.write(async (tx) => {
      await lease.hold(tx);
      return Number((await remove(tx)).records[0]?.get('n') ?? 0);
    });
    if (n === 0) return;
  }
}

async function removeAll(client: Client, lease: Lease): Promise<void> {
  const query = `MATCH (n:${MARKER}) WITH n LIMIT $most DETACH DELETE n RETURN count(*) AS n`;
  await untilNone(client, lease, (tx) => tx.run(query, { most: BigInt(REMOVALS) }));
}

/** Undoes one note and drops it, in one transaction; whether there was one. */
async function undoLast(client: Client, lease: Lease): Promise<boolean> {
  return client.write(async (tx) => {
    await lease.hold(tx);
    const [last] = (
      await tx.run('MATCH (u:_PathlightUndo) RETURN u.seq AS seq, u.data AS data ORDER BY seq DESC LIMIT 1')
    ).records;
    if (last === undefined) return false;
    const applier = new Applier((work) => work(tx, nothing()));
    await applier.apply(fromJson(String(last.get('data'))));
    await tx.run('MATCH (u:_PathlightUndo {seq: $seq}) DELETE u', { seq: last.get('seq') });
    return true;
  });
}

/** Brings back the graph that is published, whole. May be killed and begun again. */
export async function rollBack(client: Client, lease: Lease, step: (name: string) => void): Promise<void> {
  const { records } = await client.read((tx) =>
    tx.run("MATCH (s:_PathlightStore {id: 'store'}) RETURN s.number AS n"),
  );
  if (Number(records[0]?.get('n') ?? 0) === 0) await removeAll(client, lease);
  else while (await undoLast(client, lease)) step('batch taken back');
  await client.write(async (tx) => {
    await lease.hold(tx);
    await tx.run("MATCH (s:_PathlightStore {id: 'store'}) SET s.writing = false");
  });
  step('taken back');
}
