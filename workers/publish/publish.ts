/**
 * Publish: makes the next generation from the published one and a scan's spool. One at a time per store.
 *
 * merge (what was seen) → derive (what follows) → seal (durable) → evaluate (what is wrong) → publish (the number moves).
 * Killed at any moment, the store serves the last whole generation, and the next publish repairs.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { derivations, layers } from '#graph/derive/index.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import { type Coverage, scopeKey } from '#graph/schema/coverage.ts';
import { ASSET } from '#graph/schema/node.ts';
import type { State } from '#graph/state/port.ts';
import { StoreBusy } from '#graph/store/errors.ts';
import type { Draft, GraphReader, GraphStore, Publication } from '#graph/store/port.ts';
import type { Entries } from '#policies/engine/declared.ts';
import { evaluate } from '#policies/engine/evaluate.ts';
import { findingId } from '#policies/engine/lives.ts';
import type { Policy } from '#policies/engine/load.ts';
import {
  coverageKey,
  mergeCoverage,
  type Posture,
  postureChanges,
  postureIds,
  readPosture,
} from '#policies/engine/posture.ts';
import { readBase } from './base.ts';
import { closedPlaces, type Places } from './closed.ts';
import { derive } from './derive.ts';
import { deriveLayers } from './layers.ts';
import { live } from './live.ts';
import { merge } from './merge.ts';
import { moveOn, mustRun, settle } from './record.ts';
import { within } from './sort.ts';
import { type Expected, goodLooks, lookKey, lookOf, neverEnded, readSpool, type Spooled } from './spool.ts';

export interface PublishDeps {
  readonly store: GraphStore;
  readonly state: State;
  readonly catalogue: Catalogue;
  readonly policies: readonly Policy[];
  /** Where attacks begin besides the usual: the operator's own. */
  readonly entries?: readonly Entries[] | undefined;
  readonly now: () => Date;
  /** Tells where it is, for progress. */
  readonly onStep?: (step: string) => void;
  /** Milliseconds to wait for another publish to end. @default 60000 */
  readonly patience?: number;
}

export interface PublishInput {
  readonly scan: string;
  readonly places: Places;
  /** Scopes to drop. */
  readonly forget?: readonly string[];
  /** Coverage that belongs to no (kind, scope) of the spool: what discovery could not see. */
  readonly coverage?: readonly Coverage[];
  /** All that the scan set out to look at: what it did not end is a gap. */
  readonly expected?: readonly Expected[];
  /** Number of what was published when the scan began. If another has been published since, the later look wins. */
  readonly since?: number | null;
}

export interface Published {
  readonly publication: Publication;
  readonly posture: Posture;
  /** Coverage of this scan alone; that of the posture also tells of places that only earlier scans asked about. */
  readonly coverage: readonly Coverage[];
  readonly written: { readonly nodes: number; readonly edges: number; readonly gone: number };
}

/** Waits while another holds the draft. @throws StoreBusy when patience is at its end. */
async function draftOf({ store, onStep, patience = 60_000 }: PublishDeps, owner: string): Promise<Draft> {
  const end = Date.now() + patience;
  for (;;)
    try {
      return await store.draft(owner);
    } catch (error) {
      if (!(error instanceof StoreBusy) || Date.now() >= end) throw error;
      onStep?.('waiting for another publish to end');
      await sleep(Math.min(200, Math.max(1, end - Date.now())));
    }
}

/** What the scan saw, and as gaps what it set out to see and did not come to the end of. */
async function spoolOf(
  { state, catalogue }: PublishDeps,
  { scan, expected = [] }: PublishInput,
  newer: ReadonlyMap<string, string> | undefined,
  at: string,
): Promise<Spooled> {
  let spooled: Spooled;
  try {
    spooled = await readSpool(state, scan, newer);
  } finally {
    // A spool that was dropped meanwhile may read as damaged: what ended the scan is the better reason.
    await mustRun(state, scan);
  }
  const missing = neverEnded(expected, spooled, catalogue, at);
  const looks = missing.map((c) => [lookKey(c.kind, scopeKey(c.scope)), lookOf([c])] as const);
  return {
    ...spooled,
    looks: new Map([...spooled.looks, ...looks]),
    coverage: [...spooled.coverage, ...missing],
  };
}

/** What discovery found out is told anew by every scan of the cloud; what is forgotten is told no more. */
function isOver(before: Posture | null, now: readonly Coverage[], input: PublishInput) {
  const discovered = new Set(before?.summary.discovered ?? []);
  const clouds = new Set(input.coverage === undefined ? [] : now.map((c) => c.scope.cloud));
  return (c: Coverage): boolean =>
    within(scopeKey(c.scope), input.forget ?? []) !== undefined ||
    (clouds.has(c.scope.cloud) && discovered.has(coverageKey(c)));
}

/**
 * @throws ScanEnded unless the scan's record says that it runs; StoreBusy, StoreFull and what else the store says. Nothing is
 * published then.
 */
export async function publish(deps: PublishDeps, input: PublishInput): Promise<Published> {
  const { state, catalogue, policies } = deps;
  const at = deps.now().toISOString();
  const step = deps.onStep ?? (() => {});
  const draft = await draftOf(deps, `scan ${input.scan}`);
  try {
    step('reading what is known');
    const known = await settle(state, draft.base);
    const base = await readBase(draft);
    const before = draft.base === null ? null : await readPosture(draft.before);
    const overtaken = input.since !== undefined && (draft.base?.number ?? null) !== input.since;
    const newer = overtaken ? goodLooks(before?.coverage ?? []) : undefined;
    const spooled = await spoolOf(deps, input, newer, at);
    const own = [...spooled.coverage, ...(input.coverage ?? [])];
    const over = isOver(before, own, input);
    const earlier = (before?.coverage ?? []).filter((c) => !over(c));
    const coverage = mergeCoverage(own, earlier);

    step('linking');
    const { next, departed, moved } = await merge({
      ...spooled,
      base,
      before: draft.before,
      closed: await closedPlaces(input.places, draft.before, base),
      forget: input.forget ?? [],
      catalogue,
      at,
    });
    step('deriving');
    const graphOfNext = await derive(derivations, layers, draft.before, next);
    await deriveLayers(layers, graphOfNext, { before: draft.before, next, catalogue });
    await draft.stage(next.changes());
    const oldPosture = draft.base === null ? [] : await postureIds(draft.before);

    step('writing');
    const graph = await draft.seal();
    step('evaluating policies');
    const evaluation = await evaluate({ policies, graph, catalogue, coverage, entries: deps.entries });
    // Forgetting a place judges nothing: policies that are not at hand for it keep what they said.
    const keepsOthers = input.forget !== undefined;
    const lived = { state, known, policies, graph, evaluation, before, departed, moved, at, keepsOthers };
    const { findings, lives } = await live(lived);
    const open = new Set(findings.map((f) => f.id));
    const stillDiscovered = earlier
      .map(coverageKey)
      .filter((key) => before?.summary.discovered?.includes(key) === true);
    const posture: Posture = {
      summary: {
        scan: input.scan,
        at,
        counts: evaluation.counts,
        failures: evaluation.failures,
        discovered: [...stillDiscovered, ...(input.coverage ?? []).map(coverageKey)].sort(),
      },
      findings,
      cannotTell: evaluation.answers.filter(
        (a) => a.answer === 'cannot-tell' && !open.has(findingId(a.policy, a.asset.id, a.asset.uid)),
      ),
      coverage,
    };
    const assets = await assetList(graph);
    // All that a publication must leave behind is there before its number moves: whoever dies after that leaves nothing undone
    // that the next one cannot do.
    await mustRun(state, input.scan);
    const snapshots = { findings, coverage, assets, lives };
    for (const kind of ['findings', 'coverage', 'assets', 'lives'] as const)
      await state.putSnapshot(input.scan, kind, JSON.stringify(snapshots[kind]));
    step('publishing');
    const publication = await moveOn(deps.store, draft, input.scan, postureChanges(posture, oldPosture));
    await state
      .putLives(lives)
      .then(() => state.dropSpool(input.scan))
      .catch((error: unknown) => step(`published; the next scan has to tidy up: ${String(error)}`));
    const written = { nodes: next.nodes.size, edges: next.edges.size, gone: departed.length };
    return { publication, posture, coverage: [...spooled.overtaken, ...own], written };
  } catch (error) {
    await draft.abort().catch(() => {});
    throw error;
  }
}

/** One line per asset, for `diff`. */
async function assetList(graph: GraphReader): Promise<readonly (readonly string[])[]> {
  const rows = await graph.rows(
    `MATCH (n:${ASSET}) WHERE n.seen = true ` +
      'RETURN n.id AS id, n.kind AS kind, n.name AS name, n.uid AS uid, n.hash AS hash, n.stale AS stale ORDER BY id',
  );
  return rows.map((row) =>
    ['id', 'kind', 'name', 'uid', 'hash', 'stale'].map((k) => {
      const cell = row[k];
      return typeof cell === 'string' ? cell : JSON.stringify(cell);
    }),
  );
}
