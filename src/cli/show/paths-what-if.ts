/** What `pathlight paths what-if` prints. */
import type { AttackPath } from '#graph/paths/index.ts';
import type { Context } from '../context.ts';
import { safe } from '../output/terminal.ts';
import { gapLine, routeOf } from './paths.ts';

/** Sure paths, the best of each entry and jewel. */
export interface WhatIfShown {
  readonly gone: readonly AttackPath[];
  readonly appeared: readonly AttackPath[];
  /** There is a way before and after, and another one is the best. */
  readonly changed: readonly { readonly before: AttackPath; readonly after: AttackPath }[];
  readonly remain: readonly AttackPath[];
  /** What of the question changes nothing. */
  readonly notes: readonly string[];
  readonly gaps: number;
}

/** So many of a list are named. */
const few = 20;

export function printWhatIf({ print, paint: p }: Context, shown: WhatIfShown): void {
  const list = (title: string, paths: readonly AttackPath[], paint: (text: string) => string) => {
    print(paint(`${title}: ${paths.length}`));
    for (const path of paths.slice(0, few))
      print(`  ${safe(`${path.entry.name} → ${path.jewel.name}: ${routeOf(path)}`)}`);
    if (paths.length > few) print(p.dim(`  … and ${paths.length - few} more (--format json shows all)`));
  };
  for (const note of shown.notes) print(p.yellow(safe(note)));
  list('Gone', shown.gone, p.green);
  list('Appear', shown.appeared, p.red);
  list(
    'Remain by another way',
    shown.changed.map(({ after }) => after),
    p.yellow,
  );
  list('Remain', shown.remain, p.yellow);
  if (shown.gaps > 0) print(p.yellow(gapLine(shown.gaps, 'more paths')));
}
