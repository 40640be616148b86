/** `pathlight paths what-if`: the same question to the graph as it is and as it would be. */

import { evidenceOf } from '#graph/paths/explain.ts';
import { type AttackPath, findPaths } from '#graph/paths/index.ts';
import type { StepGraph } from '#graph/paths/step-graph.ts';
import { UsageError } from '#src/config.ts';
import type { WhatIfOptions } from '../commands/paths.ts';
import { type Context, jsonText } from '../context.ts';
import { gapsIn } from '../show/paths.ts';
import { printWhatIf, type WhatIfShown } from '../show/paths-what-if.ts';
import { added, addedOf, type Change, changed, droppedOf } from './paths-change.ts';
import { type Question, withQuestion } from './paths-question.ts';

type Answered = Pick<Question, 'attackers' | 'groups'>;

/** The best sure path of each entry and jewel. */
function surePaths({ attackers, groups }: Answered): ReadonlyMap<string, AttackPath> {
  const found = groups.flatMap(
    ({ entries, jewels }) =>
      findPaths(attackers.steps, { entries, jewels, k: 1, limit: Number.MAX_SAFE_INTEGER }).paths,
  );
  return new Map(
    found
      .filter((path) => path.gaps.length === 0 && path.conditions.length === 0)
      .map((path) => [JSON.stringify([path.entry.id, path.jewel.id]), path]),
  );
}

/** What a path leads through; two that differ in it are two ways. */
const wayOf = ({ steps }: AttackPath): string =>
  JSON.stringify(
    steps.map(({ from, to, hold, edges }) => [from, to, hold, edges.map(({ type, key }) => [type, key])]),
  );

/** Dropped edges that the graph does not have, and added ones that give no step. */
function idle(before: StepGraph, after: StepGraph, change: Change): readonly string[] {
  const has = new Set<string>();
  for (let e = 0; e < before.edges.count; e++) {
    const { from, type, to, key } = evidenceOf(before, e);
    has.add(JSON.stringify([from, type, to])).add(JSON.stringify([from, type, to, key]));
  }
  const steps = new Set<string>();
  for (const e of new Set(after.edge)) {
    if (e < 0) continue;
    const { from, type, to, by } = evidenceOf(after, e);
    if (by === added) steps.add(JSON.stringify([from, type, to]));
  }
  const words = (one: { readonly from: string; readonly type: string; readonly to: string }) =>
    `${one.from} ${one.type} ${one.to}`;
  return [
    ...change.edges
      .filter(
        ({ from, type, to, key }) =>
          !has.has(JSON.stringify([from, type, to, ...(key === undefined ? [] : [key])])),
      )
      .map((edge) => `there is no edge ${words(edge)}, so nothing was dropped`),
    ...change.add
      .filter(({ from, type, to }) => !steps.has(JSON.stringify([from, type, to])))
      .map((edge) => `${words(edge)} is no step between two such assets, so nothing was added`),
  ];
}

async function compare(question: Question, options: WhatIfOptions): Promise<WhatIfShown> {
  const { finder, graph, posture } = question;
  const drops = (options.drop ?? []).map((text) => droppedOf(finder, text));
  const change: Change = {
    assets: new Set(drops.filter((drop) => typeof drop === 'string')),
    edges: drops.filter((drop) => typeof drop !== 'string'),
    add: addedOf(finder, options.add ?? []),
  };
  const before = surePaths(question);
  const after = await question.again(changed(graph, change));
  const now = surePaths(after);
  const both = [...now].flatMap(([key, path]) => {
    const was = before.get(key);
    return was === undefined ? [] : [{ before: was, after: path, isSame: wayOf(was) === wayOf(path) }];
  });
  return {
    gone: [...before].filter(([key]) => !now.has(key)).map(([, path]) => path),
    appeared: [...now].filter(([key]) => !before.has(key)).map(([, path]) => path),
    changed: both.flatMap(({ isSame, ...pair }) => (isSame ? [] : [pair])),
    remain: both.flatMap(({ isSame, after: path }) => (isSame ? [path] : [])),
    notes: idle(question.attackers.steps, after.attackers.steps, change),
    gaps: gapsIn(posture.coverage),
  };
}

/** @throws UsageError where nothing is to be changed */
export async function showWhatIf(context: Context, options: WhatIfOptions): Promise<void> {
  if (options.drop === undefined && options.add === undefined)
    throw new UsageError('paths what-if: say what to take away (--drop) or to add (--add).');
  const shown = await withQuestion(context, options, (question) => compare(question, options));
  if (options.format === 'json') context.print(jsonText({ ...shown }));
  else printWhatIf(context, shown);
}
