/** Attack paths: from entries to crown jewels, ranked. */

import { type Ends, type Listed, listWays } from './core/pairs.ts';
import { costOf } from './core/search.ts';
import { type PathStep, shownSteps } from './explain.ts';
import { type StateRef, type StepGraph, statesOf } from './step-graph.ts';

/** An entry (who may begin, and with what) or a jewel (what must not be reached, and in which way). */
export interface End {
  readonly id: string;
  readonly name: string;
  /** For an entry: what the attacker begins with. For a jewel: each of these is the loss. */
  readonly states: readonly StateRef[];
  /** 0 to 1. @default 1 */
  readonly weight?: number;
}

export interface PathQuestion {
  readonly entries: readonly End[];
  readonly jewels: readonly End[];
  /** How many ways to look for per entry and jewel. @default 3 */
  readonly k?: number;
  /** How many paths to write out, best first; all are counted. @default 1000 */
  readonly limit?: number;
}

/** `score = 100 × entry × jewel × ease`, rounded to one decimal. */
export interface Score {
  readonly value: number;
  readonly entry: number;
  readonly jewel: number;
  /** 0.9 to the power of the cost of the steps. */
  readonly ease: number;
}

export type Likelihood = 'straightforward' | 'likely' | 'plausible' | 'far-fetched';

export interface AttackPath {
  readonly entry: { readonly id: string; readonly name: string };
  readonly jewel: { readonly id: string; readonly name: string };
  /** `possibly`: only through steps that a failed read could have shown; `gaps` names them. */
  readonly certainty: 'surely' | 'possibly';
  readonly gaps: readonly string[];
  readonly score: Score;
  readonly likelihood: Likelihood;
  readonly cost: number;
  readonly steps: readonly PathStep[];
  /** Other ways found between the two (up to k - 1): `ways` of the answer writes them out. */
  readonly more: number;
  /** Whether the search for other ways reached its bound. */
  readonly truncated: boolean;
  readonly conditions: readonly string[];
  readonly assumes: readonly string[];
  readonly supposes: readonly string[];
  readonly stale: boolean;
}

export interface PathAnswer {
  /** Surely ones first, each by falling score, then cost, entry and jewel id. */
  readonly paths: readonly AttackPath[];
  /** Pairs of an entry and a jewel that are joined surely, and those joined only possibly. */
  readonly surely: number;
  readonly possibly: number;
  /** Ids of states of entries and jewels that the graph does not have. */
  readonly missing: readonly string[];
  /** The entries and jewels in the order of their ids, as numbers of states. */
  readonly ends: Ends;
  readonly entries: readonly End[];
  readonly jewels: readonly End[];
  /** All sure ways by pair: what choke points are found from. */
  readonly listed: Listed;
  /** Every way that was found between two, best first, by id. */
  ways(entry: string, jewel: string): readonly AttackPath[];
}

export const byId = (ends: readonly End[]): readonly End[] =>
  ends.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

/**
 * The published formula: `100 × entry weight × jewel weight × 0.9 ^ cost`. A step costs what its move costs (0 to 2), 3
 * more where it supposes something, 2 more under conditions, 1 more per assumption (3 at most), 1 more where it is stale.
 */
export function scoreOf(cost: number, entry = 1, jewel = 1): Score {
  const ease = Math.round(0.9 ** cost * 10_000) / 10_000;
  return { value: Math.round(1000 * entry * jewel * ease) / 10, entry, jewel, ease };
}

/** In words: by cost, and never better than plausible where something is supposed. */
export function likelihoodOf(cost: number, isSupposed: boolean): Likelihood {
  if (cost > 12) return 'far-fetched';
  if (cost > 8 || isSupposed) return 'plausible';
  return cost > 4 ? 'likely' : 'straightforward';
}

interface Found {
  readonly listed: Listed;
  readonly pair: number;
  readonly way: number;
}

const unique = (lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())];

/** A way by its steps, with what else was found between the two. */
interface Way extends Pick<AttackPath, 'more' | 'truncated'> {
  readonly steps: readonly number[];
  readonly length: number;
}

const wayOf = ({ listed, pair, way }: Found): Way => ({
  steps: [...listed.steps.subarray(listed.stepFirst[way], listed.stepFirst[way + 1])],
  length: listed.length[way] ?? 0,
  more: (listed.wayFirst[pair + 1] ?? 0) - (listed.wayFirst[pair] ?? 0) - 1,
  truncated: listed.truncated[pair] === 1,
});

/** A way in words. */
export function written(graph: StepGraph, entry: End, jewel: End, way: Way): AttackPath {
  const steps = shownSteps(graph, way.steps);
  const cost = costOf(way.length);
  const gaps = unique(steps.map((step) => step.gaps));
  const supposes = unique(steps.map((step) => step.supposes));
  return {
    entry: { id: entry.id, name: entry.name },
    jewel: { id: jewel.id, name: jewel.name },
    certainty: gaps.length > 0 ? 'possibly' : 'surely',
    gaps,
    score: scoreOf(cost, entry.weight, jewel.weight),
    likelihood: likelihoodOf(cost, supposes.length > 0),
    cost,
    steps,
    more: way.more,
    truncated: way.truncated,
    conditions: unique(steps.map((step) => step.conditions)),
    assumes: unique(steps.map((step) => step.assumes)),
    supposes,
    stale: steps.some((step) => step.stale),
  };
}

const statesOfEnds = (graph: StepGraph, ends: readonly End[]) =>
  ends.map((end) => statesOf(graph, end.states));

/** Entries and jewels as numbers of states, in the order of their ids. */
export const endsOf = (
  graph: StepGraph,
  { entries, jewels }: Pick<PathQuestion, 'entries' | 'jewels'>,
): Ends => ({
  entries: statesOfEnds(graph, byId(entries)),
  jewels: statesOfEnds(graph, byId(jewels)),
});

/**
 * Finds the best ways from every entry to every jewel and ranks the best one of each pair. Equal graphs and questions
 * give equal answers, whatever the order of rows, entries and jewels.
 */
export function findPaths(graph: StepGraph, question: PathQuestion): PathAnswer {
  const entries = byId(question.entries);
  const jewels = byId(question.jewels);
  const ends = endsOf(graph, question);
  const listed = listWays(graph.csr, ends, question.k ?? 3, { blocked: graph.possible });
  const maybe = graph.possible === undefined ? undefined : listWays(graph.csr, ends, 1);
  const found: (Found & { readonly score: number; readonly cost: number })[] = [];
  const counts = { surely: 0, possibly: 0 };
  const gather = (from: Listed, skip: Listed | undefined, certainty: keyof typeof counts) => {
    const mine: typeof found = [];
    jewels.forEach((jewel, j) => {
      entries.forEach((entry, e) => {
        const pair = j * entries.length + e;
        const way = from.wayFirst[pair] ?? 0;
        if (way === from.wayFirst[pair + 1]) return;
        if (skip !== undefined && skip.wayFirst[pair] !== skip.wayFirst[pair + 1]) return;
        const cost = costOf(from.length[way] ?? 0);
        mine.push({ listed: from, pair, way, cost, score: scoreOf(cost, entry.weight, jewel.weight).value });
      });
    });
    counts[certainty] = mine.length;
    const entryOf = (one: Found) => one.pair % entries.length;
    found.push(
      ...mine
        .sort((a, b) => b.score - a.score || a.cost - b.cost || entryOf(a) - entryOf(b) || a.pair - b.pair)
        .slice(0, question.limit ?? 1000),
    );
  };
  gather(listed, undefined, 'surely');
  if (maybe !== undefined) gather(maybe, listed, 'possibly');
  const write = (one: Found): AttackPath[] => {
    const entry = entries[one.pair % entries.length];
    const jewel = jewels[Math.floor(one.pair / entries.length)];
    return entry === undefined || jewel === undefined ? [] : [written(graph, entry, jewel, wayOf(one))];
  };
  const states = [...entries, ...jewels].flatMap((end) => end.states);
  return {
    paths: found.slice(0, question.limit ?? 1000).flatMap(write),
    ...counts,
    missing: [...new Set(states.map(({ id }) => id))]
      .filter((id) => statesOf(graph, [{ id, hold: 'own' }]).length === 0)
      .sort(),
    ends,
    entries,
    jewels,
    listed,
    ways: (entry, jewel) => {
      const e = entries.findIndex(({ id }) => id === entry);
      const j = jewels.findIndex(({ id }) => id === jewel);
      if (e < 0 || j < 0) return [];
      const pair = j * entries.length + e;
      const from = listed.wayFirst[pair] === listed.wayFirst[pair + 1] ? (maybe ?? listed) : listed;
      const ways: AttackPath[] = [];
      for (let way = from.wayFirst[pair] ?? 0; way < (from.wayFirst[pair + 1] ?? 0); way++)
        ways.push(...write({ listed: from, pair, way }));
      return ways;
    },
  };
}
