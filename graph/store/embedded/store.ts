/** The embedded graph store: Grafeo in this process, one file per generation. */
import { join } from 'node:path';
import type { PropValue } from '#graph/schema/fields.ts';
import { StoreError } from '#graph/store/errors.ts';
import type { Draft, GraphReader, GraphStore, Limits, Publication, StoreInfo } from '#graph/store/port.ts';
import { type Answer, askChild } from './ask.ts';
import { client, type Db, damaged, storeError } from './client.ts';
import { type DraftTools, openDraft, publicationOf } from './draft.ts';
import { type Pointer, readPointer, verify } from './files.ts';
import { EmbeddedReader, emptyReader } from './reader.ts';

export interface EmbeddedOptions {
  /** Rows without ORDER BY come in random order: for tests. */
  readonly shuffle?: boolean;
  /** Called at every boundary between two steps of a publish: for tests, which kill the process there. */
  readonly step?: (name: string) => void;
}

interface Generation {
  readonly pointer: Pointer;
  readonly db: Db;
  uses: number;
}

class EmbeddedStore implements GraphStore {
  readonly info: StoreInfo;
  private readonly folder: string;
  private readonly tools: DraftTools;
  /** Open files by name: readers of one generation share it. */
  private readonly open = new Map<string, Promise<Generation>>();
  private latest: string | undefined;
  private closed = false;

  constructor(folder: string, options: EmbeddedOptions) {
    this.info = { kind: 'embedded', where: folder };
    this.folder = folder;
    this.tools = {
      folder,
      shuffle: options.shuffle ?? false,
      step: options.step ?? (() => undefined),
      lend: async (pointer) => {
        const generation = await this.borrow(pointer);
        return { reader: this.readerOf(generation), release: () => this.giveBack(generation) };
      },
    };
  }

  async published(): Promise<Publication | null> {
    const pointer = await readPointer(this.folder);
    return pointer === null ? null : publicationOf(pointer);
  }

  async read<T>(work: (graph: GraphReader) => Promise<T>): Promise<T> {
    this.mustBeOpen();
    const generation = await this.current();
    if (generation === null) return work(emptyReader);
    try {
      return await work(this.readerOf(generation));
    } finally {
      this.giveBack(generation);
    }
  }

  async draft(owner: string): Promise<Draft> {
    this.mustBeOpen();
    return openDraft(this.tools, owner);
  }

  async ask(query: string, params: Readonly<Record<string, PropValue>>, limits: Limits): Promise<Answer> {
    this.mustBeOpen();
    // Held, so that its file stays until the other process has it open.
    const generation = await this.current();
    if (generation === null) return { columns: [], rows: [], truncated: false };
    try {
      return await askChild(join(this.folder, generation.pointer.file), query, params, limits);
    } finally {
      this.giveBack(generation);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    this.latest = undefined;
    for (const opening of Array.from(this.open.values())) {
      const generation = await opening.catch(() => undefined);
      if (generation !== undefined) this.closeUnused(generation);
    }
  }

  private mustBeOpen(): void {
    if (this.closed) throw new StoreError(`The graph in ${this.folder} was closed`);
  }

  private readerOf(generation: Generation): GraphReader {
    return new EmbeddedReader(() => generation.db, publicationOf(generation.pointer), this.tools.shuffle);
  }

  /** The published generation, borrowed; `null` before the first publish. */
  private async current(): Promise<Generation | null> {
    let missing: string | undefined;
    for (;;) {
      const pointer = await readPointer(this.folder);
      if (pointer === null) return null;
      // Two publishes may have passed since the pointer was read: then there is a newer one. Else the file is lost.
      if (pointer.file === missing) throw damaged(join(this.folder, pointer.file), 'it is missing');
      if (this.open.has(pointer.file) || (await verify(this.folder, pointer))) return this.borrow(pointer);
      missing = pointer.file;
    }
  }

  private async borrow(pointer: Pointer): Promise<Generation> {
    const { file } = pointer;
    let opening = this.open.get(file);
    if (opening === undefined) {
      opening = this.openFile(pointer);
      this.open.set(file, opening);
      opening.catch(() => this.open.delete(file));
    }
    const generation = await opening;
    generation.uses++;
    const before = this.latest;
    this.latest = file;
    if (before !== undefined && before !== file) {
      const old = await this.open.get(before)?.catch(() => undefined);
      if (old !== undefined) this.closeUnused(old);
    }
    return generation;
  }

  private async openFile(pointer: Pointer): Promise<Generation> {
    const path = join(this.folder, pointer.file);
    try {
      return { pointer, db: client().GrafeoDB.openReadOnly(path), uses: 0 };
    } catch (cause) {
      throw storeError(cause, path);
    }
  }

  private giveBack(generation: Generation): void {
    generation.uses--;
    this.closeUnused(generation);
  }

  private closeUnused(generation: Generation): void {
    const { file } = generation.pointer;
    if (generation.uses > 0 || file === this.latest || !this.open.delete(file)) return;
    generation.db.close();
  }
}

/**
 * Opens the graph in `folder`, which need not exist yet.
 * @throws StoreTooNew, StoreDamaged, StoreUnreachable
 */
export async function openEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<GraphStore> {
  await readPointer(folder);
  return new EmbeddedStore(folder, options);
}
