/** `pathlight findings`. */

import type { Gap } from '#graph/schema/coverage.ts';
import { readPosture } from '#policies/engine/posture.ts';
import {
  type Answer,
  type Evidence,
  type Finding,
  type Severity,
  severities,
} from '#policies/engine/types.ts';
import { UsageError } from '#src/config.ts';
import { wireStore } from '#src/wire.ts';
import type { FindingsOptions } from '../commands/findings.ts';
import { type Context, jsonText } from '../context.ts';
import { table } from '../output/table.ts';
import { type Paint, safe } from '../output/terminal.ts';
import { badCredentials } from './credentials.ts';

const states = ['open', 'muted', 'all'];

function checked(
  options: FindingsOptions,
): (f: Pick<Finding, 'policy' | 'asset'> & Partial<Finding>) => boolean {
  const worst =
    options.severity === undefined ? severities.length - 1 : severities.indexOf(options.severity as Severity);
  if (worst < 0) throw new UsageError(`--severity ${options.severity}: one of ${severities.join(', ')}.`);
  const state = options.state ?? 'open';
  if (!states.includes(state)) throw new UsageError(`--state ${state}: one of ${states.join(', ')}.`);
  return (f) =>
    (f.severity === undefined || severities.indexOf(f.severity) <= worst) &&
    (f.state === undefined || state === 'all' || f.state === state) &&
    (options.policy === undefined || f.policy === options.policy) &&
    (options.asset === undefined ||
      f.asset.id.includes(options.asset) ||
      f.asset.name.includes(options.asset));
}

export const severityPaint = (severity: Severity, p: Paint) =>
  severity === 'critical' || severity === 'high' ? p.red : severity === 'medium' ? p.yellow : p.dim;

export async function showFindings(context: Context, options: FindingsOptions): Promise<void> {
  const wanted = checked(options);
  const store = await wireStore(context.config);
  try {
    const posture = await store.read(readPosture);
    if (posture === null) throw new UsageError(nothingYet(context));
    const findings = posture.findings.filter(wanted);
    const cannotTell = posture.cannotTell.filter(wanted);
    if (options.format === 'json') context.print(findingsJson(posture.summary, findings, cannotTell));
    else printFindings(context, findings, cannotTell, options.details === true);
  } finally {
    await store.close();
  }
}

/** Opens the store for a moment, so that nothing is made where nothing is. @throws UsageError */
export async function mustBePublished(context: Context): Promise<void> {
  const store = await wireStore(context.config);
  try {
    if ((await store.published()) === null) throw new UsageError(nothingYet(context));
  } finally {
    await store.close();
  }
}

export const nothingYet = ({ config }: Context): string =>
  `Nothing was scanned into ${config.store.kind === 'embedded' ? config.store.folder : config.store.uri} yet. Run \`pathlight scan\` or \`pathlight demo\` first, or name another store with --store.`;

export const findingsJson = (
  summary: { readonly scan: string; readonly at: string },
  findings: readonly Finding[],
  cannotTell: readonly Answer[],
): string => jsonText({ scan: summary.scan, at: summary.at, findings, cannotTell });

export function printFindings(
  context: Context,
  findings: readonly Finding[],
  cannotTell: readonly Answer[],
  details: boolean,
  /** Rows per policy at most; the rest are counted. */
  most = Number.POSITIVE_INFINITY,
): void {
  const { paint: p, print } = context;
  const byPolicy = Map.groupBy(findings, (f) => f.policy);
  if (findings.length === 0) print(p.green('No open findings.'));
  else if (details) for (const f of findings) printOne(context, f);
  else
    print(
      table<Finding>(
        [
          { title: 'risk', of: (f) => f.risk.score },
          { title: 'severity', of: (f) => f.severity, paint: (f, q) => severityPaint(f.severity, q) },
          { title: 'policy', of: (f) => f.policy },
          { title: 'asset', of: (f) => f.asset.name },
          { title: 'where', of: (f) => `${f.asset.account}/${f.asset.region}` },
          { title: 'finding', of: (f) => `${f.message}${f.stale ? ' (stale: cannot tell now)' : ''}` },
        ],
        findings.filter((f) => (byPolicy.get(f.policy) ?? []).indexOf(f) < most),
        p,
      ),
    );
  for (const [policy, all] of details ? [] : byPolicy)
    if (all.length > most)
      print(p.dim(`… ${all.length - most} more of ${policy}: pathlight findings --policy ${policy}`));
  if (cannotTell.length > 0) {
    print('');
    print(p.yellow(p.bold(`Cannot tell (${cannotTell.length}): unknown is not a pass`)));
    print(
      table<Answer>(
        [
          { title: 'policy', of: (a) => a.policy },
          { title: 'asset', of: (a) => a.asset.name },
          { title: 'where', of: (a) => `${a.asset.account}/${a.asset.region}` },
          { title: 'because', of: (a) => a.gaps.map(gapText).join('; ') || 'what it needs is unknown' },
        ],
        cannotTell,
        p,
      ),
    );
  }
}

export function gapText(g: Gap): string {
  if (g.operation === 'none') return g.reason ?? g.outcome;
  const what = `${g.operation} ${g.outcome}`;
  if (badCredentials(g)) return `${what} (${g.code}: log in again)`;
  if (g.outcome === 'denied' && g.permissions.length > 0)
    return `${what} (allow ${g.permissions.join(', ')})`;
  return g.outcome === 'not-asked' && g.reason !== undefined ? `${what} (${g.reason})` : what;
}

function printOne({ paint: p, print }: Context, f: Finding): void {
  const line = (name: string, text: string) => print(`  ${p.dim(name.padEnd(9))} ${safe(text)}`);
  print(
    `${severityPaint(f.severity, p)(f.severity.toUpperCase())} ${p.bold(safe(f.title))} ${p.dim(f.policy)}${f.stale ? p.yellow(' stale') : ''}`,
  );
  line('asset', `${f.asset.name} (${f.asset.id})`);
  line('what', f.message);
  line(
    'risk',
    `${f.risk.score} = ${Object.entries(f.risk.terms)
      .map(([k, v]) => `${k} ${v}`)
      .join(' + ')}`,
  );
  line('since', `${f.firstSeen}, last seen ${f.lastSeen}`);
  for (const e of f.evidence) line('evidence', evidenceText(e));
  for (const g of f.gaps) line('gap', gapText(g));
  line('fix', f.fix['words'] ?? '');
  for (const how of ['cli', 'terraform'])
    for (const [i, text] of (f.fix[how]?.trimEnd().split('\n') ?? []).entries())
      line(i === 0 ? how : '', text);
  const maps = Object.entries(f.frameworks).map(([name, ids]) => `${name} ${ids.join(' ')}`);
  if (maps.length > 0) line('maps to', maps.join('; '));
  print('');
}

const evidenceText = (e: Evidence): string => {
  const value =
    e.value === null
      ? 'unknown'
      : JSON.stringify(e.value, (_k, v: unknown) => (typeof v === 'bigint' ? `${v}` : v));
  const short = value.length > 160 ? `${value.slice(0, 160)}…` : value;
  return `${e.property} = ${short} from ${e.operation} ${e.field} of ${e.asset} at ${e.observedAt}`;
};
