/** `pathlight paths fix`: the fewest concrete changes that cut the paths, shown to do so by searching again. */

import { evidenceOf } from '#graph/paths/explain.ts';
import { type ConcreteFix, findPaths, type StepGraph } from '#graph/paths/index.ts';
import { findAsset } from '#graph/paths/step-graph.ts';
import { escalationKey as edgeKey, readFixFacts } from '#policies/engine/paths/fix-facts.ts';
import { Fixer } from '#policies/engine/paths/fixes.ts';
import { type Group, planFixes } from '#policies/engine/paths/plan.ts';
import type { FixOptions } from '../commands/paths.ts';
import { type Context, jsonText } from '../context.ts';
import { gapsIn } from '../show/paths.ts';
import { type Fix, type Plan, printPlan } from '../show/paths-fix.ts';
import { type Question, withQuestion } from './paths-question.ts';

/** The graph with what the fixes cut no longer surely there. */
function without(graph: StepGraph, fixes: readonly ConcreteFix[]): StepGraph {
  const cut = new Set(fixes.flatMap(({ edges }) => edges.map(edgeKey)));
  const tails = new Set(fixes.flatMap(({ edges }) => edges.map(({ from }) => findAsset(graph, from))));
  const gone = new Uint8Array(graph.edges.count);
  for (let e = 0; e < graph.edges.count; e++)
    if (tails.has(graph.edges.from[e] ?? -1) && cut.has(edgeKey(evidenceOf(graph, e)))) gone[e] = 1;
  const possible = graph.possible?.slice() ?? new Uint8Array(graph.csr.steps);
  for (let s = 0; s < graph.csr.steps; s++) if (gone[graph.edge[s] ?? -1] === 1) possible[s] = 1;
  return { ...graph, possible };
}

const joined = (graph: StepGraph, { entries, jewels }: Group) =>
  findPaths(graph, { entries, jewels, k: 1, limit: 0 });

async function planOf({ attackers, finder, graph, groups, posture }: Question): Promise<Plan> {
  const { steps } = attackers;
  const fixer = new Fixer(await readFixFacts(graph, finder.names()));
  const { fixes, uncuttable, weight, verdict } = planFixes(steps, groups, fixer);
  const after = without(steps, fixes);
  let before = 0;
  let left = 0;
  for (const group of groups) {
    before += joined(steps, group).surely;
    left += joined(after, group).surely;
  }
  if (left !== uncuttable.length)
    throw new Error(`the changes leave ${left - uncuttable.length} paths open that they should cut`);
  const names = new Map(
    groups.flatMap(({ entries, jewels }) => [...entries, ...jewels]).map(({ id, name }) => [id, name]),
  );
  const named = (id: string) => ({ id, name: names.get(id) ?? id });
  return {
    paths: before,
    cut: before - left,
    fixes: fixes.map(
      ({ asset, says, weight: one, edges }): Fix => ({
        asset: { id: asset, name: finder.nameOf(asset) },
        change: says,
        weight: one,
        edges,
      }),
    ),
    weight,
    verdict,
    uncuttable: uncuttable.map(({ entry, jewel }) => ({ entry: named(entry), jewel: named(jewel) })),
    gaps: gapsIn(posture.coverage),
  };
}

export async function showFix(context: Context, options: FixOptions): Promise<void> {
  const plan = await withQuestion(context, options, planOf);
  if (options.format === 'json') context.print(jsonText({ ...plan }));
  else printPlan(context, plan);
}
