/**
 * The runner: all kinds, in all places, side by side. It hands out rows in parts and, when a kind was looked at in a
 * scope, one closing record with all coverage. It never fails because a cloud did; it rejects when it is cancelled, when
 * the sink fails, or when kinds are declared in a way that cannot be run.
 */
import pLimit from 'p-limit';
import { parentKinds } from '#graph/schema/catalogue.ts';
import type { Coverage, Scope } from '#graph/schema/coverage.ts';
import { isGap, scopeKey } from '#graph/schema/coverage.ts';
import type { AssetRow } from '#graph/schema/rows.ts';
import { makeCalls } from './calls.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Kind } from './define.ts';
import { type Looked, look } from './look.ts';
import { localPacer, type Pacer } from './pace.ts';
import type { Provider } from './provider.ts';
import { makeRedactor } from './redact.ts';
import { defaultRetry, type RetryPolicy } from './retry.ts';

/** What is handed out: the parts of a (kind, scope), numbered from 0, then its close. As the spool keeps it, without the scan. */
export type Collected =
  | {
      readonly type: 'part';
      readonly kind: string;
      readonly scope: Scope;
      readonly part: number;
      /** At most 500. */
      readonly rows: readonly AssetRow[];
    }
  | {
      readonly type: 'close';
      readonly kind: string;
      readonly scope: Scope;
      readonly parts: number;
      /** Order and meaning: see `coverage.ts`. */
      readonly coverage: readonly Coverage[];
    };

export interface Progress {
  readonly kind: string;
  readonly scope: Scope;
  readonly phase: 'listing' | 'reading' | 'closed';
  /** Requests sent for this kind in this scope so far; what another kind had asked already costs none. */
  readonly calls: number;
  /** Assets so far. */
  readonly items: number;
}

export interface CollectOptions {
  readonly provider: Provider;
  /** Kinds of the provider's cloud, in any order. An `under` kind needs its parent kinds among them. */
  readonly kinds: readonly Kind[];
  /**
   * Where to look. A kind runs in the scopes of its own level: `region` in those with a region, `account` in those with an
   * account and no region, `organization` in the others. So list each account once by itself and once with each region.
   */
  readonly scopes: readonly Scope[];
  /** Key of the installation for fingerprints of secrets. */
  readonly hmacKey: string | Uint8Array;
  /** Takes parts and closes. Awaited: a slow sink slows the collecting down. Parts of one (kind, scope) come in order. */
  readonly sink: (out: Collected) => Promise<void> | void;
  readonly onProgress?: ((event: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly concurrency?: {
    /** Requests in flight. @default 32 */
    readonly calls?: number;
    /** Pairs of kind and scope at work. @default 64 */
    readonly jobs?: number;
    /** Assets of one such pair that are read side by side. @default 16 */
    readonly assets?: number;
  };
  readonly retry?: Partial<RetryPolicy>;
  /** Milliseconds that one request may take. @default 30000 */
  readonly timeoutMs?: number;
  /** Shared among processes where there are several. @default one for this run */
  readonly pacer?: Pacer;
  readonly clock?: Clock;
  /** In [0, 1). @default Math.random */
  readonly random?: () => number;
  /** Characters of replies kept for other kinds that ask the same. @default 32 million */
  readonly memory?: number;
}

export interface Summary {
  /** Requests sent, retries included. */
  readonly calls: number;
  readonly rows: number;
  /** Coverage rows that are gaps. */
  readonly gaps: number;
}

type Level = Kind['head']['scope'];

/** The level that a place is listed at. */
export const levelOf = (scope: Scope): Level =>
  scope.region !== undefined ? 'region' : scope.account !== undefined ? 'account' : 'organization';

/** The kinds above one that come before it: its own assets, where it is listed under them, come with it. */
const parentsOf = ({ head }: Kind): readonly string[] =>
  parentKinds(head.under).filter((parent) => parent !== head.kind);

/**
 * Children by parent kind, those of none under `''`; throws where a parent is missing, of another level, or its own
 * ancestor. A kind may be under itself where it is under another too: the first level is listed there.
 */
function familiesOf(kinds: readonly Kind[]): ReadonlyMap<string, readonly Kind[]> {
  const byName = new Map(kinds.map((kind) => [kind.head.kind, kind]));
  if (byName.size !== kinds.length) throw new Error('two kinds have the same name');
  const climb = (kind: Kind, below: readonly Kind[]): void => {
    const { kind: label, scope, under } = kind.head;
    const parents = parentsOf(kind);
    if (below.includes(kind) || (under !== undefined && parents.length === 0))
      throw new Error(`${label} is listed under itself`);
    for (const name of parents) {
      const parent = byName.get(name);
      if (parent === undefined) throw new Error(`${label} is listed under ${name}, which is not run`);
      if (parent.head.scope !== scope)
        throw new Error(`${label} and ${name}, under which it is listed, differ in scope`);
      climb(parent, [...below, kind]);
    }
  };
  const children = new Map<string, Kind[]>();
  for (const kind of kinds) {
    climb(kind, []);
    const parents = parentsOf(kind);
    for (const parent of parents.length === 0 ? [''] : new Set(parents))
      children.set(parent, [...(children.get(parent) ?? []), kind]);
  }
  return children;
}

function secretFieldsOf(kinds: readonly Kind[]): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, Set<string>>();
  for (const kind of kinds)
    for (const { operation } of [kind.list, ...Object.values(kind.reads)])
      for (const path of kind.head.secretFields ?? [])
        fields.set(operation, (fields.get(operation) ?? new Set()).add(path));
  return new Map([...fields].map(([operation, paths]) => [operation, [...paths].toSorted()]));
}

/** Runs all `kinds` in all `scopes`. Resolves when every (kind, scope) is closed. */
export async function collect(options: CollectOptions): Promise<Summary> {
  const { kinds, provider } = options;
  const clock = options.clock ?? systemClock;
  const children = familiesOf(kinds);
  const redactor = makeRedactor(options.hmacKey);
  const slots = pLimit(options.concurrency?.calls ?? 32);
  const jobs = pLimit(options.concurrency?.jobs ?? 64);
  // A sink that fails stops what is under way, just as a cancelled scan does.
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  signal.throwIfAborted();
  const calls = makeCalls({
    provider,
    redactor,
    secretFields: secretFieldsOf(kinds),
    pacer: options.pacer ?? localPacer(clock),
    retry: { ...defaultRetry, ...options.retry },
    timeoutMs: options.timeoutMs ?? 30_000,
    clock,
    random: options.random ?? Math.random,
    signal,
    slot: (run) => slots(run),
    memory: options.memory ?? 32_000_000,
  });
  let rows = 0;
  let gaps = 0;
  const sink = async (out: Collected): Promise<void> => {
    signal.throwIfAborted();
    if (out.type === 'part') rows += out.rows.length;
    else gaps += out.coverage.filter((row) => isGap(row.outcome)).length;
    await options.sink(out);
  };

  // What came of some parents of a kind in a scope, until the last of them is there too.
  const waiting = new Map<string, Looked[]>();
  /** All parents of a kind, in the order in which it names them; undefined while one is still being looked at. */
  const arrived = (child: Kind, scope: Scope, looked: Looked): readonly Looked[] | undefined => {
    const key = JSON.stringify([child.head.kind, scopeKey(scope)]);
    const wanted = [...new Set(parentsOf(child))];
    const here = [...(waiting.get(key) ?? []), looked];
    if (here.length < wanted.length) {
      waiting.set(key, here);
      return undefined;
    }
    waiting.delete(key);
    return here.toSorted((a, b) => wanted.indexOf(a.kind) - wanted.indexOf(b.kind));
  };

  const runKind = async (kind: Kind, scope: Scope, parents: readonly Looked[] | undefined): Promise<void> => {
    const offspring = children.get(kind.head.kind) ?? [];
    const looked = await jobs(() =>
      look({
        kind,
        scope,
        parents,
        calls,
        provider,
        redactor,
        clock,
        sink,
        onProgress: options.onProgress,
        keepRows: offspring.length > 0,
        side: options.concurrency?.assets ?? 16,
      }),
    );
    await Promise.all(
      offspring.map(async (child) => {
        const all = arrived(child, scope, looked);
        if (all !== undefined) await runKind(child, scope, all);
      }),
    );
  };

  // Kind by kind over all scopes, so that the first requests spread over accounts and regions.
  const roots = (children.get('') ?? []).flatMap((kind) =>
    options.scopes
      .filter((scope) => levelOf(scope) === kind.head.scope)
      .map((scope) =>
        runKind(kind, scope, undefined).catch((error: unknown) => {
          stop.abort(error);
          throw error;
        }),
      ),
  );
  const failed = (await Promise.allSettled(roots)).find((one) => one.status === 'rejected');
  if (failed !== undefined) throw signal.aborted ? signal.reason : failed.reason;
  return { calls: calls.sent(), rows, gaps };
}
