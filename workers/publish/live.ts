/** The lives of findings in a publish: what was known of them, and what this graph makes of it. */
import { ASSET } from '#graph/schema/node.ts';
import type { FindingLife, Mute, State } from '#graph/state/port.ts';
import { textCell } from '#graph/store/cells.ts';
import type { GraphReader } from '#graph/store/port.ts';
import type { Evaluation } from '#policies/engine/evaluate.ts';
import { advance, type Lives } from '#policies/engine/lives.ts';
import type { Policy } from '#policies/engine/load.ts';
import type { Posture } from '#policies/engine/posture.ts';
import type { Finding } from '#policies/engine/types.ts';
import type { Departed } from './merge.ts';

export interface LiveInput {
  readonly state: State;
  /** Lives as the state has them, by id. */
  readonly known: ReadonlyMap<string, FindingLife>;
  readonly policies: readonly Policy[];
  /** The next graph. */
  readonly graph: GraphReader;
  readonly evaluation: Evaluation;
  readonly before: Posture | null;
  readonly departed: readonly Departed[];
  readonly moved: ReadonlyMap<string, string>;
  readonly at: string;
  /** Findings of policies that were not handed in stay as they are; else their policy counts as taken away. */
  readonly keepsOthers: boolean;
}

export async function live(input: LiveInput): Promise<Lives> {
  const { state, policies, graph, evaluation, moved } = input;
  const assets = new Map<string, string>();
  const tags = new Map<string, readonly string[]>();
  const rows = await graph.rows(
    `MATCH (n:${ASSET}) RETURN n.id AS id, coalesce(n.uid, '') AS uid, coalesce(n.tags, []) AS tags`,
  );
  for (const row of rows) {
    const id = textCell(row, 'id');
    assets.set(id, textCell(row, 'uid'));
    if (Array.isArray(row['tags']) && row['tags'].length > 0) tags.set(id, row['tags'].map(String));
  }
  const failed = new Set(evaluation.failures.map((f) => f.policy));
  const published = input.before?.findings ?? [];
  const handed = new Set(policies.map((p) => p.meta.id));
  const others = input.keepsOthers ? published.map((f) => f.policy).filter((id) => !handed.has(id)) : [];
  return advance({
    answers: evaluation.answers,
    asked: policies.filter((p) => !failed.has(p.meta.id)),
    unasked: new Set([...failed, ...others]),
    before: knownLives(input.known, published),
    published,
    mutes: await mutesOf(state, moved, assets),
    assets,
    departed: new Map(input.departed.map((d) => [`${d.id} ${d.uid}`, d.why])),
    moved,
    tagsOf: (id) => tags.get(id) ?? [],
    now: input.at,
  });
}

/** Mutes go along with an asset that moved, for good. */
async function mutesOf(
  state: State,
  moved: ReadonlyMap<string, string>,
  assets: ReadonlyMap<string, string>,
): Promise<readonly Mute[]> {
  const mutes = await state.mutes();
  const along = mutes.flatMap((mute) => {
    const asset = moved.get(mute.asset);
    return asset !== undefined && assets.get(asset) === mute.uid ? [{ ...mute, asset }] : [];
  });
  for (const mute of along) await state.putMute(mute);
  return [...mutes, ...along];
}

/** Lives as the state has them. A state that was lost or put back is not behind the graph that it belongs to. */
function knownLives(known: LiveInput['known'], published: readonly Finding[]): readonly FindingLife[] {
  const lives = new Map(known);
  for (const f of published) {
    const life = lives.get(f.id);
    if (life !== undefined && life.lastSeen >= f.lastSeen && life.state !== 'resolved') continue;
    lives.set(f.id, {
      policy: f.policy,
      asset: f.asset.id,
      uid: f.asset.uid,
      state: f.state,
      firstSeen: f.firstSeen,
      lastSeen: f.lastSeen,
      resolvedAt: null,
      resolvedBy: null,
      reopened: life?.reopened ?? 0,
      policyHash: life?.policyHash ?? '',
    });
  }
  return [...lives.values()];
}
