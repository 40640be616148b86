/**
 * The layouts of the file, oldest first: a file of layout n has seen the first n. One that was released is never
 * changed; a new one is added at the end. `place` and `key` are made by `records.ts`; `record` is JSON text, `packed`
 * JSON packed by `json.ts`.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE scan (
    id TEXT PRIMARY KEY,
    started_at TEXT NOT NULL,
    running INTEGER NOT NULL,
    heartbeat TEXT,
    record TEXT NOT NULL
  ) STRICT;
  CREATE INDEX scan_started_at ON scan (started_at);
  CREATE TABLE spool_part (
    scan TEXT NOT NULL,
    place TEXT NOT NULL,
    part INTEGER NOT NULL,
    packed BLOB NOT NULL,
    PRIMARY KEY (scan, place, part)
  ) STRICT;
  CREATE TABLE spool_close (
    scan TEXT NOT NULL,
    place TEXT NOT NULL,
    packed BLOB NOT NULL,
    PRIMARY KEY (scan, place)
  ) STRICT;
  CREATE TABLE life (key TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE mute (key TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE snapshot (
    scan TEXT NOT NULL,
    kind TEXT NOT NULL,
    packed BLOB NOT NULL,
    PRIMARY KEY (scan, kind)
  ) STRICT;
  CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
];

/** What this Pathlight writes. */
export const layout = migrations.length;
