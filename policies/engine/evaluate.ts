/**
 * Asks the graph every policy. Finds = surely; cannot tell = possibly minus surely; clears = the rest. Where coverage says
 * that the far end of an edge could not be seen, both readings take such edges for possibly missing.
 */

import type { AttackPath } from '#graph/paths/paths.ts';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import type { Coverage, Gap } from '#graph/schema/coverage.ts';
import { textCell } from '#graph/store/cells.ts';
import type { GraphReader, Row, StoredNode } from '#graph/store/port.ts';
import { type Ask, doubts, FarEnds } from './blind.ts';
import type { Entries } from './declared.ts';
import { edgeEvidence, type ShownEdges, shownEdges } from './edges.ts';
import { assetRef, evidenceOf, gapsOf, Sources } from './explain.ts';
import type { Policy } from './load.ts';
import { render } from './message.ts';
import { rootCauses } from './paths/cause.ts';
import { Attackers, specOf } from './paths/reach.ts';
import type { Answer } from './types.ts';

export interface Evaluation {
  /** Finds and cannot-tells, sorted by policy and asset id. What is not in here clears. */
  readonly answers: readonly Answer[];
  readonly counts: readonly PolicyCount[];
  /** Policies that could not be asked, with the reason: never a pass. */
  readonly failures: readonly { readonly policy: string; readonly reason: string }[];
}
export interface PolicyCount {
  readonly policy: string;
  readonly finds: number;
  readonly cannotTell: number;
  readonly clears: number;
}

export interface EvaluateInput {
  readonly policies: readonly Policy[];
  readonly graph: GraphReader;
  readonly catalogue: Catalogue;
  readonly coverage: readonly Coverage[];
  /** Entries of the operator's own. */
  readonly entries?: readonly Entries[] | undefined;
}

/** What a match of a path policy is reached by. */
interface Reach {
  readonly path: AttackPath;
  readonly rootCause?: string;
  readonly gaps: readonly Gap[];
}

interface Match {
  readonly policy: Policy;
  readonly subject: string;
  readonly answer: 'finds' | 'cannot-tell';
  /** Variable → node id. */
  readonly ids: ReadonlyMap<string, string>;
  /** What could not be seen at the far end of its edges. */
  readonly far: readonly Gap[];
  readonly reach?: Reach;
}

export async function evaluate(input: EvaluateInput): Promise<Evaluation> {
  const { policies, graph } = input;
  const failures: { policy: string; reason: string }[] = [];
  const farEnds = new FarEnds(input.catalogue, input.coverage, graph);
  const totals = new Map<string, number>();
  const found = new Map<Policy, readonly Match[]>();
  const attempt = async (policy: Policy, work: () => Promise<readonly Match[]>) => {
    try {
      const matches = await work();
      const { about } = policy.meta;
      if (!totals.has(about)) totals.set(about, await count(graph, about));
      found.set(policy, matches);
    } catch (error) {
      found.delete(policy);
      failures.push({ policy: policy.meta.id, reason: (error as Error).message });
    }
  };
  for (const policy of policies) await attempt(policy, () => matchesOf(policy, graph, farEnds));
  const paths = policies.filter(({ meta }) => meta.path !== undefined);
  // One step graph serves all; where it cannot be built, none of them can be asked.
  let building: Promise<Attackers> | undefined;
  for (const policy of paths) {
    const staked = found.get(policy);
    if (staked === undefined) continue;
    building ??= attackersOf(input, found);
    const attackers = building;
    await attempt(policy, async () => reached(await attackers, policy, staked));
  }
  const matches = [...found.values()].flat();
  const shown = await shownEdges(
    matches.map(({ policy: { checked }, ids }) => ({ checked, ids })),
    graph,
  );
  const nodes = await nodesOf(graph, new Set([...matches.flatMap((m) => [...m.ids.values()]), ...shown.by]));
  const sources = new Sources(input.catalogue, input.coverage);
  const counts = [...found].map(([policy, mine]): PolicyCount => {
    const finds = mine.filter((m) => m.answer === 'finds').length;
    const clears = Math.max(0, (totals.get(policy.meta.about) ?? 0) - mine.length);
    return { policy: policy.meta.id, finds, cannotTell: mine.length - finds, clears };
  });
  return { answers: matches.flatMap((m) => answerOf(m, nodes, shown, sources)), counts, failures };
}

/** The step graph, and what all path policies ask of it. */
async function attackersOf(
  { graph, catalogue, coverage, entries }: EvaluateInput,
  found: ReadonlyMap<Policy, readonly Match[]>,
): Promise<Attackers> {
  const asked = [...found].filter(([{ meta }]) => meta.path !== undefined);
  const jewels = asked.flatMap(([{ meta }, matches]) =>
    matches.flatMap(({ subject }) => (meta.path?.hold ?? []).map((hold) => ({ id: subject, hold }))),
  );
  return Attackers.read({ graph, catalogue, coverage, jewels, declared: entries });
}

/** Of what is at stake, that which attackers reach. */
function reached(attackers: Attackers, policy: Policy, staked: readonly Match[]): readonly Match[] {
  const path = specOf(policy.meta);
  if (path === undefined) return staked;
  const paths = attackers.reach(
    path,
    staked.map((m) => m.subject),
  );
  const sure = staked.flatMap((m) => {
    const to = paths.get(m.subject);
    return m.answer === 'finds' && to?.sure === true ? [to.path] : [];
  });
  const causes = rootCauses(sure, attackers.isOutside);
  return staked.flatMap((m): readonly Match[] => {
    const to = paths.get(m.subject);
    if (to === undefined) return [];
    const rootCause = causes.get(m.subject);
    const finds = m.answer === 'finds' && to.sure;
    return [
      {
        ...m,
        answer: finds ? 'finds' : 'cannot-tell',
        reach: { path: to.path, gaps: to.gaps, ...(finds && rootCause !== undefined ? { rootCause } : {}) },
      },
    ];
  });
}

/** One match per subject: the first in the order of what it binds, so that two runs and two stores agree. */
async function matchesOf(policy: Policy, graph: GraphReader, farEnds: FarEnds): Promise<readonly Match[]> {
  const run: Ask = async ({ text, params }) => firstPerSubject(await graph.rows(text, params));
  const surely = await run(policy.checked.surely);
  const possibly = await run(policy.checked.possibly);
  const doubted = await doubts(policy.checked, await farEnds.blind(policy.checked), surely, possibly, run);
  const match = (answer: Match['answer'], subject: string, row: Row): Match => ({
    policy,
    subject,
    answer,
    ids: new Map([
      [policy.checked.subject.name, subject],
      ...Object.entries(row).flatMap(([name, id]) =>
        name !== 'id' && typeof id === 'string' ? [[name, id] as const] : [],
      ),
    ]),
    far: doubted.gaps.get(subject) ?? [],
  });
  const finds = [...surely]
    .filter(([id]) => !doubted.rows.has(id))
    .map(([id, row]) => match('finds', id, row));
  const open = [...new Map([...possibly, ...doubted.rows])]
    .filter(([id]) => !surely.has(id) || doubted.rows.has(id))
    .map(([id, row]) => match('cannot-tell', id, row));
  return [...finds, ...open].sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

const rank = (row: Row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

function firstPerSubject(rows: readonly Row[]): ReadonlyMap<string, Row> {
  const first = new Map<string, Row>();
  for (const row of rows) {
    const id = textCell(row, 'id');
    const now = first.get(id);
    if (now === undefined || rank(row) < rank(now)) first.set(id, row);
  }
  return first;
}

async function count(graph: GraphReader, label: string): Promise<number> {
  const [row] = await graph.rows(`MATCH (n:Asset:${label}) RETURN count(n) AS total`);
  return Number(row?.['total'] ?? 0);
}

async function nodesOf(
  graph: GraphReader,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, StoredNode>> {
  const found = new Map<string, StoredNode>();
  const all = [...ids];
  for (let i = 0; i < all.length; i += 1000) {
    const rows = await graph.rows('MATCH (n:Asset) WHERE n.id IN $ids RETURN n', {
      ids: all.slice(i, i + 1000),
    });
    for (const row of rows) {
      const node = row['n'] as StoredNode;
      found.set(node.id, node);
    }
  }
  return found;
}

function answerOf(
  match: Match,
  nodes: ReadonlyMap<string, StoredNode>,
  shown: ShownEdges,
  sources: Sources,
): readonly Answer[] {
  const bound = new Map(
    [...match.ids].flatMap(([name, id]) => {
      const node = nodes.get(id);
      return node === undefined ? [] : [[name, node] as const];
    }),
  );
  const subject = nodes.get(match.subject);
  if (subject === undefined) return [];
  const { meta, checked } = match.policy;
  const sure = match.answer === 'finds' ? true : match.far.length > 0 ? false : undefined;
  return [
    {
      policy: meta.id,
      asset: assetRef(subject),
      answer: match.answer,
      evidence: [
        ...evidenceOf(checked, bound, sources),
        ...edgeEvidence({ checked, ids: match.ids, nodes, shown, sources, sure }),
      ],
      gaps:
        match.answer === 'finds'
          ? []
          : [...gapsOf(checked, bound, sources, match.far), ...(match.reach?.gaps ?? [])],
      message: render(meta.message, bound),
      ...(match.reach === undefined ? {} : { path: match.reach.path }),
      ...(match.reach?.rootCause === undefined ? {} : { rootCause: match.reach.rootCause }),
    },
  ];
}
