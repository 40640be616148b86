/** The state in one SQLite file, beside the embedded graph. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { StateError, StateUnreachable } from '../errors.ts';
import { encode, pack } from '../json.ts';
import type { FindingLife, State } from '../port.ts';
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
import { explain, openFile, openReader, transaction } from './open.ts';

type Values = readonly SQLInputValue[];
type Found = { readonly [column: string]: unknown };

const openSeconds = 10;

/** Two processes that make the file at the same moment can meet a lock that SQLite does not wait for. */
async function opened(file: string): Promise<DatabaseSync> {
  for (const until = Date.now() + openSeconds * 1000; ; ) {
    try {
      return openFile(file);
    } catch (error) {
      const told = explain(file, error);
      if (!(told instanceof StateUnreachable) || !/busy/.test(told.message) || Date.now() > until) throw told;
      await sleep(20);
    }
  }
}

/**
 * Opens or makes the state in `file`.
 * @throws StateTooNew, StateDamaged, StateUnreachable, StateFull
 */
export async function openSqliteState(file: string): Promise<State> {
  const database = await opened(file);

  /** All access goes through here, so that every failure is told in our words. */
  function attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw explain(file, error);
    }
  }
  const change = (sql: string, ...values: Values): void =>
    attempt(() => {
      database.prepare(sql).run(...values);
    });
  const get = (sql: string, ...values: Values): Found | undefined =>
    attempt(() => database.prepare(sql).get(...values));

  /** Rows of one state of the file, whatever is written meanwhile. */
  async function* rows(sql: string, ...values: Values): AsyncGenerator<Found> {
    const reader = attempt(() => openReader(file));
    try {
      const iterator = attempt(() => reader.prepare(sql).iterate(...values));
      for (;;) {
        const next = attempt(() => iterator.next());
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      reader.close();
    }
  }

  return {
    async startScan(scan) {
      change(
        'INSERT INTO scan (id, started_at, running, record) VALUES (?, ?, 1, ?) ON CONFLICT DO NOTHING',
        keyOf(scan.id),
        scan.startedAt,
        newScan(scan),
      );
    },
    async beat(id, at) {
      change('UPDATE scan SET heartbeat = ? WHERE id = ? AND running = 1', at, keyOf(id));
    },
    async finishScan(id, end) {
      attempt(() =>
        transaction(database, () => {
          const found = database.prepare('SELECT record FROM scan WHERE id = ?').get(keyOf(id));
          if (found === undefined) throw new StateError(`no scan ${id} was started`);
          database
            .prepare('UPDATE scan SET record = ?, running = ? WHERE id = ?')
            .run(endedScan(found['record'], end), end.status === 'running' ? 1 : 0, keyOf(id));
        }),
      );
    },
    async scans(limit) {
      const sql = 'SELECT record, heartbeat FROM scan ORDER BY started_at DESC, id DESC LIMIT ?';
      const found = attempt(() => database.prepare(sql).all(limit));
      return found.map((row) => scanFrom(row['record'], row['heartbeat']));
    },
    async scan(id) {
      const found = get('SELECT record, heartbeat FROM scan WHERE id = ?', keyOf(id));
      return found === undefined ? null : scanFrom(found['record'], found['heartbeat']);
    },

    async putPart(part) {
      const sql = 'INSERT OR REPLACE INTO spool_part (scan, place, part, packed) VALUES (?, ?, ?, ?)';
      const packed = await pack(part);
      change(sql, keyOf(part.scan), placeOf(part.kind, part.scope), part.part, packed);
    },
    async closeSpool(close) {
      const packed = await pack(close);
      const sql = 'INSERT OR REPLACE INTO spool_close (scan, place, packed) VALUES (?, ?, ?)';
      change(sql, keyOf(close.scan), placeOf(close.kind, close.scope), packed);
    },
    async *closes(scan) {
      const places = await Array.fromAsync(
        rows('SELECT place FROM spool_close WHERE scan = ?', keyOf(scan)),
        (row) => String(row['place']),
      );
      for (const place of places.sort(byText)) {
        const found = get('SELECT packed FROM spool_close WHERE scan = ? AND place = ?', keyOf(scan), place);
        if (found !== undefined) yield await readClose(found['packed']);
      }
    },
    async *parts(scan, kind, scope) {
      const where = [keyOf(scan), placeOf(kind, scope)];
      const closed = get('SELECT packed FROM spool_close WHERE scan = ? AND place = ?', ...where);
      if (closed === undefined) return;
      const sql = 'SELECT packed FROM spool_part WHERE scan = ? AND place = ? AND part = ?';
      const close = await readClose(closed['packed']);
      yield* wholeParts(close, async (part) => get(sql, ...where, part)?.['packed']);
    },
    async dropSpool(scan) {
      attempt(() =>
        transaction(database, () => {
          database.prepare('DELETE FROM spool_close WHERE scan = ?').run(keyOf(scan));
          database.prepare('DELETE FROM spool_part WHERE scan = ?').run(keyOf(scan));
        }),
      );
    },

    async *lives() {
      for await (const row of rows('SELECT record FROM life')) yield readLife(row['record']);
    },
    async putLives(lives: readonly FindingLife[]) {
      attempt(() =>
        transaction(database, () => {
          const put = database.prepare('INSERT OR REPLACE INTO life (key, record) VALUES (?, ?)');
          for (const life of lives) put.run(identityOf(life), encode(life));
        }),
      );
    },
    async mutes() {
      const found = attempt(() => database.prepare('SELECT record FROM mute ORDER BY key').all());
      return found.map((row) => readMute(row['record']));
    },
    async putMute(mute) {
      change('INSERT OR REPLACE INTO mute (key, record) VALUES (?, ?)', identityOf(mute), encode(mute));
    },

    async putSnapshot(scan, kind, json) {
      const packed = await pack(json);
      change(
        'INSERT OR REPLACE INTO snapshot (scan, kind, packed) VALUES (?, ?, ?)',
        keyOf(scan),
        kind,
        packed,
      );
    },
    async snapshot(scan, kind) {
      const found = get('SELECT packed FROM snapshot WHERE scan = ? AND kind = ?', keyOf(scan), kind);
      return found === undefined ? null : readPacked<string>(found['packed']);
    },

    async setting(name, make) {
      return attempt(() =>
        transaction(database, () => {
          const found = database.prepare('SELECT value FROM setting WHERE name = ?').get(keyOf(name));
          if (found !== undefined) return readText(found['value']);
          const value = make();
          database.prepare('INSERT INTO setting (name, value) VALUES (?, ?)').run(keyOf(name), encode(value));
          return value;
        }),
      );
    },
    async close() {
      if (database.isOpen) attempt(() => database.close());
    },
  };
}
