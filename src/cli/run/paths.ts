/** `pathlight paths`: those of the open findings, or those between the ends that flags name. */
import { type AttackPath, findPaths } from '#graph/paths/index.ts';
import { type Posture, readPosture } from '#policies/engine/posture.ts';
import type { Finding } from '#policies/engine/types.ts';
import { dot } from '#policies/formats/dot.ts';
import { mermaid } from '#policies/formats/mermaid.ts';
import { UsageError } from '#src/config.ts';
import { wireStore } from '#src/wire.ts';
import type { PathsOptions } from '../commands/paths.ts';
import { type Context, jsonText } from '../context.ts';
import { nothingYet } from '../show/findings.ts';
import { gapsIn, type PathRow, printPaths } from '../show/paths.ts';
import { drawingOf } from '../show/paths-drawing.ts';
import { withQuestion } from './paths-question.ts';

type Found = Finding & { readonly path: AttackPath };
const hasPath = (finding: Finding): finding is Found => finding.path !== undefined;

/** Findings with one root cause under one policy are one row; the riskiest first. */
function rowsOfFindings(findings: readonly Finding[]): readonly Omit<PathRow, 'number'>[] {
  const open = findings.filter(hasPath).filter((f) => f.state === 'open');
  const groups = Map.groupBy(open, (f) => JSON.stringify([f.policy, f.rootCause ?? f.asset.id]));
  return [...groups.values()]
    .flatMap((of): readonly Omit<PathRow, 'number'>[] => {
      const sorted = of.toSorted((a, b) => b.risk.score - a.risk.score || (a.asset.id < b.asset.id ? -1 : 1));
      const [first] = sorted;
      if (first === undefined) return [];
      return [
        {
          finding: {
            policy: first.policy,
            title: first.title,
            severity: first.severity,
            risk: first.risk.score,
            rootCause: first.rootCause ?? first.asset.id,
            stale: sorted.some(({ stale }) => stale),
          },
          victims: sorted.map(({ asset }) => ({ id: asset.id, name: asset.name })),
          paths: sorted.map(({ path }) => path),
        },
      ];
    })
    .toSorted(
      (a, b) => (b.finding?.risk ?? 0) - (a.finding?.risk ?? 0) || b.victims.length - a.victims.length,
    );
}

const isSure = (path: AttackPath): boolean => path.gaps.length === 0 && path.conditions.length === 0;

/** What is sure first, each by its score. A path on both sides of two questions is one. */
function ranked(paths: readonly AttackPath[]): readonly Omit<PathRow, 'number'>[] {
  return paths
    .toSorted((a, b) => Number(isSure(b)) - Number(isSure(a)) || b.score.value - a.score.value)
    .map((path) => ({ victims: [path.jewel], paths: [path] }));
}

interface Answer {
  readonly rows: readonly PathRow[];
  readonly posture: Posture;
}

async function answerOf(context: Context, options: PathsOptions): Promise<Answer> {
  const numbered = (rows: readonly Omit<PathRow, 'number'>[]) =>
    rows.map((row, i) => ({ number: i + 1, ...row }));
  if (options.from !== undefined || options.to !== undefined)
    return withQuestion(context, options, async ({ attackers, groups, posture }) => {
      const paths = groups.flatMap(
        (group) => findPaths(attackers.steps, { ...group, limit: Number.MAX_SAFE_INTEGER }).paths,
      );
      return { rows: numbered(ranked(paths)), posture };
    });
  const store = await wireStore(context.config);
  try {
    const posture = await store.read(readPosture);
    if (posture === null) throw new UsageError(nothingYet(context));
    return { rows: numbered(rowsOfFindings(posture.findings)), posture };
  } finally {
    await store.close();
  }
}

/** @throws UsageError for a number that is not in the list */
export async function showPaths(
  context: Context,
  number: number | undefined,
  options: PathsOptions,
): Promise<void> {
  const { rows, posture } = await answerOf(context, options);
  const chosen = number === undefined ? rows : rows.filter((row) => row.number === number);
  if (number !== undefined && chosen.length === 0)
    throw new UsageError(`paths ${number}: there are ${rows.length} in the list.`);
  const shown = options.all === true || number !== undefined ? chosen : chosen.slice(0, options.limit);
  const gaps = gapsIn(posture.coverage);
  switch (options.format) {
    case 'json': {
      const { scan, at } = posture.summary;
      context.print(jsonText({ scan, at, found: rows.length, paths: shown, gaps }));
      return;
    }
    case 'mermaid':
    case 'dot': {
      const drawing = drawingOf(shown.flatMap(({ paths }) => paths));
      context.print((options.format === 'dot' ? dot(drawing) : mermaid(drawing)).trimEnd());
      if (shown.length < chosen.length)
        context.note(`${shown.length} of ${chosen.length} are drawn: --all draws all.`);
      return;
    }
    case 'table':
      printPaths(context, shown, {
        details: options.details === true || number !== undefined,
        every: options.all === true || number !== undefined,
        found: chosen.length,
        isFindings: options.from === undefined && options.to === undefined,
        gaps,
      });
  }
}
