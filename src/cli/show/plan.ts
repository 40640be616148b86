/** `pathlight plan`: calls and time of a scan, predicted. Nothing is sent. */
import { type Plan, type PlannedCalls, predictCalls } from '#connectors/aws/provider/plan.ts';
import {
  alwaysEnabled,
  isRegionName,
  nearest,
  partitionOf,
  publishedRegions,
} from '#connectors/aws/provider/regions.ts';
import { type Coverage, isGap, type Scope, scopeKey } from '#graph/schema/coverage.ts';
import { type Posture, readPosture } from '#policies/engine/posture.ts';
import { type AwsConfig, UsageError } from '#src/config.ts';
import { wireKinds, wireStore } from '#src/wire.ts';
import type { Format } from '../commands/options.ts';
import { type Context, jsonText } from '../context.ts';
import { table } from '../output/table.ts';
import { safe } from '../output/terminal.ts';

/** Stands for the caller's own account where none is named: its id makes no difference to the number of calls. */
const someAccount = '000000000000';

export async function showPlan(context: Context, format: Format): Promise<void> {
  const { aws } = context.config;
  const kinds = (await wireKinds()).kinds.filter((k) => k.head.cloud === 'aws');
  const posture = await lastScan(context);
  const { scopes, assumes } = places(aws, posture);
  const predicted = predictCalls(kinds, scopes, { counts: countsOf(posture?.coverage ?? []) });
  if (format === 'json')
    context.print(
      jsonText({
        basis: posture === null ? null : { scan: posture.summary.scan, at: posture.summary.at },
        calls: predicted.calls,
        atLeast: predicted.atLeast,
        seconds: predicted.seconds,
        assumes,
        rows: predicted.rows,
      }),
    );
  else printPlan(context, predicted, assumes);
}

async function lastScan({ config }: Context): Promise<Posture | null> {
  const store = await wireStore(config);
  try {
    return await store.read(readPosture);
  } finally {
    await store.close();
  }
}

const withoutParent = (scope: Scope): Scope => ({ ...scope, parent: undefined });

/** Assets by kind and scope, as far as their listing was seen whole. */
function countsOf(coverage: readonly Coverage[]): (kind: string, scope: Scope) => number | undefined {
  const counts = new Map<string, number | undefined>();
  for (const row of coverage) {
    if (row.read !== 'list' || row.asset !== undefined) continue;
    const key = `${row.kind} ${scopeKey(withoutParent(row.scope))}`;
    const before = counts.has(key) ? counts.get(key) : 0;
    counts.set(key, before === undefined || isGap(row.outcome) ? undefined : before + row.items);
  }
  return (kind, scope) => counts.get(`${kind} ${scopeKey(scope)}`);
}

interface Places {
  readonly scopes: readonly Scope[];
  readonly assumes: readonly string[];
}

const distinct = (texts: readonly (string | undefined)[]): readonly string[] =>
  [...new Set(texts.filter((t) => t !== undefined))].toSorted();

/** Organisation, accounts and regions: those named, else those of the last scan, else as few as there can be. */
function places(aws: AwsConfig, posture: Posture | null): Places {
  const known = (posture?.coverage ?? []).map((c) => c.scope).filter((s) => s.cloud === 'aws');
  const assumes: string[] = [];
  if (posture === null) assumes.push('nothing was scanned yet: every listing is taken to be empty');
  else assumes.push(`as many assets as scan ${posture.summary.scan} saw (${posture.summary.at})`);
  const accounts = accountsOf(aws, known, assumes);
  const partition = partitionOf(aws.regions?.[0] ?? aws.homeRegion ?? '');
  const regionsOf = regionsBy(aws, known, partition, assumes);
  assumes.push(`besides, about ${2 + 2 * accounts.length} calls to log in and to find accounts and regions`);
  const organizations = distinct(known.map((s) => s.organization));
  const scopes: Scope[] = organizations.map((organization) => ({ cloud: 'aws', partition, organization }));
  for (const account of accounts) {
    scopes.push({ cloud: 'aws', partition, account });
    for (const region of regionsOf(account)) scopes.push({ cloud: 'aws', partition, account, region });
  }
  return { scopes, assumes };
}

function accountsOf(aws: AwsConfig, known: readonly Scope[], assumes: string[]): readonly string[] {
  const scanned = distinct(known.map((s) => s.account));
  const all = aws.include.length > 0 ? aws.include : scanned.length > 0 ? scanned : [someAccount];
  const accounts = all.filter((a) => !aws.exclude.includes(a));
  if (accounts.length === 0)
    throw new UsageError('No account is left to plan for: all that are known are excluded.');
  if (all[0] === someAccount) assumes.push('one account; name others with --account');
  const fresh = scanned.length === 0 ? [] : accounts.filter((a) => !scanned.includes(a));
  if (fresh.length > 0) assumes.push(`nothing is known yet of ${fresh.join(', ')}: taken to be empty`);
  return accounts;
}

function regionsBy(
  aws: AwsConfig,
  known: readonly Scope[],
  partition: string,
  assumes: string[],
): (account: string) => readonly string[] {
  const { regions } = aws;
  if (regions !== undefined) {
    const published = publishedRegions(partition);
    const seen = new Set(known.map((s) => s.region));
    for (const region of regions)
      if (!seen.has(region) && !(isRegionName(region) && published.includes(region)))
        throw new UsageError(
          `--region: no AWS region "${region}": did you mean ${nearest(region, published)}?`,
        );
    return () => regions;
  }
  const byAccount = Map.groupBy(known, (s) => s.account ?? '');
  const usual = alwaysEnabled(partition);
  assumes.push(
    byAccount.size === 0
      ? `the ${usual.length} regions that every account has; name others with --region`
      : 'the regions of the last scan',
  );
  return (account) => {
    const own = distinct((byAccount.get(account) ?? []).map((s) => s.region));
    return own.length > 0 ? own : usual;
  };
}

interface Line {
  readonly operation: string;
  readonly rows: readonly PlannedCalls[];
}

function printPlan({ print, paint: p }: Context, predicted: Plan, assumes: readonly string[]): void {
  const sum = (l: Line) => l.rows.reduce((n, r) => n + r.calls, 0);
  const lines = [...Map.groupBy(predicted.rows, (r) => r.operation)]
    .map(([operation, rows]): Line => ({ operation, rows }))
    .filter((l) => sum(l) > 0 || l.rows.some((r) => !r.known))
    .sort((a, b) => sum(b) - sum(a) || (a.operation < b.operation ? -1 : 1));
  print(
    table<Line>(
      [
        { title: 'operation', of: (l) => l.operation },
        { title: 'places', of: (l) => new Set(l.rows.map((r) => scopeKey(r.scope))).size },
        { title: 'calls', of: (l) => `${l.rows.every((r) => r.known) ? '' : 'at least '}${sum(l)}` },
      ],
      lines,
      p,
    ),
  );
  print('');
  const least = predicted.atLeast ? 'at least ' : '';
  print(
    p.bold(`${least}${predicted.calls} calls, about ${Math.ceil(predicted.seconds)} s; nothing was sent`),
  );
  for (const line of assumes) print(p.dim(safe(`assumes: ${line}`)));
}
