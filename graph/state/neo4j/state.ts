/** The state in Neo4j, beside the graph but under labels of its own. */
import { createHash } from 'node:crypto';
import { StateError } from '../errors.ts';
import { encode, pack } from '../json.ts';
import type { State } from '../port.ts';
import {
  byText,
  endedScan,
  identityOf,
  keyOf,
  newScan,
  placeOf,
  readClose,
  readLife,
  readMute,
  readPacked,
  readText,
  scanFrom,
  wholeParts,
} from '../records.ts';
import { connect, type Neo4jConfig } from './session.ts';

/** Lives in one statement of the one transaction that holds them all. */
const livesAtOnce = 5_000;
/** Spool parts in one transaction of a removal: a part may hold megabytes. */
const partsAtOnce = 200;

/** Neo4j's indexes refuse texts beyond 8 kB, so the unique key is a digest of the whole identity. */
const digest = (...texts: readonly string[]): string =>
  createHash('sha256')
    .update(keyOf(...texts))
    .digest('base64url');

/** As Bolt sends bytes. */
const bytes = (buffer: Buffer): Int8Array =>
  new Int8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);

/**
 * Opens or makes the state in a Neo4j.
 * @throws StateTooNew, StateDamaged, StateUnreachable, StateFull
 */
export async function openNeo4jState(config: Neo4jConfig): Promise<State> {
  const neo4j = await connect(config);

  async function one(statement: string, params: Readonly<Record<string, unknown>>): Promise<unknown> {
    const [row] = await neo4j.run(statement, params);
    return row?.['value'];
  }
  const packedOf = (label: string, key: string): Promise<unknown> =>
    one(`MATCH (n:_PathlightState${label} {key: $key}) RETURN n.packed AS value`, { key });

  return {
    async startScan(scan) {
      await neo4j.run(
        `MERGE (s:_PathlightStateScan {key: $key})
         ON CREATE SET s.startedAt = $startedAt, s.running = true, s.record = $record`,
        { key: digest(scan.id), startedAt: scan.startedAt, record: newScan(scan) },
      );
    },
    async beat(id, at) {
      await neo4j.run('MATCH (s:_PathlightStateScan {key: $key}) WHERE s.running SET s.heartbeat = $at', {
        key: digest(id),
        at,
      });
    },
    async finishScan(id, end) {
      const key = digest(id);
      await neo4j.write(async (run) => {
        // The write takes the lock, so that what is read cannot change before it is written again.
        const [found] = await run(
          'MATCH (s:_PathlightStateScan {key: $key}) SET s.running = $running RETURN s.record AS record',
          { key, running: end.status === 'running' },
        );
        if (found === undefined) throw new StateError(`no scan ${id} was started`);
        const record = endedScan(found['record'], end);
        await run('MATCH (s:_PathlightStateScan {key: $key}) SET s.record = $record', { key, record });
      });
    },
    async scans(limit) {
      const found = await neo4j.run(
        `MATCH (s:_PathlightStateScan) RETURN s.record AS record, s.heartbeat AS heartbeat, s.startedAt AS startedAt
         ORDER BY startedAt DESC, record DESC LIMIT toInteger($limit)`,
        { limit },
      );
      return found.map((row) => scanFrom(row['record'], row['heartbeat']));
    },
    async scan(id) {
      const [found] = await neo4j.run(
        'MATCH (s:_PathlightStateScan {key: $key}) RETURN s.record AS record, s.heartbeat AS heartbeat',
        { key: digest(id) },
      );
      return found === undefined ? null : scanFrom(found['record'], found['heartbeat']);
    },

    async putPart(part) {
      const place = placeOf(part.kind, part.scope);
      await neo4j.run(
        'MERGE (p:_PathlightStatePart {key: $key}) SET p.scan = $scan, p.place = $place, p.packed = $packed',
        {
          key: digest(part.scan, place, String(part.part)),
          scan: digest(part.scan),
          place,
          packed: bytes(await pack(part)),
        },
      );
    },
    async closeSpool(close) {
      const place = placeOf(close.kind, close.scope);
      await neo4j.run(
        'MERGE (c:_PathlightStateClose {key: $key}) SET c.scan = $scan, c.place = $place, c.packed = $packed',
        {
          key: digest(close.scan, place),
          scan: digest(close.scan),
          place,
          packed: bytes(await pack(close)),
        },
      );
    },
    async *closes(scan) {
      const found = await neo4j.run('MATCH (c:_PathlightStateClose {scan: $scan}) RETURN c.place AS place', {
        scan: digest(scan),
      });
      for (const place of found.map((row) => String(row['place'])).sort(byText)) {
        const packed = await packedOf('Close', digest(scan, place));
        if (packed !== undefined) yield await readClose(packed);
      }
    },
    async *parts(scan, kind, scope) {
      const place = placeOf(kind, scope);
      const closed = await packedOf('Close', digest(scan, place));
      if (closed === undefined) return;
      const close = await readClose(closed);
      yield* wholeParts(close, (part) => packedOf('Part', digest(scan, place, String(part))));
    },
    async dropSpool(scan) {
      const params = { scan: digest(scan), atOnce: partsAtOnce };
      // Without its closing records nothing of the spool counts, should the rest be interrupted.
      await neo4j.run('MATCH (c:_PathlightStateClose {scan: $scan}) DELETE c', params);
      for (;;) {
        const dropped = await one(
          `MATCH (p:_PathlightStatePart {scan: $scan}) WITH p LIMIT toInteger($atOnce) DELETE p
           RETURN count(*) AS value`,
          params,
        );
        if (dropped === 0) return;
      }
    },

    async *lives() {
      for await (const row of neo4j.stream('MATCH (l:_PathlightStateLife) RETURN l.record AS record')) {
        yield readLife(row['record']);
      }
    },
    async putLives(lives) {
      const rows = lives.map((life) => ({ key: digest(identityOf(life)), record: encode(life) }));
      await neo4j.write(async (run) => {
        for (let start = 0; start < rows.length; start += livesAtOnce) {
          await run(
            'UNWIND $rows AS row MERGE (l:_PathlightStateLife {key: row.key}) SET l.record = row.record',
            {
              rows: rows.slice(start, start + livesAtOnce),
            },
          );
        }
      });
    },
    async mutes() {
      const found = await neo4j.run('MATCH (m:_PathlightStateMute) RETURN m.record AS record');
      const mutes = found.map((row) => readMute(row['record']));
      return mutes.sort((a, b) => byText(identityOf(a), identityOf(b)));
    },
    async putMute(mute) {
      await neo4j.run('MERGE (m:_PathlightStateMute {key: $key}) SET m.record = $record', {
        key: digest(identityOf(mute)),
        record: encode(mute),
      });
    },

    async putSnapshot(scan, kind, json) {
      await neo4j.run('MERGE (s:_PathlightStateSnapshot {key: $key}) SET s.packed = $packed', {
        key: digest(scan, kind),
        packed: bytes(await pack(json)),
      });
    },
    async snapshot(scan, kind) {
      const packed = await packedOf('Snapshot', digest(scan, kind));
      return packed === undefined ? null : readPacked<string>(packed);
    },

    async setting(name, make) {
      const read = 'MATCH (s:_PathlightStateSetting {key: $key}) RETURN s.record AS value';
      const key = digest(name);
      const found = await one(read, { key });
      if (found !== undefined) return readText(found);
      // The unique constraint makes MERGE wait for another writer, and then find what that one wrote.
      const first = await one(
        'MERGE (s:_PathlightStateSetting {key: $key}) ON CREATE SET s.record = $record RETURN s.record AS value',
        { key, record: encode(make()) },
      );
      return readText(first);
    },
    close: () => neo4j.close(),
  };
}
