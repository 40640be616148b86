/** A tiny cloud for tests: a real store and state in a temporary folder, scans given as rows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue } from '#graph/schema/catalogue.ts';
import type { Coverage, Outcome, Scope } from '#graph/schema/coverage.ts';
import type { AssetRow, EdgeRow } from '#graph/schema/rows.ts';
import { openState } from '#graph/state/open.ts';
import type { State } from '#graph/state/port.ts';
import { openStore } from '#graph/store/open.ts';
import type { GraphStore, StoredEdge, StoredNode } from '#graph/store/port.ts';
import { type PublishDeps, type Published, type PublishInput, publish } from './publish.ts';

export const account = '111122223333';
export const other = '444455556666';
export const home: Scope = { cloud: 'aws', account };
export const ireland: Scope = { cloud: 'aws', account, region: 'eu-west-1' };
export const virginia: Scope = { cloud: 'aws', account, region: 'us-east-1' };
export const elsewhere: Scope = { cloud: 'aws', account: other };

/** Kind → concepts, as far as the tests use them. */
export const catalogue: Catalogue = (
  [
    ['AwsSageMakerEndpoint', ['ModelEndpoint'], 'epoch'],
    ['AwsKmsKey', ['EncryptionKey'], 'identity'],
    ['AwsIamRole', ['Role', 'Principal'], undefined],
    ['AwsS3Bucket', ['ObjectStore', 'DataStore'], 'place'],
    ['AwsAccount', ['Account'], 'identity'],
    ['AwsOrganization', ['Organization'], 'identity'],
    ['AzureSubscription', ['Account'], 'identity'],
    ['AzureTenant', ['Organization'], 'identity'],
  ] as const
).map(([kind, concepts, uidIs]) => ({
  kind,
  concepts,
  title: kind,
  cloud: kind.startsWith('Azure') ? 'azure' : 'aws',
  service: 'test',
  scope: 'account',
  ...(uidIs === undefined ? {} : { uidIs }),
  reads: [
    {
      name: 'list',
      operation: `test:List${kind}`,
      permissions: [`test:List${kind}`],
      gives: {},
      edges: [],
    },
  ],
  verbs: {},
}));

export const edge = (from: string, type: string, to: string, more: Partial<EdgeRow> = {}): EdgeRow => ({
  from,
  type,
  to,
  key: '',
  as: 'ObjectStore',
  props: {},
  ...more,
});

export const row = (id: string, more: Partial<AssetRow> = {}): AssetRow => {
  const kind = more.kind ?? 'AwsSageMakerEndpoint';
  return {
    id,
    kind,
    concepts: catalogue.find((k) => k.kind === kind)?.concepts ?? [],
    name: id,
    scope: ireland,
    props: {},
    unread: [],
    incomplete: [],
    edges: [],
    observedAt: '2026-01-01T00:00:00.000Z',
    ...more,
  };
};

/** One (kind, scope) of a scan. */
export interface Seen {
  readonly kind?: string;
  readonly scope?: Scope;
  readonly rows?: readonly AssetRow[];
  /** What the listing came to. @default 'looked' */
  readonly outcome?: Outcome;
  readonly coverage?: readonly Coverage[];
}

export const coverage = (kind: string, scope: Scope, more: Partial<Coverage> = {}): Coverage => ({
  scope,
  kind,
  read: 'list',
  operation: `test:List${kind}`,
  permissions: [`test:List${kind}`],
  outcome: 'looked',
  items: 0,
  at: '2026-01-01T00:00:00.000Z',
  ...more,
});

export interface World {
  readonly store: GraphStore;
  readonly state: State;
  readonly deps: PublishDeps;
  /** Spools and publishes a scan; the time goes on by a day. */
  scan(seen: readonly Seen[], more?: Partial<PublishInput>): Promise<Published>;
  spool(id: string, seen: readonly Seen[]): Promise<void>;
  /** Every node that is no posture, by id. */
  nodes(): Promise<ReadonlyMap<string, StoredNode>>;
  /** `from TYPE to`, with `~` before a stale one, sorted. */
  edges(): Promise<readonly string[]>;
  close(): Promise<void>;
}

const day = 86_400_000;

export async function openWorld(more: Partial<PublishDeps> = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'pathlight-publish-'));
  const store = await openStore({ kind: 'embedded', folder });
  const state = await openState({ kind: 'sqlite', file: join(folder, 'state.sqlite') });
  let days = 0;
  const now = () => new Date(Date.parse('2026-01-01T00:00:00.000Z') + days * day);
  const deps: PublishDeps = { store, state, catalogue, policies: [], now, ...more };
  const world: World = {
    store,
    state,
    deps,
    async spool(id, seen) {
      await state.startScan({ id, startedAt: now().toISOString(), request: '{}' });
      for (const { kind = 'AwsSageMakerEndpoint', scope = ireland, rows = [], ...one } of seen) {
        const at = now().toISOString();
        const placed = rows.map((r) => ({ ...r, scope, observedAt: at }));
        await state.putPart({ scan: id, kind, scope, part: 0, rows: placed });
        const list = coverage(kind, scope, { outcome: one.outcome ?? 'looked', items: rows.length, at });
        await state.closeSpool({
          scan: id,
          kind,
          scope,
          parts: 1,
          coverage: [list, ...(one.coverage ?? [])],
        });
      }
    },
    async scan(seen, input = {}) {
      days += 1;
      const id = `scan-${days}`;
      await world.spool(id, seen);
      return publish(deps, { scan: id, places: { closedRegions: new Set(), accounts: new Map() }, ...input });
    },
    nodes: () =>
      store.read(async (graph) => {
        const found = new Map<string, StoredNode>();
        for await (const node of graph.nodes())
          if (node.labels.includes('Asset') || node.labels.includes('Gone')) found.set(node.id, node);
        return found;
      }),
    edges: () =>
      store.read(async (graph) => {
        const found: string[] = [];
        const line = ({ from, type, to, props }: StoredEdge) =>
          `${props['stale'] === true ? '~' : ''}${from} ${type} ${to}`;
        for await (const one of graph.edges()) if (one.type !== 'ABOUT') found.push(line(one));
        return found.sort();
      }),
    async close() {
      await state.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}
