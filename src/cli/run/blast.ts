/** `pathlight blast`: what an asset leads to, or what leads to it. */

import { DERIVED } from '#graph/derive/types.ts';
import { blast, type End, exposureOf, holds, type StepGraph } from '#graph/paths/index.ts';
import { findAsset } from '#graph/paths/step-graph.ts';
import { ASSET } from '#graph/schema/node.ts';
import { entryNames } from '#policies/engine/paths/entries.ts';
import type { BlastOptions } from '../commands/blast.ts';
import { type Context, jsonText } from '../context.ts';
import { gapsIn } from '../show/paths.ts';
import { type BlastRow, type IntoRow, printBlast, printInto } from '../show/paths-blast.ts';
import { type Question, withQuestion } from './paths-question.ts';

const labelsOf = (graph: StepGraph, id: string): readonly string[] =>
  graph.assets[findAsset(graph, id)]?.labels ?? [];
/** Sets of permissions are how something is reached, and nothing that anybody wants. */
const isThing = (labels: readonly string[]): boolean => !labels.includes('PermissionSet');

/** All that is reached, sure or not, nearest first and sure before possible. */
function reachedFrom({ attackers: { steps } }: Question, id: string): readonly BlastRow[] {
  const from = [{ id, hold: 'own' }] as const;
  const sure = blast(steps, from);
  const known = new Set(sure.map((one) => one.id));
  const maybe = steps.possible === undefined ? [] : blast({ ...steps, possible: undefined }, from);
  const row = (certainty: BlastRow['certainty']) => (one: (typeof sure)[number]) => {
    const labels = labelsOf(steps, one.id);
    return isThing(labels)
      ? [{ ...one, labels: labels.filter((label) => label !== ASSET && label !== DERIVED), certainty }]
      : [];
  };
  return [
    ...sure.flatMap(row('surely')),
    ...maybe.filter((one) => !known.has(one.id)).flatMap(row('possibly')),
  ];
}

/** Every single entry that reaches it, with the class that it is of. */
function reachedBy({ attackers, finder }: Question, id: string): readonly IntoRow[] {
  const jewel: End = { id, name: finder.nameOf(id), states: holds.map((hold) => ({ id, hold })) };
  const rows = entryNames.flatMap((name): readonly IntoRow[] => {
    const [entry] = attackers.entries([name]);
    const states = (entry?.states ?? []).filter((state) => state.id !== id);
    const each = states.map(
      (state): End => ({ id: state.id, name: finder.nameOf(state.id), states: [state] }),
    );
    return exposureOf(attackers.steps, jewel, each).map((one) => ({ class: name, ...one }));
  });
  return rows.toSorted(
    (a, b) => Number(a.certainty === 'possibly') - Number(b.certainty === 'possibly') || a.cost - b.cost,
  );
}

export async function showBlast(context: Context, text: string, options: BlastOptions): Promise<void> {
  const isInto = options.into === true;
  // The asset itself is the end of the question either way: what is unknown of it counts.
  await withQuestion(context, { asset: text }, async (question) => {
    const { id, name } = question.finder.one(text);
    const gaps = gapsIn(question.posture.coverage);
    const asset = { id, name };
    if (isInto) {
      const entries = reachedBy(question, id);
      if (options.format === 'json') context.print(jsonText({ asset, entries, gaps }));
      else printInto(context, asset, entries, gaps);
    } else {
      const reached = reachedFrom(question, id);
      if (options.format === 'json') context.print(jsonText({ asset, reached, gaps }));
      else printBlast(context, asset, reached, gaps);
    }
  });
}
