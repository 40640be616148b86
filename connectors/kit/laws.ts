/**
 * What every kind must hold to, whatever its cloud: each way in which a cloud can fail comes out as the right coverage
 * and loses nothing, no credential gets through, two runs agree, and nothing undeclared is sent. A law is data with a
 * check, so that a test file says `it(law.title, law.check)` for each kind of the catalogue.
 */
import assert from 'node:assert/strict';
import type { Fault, Fixture } from '#connectors/standin/estate.ts';
import type { Coverage, Outcome, Scope } from '#graph/schema/coverage.ts';
import type { AssetRow } from '#graph/schema/rows.ts';
import type { Kind } from './define.ts';
import { permissionsOf } from './define.ts';
import { withCanaries } from './laws.canaries.ts';
import { declareProblems } from './never.ts';
import type { Pacer } from './pace.ts';
import type { Provider } from './provider.ts';
import { canaries } from './redact.canaries.ts';
import { type Collected, type CollectOptions, collect, type Progress } from './run.ts';

/** A stand-in that serves one fixture, and a provider that speaks to it. */
export interface Served {
  readonly provider: Provider;
  readonly scopes: readonly Scope[];
  /** Wire operations of the requests that reached the stand-in so far. */
  seen(): readonly string[];
  /** Sends an operation through the transport's own client, past the provider's `send`. */
  sendRaw(operation: string): Promise<'refused' | 'sent'>;
  close(): Promise<void>;
}

export interface LawHarness {
  /** `rights: false`: nothing shows that the caller may see all of a listing that the cloud filters. */
  serve(
    fixture: Fixture,
    options: { readonly kinds: readonly Kind[]; readonly faults: readonly Fault[]; readonly rights: boolean },
  ): Promise<Served>;
  /** A reading operation of this cloud that no kind declares. */
  readonly undeclared: string;
}

export interface Law {
  readonly title: string;
  check(): Promise<void>;
}

interface Seen {
  readonly out: readonly Collected[];
  readonly progress: readonly Progress[];
  readonly rows: readonly AssetRow[];
  readonly coverage: readonly Coverage[];
  readonly calls: number;
  readonly seen: readonly string[];
}

/** Laws do not wait their turn. */
const noPace: Pacer = {
  take: () => Promise.resolve(),
  throttled: () => Promise.resolve(),
  holdBack: () => Promise.resolve(),
};

type Wrong = Fault['fault'];

export interface Subject {
  readonly kind: Kind;
  readonly fixture: Fixture;
  /** For an `under` kind: the kinds above it, which the fixture serves too. */
  readonly parents?: readonly Kind[];
  /**
   * Where the kind is listed by an operation that a kind above it lists by too: inputs (parts of them) of its own
   * listings, by which faults tell them apart.
   */
  readonly asks?: readonly Readonly<Record<string, unknown>>[];
}

/** The laws of one kind. */
export function lawsOf({ kind, fixture, parents = [], asks }: Subject, harness: LawHarness): readonly Law[] {
  const label = kind.head.kind;
  const kinds = [...parents, kind];
  const listing = kind.list.operation;

  const run = async (
    faults: readonly Fault[],
    more: { fixture?: Fixture; rights?: boolean; options?: Partial<CollectOptions> } = {},
  ): Promise<Seen> => {
    const served = await harness.serve(more.fixture ?? fixture, {
      kinds,
      faults,
      rights: more.rights ?? true,
    });
    try {
      const out: Collected[] = [];
      const progress: Progress[] = [];
      const { calls } = await collect({
        provider: served.provider,
        kinds,
        scopes: served.scopes,
        hmacKey: 'laws',
        retry: { attempts: 4, baseMs: 30, capMs: 300, retryAfterCapMs: 50 },
        random: () => 0.9,
        pacer: noPace,
        timeoutMs: 20_000,
        ...more.options,
        sink: (one) => void out.push(one),
        onProgress: (event) => void progress.push(event),
      });
      const mine = out.filter((one) => one.kind === label);
      const rows = mine.flatMap((one) => (one.type === 'part' ? one.rows : []));
      const coverage = mine.flatMap((one) => (one.type === 'close' ? one.coverage : []));
      assert.ok(
        mine.some((one) => one.type === 'close'),
        'no close for the kind: does the fixture serve its scope?',
      );
      return { out, progress, rows, coverage, calls, seen: served.seen() };
    } finally {
      await served.close();
    }
  };
  /** What goes wrong with its listings; with `times`, with the first of them only. */
  const listingFault = (wrong: Wrong, times?: number): readonly Fault[] =>
    times === undefined
      ? (asks ?? [{}]).map((input) => ({ operation: listing, input, fault: wrong }))
      : [{ operation: listing, input: asks?.[0] ?? {}, times, fault: wrong }];

  let first: Promise<Seen> | undefined;
  const baseline = (): Promise<Seen> => {
    first ??= run([]);
    return first;
  };

  const listRow = (seen: Seen): Coverage => {
    const row = seen.coverage.find((one) => one.read === 'list' && one.asset === undefined);
    assert.ok(row, 'no coverage of the listing');
    return row;
  };
  const same = async (seen: Seen): Promise<void> => {
    assert.deepEqual(timeless(seen.rows), timeless((await baseline()).rows));
    assert.equal(listRow(seen).outcome, 'looked');
  };

  /** A listing that fails throughout: its outcome, nothing concluded, all named. */
  const listingFails = (
    title: string,
    wrong: Wrong,
    outcome: Outcome,
    options: Partial<CollectOptions> = {},
  ): Law => ({
    title: `${title} of its listing is ${outcome}`,
    async check() {
      const seen = await run(listingFault(wrong), { options });
      const row = listRow(seen);
      assert.equal(row.outcome, outcome);
      assert.equal(row.operation, listing);
      assert.deepEqual(row.permissions, permissionsOf(kind.list));
      assert.ok((row.reason ?? '') !== '', 'no reason');
      assert.deepEqual(seen.rows, []);
      for (const read of Object.keys(kind.reads))
        assert.ok(
          seen.coverage.some((one) => one.read === read && one.outcome !== 'looked'),
          `"${read}" counts as looked although nothing was listed`,
        );
    },
  });

  const passes = (title: string, wrong: Wrong, times: number): Law => ({
    title: `${title} changes nothing`,
    async check() {
      await same(await run(listingFault(wrong, times)));
    },
  });

  const readFails = (operation: string, title: string, wrong: Wrong, outcome: Outcome): Law => ({
    title: `${title} of ${operation} makes exactly what it gives unknown`,
    async check() {
      const before = await baseline();
      const seen = await run([{ operation, fault: wrong }]);
      assert.deepEqual(idsOf(seen.rows), idsOf(before.rows));
      assert.equal(listRow(seen).outcome, 'looked');
      const hit = Object.entries(kind.reads).filter(([, read]) => read.operation === operation);
      const failed = seen.coverage.filter(
        (one) => one.asset !== undefined && hit.some(([name]) => name === one.read),
      );
      assert.ok(failed.length > 0, 'the fixture never asks it');
      for (const row of failed) {
        assert.equal(row.outcome, outcome);
        assert.equal(row.operation, operation);
      }
      for (const row of seen.rows) {
        const was = before.rows.find((one) => one.id === row.id);
        const lost = hit.filter(([name]) => failed.some((one) => one.asset === row.id && one.read === name));
        const gone = new Set(lost.flatMap(([, read]) => Object.keys(read.gives)));
        const types = new Set<string>(lost.flatMap(([, read]) => read.edgeTypes ?? []));
        for (const [name, value] of Object.entries(row.props)) {
          assert.deepEqual(value, gone.has(name) ? null : was?.props[name], `property "${name}"`);
          if (gone.has(name)) assert.ok(row.unread.includes(name), `"${name}" is not among the unread`);
        }
        for (const type of types) assert.ok(row.incomplete.includes(type), `${type} is not incomplete`);
        const others = (edges: AssetRow['edges'] = []) => edges.filter((edge) => !types.has(edge.type));
        assert.deepEqual(others(row.edges), others(was?.edges));
      }
    },
  });

  const readOperations = new Set(
    Object.values(kind.reads)
      .map((read) => read.operation)
      .filter((operation) => kinds.every((one) => one.list.operation !== operation)),
  );

  return [
    {
      title: 'its fixture shows at least one asset and asks every read, without a gap',
      async check() {
        const { rows, coverage, seen } = await baseline();
        assert.ok(rows.length > 0, 'no asset');
        for (const row of coverage) assert.equal(row.outcome, 'looked', `${row.read}: ${row.reason}`);
        for (const read of Object.values(kind.reads))
          assert.ok(seen.includes(read.operation), `${read.operation} is never asked`);
      },
    },
    {
      title: 'it declares only operations that read, and none that returns secrets, code or contents',
      // oxlint-disable-next-line require-await -- a failed assertion must be a rejection
      async check() {
        assert.deepEqual(declareProblems([kind]), []);
      },
    },
    {
      title: 'no property is given by two reads',
      // oxlint-disable-next-line require-await -- a failed assertion must be a rejection
      async check() {
        const names = [kind.list, ...Object.values(kind.reads)].flatMap((one) => Object.keys(one.gives));
        assert.deepEqual(
          names.filter((name, index) => names.indexOf(name) !== index),
          [],
        );
      },
    },
    {
      title: 'two runs give equal rows',
      async check() {
        await same(await run([]));
      },
    },
    listingFails('a denial', { type: 'deny' }, 'denied'),
    listingFails('a throttle that does not end', { type: 'throttle' }, 'throttled'),
    listingFails('a time-out', { type: 'hang' }, 'unavailable', { timeoutMs: 1000, retry: { attempts: 1 } }),
    listingFails('a 5xx', { type: 'status', status: 503 }, 'unavailable'),
    listingFails('a cut connection', { type: 'cut' }, 'unavailable'),
    listingFails('a malformed page', { type: 'garbage' }, 'unreadable'),
    passes('a throttle that ends', { type: 'throttle' }, 2),
    passes('a 5xx that ends', { type: 'status', status: 500 }, 1),
    passes('a connection cut once', { type: 'cut' }, 1),
    {
      title: 'a malformed item is a gap, and the other items stand',
      async check() {
        const before = await baseline();
        const seen = await run(listingFault({ type: 'bad-item' }, 1));
        assert.equal(listRow(seen).outcome, 'unreadable');
        const ids = idsOf(seen.rows);
        const were = idsOf(before.rows);
        assert.ok(ids.length >= were.length - 1, 'more than one item was lost');
        for (const id of ids) assert.ok(were.includes(id), `${id} came from nowhere`);
      },
    },
    {
      title: 'an expired token ends the account: denied, without hammering',
      async check() {
        const root = kinds[0] ?? kind;
        const seen = await run([{ operation: root.list.operation, fault: { type: 'expired' } }]);
        assert.deepEqual(seen.rows, []);
        const row = listRow(seen);
        assert.equal(row.outcome, root === kind ? 'denied' : 'not-asked');
        assert.ok(seen.calls <= new Set(seen.out.map((one) => JSON.stringify(one.scope))).size);
      },
    },
    ...[...readOperations].flatMap((operation) => [
      readFails(operation, 'a denial', { type: 'deny' }, 'denied'),
      readFails(operation, 'a throttle that does not end', { type: 'throttle' }, 'throttled'),
      readFails(operation, 'a malformed reply', { type: 'garbage' }, 'unreadable'),
    ]),
    ...(kind.list.filteredByRights === true
      ? [
          {
            title: 'a listing that may be filtered is no proof',
            async check() {
              const seen = await run([], { rights: false });
              const row = listRow(seen);
              assert.ok(row.outcome === 'filtered' || row.outcome === 'not-asked', row.outcome);
              assert.deepEqual(idsOf(seen.rows), idsOf((await baseline()).rows));
            },
          },
        ]
      : []),
    ...Object.entries(kind.reads)
      .filter(([, read]) => read.filteredByRights === true)
      .map(
        ([name, read]): Law => ({
          title: `a read that may be filtered is no proof: ${name}`,
          async check() {
            const { rows, coverage } = await run([], { rights: false });
            const mine = coverage.filter((one) => one.read === name);
            assert.ok(mine.some((one) => one.outcome === 'filtered'));
            assert.ok(!mine.some((one) => one.outcome === 'looked'));
            for (const row of rows.filter((one) => mine.some((c) => c.asset === one.id))) {
              for (const field of Object.keys(read.gives)) assert.equal(row.props[field], null);
              for (const type of read.edgeTypes ?? []) assert.ok(row.incomplete.includes(type));
            }
          },
        }),
      ),
    ...(['all', 'one'] as const).map(
      (how): Law => ({
        title: `no credential of ${canaries().length} formats gets through (${how === 'all' ? 'all in' : 'one at the end of'} each text)`,
        async check() {
          const seen = await run([], { fixture: withCanaries(fixture, how) });
          holdsNone([seen.out, seen.progress]);
          if (how === 'all') return;
          assert.match(JSON.stringify(seen.rows), /redacted:hmac:/, 'the canaries never arrived');
          const again = await run([], { fixture: withCanaries(fixture, how) });
          assert.deepEqual(timeless(again.rows), timeless(seen.rows));
        },
      }),
    ),
    {
      title: 'no credential in an error gets through',
      async check() {
        const message = `you may not: ${canaries()
          .map((one) => one.text)
          .join(' ')}`;
        const error = { code: 'AccessDeniedException', message, status: 403 };
        for (const operation of new Set([listing, ...readOperations])) {
          const fault = { type: 'error', error } as const;
          const seen = await run(operation === listing ? listingFault(fault) : [{ operation, fault }]);
          assert.ok(
            seen.coverage.some((one) => one.operation === operation && one.outcome !== 'looked'),
            'the error never arrived',
          );
          holdsNone([seen.out, seen.progress]);
        }
      },
    },
    {
      title: 'an operation that nobody declares is refused before it is sent, by a raw client too',
      async check() {
        const served = await harness.serve(fixture, { kinds, faults: [], rights: true });
        try {
          assert.equal(await served.sendRaw(listing), 'sent');
          assert.equal(await served.sendRaw(harness.undeclared), 'refused');
          assert.deepEqual(
            served.seen().filter((one) => one === harness.undeclared),
            [],
          );
        } finally {
          await served.close();
        }
      },
    },
  ];
}

const idsOf = (rows: readonly AssetRow[]): readonly string[] => rows.map((row) => row.id).toSorted();

const timeless = (rows: readonly AssetRow[]) =>
  rows.map(({ observedAt: _, ...row }) => row).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Neither a whole secret nor its middle. */
function holdsNone(output: unknown): void {
  const text = JSON.stringify(output);
  for (const { format, secret } of canaries()) {
    const inJson = JSON.stringify(secret).slice(1, -1);
    const middle = Math.floor(inJson.length / 2);
    assert.ok(!text.includes(inJson.slice(Math.max(0, middle - 8), middle + 8)), `${format} got through`);
  }
}
