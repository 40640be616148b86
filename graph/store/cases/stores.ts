/** The two stores as tests open them. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '#graph/store/embedded/store.ts';
import { openNeo4j } from '#graph/store/neo4j/store.ts';
import { bumpLayout, countOwn, wipe } from '#graph/store/neo4j/wipe.ts';
import type { GraphStore } from '#graph/store/port.ts';

export interface Place {
  /** Opens the place's store; several openings see the same graph. */
  open(step?: (name: string) => void): Promise<GraphStore>;
  /** What another process needs to open it. */
  readonly address:
    | { readonly kind: 'embedded'; readonly folder: string }
    | { readonly kind: 'neo4j'; readonly uri: string };
  /** Makes it look as if a newer Pathlight had published. */
  makeNewer(): Promise<void>;
  /** What an ended or repaired publish must not leave behind: files, records. */
  leftovers(): Promise<readonly string[]>;
  remove(): Promise<void>;
}
export interface StoreUnderTest {
  readonly name: 'embedded' | 'neo4j';
  /** Why its tests cannot run here. */
  readonly skip: string | null;
  /** An empty place. */
  fresh(): Promise<Place>;
}

/** A publisher without a heartbeat for so long counts as dead (a killed one on this machine does at once). */
export const PATIENCE = 5_000;

const embedded: StoreUnderTest = {
  name: 'embedded',
  skip: null,
  async fresh() {
    const folder = await mkdtemp(join(tmpdir(), 'pathlight-store-'));
    return {
      address: { kind: 'embedded', folder },
      open: (step) => openEmbedded(folder, { shuffle: true, ...(step === undefined ? {} : { step }) }),
      async makeNewer() {
        const path = join(folder, 'current.json');
        const pointer = JSON.parse(await readFile(path, 'utf8')) as { layout: number };
        await writeFile(
          path,
          JSON.stringify({ ...pointer, layout: pointer.layout + 1, extra: 'of a newer version' }),
        );
      },
      async leftovers() {
        const { number } = JSON.parse(await readFile(join(folder, 'current.json'), 'utf8')) as {
          number: number;
        };
        const kept = [
          'current.json',
          'lock.grafeo',
          `generation-${number}.grafeo`,
          `generation-${number - 1}.grafeo`,
        ];
        return (await readdir(folder)).filter((name) => !kept.includes(name));
      },
      remove: () => rm(folder, { recursive: true, force: true }),
    };
  },
};

const uri = process.env['PATHLIGHT_TEST_NEO4J_URI'];
const ci = process.env['CI'] === 'true';

const neo4j: StoreUnderTest = {
  name: 'neo4j',
  // In CI nothing is skipped: without the service the tests fail.
  skip: uri === undefined && !ci ? 'PATHLIGHT_TEST_NEO4J_URI is not set' : null,
  async fresh() {
    if (uri === undefined)
      throw new Error('PATHLIGHT_TEST_NEO4J_URI is not set, and CI=true allows no skipping');
    await wipe({ uri });
    return {
      address: { kind: 'neo4j', uri },
      open: (step) => openNeo4j({ uri }, { patience: PATIENCE, ...(step === undefined ? {} : { step }) }),
      makeNewer: () => bumpLayout({ uri }),
      leftovers: async () => {
        const notes = await countOwn({ uri }, '_PathlightUndo');
        return notes === 0 ? [] : [`${notes} notes`];
      },
      remove: () => wipe({ uri }),
    };
  },
};

export const storesUnderTest: readonly StoreUnderTest[] = [embedded, neo4j];
