/** What `pathlight paths fix` prints. */
import type { EdgeEvidence } from '#graph/paths/index.ts';
import type { Context } from '../context.ts';
import { safe } from '../output/terminal.ts';
import { gapLine } from './paths.ts';

interface Ref {
  readonly id: string;
  readonly name: string;
}
export interface Fix {
  readonly asset: Ref;
  readonly change: string;
  readonly weight: number;
  readonly edges: readonly EdgeEvidence[];
}
export interface Plan {
  /** Pairs of an entry and a jewel that are surely joined, and how many of them the fixes part. */
  readonly paths: number;
  readonly cut: number;
  readonly fixes: readonly Fix[];
  readonly weight: number;
  readonly verdict: 'proven smallest' | `at most ${number} above the bound`;
  readonly uncuttable: readonly { readonly entry: Ref; readonly jewel: Ref }[];
  readonly gaps: number;
}

/** So many pairs are named. */
const few = 20;
const paths = (n: number): string => `${n} ${n === 1 ? 'path' : 'paths'}`;

export function printPlan({ print, paint: p }: Context, plan: Plan): void {
  if (plan.paths === 0) print(p.green('There is no sure path to cut.'));
  else {
    const changes = `${plan.fixes.length} ${plan.fixes.length === 1 ? 'change' : 'changes'}`;
    print(
      p.bold(
        `${changes} of weight ${plan.weight} cut ${plan.cut} of ${paths(plan.paths)} (${plan.verdict}; searched again without them)`,
      ),
    );
    plan.fixes.forEach(({ asset, change, weight, edges }, i) => {
      const steps = `${edges.length} ${edges.length === 1 ? 'step' : 'steps'}`;
      print(`${i + 1}. ${safe(change)} ${p.dim(`(weight ${weight}, cuts ${steps})`)}`);
      print(`   ${p.dim(safe(asset.id))}`);
    });
  }
  if (plan.uncuttable.length > 0) {
    print(p.yellow(`No change known to Pathlight cuts ${paths(plan.uncuttable.length)}:`));
    for (const { entry, jewel } of plan.uncuttable.slice(0, few))
      print(`  ${safe(`${entry.name} → ${jewel.name}`)}`);
    if (plan.uncuttable.length > few) print(p.dim(`  … and ${plan.uncuttable.length - few} more`));
  }
  if (plan.gaps > 0) print(p.yellow(gapLine(plan.gaps, 'more paths')));
}
