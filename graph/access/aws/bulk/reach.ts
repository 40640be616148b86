/** One statement against one target, a thing or all that lies under it, without asking who calls. */

import type { Test } from '../condition.ts';
import { openTest } from '../condition.ts';
import type { Context } from '../context.ts';
import { type Glob, globMatches } from '../glob.ts';
import type { Statement } from '../policy.ts';
import { fill, variablesOf } from '../template.ts';
import { all, type Maybe } from '../three.ts';
import { covers, meets } from './cover.ts';

export interface Target {
  /** The thing's ARN, or that with `/*` behind it. */
  readonly pattern: Glob;
  readonly text: string;
  /** What stands behind the ARN: a pattern of what lies under it, or nothing. */
  readonly under: string;
}

export interface Reach {
  /** Are the conditions met? */
  readonly holds: Maybe;
  /** What of the target the statement speaks of; `undefined`: all of it. */
  readonly pieces: readonly Glob[] | undefined;
  readonly open: readonly Test[];
}

export function speaksOf({ actions }: Statement, action: string): boolean {
  return actions.patterns.some((pattern) => globMatches(pattern, action)) !== actions.excluding;
}

/** @returns `undefined` where it speaks of nothing of the target, or its conditions surely fail */
export function reachOf(statement: Statement, target: Target, context: Context): Reach | undefined {
  const { resources, tests } = statement;
  const held = tests.map((test) => ({ test, holds: test.holds(context) }));
  const holds = all(held.map((one) => one.holds));
  if (holds === false) return undefined;
  const open = held.flatMap(({ test, holds: one }) => (one === null ? [test] : []));
  if (resources === undefined) return { holds, pieces: undefined, open };
  const filled = resources.patterns.flatMap((one) => {
    const found = fill(one, context);
    return found === undefined ? [] : [{ ...found, one }];
  });
  const touching = filled.filter(({ pattern }) => meets(pattern, target.pattern));
  const unsure = touching.filter(({ known }) => !known);
  const tested = [
    ...open,
    ...unsure.flatMap(({ one }) =>
      variablesOf(one).map((key) =>
        openTest(key, resources.excluding ? 'NotResource' : 'Resource', [one.text]),
      ),
    ),
  ];
  if (resources.excluding) {
    if (touching.some(({ pattern, known }) => known && covers(pattern, target.pattern))) return undefined;
    if (touching.length === 0) return { holds, pieces: undefined, open };
    const overAll = unsure.length > 0 ? null : holds;
    // Some of the target is left out: which, the pattern language cannot say. A thing without parts is whole or nothing.
    return { holds: all([holds, overAll]), pieces: [target.pattern], open: tested };
  }
  if (touching.length === 0) return undefined;
  if (touching.some(({ pattern, known }) => known && covers(pattern, target.pattern)))
    return { holds, pieces: undefined, open };
  const sure = touching.filter(({ known }) => known);
  return sure.length > 0
    ? { holds, pieces: sure.map(({ pattern }) => pattern), open }
    : { holds: all([holds, null]), pieces: touching.map(({ pattern }) => pattern), open: tested };
}
