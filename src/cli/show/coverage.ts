/** `pathlight coverage`, and the coverage table at the end of a scan. */
import { type Coverage, isGap, outcomes, scopeKey } from '#graph/schema/coverage.ts';
import { readPosture } from '#policies/engine/posture.ts';
import { type AcceptedGap, UsageError } from '#src/config.ts';
import { wireStore } from '#src/wire.ts';
import type { CoverageOptions } from '../commands/coverage.ts';
import { type Context, exits, jsonText } from '../context.ts';
import { table } from '../output/table.ts';
import { badCredentials } from './credentials.ts';
import { nothingYet } from './findings.ts';

/** The accepted gap that covers this one on this day, if any. Accepted gaps still show, and still make policies unable to tell. */
export const acceptedBy = (
  c: Coverage,
  accepted: readonly AcceptedGap[],
  today: string,
): AcceptedGap | undefined => {
  const scope = scopeKey(c.scope);
  return accepted.find(
    (a) =>
      a.expires >= today &&
      (scope === a.scope || scope.startsWith(`${a.scope}/`)) &&
      (a.kind === undefined || a.kind === c.kind) &&
      (a.operation === undefined || a.operation === c.operation) &&
      a.outcomes.includes(c.outcome) &&
      !badCredentials(c),
  );
};

/** Gaps that nobody accepted: they make a scan incomplete. */
export function openGaps(
  coverage: readonly Coverage[],
  accepted: readonly AcceptedGap[],
  today: string,
): readonly Coverage[] {
  return coverage.filter((c) => isGap(c.outcome) && acceptedBy(c, accepted, today) === undefined);
}

/** Gaps that somebody accepted, each with who did. */
export function acceptedGaps(
  coverage: readonly Coverage[],
  accepted: readonly AcceptedGap[],
  today: string,
): readonly (Coverage & { readonly accepted: AcceptedGap })[] {
  return coverage.flatMap((c) => {
    const by = isGap(c.outcome) ? acceptedBy(c, accepted, today) : undefined;
    return by === undefined ? [] : [{ ...c, accepted: by }];
  });
}

export const today = (): string => new Date().toISOString().slice(0, 10);

export async function showCoverage(context: Context, options: CoverageOptions): Promise<number> {
  const store = await wireStore(context.config);
  try {
    const posture = await store.read(readPosture);
    if (posture === null) throw new UsageError(nothingYet(context));
    const { acceptedGaps } = context.config;
    const shown = options.gaps === true ? posture.coverage.filter((c) => isGap(c.outcome)) : posture.coverage;
    const open = openGaps(posture.coverage, acceptedGaps, today());
    if (options.format === 'json')
      context.print(
        jsonText({
          scan: posture.summary.scan,
          at: posture.summary.at,
          complete: open.length === 0,
          coverage: shown.map((c) => {
            const by = isGap(c.outcome) ? acceptedBy(c, acceptedGaps, today()) : undefined;
            return by === undefined ? c : { ...c, accepted: by };
          }),
        }),
      );
    else printCoverage(context, shown, options.gaps !== true);
    return open.length === 0 ? exits.clean : exits.incomplete;
  } finally {
    await store.close();
  }
}

interface Line {
  readonly service: string;
  readonly kind: string;
  readonly counts: ReadonlyMap<string, number>;
  readonly items: number;
}

/** One line per kind, then one per gap. */
export function printCoverage(context: Context, coverage: readonly Coverage[], summary: boolean): void {
  const { paint: p, print } = context;
  if (summary) {
    const lines = [...Map.groupBy(coverage, (c) => c.kind)].map(([kind, rows]): Line => {
      const counts = new Map<string, number>();
      for (const c of rows) counts.set(c.outcome, (counts.get(c.outcome) ?? 0) + 1);
      const items = rows.filter((c) => c.read === 'list').reduce((sum, c) => sum + c.items, 0);
      return { service: rows[0]?.operation.split(':')[0] ?? '', kind, counts, items };
    });
    lines.sort((a, b) => (`${a.service} ${a.kind}` < `${b.service} ${b.kind}` ? -1 : 1));
    const seen = outcomes.filter((o) => lines.some((l) => l.counts.has(o)));
    print(
      table<Line>(
        [
          { title: 'service', of: (l) => l.service },
          { title: 'kind', of: (l) => l.kind },
          { title: 'assets', of: (l) => l.items },
          ...seen.map((o) => ({
            title: o,
            of: (l: Line) => l.counts.get(o) ?? '',
            paint: (_l: Line, q: Context['paint']) => (isGap(o) ? q.yellow : q.dim),
          })),
        ],
        lines,
        p,
      ),
    );
  }
  const { acceptedGaps } = context.config;
  const gaps = grouped(
    coverage.filter((c) => isGap(c.outcome)),
    acceptedGaps,
  );
  if (gaps.length === 0) {
    print(p.green('Everything that was asked for could be seen.'));
    return;
  }
  print('');
  print(p.yellow(p.bold(`Could not be seen (${gaps.length})`)));
  print(
    table<GapLine>(
      [
        { title: 'operation', of: (g) => g.first.operation },
        { title: 'outcome', of: (g) => g.first.outcome },
        { title: 'where', of: (g) => g.where },
        { title: 'permission', of: (g) => g.first.permissions.join(' ') },
        { title: 'reason', of: (g) => g.first.reason ?? g.first.code ?? '' },
        {
          title: 'accepted',
          of: (g) => {
            const by = acceptedBy(g.first, acceptedGaps, today());
            return by === undefined ? '' : `by ${by.owner} until ${by.expires}`;
          },
        },
      ],
      gaps,
      p,
    ),
  );
}

interface GapLine {
  readonly first: Coverage;
  readonly where: string;
}

/** The same read failing the same way on many assets of one place is one line. */
function grouped(gaps: readonly Coverage[], accepted: readonly AcceptedGap[]): readonly GapLine[] {
  const place = (c: Coverage) => scopeKey({ ...c.scope, parent: undefined });
  const key = (c: Coverage) =>
    JSON.stringify([c.operation, c.outcome, place(c), acceptedBy(c, accepted, today())]);
  return [...Map.groupBy(gaps, key).values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const assets = rows.flatMap((c) => c.asset ?? []);
    const what =
      assets.length === 0 ? '' : assets.length === 1 ? ` ${assets[0]}` : ` (${assets.length} assets)`;
    return [{ first, where: `${place(first)}${what}` }];
  });
}
