/**
 * The record of a scan, where it meets the publication: only a scan that still runs may publish, and the scan whose
 * publication is served is `published`, wherever it died or threw after its number had moved.
 */
import { isDeepStrictEqual } from 'node:util';
import type { FindingLife, State } from '#graph/state/port.ts';
import type { Draft, GraphStore, Publication } from '#graph/store/port.ts';
import { findingId } from '#policies/engine/lives.ts';

/** The scan has ended already: most often another took it for dead while it slept, and dropped its spool. */
export class ScanEnded extends Error {
  override readonly name = 'ScanEnded';
}

/** @throws ScanEnded unless the scan's record says that it runs. */
export async function mustRun(state: State, scan: string): Promise<void> {
  const record = await state.scan(scan);
  if (record?.status === 'running') return;
  const how = record === null ? 'was never started' : `has ended as ${record.status}`;
  const why = record?.error == null ? '' : ` (${record.error})`;
  throw new ScanEnded(`Scan ${scan} ${how}${why}: nothing of it is published. Scan again.`);
}

/** Says of the scan behind a publication that it was published. One that has no record (`forget`) needs none. */
export async function finishPublished(state: State, { scan, number, at }: Publication): Promise<void> {
  const record = await state.scan(scan);
  if (record !== null && record.status !== 'published')
    await state.finishScan(scan, { status: 'published', error: null, publication: number, finishedAt: at });
  await state.dropSpool(scan);
}

/**
 * Moves the number on. A store may fail after that, while it tidies up: then the publication is made all the same.
 * @throws what the store throws, if this publication is not the one that is served.
 */
export async function moveOn(
  store: GraphStore,
  draft: Draft,
  scan: string,
  posture: Parameters<Draft['publish']>[1],
): Promise<Publication> {
  try {
    return await draft.publish(scan, posture);
  } catch (error) {
    const served = await store.published().catch(() => null);
    if (served?.scan === scan && served.number === (draft.base?.number ?? 0) + 1) return served;
    throw error;
  }
}

const keyOf = (life: FindingLife) => findingId(life.policy, life.asset, life.uid);

/**
 * Does what the publication's own process may have been killed before: writes the lives it led to and ends its record. Call it
 * while holding the draft, so that nobody else is publishing.
 * @returns all lives by id.
 */
export async function settle(
  state: State,
  published: Publication | null,
): Promise<ReadonlyMap<string, FindingLife>> {
  const lives = new Map<string, FindingLife>();
  for await (const life of state.lives()) lives.set(keyOf(life), life);
  if (published === null) return lives;
  const kept = await state.snapshot(published.scan, 'lives');
  const late = (kept === null ? [] : (JSON.parse(kept) as readonly FindingLife[])).filter(
    (life) => !isDeepStrictEqual(lives.get(keyOf(life)), life),
  );
  if (late.length > 0) await state.putLives(late);
  for (const life of late) lives.set(keyOf(life), life);
  await finishPublished(state, published);
  return lives;
}
