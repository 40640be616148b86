/**
 * What a draft stages before it may touch the one live graph: in a file that has no name, so that a kill leaves nothing
 * behind, and memory holds one batch at a time.
 */
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { StoreError, StoreFull } from '#graph/store/errors.ts';
import type { CheckedChanges } from '#graph/store/values.ts';

export class Buffered {
  private file: FileHandle | undefined;
  private folder: string | undefined;
  private readonly lengths: number[] = [];
  private end = 0;

  async add(changes: CheckedChanges): Promise<void> {
    try {
      this.file ??= await this.create();
      const bytes = serialize(changes);
      await this.file.write(bytes, 0, bytes.length, this.end);
      this.lengths.push(bytes.length);
      this.end += bytes.length;
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code;
      if (code === 'ENOSPC' || code === 'EDQUOT')
        throw new StoreFull(
          `No space left in ${tmpdir()} for what is to be published: free some and scan again`,
          { cause },
        );
      throw new StoreError(`${tmpdir()} cannot hold what is to be published: ${String(cause)}`, { cause });
    }
  }

  /** All that was added, in order. */
  async *all(): AsyncGenerator<CheckedChanges> {
    let at = 0;
    for (const length of this.lengths) {
      const bytes = Buffer.alloc(length);
      await this.file?.read(bytes, 0, length, at);
      at += length;
      yield deserialize(bytes) as CheckedChanges;
    }
  }

  async close(): Promise<void> {
    await this.file?.close();
    this.file = undefined;
    if (this.folder !== undefined) await rm(this.folder, { recursive: true, force: true });
  }

  private async create(): Promise<FileHandle> {
    const folder = await mkdtemp(join(tmpdir(), 'pathlight-'));
    this.folder = folder;
    const file = await open(join(folder, 'staged'), 'wx+', 0o600);
    if (process.platform !== 'win32') await rm(folder, { recursive: true, force: true });
    return file;
  }
}
