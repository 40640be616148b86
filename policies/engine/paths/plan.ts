/**
 * The fewest changes for several questions at once.
 *
 * Each group asks about every pair of its own entries and jewels, and about no pair of two groups. What lies between the ends
 * of each is laid side by side in one graph, in which a change cuts its steps wherever they occur: so what is found for the
 * one graph is the smallest for all groups together.
 */
import { buildCsr } from '#graph/paths/core/csr.ts';
import { type SmallestFix, smallestFix } from '#graph/paths/core/cut.ts';
import { fixesOf } from '#graph/paths/core/fixes.ts';
import { between, inPart } from '#graph/paths/core/pairs.ts';
import { evidenceOf } from '#graph/paths/explain.ts';
import type { ConcreteFix, End, FixSpec, Pair, StepGraph } from '#graph/paths/index.ts';
import { endsOf } from '#graph/paths/paths.ts';
import type { Fixer } from './fixes.ts';

/** Every jewel is asked about from each of the entries. */
export interface Group {
  readonly entries: readonly End[];
  readonly jewels: readonly End[];
}

interface GroupPlan extends Pick<SmallestFix, 'weight' | 'bound' | 'verdict' | 'cuts'> {
  /** `says` is whole. */
  readonly fixes: readonly ConcreteFix[];
  /** Pairs that no fix parts, by ids. */
  readonly uncuttable: readonly Pair[];
}

interface Proposed {
  readonly spec: FixSpec;
  readonly edges: Set<number>;
}

const idsOf = (ends: readonly End[]): readonly string[] => ends.map(({ id }) => id).sort();

/** The parts between the ends of each group, side by side. */
function sideBySide(graph: StepGraph, groups: readonly Group[]) {
  const from: number[] = [];
  const to: number[] = [];
  const cost: number[] = [];
  const whole: number[] = [];
  const ends = { entries: [] as number[][], jewels: [] as number[][] };
  let nodes = 0;
  for (const group of groups) {
    const states = endsOf(graph, group);
    const part = between(graph.csr, states, graph.possible);
    const placed = (lists: readonly (readonly number[])[]) =>
      inPart(part, lists).map((list) => list.map((node) => node + nodes));
    ends.entries.push(...placed(states.entries));
    ends.jewels.push(...placed(states.jewels));
    for (let s = 0; s < part.graph.steps; s++) {
      from.push((part.graph.from[s] ?? 0) + nodes);
      to.push((part.graph.to[s] ?? 0) + nodes);
      cost.push(part.graph.cost[s] ?? 0);
      whole.push(part.step[s] ?? 0);
    }
    nodes += part.graph.nodes;
  }
  const built = buildCsr(nodes, Int32Array.from(from), Int32Array.from(to), Int32Array.from(cost));
  return { csr: built.graph, ends, step: Array.from(built.order, (at) => whole[at] ?? 0) };
}

/** The smallest set of changes after which no entry of a group surely reaches a jewel of it, as far as changes can do that. */
export function planFixes(graph: StepGraph, groups: readonly Group[], fixer: Fixer): GroupPlan {
  const { csr, ends, step } = sideBySide(graph, groups);
  const known = new Map<string, Proposed>();
  const ofEdge = new Map<number, readonly Proposed[]>();
  const proposed = (edge: number): readonly Proposed[] => {
    const made =
      ofEdge.get(edge) ??
      fixer.fixOf(evidenceOf(graph, edge)).map((spec) => {
        const one = known.get(spec.id) ?? { spec, edges: new Set<number>() };
        known.set(spec.id, one);
        one.edges.add(edge);
        return one;
      });
    ofEdge.set(edge, made);
    return made;
  };
  const perStep = step.map((s) => {
    const edge = graph.edge[s] ?? -1;
    return edge < 0 ? [] : proposed(edge);
  });
  const fixes = [...known.values()].sort((a, b) => (a.spec.id < b.spec.id ? -1 : 1));
  const number = new Map(fixes.map((one, i) => [one, i]));
  const answer = smallestFix(
    csr,
    ends,
    fixesOf(
      perStep.map((list) => list.map((one) => number.get(one) ?? 0)),
      fixes.map(({ spec }) => spec.weight),
    ),
  );
  const entries = groups.flatMap((group) => idsOf(group.entries));
  const jewels = groups.flatMap((group) => idsOf(group.jewels));
  return {
    fixes: answer.fixes.flatMap((at): readonly ConcreteFix[] => {
      const fix = fixes[at];
      if (fix === undefined) return [];
      const { id, asset, weight } = fix.spec;
      const edges = [...fix.edges].sort((a, b) => a - b).map((edge) => evidenceOf(graph, edge));
      return [{ id, asset, weight, says: fixer.words(fix.spec), edges }];
    }),
    weight: answer.weight,
    bound: answer.bound,
    verdict: answer.verdict,
    cuts: answer.cuts,
    uncuttable: answer.uncuttable.map((pair) => ({
      entry: entries[pair % entries.length] ?? '',
      jewel: jewels[Math.floor(pair / entries.length)] ?? '',
    })),
  };
}
