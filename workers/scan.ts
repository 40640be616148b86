/**
 * One scan: survey → collect (all clouds side by side) → spool → publish. The same functions run in one process here and as
 * jobs of a queue in a service.
 */
import { randomBytes } from 'node:crypto';
import type { Kind } from '#connectors/kit/define.ts';
import { type Collected, collect, levelOf, type Progress } from '#connectors/kit/run.ts';
import { scopeKey } from '#graph/schema/coverage.ts';
import type { State } from '#graph/state/port.ts';
import type { Publication } from '#graph/store/port.ts';
import type { Places } from './publish/closed.ts';
import { type PublishDeps, type Published, publish } from './publish/publish.ts';
import { finishPublished } from './publish/record.ts';
import type { Expected } from './publish/spool.ts';
import type { Survey, Surveyed } from './survey.ts';

export interface ScanDeps extends PublishDeps {
  readonly kinds: readonly Kind[];
  readonly surveys: readonly Survey[];
  readonly onProgress?: (event: Progress) => void;
  readonly onNote?: (line: string) => void;
}

export interface ScanOutcome extends Published {
  readonly scan: string;
  readonly calls: number;
  readonly assets: number;
}

/** Sorts by time; the tail tells two scans of one second apart. */
export const scanId = (now: Date): string =>
  `${now.toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}-${randomBytes(3).toString('hex')}`;

const beatEvery = 10_000;
/** Without a sign of life for this long, a scan is dead. */
const deadAfter = 6 * beatEvery;

const DIED = 'it died';

/**
 * What scans left behind that were killed: their spools go, and the history says how they ended. The record comes first, since a
 * scan that only slept asks it before it publishes; a spool that was left because this process died too goes the next time.
 */
async function bury(state: State, now: Date, published: Publication | null): Promise<void> {
  for (const { id, status, startedAt, heartbeat, error } of await state.scans(50)) {
    const isDead = status === 'running' && now.getTime() - Date.parse(heartbeat ?? startedAt) >= deadAfter;
    if (id === published?.scan) {
      if (isDead || status === 'failed' || status === 'cancelled') await finishPublished(state, published);
    } else if (isDead) {
      const finishedAt = now.toISOString();
      await state.finishScan(id, { status: 'failed', error: DIED, publication: null, finishedAt });
      await state.dropSpool(id);
    } else if (status === 'failed' && error === DIED) await state.dropSpool(id);
  }
}

/** The installation's key for fingerprints: made once, kept in the state. */
export const hmacKeyOf = (state: State): Promise<string> =>
  state.setting('hmac-key', () => randomBytes(32).toString('base64url'));

/**
 * Runs a scan and publishes it.
 * @param request what was asked for, as JSON text, for the history.
 * @throws what the survey throws (no credentials), what the store or state throws, the signal's reason when cancelled. A
 * cloud that denies or fails never throws: it becomes coverage.
 */
export async function scan(deps: ScanDeps, request: string, signal: AbortSignal): Promise<ScanOutcome> {
  const { state } = deps;
  const started = deps.now();
  const id = scanId(started);
  await bury(state, started, await deps.store.published());
  await state.startScan({ id, startedAt: started.toISOString(), request });
  const heart = setInterval(() => {
    state.beat(id, deps.now().toISOString()).catch(() => {});
  }, beatEvery);
  const open: Surveyed[] = [];
  // Where one cloud's collecting cannot go on, the others need not.
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  try {
    const since = (await deps.store.published())?.number ?? null;
    const hmacKey = await hmacKeyOf(state);
    for (const survey of deps.surveys) {
      const kinds = deps.kinds.filter((k) => k.head.cloud === survey.cloud);
      const surveyed = await survey.run({ kinds, hmacKey, signal });
      open.push(surveyed);
      for (const line of surveyed.said) deps.onNote?.(line);
    }
    const sums = await Promise.all(
      open.map(({ provider, scopes }) =>
        collect({
          provider,
          scopes,
          kinds: deps.kinds.filter((k) => k.head.cloud === provider.cloud),
          hmacKey,
          signal: both,
          sink: (out) => spool(state, id, out),
          ...(deps.onProgress === undefined ? {} : { onProgress: deps.onProgress }),
        }).catch((error: unknown) => {
          stop.abort(error);
          throw error;
        }),
      ),
    );
    const published = await publish(deps, {
      scan: id,
      places: placesOf(open),
      expected: expectedOf(open, deps.kinds),
      coverage: open.flatMap((s) => s.coverage),
      since,
    });
    await finishPublished(state, published.publication);
    const total = (of: 'calls' | 'rows') => sums.reduce((n, s) => n + s[of], 0);
    return { ...published, scan: id, calls: total('calls'), assets: total('rows') };
  } catch (error) {
    await giveUp(deps, id, error, signal.aborted).catch(() => {});
    throw error;
  } finally {
    clearInterval(heart);
    await Promise.all(open.map((s) => s.provider.close()));
  }
}

/** Ends the record of a scan that threw. It may have done so after its number had moved. */
async function giveUp({ state, store, now }: ScanDeps, id: string, error: unknown, stopped: boolean) {
  const served = await store.published().catch(() => null);
  if (served?.scan === id) return finishPublished(state, served);
  await state.finishScan(id, {
    status: stopped ? 'cancelled' : 'failed',
    error: error instanceof Error ? error.message : String(error),
    publication: null,
    finishedAt: now().toISOString(),
  });
  return state.dropSpool(id);
}

/** Every kind in every place of its own level. */
const expectedOf = (surveyed: readonly Surveyed[], kinds: readonly Kind[]): readonly Expected[] =>
  surveyed.flatMap(({ provider, scopes }) =>
    kinds
      .filter(({ head }) => head.cloud === provider.cloud)
      .flatMap(({ head }) =>
        scopes.flatMap((scope) => (levelOf(scope) === head.scope ? [{ kind: head.kind, scope }] : [])),
      ),
  );

const spool = (state: State, scanOf: string, out: Collected): Promise<void> =>
  out.type === 'part'
    ? state.putPart({ scan: scanOf, kind: out.kind, scope: out.scope, part: out.part, rows: out.rows })
    : state.closeSpool({
        scan: scanOf,
        kind: out.kind,
        scope: out.scope,
        parts: out.parts,
        coverage: out.coverage,
      });

/** As scope keys: an account's number alone does not say whose account it is. */
function placesOf(surveyed: readonly Surveyed[]): Places {
  const keys = (cloud: string, places: Iterable<string>) => [...places].map((place) => `${cloud}/${place}`);
  return {
    closedRegions: new Set(surveyed.flatMap((s) => keys(s.provider.cloud, s.places.closedRegions))),
    accounts: new Map(
      surveyed.flatMap(({ provider: { cloud }, places }) =>
        [...places.accounts].map(
          ([organization, accounts]) =>
            [scopeKey({ cloud, organization }), new Set(keys(cloud, accounts))] as const,
        ),
      ),
    ),
  };
}
