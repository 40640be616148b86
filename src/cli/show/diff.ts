/** `pathlight diff`: what changed between two scans. */
import type { Coverage } from '#graph/schema/coverage.ts';
import { isGap } from '#graph/schema/coverage.ts';
import type { ScanRecord, State } from '#graph/state/port.ts';
import { coverageKey } from '#policies/engine/posture.ts';
import type { Finding } from '#policies/engine/types.ts';
import { UsageError } from '#src/config.ts';
import { wireState } from '#src/wire.ts';
import type { Format } from '../commands/options.ts';
import { type Context, jsonText } from '../context.ts';
import { safe } from '../output/terminal.ts';
import { mustBePublished } from './findings.ts';

/** id, kind, name, uid, hash, stale */
type AssetLine = readonly [string, string, string, string, string, string];

interface Seen {
  readonly findings: ReadonlyMap<string, Finding>;
  readonly assets: ReadonlyMap<string, AssetLine>;
  readonly gaps: ReadonlyMap<string, Coverage>;
}

async function seen(state: State, scan: string): Promise<Seen> {
  const read = async <T>(kind: 'findings' | 'assets' | 'coverage'): Promise<readonly T[]> => {
    const text = await state.snapshot(scan, kind);
    if (text === null)
      throw new UsageError(
        `Scan ${scan} has no record to compare. It did not publish, or retention took it.`,
      );
    return JSON.parse(text) as readonly T[];
  };
  return {
    findings: new Map((await read<Finding>('findings')).map((f) => [f.id, f])),
    assets: new Map((await read<AssetLine>('assets')).map((a) => [`${a[0]} ${a[3]}`, a])),
    gaps: new Map(
      (await read<Coverage>('coverage')).filter((c) => isGap(c.outcome)).map((c) => [coverageKey(c), c]),
    ),
  };
}

async function choose(
  state: State,
  before: string | undefined,
  after: string | undefined,
): Promise<readonly [string, string]> {
  const published = (await state.scans(1000)).filter((s: ScanRecord) => s.status === 'published');
  const find = (id: string) => {
    const found = published.find((s) => s.id === id);
    if (found === undefined)
      throw new UsageError(
        `There is no published scan ${id}. The last one is ${published[0]?.id ?? 'none'}.`,
      );
    return found.id;
  };
  const later = after === undefined ? published[0]?.id : find(after);
  const position = published.findIndex((s) => s.id === later);
  const earlier = before === undefined ? published[position + 1]?.id : find(before);
  if (later === undefined || earlier === undefined)
    throw new UsageError('There are not two published scans to compare yet.');
  return [earlier, later];
}

function changes<T>(a: ReadonlyMap<string, T>, b: ReadonlyMap<string, T>) {
  return {
    added: [...b].filter(([k]) => !a.has(k)).map(([, v]) => v),
    removed: [...a].filter(([k]) => !b.has(k)).map(([, v]) => v),
    both: [...b].flatMap(([k, v]) => {
      const old = a.get(k);
      return old === undefined ? [] : [[old, v] as const];
    }),
  };
}

export async function showDiff(
  context: Context,
  { before, after, format }: { before: string | undefined; after: string | undefined; format: Format },
): Promise<void> {
  await mustBePublished(context);
  const state = await wireState(context.config);
  try {
    const [earlier, later] = await choose(state, before, after);
    const a = await seen(state, earlier);
    const b = await seen(state, later);
    const findings = changes(a.findings, b.findings);
    const assets = changes(a.assets, b.assets);
    const gaps = changes(a.gaps, b.gaps);
    const changed = assets.both.filter(([x, y]) => x[4] !== y[4]).map(([, y]) => y);
    const aged = assets.both.filter(([x, y]) => x[5] !== 'true' && y[5] === 'true').map(([, y]) => y);
    const line = ([id, kind, name]: AssetLine) => ({ id, kind, name });
    if (format === 'json') {
      context.print(
        jsonText({
          before: earlier,
          after: later,
          findings: { opened: findings.added, closed: findings.removed },
          assets: {
            appeared: assets.added.map(line),
            gone: assets.removed.map(line),
            changed: changed.map(line),
            stale: aged.map(line),
          },
          gaps: { opened: gaps.added, closed: gaps.removed },
        }),
      );
      return;
    }
    const { print, paint: p } = context;
    print(`from ${earlier} to ${later}`);
    const section = <T>(title: string, rows: readonly T[], of: (row: T) => string, sign: string) => {
      if (rows.length === 0) return;
      print(p.bold(`${title} (${rows.length})`));
      for (const row of rows) print(`  ${sign} ${safe(of(row))}`);
    };
    const finding = (f: Finding) => `${f.severity} ${f.policy} ${f.asset.name}: ${f.message}`;
    const asset = (l: AssetLine) => `${l[1]} ${l[2]} ${l[0]}`;
    const gap = (c: Coverage) => `${c.operation} ${c.outcome} ${coverageKey(c)}`;
    section('findings opened', findings.added, finding, '+');
    section('findings closed', findings.removed, finding, '-');
    section('assets appeared', assets.added, asset, '+');
    section('assets gone', assets.removed, asset, '-');
    section('assets changed', changed, asset, '~');
    section('assets stale', aged, asset, '?');
    section('gaps opened', gaps.added, gap, '+');
    section('gaps closed', gaps.removed, gap, '-');
    const all = [
      findings.added,
      findings.removed,
      assets.added,
      assets.removed,
      changed,
      aged,
      gaps.added,
      gaps.removed,
    ];
    if (all.every((l) => l.length === 0)) print('Nothing changed.');
  } finally {
    await state.close();
  }
}
