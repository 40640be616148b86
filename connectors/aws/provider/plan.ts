/**
 * How many calls a scan will send and how long that takes. Nothing is sent: the numbers come from the kinds' declarations,
 * the pace that AWS allows, and how many assets the last scan saw.
 */
import type { AnyList, At, Kind } from '#connectors/kit/define.ts';
import { canonical } from '#connectors/kit/paths.ts';
import { parentKinds } from '#graph/schema/catalogue.ts';
import { type Scope, scopeKey } from '#graph/schema/coverage.ts';
import { paceOf } from './pace.ts';

export interface PlannedCalls {
  readonly kind: string;
  readonly scope: Scope;
  readonly operation: string;
  /** `list`, or the name of the read. */
  readonly read: string;
  readonly calls: number;
  /** False: no scan has counted the assets yet, so that this is the least there can be. */
  readonly known: boolean;
}

export interface Plan {
  readonly calls: number;
  /** True: there may be more calls, because assets were not counted yet. */
  readonly atLeast: boolean;
  /** With the default rates and concurrency. */
  readonly seconds: number;
  readonly rows: readonly PlannedCalls[];
}

/** Assets of a kind in a scope at the last scan (of all parents together), or undefined if it was not looked at. */
export type Counts = (kind: string, scope: Scope) => number | undefined;

export interface PlanOptions {
  readonly counts?: Counts | undefined;
  /** Multiplies the default rates, as for the provider. */
  readonly rate?: number | undefined;
  /** Requests in flight. @default 32 */
  readonly concurrency?: number | undefined;
  /** Milliseconds that a request takes, on the average. @default 150 */
  readonly latency?: number | undefined;
}

const pageMembers = ['MaxResults', 'maxResults', 'MaxItems', 'MaxBuckets', 'Limit', 'limit', 'PageSize'];
/** What a service gives per page if it is not asked for a number. SageMaker gives 10, most others 50 or 100. */
const usualPage = (operation: string): number => (operation.startsWith('sagemaker:') ? 10 : 50);

const atOf = (scope: Scope): At => ({
  cloud: 'aws',
  partition: scope.partition ?? 'aws',
  organization: scope.organization ?? '',
  account: scope.account ?? '',
  region: scope.region ?? '',
});

const levelOf = (scope: Scope): Kind['head']['scope'] =>
  scope.region !== undefined ? 'region' : scope.account !== undefined ? 'account' : 'organization';

function pageSize(list: AnyList, input: Readonly<Record<string, unknown>>): number {
  const asked = pageMembers.map((name) => input[name]).find((value) => typeof value === 'number');
  return Math.max(1, asked ?? usualPage(list.operation));
}

interface Shared {
  readonly kinds: Kind[];
  readonly page: number;
}

/** Listings of one scope: kinds that ask exactly the same are answered by the same call. */
function listingsOf(kinds: readonly Kind[], scope: Scope): readonly Shared[] {
  const shared = new Map<string, Shared>();
  for (const kind of kinds) {
    const input = kind.list.input?.(atOf(scope)) ?? {};
    const key = canonical([kind.list.operation, input]);
    const known = shared.get(key);
    if (known === undefined) shared.set(key, { kinds: [kind], page: pageSize(kind.list, input) });
    else known.kinds.push(kind);
  }
  return [...shared.values()];
}

function planScope(kinds: readonly Kind[], scope: Scope, counts: Counts): PlannedCalls[] {
  const rows: PlannedCalls[] = [];
  const here = kinds.filter((kind) => kind.head.scope === levelOf(scope));
  const row = (kind: Kind, read: string, operation: string, calls: number, known: boolean) =>
    rows.push({ kind: kind.head.kind, scope, operation, read, calls, known });
  for (const { kinds: together, page } of listingsOf(
    here.filter((k) => k.head.under === undefined),
    scope,
  )) {
    const [first] = together;
    if (first === undefined) continue;
    const seen = together.map((kind) => counts(kind.head.kind, scope));
    const items = seen.reduce<number>((sum, n) => sum + (n ?? 0), 0);
    row(first, 'list', first.list.operation, Math.max(1, Math.ceil(items / page)), !seen.includes(undefined));
  }
  for (const kind of here) {
    const items = counts(kind.head.kind, scope);
    if (kind.head.under !== undefined) {
      const above = parentKinds(kind.head.under).map((parent) => counts(parent, scope));
      const parents = above.reduce((sum, n) => (sum === undefined || n === undefined ? undefined : sum + n));
      // Its input needs a parent, so that its page size cannot be known here.
      const pages = Math.max(parents ?? 0, Math.ceil((items ?? 0) / usualPage(kind.list.operation)));
      row(kind, 'list', kind.list.operation, pages, parents !== undefined && items !== undefined);
    }
    for (const [name, read] of Object.entries(kind.reads))
      row(kind, name, read.operation, items ?? 0, items !== undefined);
  }
  return rows;
}

/** Predicts the calls of a scan of `kinds` in `scopes` (as `collect` takes them). Pure: nothing is sent. */
export function predictCalls(
  kinds: readonly Kind[],
  scopes: readonly Scope[],
  options: PlanOptions = {},
): Plan {
  const { counts = () => undefined, rate, concurrency = 32, latency = 150 } = options;
  const distinct = [...new Map(scopes.map((scope) => [scopeKey(scope), scope])).values()];
  const rows = distinct.flatMap((scope) => planScope(kinds, scope, counts));
  const budgets = new Map<string, { calls: number; perSecond: number; burst: number }>();
  for (const { operation, scope, calls } of rows) {
    const pace = paceOf({ operation, scope }, rate);
    const budget = budgets.get(pace.key) ?? { calls: 0, perSecond: pace.perSecond, burst: pace.burst };
    budget.calls += calls;
    budgets.set(pace.key, budget);
  }
  const calls = rows.reduce((sum, row) => sum + row.calls, 0);
  const slowest = Math.max(
    0,
    ...[...budgets.values()].map((b) => Math.max(0, b.calls - b.burst) / b.perSecond),
  );
  const seconds = Math.max(slowest, (Math.ceil(calls / concurrency) * latency) / 1000);
  return { calls, atLeast: rows.some((row) => !row.known), seconds, rows };
}
