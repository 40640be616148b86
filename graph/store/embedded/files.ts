/**
 * The folder of an embedded graph: `current.json` points at the published file; the draft is another file beside it.
 *
 * The pointer is replaced in one step (write, fsync, rename, fsync of the folder), so that a kill leaves the old one or
 * the new one. It carries size and checksum of the file it points at.
 */
import { type FileHandle, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { StoreTooNew } from '#graph/store/errors.ts';
import type { Publication } from '#graph/store/port.ts';
import { LAYOUT } from '#graph/store/values.ts';
import { damaged, storeError } from './client.ts';

export interface Pointer extends Publication {
  readonly file: string;
  readonly size: number;
  readonly crc: number;
}

const POINTER = 'current.json';
const GENERATION = /^generation-(\d+)\.grafeo(\.wal.*)?$/;
export const generationFile = (number: number): string => `generation-${number}.grafeo`;

function isPointer(value: unknown): value is Pointer {
  if (typeof value !== 'object' || value === null) return false;
  const p = value as Record<string, unknown>;
  return (
    ['number', 'layout', 'size', 'crc'].every((k) => Number.isSafeInteger(p[k])) &&
    ['scan', 'at', 'file'].every((k) => typeof p[k] === 'string') &&
    GENERATION.test(String(p['file']))
  );
}

/** @throws StoreTooNew, StoreDamaged; `null` where nothing was ever published. */
export async function readPointer(folder: string): Promise<Pointer | null> {
  const path = join(folder, POINTER);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw storeError(cause, path);
  }
  let pointer: unknown;
  try {
    pointer = JSON.parse(text);
  } catch (cause) {
    throw damaged(path, 'it is not JSON', cause);
  }
  const layout = (pointer as { layout?: unknown } | null)?.layout;
  if (typeof layout === 'number' && layout > LAYOUT)
    throw new StoreTooNew(
      `${folder} was written by a newer Pathlight (layout ${layout}, this one knows ${LAYOUT}): update Pathlight`,
    );
  if (!isPointer(pointer)) throw damaged(path, 'it lacks fields');
  return pointer;
}

/** Size and checksum of a file, read in pieces. */
async function sum(handle: FileHandle): Promise<{ size: number; crc: number }> {
  let crc = 0;
  let size = 0;
  for await (const chunk of handle.createReadStream({ autoClose: false, start: 0, highWaterMark: 1 << 20 })) {
    crc = crc32(chunk as Buffer, crc);
    size += (chunk as Buffer).length;
  }
  return { size, crc };
}

/** @throws StoreDamaged if the file is not the one that was published. `false`: it is no longer there. */
export async function verify(folder: string, pointer: Pointer): Promise<boolean> {
  const path = join(folder, pointer.file);
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw storeError(cause, path);
  }
  try {
    const { size, crc } = await sum(handle);
    if (size !== pointer.size) throw damaged(path, `it has ${size} bytes instead of ${pointer.size}`);
    if (crc !== pointer.crc) throw damaged(path, 'its checksum is wrong');
    return true;
  } finally {
    await handle.close();
  }
}

/** Makes a finished file durable and gives what the pointer says of it. */
export async function settle(folder: string, file: string): Promise<{ size: number; crc: number }> {
  const handle = await open(join(folder, file), 'r+');
  try {
    await handle.sync();
    return await sum(handle);
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Publishes: from the rename on, readers see the new file. */
export async function writePointer(
  folder: string,
  pointer: Pointer,
  step: (name: string) => void,
): Promise<void> {
  const next = join(folder, `${POINTER}.next`);
  const handle = await open(next, 'w');
  try {
    await handle.writeFile(JSON.stringify(pointer));
    await handle.sync();
  } finally {
    await handle.close();
  }
  step('pointer written');
  await syncFolder(folder);
  await rename(next, join(folder, POINTER));
  step('pointer moved');
  await syncFolder(folder);
}

/** Removes generations that are neither published nor the one before, and a killed draft's leftovers. */
export async function prune(folder: string, published: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const number = GENERATION.exec(name)?.[1];
    const unused = number !== undefined && (Number(number) > published || Number(number) < published - 1);
    // A reader elsewhere may hold a file (Windows): then the next draft removes it.
    if (unused || name === `${POINTER}.next`)
      await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
