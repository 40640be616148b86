/** Whole scans over the wire, for tests: the stand-in, the real provider, the real kinds and policies, a store in a folder. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discoveryOperations } from '#connectors/aws/provider/provider.ts';
import { kinds } from '#connectors/catalogue.generated.ts';
import { allowedOperations } from '#connectors/kit/allow.ts';
import { describeKind } from '#connectors/kit/define.ts';
import { sampleEstate, sampleLogin } from '#connectors/standin/aws/sample/estate.ts';
import { type AwsStandin, startAwsStandin } from '#connectors/standin/aws/server.ts';
import { openState, type StateConfig } from '#graph/state/open.ts';
import type { FindingLife, State } from '#graph/state/port.ts';
import { openStore, type StoreConfig } from '#graph/store/open.ts';
import type { GraphStore, StoredNode } from '#graph/store/port.ts';
import { loadPolicies, type Policy, shippedRules } from '#policies/engine/load.ts';
import type { Finding } from '#policies/engine/types.ts';
import { run } from '#src/cli/main.ts';
import { awsSurvey } from '#src/clouds/aws.ts';
import type { AwsConfig } from '#src/config.ts';
import { type ScanDeps, type ScanOutcome, scan } from '#workers/scan.ts';

export const catalogue = kinds.map(describeKind);
export const { policies } = loadPolicies([shippedRules], catalogue);

/** A stand-in that serves the sample company; `setEstate` and `setFaults` change it between scans. */
export const startCompany = (pageSize = 100): Promise<AwsStandin> =>
  startAwsStandin({
    estate: sampleEstate,
    pageSize,
    readOnly: allowedOperations(kinds, 'aws', discoveryOperations),
    accounts: { [sampleLogin.accessKeyId]: sampleLogin.account },
  });

/** As a person would configure it, but for two regions instead of all: fewer calls, the same flow. */
export const awsAt = (url: string, more: Partial<AwsConfig> = {}): AwsConfig => ({
  keys: {
    type: 'keys',
    accessKeyId: sampleLogin.accessKeyId,
    secretAccessKey: sampleLogin.secretAccessKey,
  },
  role: { name: sampleLogin.role, externalId: sampleLogin.externalId, sessionName: 'test' },
  endpointUrl: url,
  homeRegion: 'us-east-1',
  regions: ['eu-west-1', 'us-east-1'],
  rate: 100,
  include: [],
  exclude: [],
  serviceEndpoints: {},
  proxyEnv: {},
  ...more,
});

export interface Place {
  readonly folder: string;
  readonly store: GraphStore;
  readonly state: State;
  scan(aws: AwsConfig, more?: Partial<ScanDeps>): Promise<ScanOutcome>;
  /** Node by id, as published. */
  node(id: string): Promise<StoredNode | undefined>;
  nodes(label: string): Promise<readonly StoredNode[]>;
  close(): Promise<void>;
}

interface PlaceOptions {
  /** @default embedded, in a folder of its own */
  readonly at?: { readonly store: StoreConfig; readonly state: StateConfig };
  /** A closed place's folder to begin with a copy of. */
  readonly from?: string;
  /** Use this folder as it is, and leave it there. */
  readonly folder?: string;
  /** Policies beside those that ship. */
  readonly extra?: readonly Policy[];
}

export async function openPlace({ at, from, extra = [], ...more }: PlaceOptions = {}): Promise<Place> {
  const folder = more.folder ?? mkdtempSync(join(tmpdir(), 'pathlight-scan-'));
  if (from !== undefined) cpSync(from, folder, { recursive: true });
  const store = await openStore(at?.store ?? { kind: 'embedded', folder });
  const state = await openState(at?.state ?? { kind: 'sqlite', file: join(folder, 'state.sqlite') });
  const nodes = (label: string) =>
    store.read(async (graph) => {
      const found: StoredNode[] = [];
      for await (const node of graph.nodes({ label })) found.push(node);
      return found;
    });
  return {
    folder,
    store,
    state,
    nodes,
    scan: (aws, deps = {}) =>
      scan(
        {
          store,
          state,
          kinds,
          catalogue,
          policies: [...policies, ...extra],
          surveys: [awsSurvey(aws)],
          now: () => new Date(),
          ...deps,
        },
        '{}',
        new AbortController().signal,
      ),
    node: async (id) => (await nodes('Asset')).find((n) => n.id === id),
    async close() {
      await state.close();
      await store.close();
      if (more.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The command line over an embedded graph, as a person has it. */
export async function cli(
  folder: string,
  ...argv: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = '';
  let err = '';
  const code = await run([...argv, '--store', folder], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

const times = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** JSON without what differs from scan to scan: times, and the scan's id. */
export const timeless = (value: unknown): string =>
  JSON.stringify(
    value,
    (key, v: unknown) => {
      if (key === 'scan') return 'scan';
      const isTime = ['observedAt', 'firstSeen', 'lastSeen', 'at'].includes(key) && typeof v === 'string';
      return isTime && times.test(v) ? 'time' : typeof v === 'bigint' ? `${v}n` : v;
    },
    1,
  );

/** The lives of a policy's findings, open ones first. */
export async function livesOf({ state }: Place, policy: string): Promise<readonly FindingLife[]> {
  const found: FindingLife[] = [];
  for await (const life of state.lives()) if (life.policy === policy) found.push(life);
  return found.sort((a, b) => (a.state < b.state ? -1 : 1));
}

export const named = (findings: readonly Finding[]): readonly string[] =>
  findings.map((f) => `${f.policy} ${f.asset.id}`).sort();
