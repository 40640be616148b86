/**
 * Calls of a scan against the least possible. The least is computed from the estate, not from the scanner: for each
 * listing ⌈items / largest page⌉ (at least one), and one for each item and each read whose fields no listing returns.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discoveryOperations } from '#connectors/aws/provider/provider.ts';
import { allowedOperations } from '#connectors/kit/allow.ts';
import type { Kind } from '#connectors/kit/define.ts';
import { generateEstate } from '#connectors/standin/aws/generate.ts';
import { startAwsStandin } from '#connectors/standin/aws/server.ts';
import type { Estate, Listed, Piece } from '#connectors/standin/estate.ts';
import { parentKinds } from '#graph/schema/catalogue.ts';
import { openState } from '#graph/state/open.ts';
import { openStore } from '#graph/store/open.ts';
import { loadPolicies, shippedRules } from '#policies/engine/load.ts';
import { awsSurvey } from '#src/clouds/aws.ts';
import { wireKinds } from '#src/wire.ts';
import { scan } from '#workers/scan.ts';
import { seed } from './graph.ts';
import { print, ratio, seconds, timed } from './table.ts';

/** Largest page of each service's listings (sdk limits); what is not here pages by 1000. */
const largestPage = (operation: string): number => {
  const [service] = operation.split(':');
  if (operation.startsWith('organizations:')) return 20;
  return service === 'sagemaker' ? 100 : service === 'lambda' ? 50 : 1000;
};

interface PlaceOf {
  readonly account: string;
  readonly region: string;
}

const inPlace = (piece: Piece, { account, region }: PlaceOf) =>
  piece.account === account && (piece.region === region || piece.region === '*');

/** What the kind's listing shows in the place: those under a parent are told apart by their input. */
function listedOf(estate: Estate, kind: Kind, place: PlaceOf): readonly Listed[] {
  return estate.pieces
    .filter((p) => inPlace(p, place))
    .flatMap((p) => p.lists ?? [])
    .filter(
      (l) =>
        l.operation === kind.list.operation && (l.input === undefined) === (kind.head.under === undefined),
    );
}

/** One reply that tells of all items at once. */
const tellsOfAll = new Set(['kms:ListAliases']);

/** Calls that nobody could do without, for the kinds in one place of their level. */
function leastIn(estate: Estate, kinds: readonly Kind[], place: PlaceOf): number {
  const byName = new Map(kinds.map((k) => [k.head.kind, k]));
  const listings = new Map<string, number>();
  const reads = new Map<string, number>();
  for (const kind of kinds) {
    const listed = listedOf(estate, kind, place);
    const pages = [...Map.groupBy(listed, (l) => JSON.stringify(l.input ?? {})).values()].reduce(
      (n, group) => n + Math.ceil(group.length / largestPage(kind.list.operation)),
      0,
    );
    const above = parentKinds(kind.head.under);
    const parents = above.flatMap((name) => {
      const parent = byName.get(name);
      // Another list of the same reply holds other kinds.
      return parent === undefined
        ? []
        : listedOf(estate, parent, place).filter((l) => l.into === parent.list.items);
    });
    const asked = above.length === 0 ? 1 : parents.length;
    listings.set([kind.list.operation, ...above].join(' '), Math.max(pages, asked));
    const items = listed.filter((l) => l.into === kind.list.items).length;
    for (const { operation, when } of Object.values(kind.reads)) {
      // It may be skipped for any of the items.
      if (when !== undefined) continue;
      // What a listing of another kind tells already needs no call of its own.
      if (kinds.some((k) => k.list.operation === operation && k.head.under !== undefined)) continue;
      // Two kinds that ask the same may share replies (a draft is both an agent's and a version): the larger counts.
      const calls = tellsOfAll.has(operation) ? Math.min(1, items) : items;
      reads.set(operation, Math.max(reads.get(operation) ?? 0, calls));
    }
  }
  return [...listings.values(), ...reads.values()].reduce((a, b) => a + b, 0);
}

export async function benchCalls(assets: number): Promise<void> {
  const { kinds, catalogue } = await wireKinds();
  const size = { seed, accounts: 1, regionsPerAccount: 2, assets };
  const estate = generateEstate(size);
  const account = estate.pieces[0]?.account ?? '';
  const operations = allowedOperations(kinds, 'aws', discoveryOperations);
  const standin = await startAwsStandin({
    estate,
    pageSize: 1000,
    readOnly: operations,
    accounts: { AKIABENCH: account },
  });
  const folder = mkdtempSync(join(tmpdir(), 'pathlight-bench-'));
  const store = await openStore({ kind: 'embedded', folder });
  const state = await openState({ kind: 'sqlite', file: join(folder, 'state.sqlite') });
  try {
    const { policies } = loadPolicies([shippedRules], catalogue);
    const survey = awsSurvey({
      keys: { type: 'keys', accessKeyId: 'AKIABENCH', secretAccessKey: 'none' },
      endpointUrl: standin.url,
      homeRegion: 'us-east-1',
      include: [],
      exclude: [],
      serviceEndpoints: {},
      proxyEnv: {},
      rate: 1000,
    });
    const deps = { store, state, kinds, catalogue, policies, surveys: [survey], now: () => new Date() };
    const run = () => scan(deps, '{}', new AbortController().signal);
    let calls = 0;
    const first = await timed(async () => {
      calls = (await run()).calls;
    });
    const again = await timed(run);
    const regions = [
      ...new Set(standin.calls.filter((c) => c.operation.startsWith('sagemaker:')).map((c) => c.region)),
    ];
    const level = (scope: Kind['head']['scope']) => kinds.filter((k) => k.head.scope === scope);
    const least =
      leastIn(estate, level('account'), { account, region: '*' }) +
      regions.reduce((n, region) => n + leastIn(estate, level('region'), { account, region }), 0);
    print(`A whole scan, ${assets.toLocaleString('en')} assets in ${regions.length} regions`, [
      {
        what: 'calls',
        figure: `${calls.toLocaleString('en')}, ${ratio(calls, least)} × the least possible (${least.toLocaleString('en')})`,
        reach: 'at most 1.10',
        method: 'least: from the estate, ⌈items / largest page⌉ per listing and place, one per item and read',
      },
      {
        what: 'time',
        figure: `first ${seconds(first)}, rescan ${seconds(again)}`,
        reach: '',
        method: `stand-in over HTTP in the same process, no rate limit, seed ${seed}; publish and ${policies.length} policies included`,
      },
    ]);
  } finally {
    await state.close();
    await store.close();
    await standin.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
