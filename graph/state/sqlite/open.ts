/** One SQLite file: opening it, bringing its layout up to date, and what its failures mean. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StateDamaged, StateError, StateFull, StateTooNew, StateUnreachable } from '../errors.ts';
import { layout, migrations } from './migrations.ts';

/** `application_id` of the file, so that a database of another program is not taken for a state. Reads `PLst`. */
const applicationId = 0x50_4c_73_74;
/** How long a statement waits for the lock of another process. */
const busyMilliseconds = 10_000;

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html); extended ones carry them in their low byte. */
const code = { busy: 5, locked: 6, corrupt: 11, full: 13, notADatabase: 26 } as const;
/** SQLITE_IOERR_WRITE and SQLITE_IOERR_SHMSIZE: what a quota or a file size limit looks like. */
const cannotWrite: readonly number[] = [778, 4874];

/** Says what a failure of SQLite means for the file. Errors of ours and of others pass. */
export function explain(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StateError || !('code' in error)) return error;
  const cause = { cause: error };
  if (error.code === 'ERR_INVALID_STATE') return new StateUnreachable(`${file} is closed`, cause);
  if (error.code !== 'ERR_SQLITE_ERROR') {
    // What the file system says about the folder or the file itself.
    return 'syscall' in error
      ? new StateUnreachable(`${file} cannot be opened: ${error.message}`, cause)
      : error;
  }
  const extended = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
  const primary = extended & 0xff;
  if (primary === code.corrupt || primary === code.notADatabase) {
    const remedy = 'restore it from a backup, or remove it to begin with an empty one';
    return new StateDamaged(`${file} is damaged or is no state of Pathlight: ${remedy}`, cause);
  }
  if (primary === code.full || cannotWrite.includes(extended)) {
    return new StateFull(`${file} cannot grow (disk or quota full): make room and try again`, cause);
  }
  if (primary === code.busy || primary === code.locked) {
    return new StateUnreachable(`${file} is kept busy by another process: try again when it is done`, cause);
  }
  return new StateUnreachable(`${file} cannot be used: ${error.message}`, cause);
}

/** Runs `work` in one write transaction, whole or not at all. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite itself has already rolled back after some errors (full, I/O).
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function pragma(database: DatabaseSync, name: string): unknown {
  return database.prepare(`PRAGMA ${name}`).get()?.[name];
}

/** A second way into the same file, for reading one state of it while others write. */
export function openReader(file: string): DatabaseSync {
  return new DatabaseSync(file, { readOnly: true, timeout: busyMilliseconds });
}

/**
 * Opens the file, or makes it (mode 0600, missing folders 0700), and brings it to the layout of this Pathlight.
 * @throws StateTooNew, StateDamaged, StateUnreachable, StateFull
 */
export function openFile(file: string): DatabaseSync {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // SQLite gives its side files the mode of this one.
  closeSync(openSync(file, 'a+', 0o600));
  const database = new DatabaseSync(file, { timeout: busyMilliseconds });
  try {
    // Before anything is changed: it may not be ours.
    refuseOthers(file, database);
    database.exec('PRAGMA journal_mode = WAL');
    database.exec('PRAGMA synchronous = FULL');
    if (Number(pragma(database, 'user_version')) < layout) migrate(file, database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function refuseOthers(file: string, database: DatabaseSync): void {
  const application = Number(pragma(database, 'application_id'));
  const tables = Number(database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables']);
  if (application !== applicationId && (application !== 0 || tables > 0)) {
    throw new StateDamaged(`${file} is a database of another program: name another file for the state`);
  }
  const found = Number(pragma(database, 'user_version'));
  if (found > layout) {
    throw new StateTooNew(
      `${file} was written by a newer Pathlight (layout ${found}, this one knows ${layout}): update Pathlight`,
    );
  }
}

function migrate(file: string, database: DatabaseSync): void {
  transaction(database, () => {
    // Another process may have been faster, or newer.
    refuseOthers(file, database);
    const found = Number(pragma(database, 'user_version'));
    for (const statements of migrations.slice(found)) database.exec(statements);
    database.exec(`PRAGMA application_id = ${applicationId}`);
    database.exec(`PRAGMA user_version = ${layout}`);
  });
}
