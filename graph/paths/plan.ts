/** Choke points, the smallest fix and what-if in words of assets and edges. Only what is surely there counts. */
import { type ChokePoints, chokePoints } from './core/choke.ts';
import { type CutLimits, type SmallestFix, smallestFix } from './core/cut.ts';
import { fixesOf } from './core/fixes.ts';
import { between, type Ends } from './core/pairs.ts';
import { type PairChange, whatIf } from './core/what-if.ts';
import { type EdgeEvidence, evidenceOf } from './explain.ts';
import { type End, endsOf, type PathAnswer, type PathQuestion } from './paths.ts';
import { holds } from './states.ts';
import { assetAt, findAsset, type StateRef, type StepGraph, statesOf } from './step-graph.ts';
import { type FixOf, type FixSpec, usualFixes } from './usual-fixes.ts';

export interface ChokeEdge {
  readonly edge: EdgeEvidence;
  /** Pairs of an entry and a jewel that have no way left without the edge: counted by searching again. */
  readonly cuts: number;
}
export interface ChokeAsset {
  readonly id: string;
  readonly name: string;
  readonly cuts: number;
}
export interface Chokes {
  readonly edges: readonly ChokeEdge[];
  readonly assets: readonly ChokeAsset[];
  /** Joined pairs in all. */
  readonly pairs: number;
  /** Whether no other edge, or asset, cuts more than the last one that is listed. */
  readonly proven: { readonly edges: boolean; readonly assets: boolean };
}

/** The edges and assets (entries and jewels aside) without which most pairs have no way left. */
export function chokePointsOf(
  graph: StepGraph,
  answer: Pick<PathAnswer, 'ends' | 'listed'>,
  how: { readonly top?: number; readonly most?: number } = {},
): Chokes {
  const { csr } = graph;
  const { ends, listed } = answer;
  const ended = new Set([...ends.entries, ...ends.jewels].flat().map((state) => assetAt(graph, state)));
  const into = new Int32Array(csr.steps).fill(-1);
  for (let s = 0; s < csr.steps; s++) {
    const to = assetAt(graph, csr.to[s] ?? 0);
    if (to >= 0 && to !== assetAt(graph, csr.from[s] ?? 0) && !ended.has(to)) into[s] = to;
  }
  const find = (groupOf: Int32Array): ChokePoints =>
    chokePoints(csr, ends, listed, groupOf, { ...how, blocked: graph.possible });
  const edges = find(graph.edge);
  const assets = find(into);
  return {
    edges: edges.points.map(({ group, cuts }) => ({ edge: evidenceOf(graph, group), cuts })),
    assets: assets.points.map(({ group, cuts }) => ({
      id: graph.assets[group]?.id ?? '',
      name: graph.assets[group]?.name ?? '',
      cuts,
    })),
    pairs: edges.pairs,
    proven: { edges: edges.proven, assets: assets.proven },
  };
}

/** A change to make. */
export interface ConcreteFix {
  readonly id: string;
  readonly asset: string;
  readonly says: string;
  readonly weight: number;
  /** What it cuts of what lies between entries and jewels. */
  readonly edges: readonly EdgeEvidence[];
}
export interface Pair {
  readonly entry: string;
  readonly jewel: string;
}
export interface FixPlan extends Pick<SmallestFix, 'weight' | 'bound' | 'verdict' | 'cuts'> {
  readonly fixes: readonly ConcreteFix[];
  /** Pairs that no fix parts, by ids. */
  readonly uncuttable: readonly Pair[];
}

interface Proposed {
  readonly spec: FixSpec;
  readonly edges: number[];
}

/** The fixes of all edges between entries and jewels, sorted by id, and which of them cut which step. */
function proposals(graph: StepGraph, ends: Ends, fixOf: FixOf) {
  const { csr, edge, possible } = graph;
  const known = new Map<string, Proposed>();
  const ofEdge: (readonly Proposed[] | undefined)[] = Array(graph.edges.count);
  for (const s of between(csr, ends, possible).step) {
    const at = edge[s] ?? -1;
    if (at < 0 || ofEdge[at] !== undefined) continue;
    ofEdge[at] = fixOf(evidenceOf(graph, at)).map((spec) => {
      const one = known.get(spec.id) ?? { spec, edges: [] };
      if (one.edges.length === 0) known.set(spec.id, one);
      one.edges.push(at);
      return one;
    });
  }
  const fixes = [...known.values()].sort((a, b) => (a.spec.id < b.spec.id ? -1 : 1));
  const number = new Map(fixes.map((one, i) => [one, i]));
  const none: readonly number[] = [];
  const numbers = ofEdge.map((list) => list?.map((one) => number.get(one) ?? 0));
  const perStep = Array.from(edge, (at) => numbers[at] ?? none);
  return {
    fixes,
    rows: fixesOf(
      perStep,
      fixes.map(({ spec }) => spec.weight),
    ),
  };
}

/** The fix in words, with what it cuts. */
function concrete(graph: StepGraph, { spec, edges }: Proposed): ConcreteFix {
  const cut = edges.toSorted((a, b) => a - b).map((edge) => evidenceOf(graph, edge));
  const nameOf = (id: string) => graph.assets[findAsset(graph, id)]?.name ?? id;
  const ids: Readonly<Record<string, string>> = {
    asset: spec.asset,
    from: cut[0]?.from ?? '',
    to: cut[0]?.to ?? '',
  };
  const says = spec.says.replace(/\{(asset|from|to)\}/g, (_, which: string) => nameOf(ids[which] ?? ''));
  return { id: spec.id, asset: spec.asset, says, weight: spec.weight, edges: cut };
}

const idOf = (ends: readonly End[], at: number) => ends[at]?.id ?? '';
const byId = (ends: readonly End[]) => ends.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

/** The smallest set of concrete changes after which no entry reaches any jewel, as far as changes can do that. */
export function fixPlan(
  graph: StepGraph,
  question: Pick<PathQuestion, 'entries' | 'jewels'>,
  how: CutLimits & { readonly fixOf?: FixOf } = {},
): FixPlan {
  const ends = endsOf(graph, question);
  const { fixes, rows } = proposals(graph, ends, how.fixOf ?? usualFixes);
  const answer = smallestFix(graph.csr, ends, rows, { ...how, blocked: graph.possible });
  const entries = byId(question.entries);
  const jewels = byId(question.jewels);
  return {
    fixes: answer.fixes.flatMap((at) => {
      const fix = fixes[at];
      return fix === undefined ? [] : [concrete(graph, fix)];
    }),
    weight: answer.weight,
    bound: answer.bound,
    verdict: answer.verdict,
    cuts: answer.cuts,
    uncuttable: answer.uncuttable.map((pair) => ({
      entry: idOf(entries, pair % entries.length),
      jewel: idOf(jewels, Math.floor(pair / entries.length)),
    })),
  };
}

export interface WhatIf {
  readonly dropEdges?: readonly Pick<EdgeEvidence, 'from' | 'type' | 'to' | 'key'>[];
  /** Ids of assets. */
  readonly dropAssets?: readonly string[];
  readonly addSteps?: readonly { readonly from: StateRef; readonly to: StateRef; readonly cost?: number }[];
}
/** Cost of the cheapest way before and after; `null`: there is none. */
export interface PairShift extends Pair {
  readonly before: number | null;
  readonly after: number | null;
}
export interface WhatIfAnswer {
  readonly gone: readonly PairShift[];
  readonly appeared: readonly PairShift[];
  readonly changed: readonly PairShift[];
  readonly remain: number;
  /** Ids and edges of the question that the graph does not have. */
  readonly missing: readonly string[];
}

/** What becomes of the pairs if edges or assets went away, or steps came. */
export function whatIfOf(
  graph: StepGraph,
  question: Pick<PathQuestion, 'entries' | 'jewels'>,
  change: WhatIf,
): WhatIfAnswer {
  const { edges, csr } = graph;
  const key = (edge: Pick<EdgeEvidence, 'from' | 'type' | 'to' | 'key'>) =>
    JSON.stringify([edge.from, edge.type, edge.to, edge.key]);
  const wanted = new Set((change.dropEdges ?? []).map(key));
  const tails = new Set((change.dropEdges ?? []).map(({ from }) => findAsset(graph, from)));
  const missing = new Set(wanted);
  const dropped = new Uint8Array(edges.count);
  for (let e = 0; e < edges.count; e++) {
    if (!tails.has(edges.from[e] ?? -1)) continue;
    const mine = key(evidenceOf(graph, e));
    if (!wanted.has(mine)) continue;
    dropped[e] = 1;
    missing.delete(mine);
  }
  const dropSteps: number[] = [];
  for (let s = 0; s < csr.steps; s++) if (dropped[graph.edge[s] ?? -1] === 1) dropSteps.push(s);
  const dropNodes = (change.dropAssets ?? []).flatMap((id) => {
    const states = statesOf(
      graph,
      holds.map((hold) => ({ id, hold })),
    );
    if (states.length === 0) missing.add(id);
    return states;
  });
  const add = (change.addSteps ?? []).flatMap(({ from, to, cost = 1 }) => {
    const [tail] = statesOf(graph, [from]);
    const [head] = statesOf(graph, [to]);
    if (tail === undefined) missing.add(from.id);
    if (head === undefined) missing.add(to.id);
    return tail === undefined || head === undefined ? [] : [{ from: tail, to: head, cost }];
  });
  const answer = whatIf(csr, endsOf(graph, question), { dropSteps, dropNodes, add }, graph.possible);
  const entries = byId(question.entries);
  const jewels = byId(question.jewels);
  const worded = (list: readonly PairChange[]) =>
    list.map(({ entry, jewel, before, after }) => ({
      entry: idOf(entries, entry),
      jewel: idOf(jewels, jewel),
      before: before < 0 ? null : before,
      after: after < 0 ? null : after,
    }));
  return {
    gone: worded(answer.gone),
    appeared: worded(answer.appeared),
    changed: worded(answer.changed),
    remain: answer.remain,
    missing: [...missing].sort(),
  };
}
