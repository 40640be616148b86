import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stateCases } from '../cases.ts';
import { StateDamaged, StateTooNew, StateUnreachable } from '../errors.ts';
import { openState } from '../open.ts';
import { closeOf, lifeOf, partOf, region, rowOf } from '../samples.cases.ts';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pathlight-state-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const inFolder = (...names: string[]) => path.join(folder, ...names);
const open = (file: string) => openState({ kind: 'sqlite', file });

describe('SQLite', () => {
  stateCases({
    fresh: async () => ({ kind: 'sqlite', file: inFolder('state.db') }),
    settled: async () => undefined,
  });
});

describe('the file', () => {
  test('is the owner’s alone, with its side files and the folders made for it', async () => {
    const file = inFolder('a', 'b', 'state.db');
    const state = await open(file);
    await state.putMute({ policy: 'p', asset: 'a', uid: '', owner: 'o', reason: 'r', expiresAt: '' });
    const modes = Object.fromEntries(
      ['a', 'a/b', 'a/b/state.db', 'a/b/state.db-wal', 'a/b/state.db-shm'].map((name) => [
        name,
        fs.statSync(inFolder(name)).mode & 0o777,
      ]),
    );
    expect(modes).toEqual({
      a: 0o700,
      'a/b': 0o700,
      'a/b/state.db': 0o600,
      'a/b/state.db-wal': 0o600,
      'a/b/state.db-shm': 0o600,
    });
    await state.close();
  });

  test('of a newer layout is refused, with the remedy, and left alone', async () => {
    const file = inFolder('state.db');
    await (await open(file)).close();
    const raw = new DatabaseSync(file);
    raw.exec('PRAGMA user_version = 99');
    raw.close();
    const before = fs.readFileSync(file);
    await expect(open(file)).rejects.toThrow(StateTooNew);
    await expect(open(file)).rejects.toThrow(
      /state\.db was written by a newer Pathlight .*99.*update Pathlight/,
    );
    expect(fs.readFileSync(file)).toEqual(before);
  });

  test.for([
    ['noise', randomBytes(8192)],
    ['a text', Buffer.from('# settings\n'.repeat(500))],
    [
      'the head of a database and noise',
      Buffer.concat([Buffer.from('SQLite format 3\0'), randomBytes(8000)]),
    ],
  ] as const)('that is %s is refused with one clear error', async ([, content]) => {
    const file = inFolder('state.db');
    fs.writeFileSync(file, content);
    await expect(open(file)).rejects.toThrow(StateDamaged);
    await expect(open(file)).rejects.toThrow(/state\.db is damaged or is no state of Pathlight: restore it/);
    expect(fs.readFileSync(file)).toEqual(content);
  });

  test('of another program is refused and left alone', async () => {
    const file = inFolder('other.db');
    const raw = new DatabaseSync(file);
    raw.exec('CREATE TABLE invoice (number INTEGER)');
    raw.close();
    await expect(open(file)).rejects.toThrow(/other\.db is a database of another program/);
    const again = new DatabaseSync(file);
    expect(again.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'invoice' }]);
    again.close();
  });

  test('whose pages were overwritten says so when they are read, and not that there is nothing', async () => {
    const file = inFolder('state.db');
    const state = await open(file);
    await state.putLives(Array.from({ length: 2_000 }, (_, number) => lifeOf(number)));
    await state.close();
    const size = fs.statSync(file).size;
    const handle = fs.openSync(file, 'r+');
    fs.writeSync(handle, randomBytes(size - 12 * 4096), 0, size - 12 * 4096, 12 * 4096);
    fs.closeSync(handle);
    const damaged = await open(file);
    await expect(Array.fromAsync(damaged.lives())).rejects.toThrow(StateDamaged);
    await damaged.close();
  });

  test('with one record overwritten says so, too', async () => {
    const file = inFolder('state.db');
    const state = await open(file);
    await state.putPart(partOf(0, [rowOf('a')]));
    await state.closeSpool(closeOf(1));
    await state.putLives([lifeOf(1)]);
    const raw = new DatabaseSync(file);
    raw.exec("UPDATE spool_part SET packed = x'00'; UPDATE life SET record = '{'");
    raw.close();
    await expect(Array.fromAsync(state.parts('scan-1', 'AwsS3Bucket', region('eu-west-1')))).rejects.toThrow(
      /a record of the state is damaged/,
    );
    await expect(Array.fromAsync(state.lives())).rejects.toThrow(StateDamaged);
    await state.close();
  });

  test('that is a folder, or lies where none can be made, is refused by name', async () => {
    await expect(open(folder)).rejects.toThrow(StateUnreachable);
    fs.writeFileSync(inFolder('plain'), '');
    await expect(open(inFolder('plain', 'state.db'))).rejects.toThrow(StateUnreachable);
    await expect(open(inFolder('plain', 'state.db'))).rejects.toThrow(/plain.state\.db cannot be opened/);
  });

  test('that somebody keeps locked is waited for', async () => {
    const file = inFolder('state.db');
    const state = await open(file);
    const script = `
      const raw = new (require('node:sqlite').DatabaseSync)(process.argv[1]);
      raw.exec('BEGIN IMMEDIATE');
      console.log('locked');
      setTimeout(() => { raw.exec('COMMIT'); raw.close(); }, 400);`;
    const { spawn } = await import('node:child_process');
    const child = spawn(process.execPath, ['-e', script, file], { stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await state.putLives([lifeOf(1)]);
    expect(await Array.fromAsync(state.lives())).toEqual([lifeOf(1)]);
    await ended;
    await state.close();
  });

  test('that may not grow any more says so, and keeps what it had', async () => {
    const file = inFolder('state.db');
    const script = `
      const { openState } = await import(process.argv[1]);
      const state = await openState({ kind: 'sqlite', file: process.argv[2] });
      const life = (number, size) => ({ policy: 'p', asset: String(number), uid: '', state: 'open', firstSeen: '',
        lastSeen: '', resolvedAt: null, resolvedBy: null, reopened: 0, policyHash: 'x'.repeat(size) });
      await state.putLives([life(1, 10)]);
      try {
        await state.putLives(Array.from({ length: 100 }, (_, number) => life(number, 50_000)));
      } catch (error) {
        console.log(error.name + ': ' + error.message);
      }
      console.log((await Array.fromAsync(state.lives())).length);`;
    // ulimit counts in blocks of 512 bytes or 1 KiB: 1 or 2 MB, well below the 5 MB that are written.
    const run = spawnSync(
      '/bin/sh',
      [
        '-c',
        'ulimit -f 2000; exec "$@"',
        'sh',
        process.execPath,
        '--input-type=module',
        '-e',
        script,
        fileURLToPath(import.meta.resolve('../open.ts')),
        file,
      ],
      { encoding: 'utf8' },
    );
    expect(run.stdout).toMatch(/^StateFull: .*state\.db cannot grow \(disk or quota full\): make room/);
    expect(run.stdout).toMatch(/\n1\n$/);
  });
});
