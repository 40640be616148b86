/**
 * The draft of the next generation: a copy of the published file, changed, then pointed at.
 *
 * One at a time: the holder keeps `lock.grafeo` open for writing, which no second process (nor a second opening in this
 * one) can do, and which the system lets go of when the holder dies. `lock.json` only says who it is.
 */
import { constants, readFileSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreBusy, StoreDamaged, StoreError } from '#graph/store/errors.ts';
import type { Changes, Draft, GraphReader, Publication, StoredNode } from '#graph/store/port.ts';
import { checkChanges, LAYOUT } from '#graph/store/values.ts';
import { client, type Db, storeError } from './client.ts';
import { generationFile, type Pointer, prune, readPointer, settle, verify, writePointer } from './files.ts';
import { EmbeddedReader, emptyReader } from './reader.ts';
import { Writer } from './write.ts';

export interface DraftTools {
  readonly folder: string;
  readonly shuffle: boolean;
  /** Called at every boundary between two steps: tests kill the process there. */
  readonly step: (name: string) => void;
  /** A reader over a published file, and the end of its use. */
  readonly lend: (
    pointer: Pointer,
  ) => Promise<{ readonly reader: GraphReader; readonly release: () => void }>;
}

const LOCK = 'lock.grafeo';

function holder(folder: string): string {
  try {
    const { owner, pid } = JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    return `${String(owner)} (process ${String(pid)})`;
  } catch {
    return 'another process';
  }
}

/** @throws StoreBusy */
async function lock(folder: string, owner: string): Promise<Db> {
  const path = join(folder, LOCK);
  const open = () => client().GrafeoDB.create(path);
  let db: Db;
  try {
    db = open();
  } catch (cause) {
    const error = storeError(cause, path);
    if (error instanceof StoreBusy)
      throw new StoreBusy(`${holder(folder)} is publishing to ${folder}: wait until it has ended`, { cause });
    if (!(error instanceof StoreDamaged)) throw error;
    // It holds nothing, and whoever damaged it was killed: nobody has it open.
    await rm(path, { force: true });
    await rm(`${path}.wal`, { recursive: true, force: true });
    db = open();
  }
  await writeFile(
    join(folder, 'lock.json'),
    JSON.stringify({ owner, pid: process.pid, since: new Date().toISOString() }),
  );
  return db;
}

/** Closing writes what is still in memory; on a full disk it fails, and there is nothing left to lose then. */
function closeQuietly(db: Db | undefined): void {
  try {
    db?.close();
  } catch {
    // Given up.
  }
}

async function openFile(
  folder: string,
  base: Pointer | null,
  shuffle: boolean,
): Promise<{ db: Db; file: string }> {
  const file = generationFile((base?.number ?? 0) + 1);
  const path = join(folder, file);
  if (base !== null) {
    // Both are ended before the lock is let go of; the next draft removes the copy of a damaged file.
    const both = await Promise.allSettled([
      verify(folder, base),
      copyFile(join(folder, base.file), path, constants.COPYFILE_FICLONE),
    ]);
    for (const one of both) if (one.status === 'rejected') throw one.reason;
  }
  const db = client().GrafeoDB.create(path, { shuffleUnordered: shuffle });
  if (base === null) await db.executeCypher('CREATE INDEX node_id FOR (n:Asset) ON (n.id)');
  return { db, file };
}

/** @throws StoreBusy, StoreFull, StoreDamaged, StoreTooNew */
export async function openDraft(tools: DraftTools, owner: string): Promise<EmbeddedDraft> {
  const { folder, step } = tools;
  let held: Db | undefined;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    held = await lock(folder, owner);
    step('locked');
    const base = await readPointer(folder);
    await prune(folder, base?.number ?? 0);
    step('pruned');
    const { db, file } = await openFile(folder, base, tools.shuffle);
    step('copied');
    return new EmbeddedDraft(tools, held, db, base, file);
  } catch (cause) {
    closeQuietly(held);
    throw storeError(cause, folder);
  }
}

export class EmbeddedDraft implements Draft {
  readonly base: Publication | null;
  readonly before: GraphReader;
  private readonly tools: DraftTools;
  private readonly held: Db;
  private readonly db: Db;
  private readonly pointer: Pointer | null;
  private readonly file: string;
  private readonly writer: Writer;
  private state: 'open' | 'sealed' | 'done' = 'open';
  private touched = false;
  private lent: Promise<{ readonly reader: GraphReader; readonly release: () => void }> | undefined;

  constructor(tools: DraftTools, held: Db, db: Db, pointer: Pointer | null, file: string) {
    this.tools = tools;
    this.held = held;
    this.db = db;
    this.pointer = pointer;
    this.file = file;
    this.base = pointer === null ? null : publicationOf(pointer);
    this.writer = new Writer(db, pointer === null);
    this.before = this.readBefore();
  }

  async *index(props: readonly string[]): AsyncGenerator<StoredNode> {
    // The copy still is the base: opening that too would cost more than the reading.
    if (this.pointer !== null && !this.touched) yield* this.own().nodes({ props });
    else yield* this.before.nodes({ props });
  }

  async stage(changes: Changes): Promise<void> {
    this.must('open');
    const checked = checkChanges(changes);
    this.touched = true;
    await this.guarded(() => this.writer.apply(checked));
    this.tools.step('staged');
  }

  async seal(): Promise<GraphReader> {
    this.must('open');
    await this.guarded(() => this.writer.finish());
    this.state = 'sealed';
    this.touched = true;
    this.tools.step('sealed');
    return this.own();
  }

  async publish(scan: string, posture: Changes): Promise<Publication> {
    this.must('sealed');
    const { folder, step } = this.tools;
    const checked = checkChanges(posture);
    const next = { number: (this.base?.number ?? 0) + 1, scan, at: new Date().toISOString(), layout: LAYOUT };
    await this.guarded(async () => {
      await this.writer.apply(checked);
      await this.writer.finish();
      step('posture written');
      await this.writer.onlyPostureOf(scan);
      step('old posture removed');
      this.db.close();
      step('closed');
      const written = await settle(folder, this.file);
      step('settled');
      await writePointer(folder, { ...next, file: this.file, ...written }, step);
    });
    this.state = 'done';
    await prune(folder, next.number);
    step('old generations removed');
    await this.release();
    step('unlocked');
    return next;
  }

  async abort(): Promise<void> {
    if (this.state === 'done') return;
    this.state = 'done';
    closeQuietly(this.db);
    await prune(this.tools.folder, this.base?.number ?? 0);
    await this.release();
  }

  private own(): EmbeddedReader {
    const open = () => {
      if (this.state === 'done') throw new StoreError('This draft has ended');
      return this.db;
    };
    return new EmbeddedReader(open, this.base, this.tools.shuffle);
  }

  /** The base's own file is opened at the first use. */
  private readBefore(): GraphReader {
    const { pointer } = this;
    if (pointer === null) return emptyReader;
    const lent = async () => {
      this.must('open');
      this.lent ??= this.tools.lend(pointer);
      return (await this.lent).reader;
    };
    return {
      publication: this.base,
      rows: async (query, params) => (await lent()).rows(query, params),
      async *nodes(filter) {
        yield* (await lent()).nodes(filter);
      },
      async *edges(filter) {
        yield* (await lent()).edges(filter);
      },
    };
  }

  private must(state: 'open' | 'sealed'): void {
    if (this.state !== state) throw new StoreError(`This draft is ${this.state}, not ${state}`);
  }

  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      throw storeError(cause, join(this.tools.folder, this.file));
    }
  }

  private async release(): Promise<void> {
    const lent = this.lent;
    this.lent = undefined;
    if (lent !== undefined) await lent.then(({ release }) => release()).catch(() => undefined);
    await rm(join(this.tools.folder, 'lock.json'), { force: true });
    closeQuietly(this.held);
  }
}

export const publicationOf = ({ number, scan, at, layout }: Pointer): Publication => ({
  number,
  scan,
  at,
  layout,
});
