/** What only files can suffer: damage, a full disk, other processes. The rest is in the shared cases. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StoreBusy, StoreDamaged, StoreFull, StoreUnreachable } from '#graph/store/errors.ts';
import { openStore } from '#graph/store/open.ts';
import type { GraphStore } from '#graph/store/port.ts';
import { openEmbedded } from './store.ts';

let folder: string;
let store: GraphStore;

async function publish(to: GraphStore, epoch: number, count = 5, padding = 0): Promise<void> {
  const draft = await to.draft('test');
  try {
    const ids = Array.from({ length: count }, (_, i) => `n${i}`);
    await draft.stage({
      nodes: ids.map((id) => ({
        id,
        labels: ['Asset'],
        props: { epoch, pad: randomBytes(padding).toString('hex') },
      })),
    });
    await draft.seal();
    await draft.publish(`s${epoch}`, {});
  } catch (error) {
    await draft.abort();
    throw error;
  }
}
const epochs = async (from: GraphStore) => {
  const rows = await from.read((g) => g.rows('MATCH (n:Asset) RETURN DISTINCT n.epoch AS e'));
  return rows.map((row) => row['e']);
};
const published = async () => {
  const { file } = JSON.parse(await readFile(join(folder, 'current.json'), 'utf8')) as { file: string };
  return join(folder, file);
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pathlight-embedded-'));
  store = await openEmbedded(folder);
  await publish(store, 1);
  await store.close();
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a damaged store says so, and how to go on', () => {
  const damages: readonly { name: string; damage: () => Promise<void> }[] = [
    { name: 'a pointer that is no JSON', damage: () => writeFile(join(folder, 'current.json'), '{"num') },
    { name: 'an empty pointer', damage: () => writeFile(join(folder, 'current.json'), '') },
    {
      name: 'a pointer without fields',
      damage: () => writeFile(join(folder, 'current.json'), '{"layout":1}'),
    },
    {
      name: 'a pointer that leads elsewhere',
      damage: async () => {
        const text = await readFile(join(folder, 'current.json'), 'utf8');
        await writeFile(
          join(folder, 'current.json'),
          text.replace('generation-1.grafeo', '../generation-1.grafeo'),
        );
      },
    },
    { name: 'a file that is missing', damage: async () => rm(await published()) },
    { name: 'a file cut short', damage: async () => truncate(await published(), 5000) },
    { name: 'an empty file', damage: async () => truncate(await published(), 0) },
    {
      name: 'a file with one other byte',
      damage: async () => {
        const handle = await open(await published(), 'r+');
        const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, 20_000);
        await handle.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, 20_000);
        await handle.close();
      },
    },
  ];
  it.each(damages)('$name', async ({ damage }) => {
    await damage();
    const read = async () => {
      store = await openEmbedded(folder);
      return epochs(store);
    };
    const error: unknown = await read().catch((e: unknown) => e);
    expect(error).toBeInstanceOf(StoreDamaged);
    expect((error as Error).message).toMatch(/damaged .*backup.*scan again/);
  });
});

describe('other processes and places', () => {
  it('a damaged lock of a dead holder is made anew', async () => {
    await writeFile(join(folder, 'lock.grafeo'), 'not a lock');
    store = await openEmbedded(folder);
    await publish(store, 2);
    expect(await epochs(store)).toEqual([2]);
  });

  it('what a killed draft left is removed by the next one, two generations are kept', async () => {
    await writeFile(join(folder, 'generation-2.grafeo'), 'half a copy');
    await mkdir(join(folder, 'generation-2.grafeo.wal'));
    await writeFile(join(folder, 'current.json.next'), '{');
    store = await openEmbedded(folder);
    for (const epoch of [2, 3, 4]) await publish(store, epoch);
    expect(await epochs(store)).toEqual([4]);
    expect((await readdir(folder)).sort()).toEqual([
      'current.json',
      'generation-3.grafeo',
      'generation-4.grafeo',
      'lock.grafeo',
    ]);
  });

  it('is found busy by a second opening in the same process', async () => {
    store = await openEmbedded(folder);
    const draft = await store.draft('one');
    await expect(store.draft('two')).rejects.toThrow(StoreBusy);
    await draft.abort();
  });

  it('a place that is no folder is unreachable', async () => {
    const file = join(folder, 'current.json');
    await expect(openEmbedded(join(file, 'graph'))).rejects.toThrow(StoreUnreachable);
  });

  it('is opened by configuration', async () => {
    store = await openStore({ kind: 'embedded', folder });
    expect(store.info).toEqual({ kind: 'embedded', where: folder });
    expect(await epochs(store)).toEqual([1]);
  });
});

/** Whether this machine lets us make a small disk. */
function mountable(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    return 'a small disk can only be mounted by root on Linux';
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', '/mnt'], {
      stdio: 'ignore',
    });
    return null;
  } catch {
    return 'mounting is not permitted here';
  }
}
const noMount = mountable();

describe.skipIf(noMount !== null)(`a full disk${noMount === null ? '' : ` (skipped: ${noMount})`}`, () => {
  it('fails the publish, loses nothing, and the next one goes through once there is space', async () => {
    const disk = join(folder, 'disk');
    await mkdir(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]);
    let full: GraphStore | undefined;
    try {
      full = await openEmbedded(disk);
      await publish(full, 1, 2_000);
      for (const size of [5_000, 6_500, 8_000, 16_000, 24_000]) {
        const error: unknown = await publish(full, 2, size, 500).then(
          () => 'published',
          (e: unknown) => e,
        );
        // Nothing is half done, whichever step met the end of the disk.
        expect(error).toBeInstanceOf(StoreFull);
        expect((error as Error).message).toMatch(/No space left.*scan again/);
        expect(await epochs(full)).toEqual([1]);
        const fresh = await openEmbedded(disk);
        expect(await epochs(fresh)).toEqual([1]);
        await fresh.close();
        expect(await full.published()).toMatchObject({ number: 1 });
      }
      await publish(full, 3, 2_000);
      expect(await epochs(full)).toEqual([3]);
    } finally {
      await full?.close();
      execFileSync('umount', ['-l', disk]);
    }
  });
});
