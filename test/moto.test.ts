/**
 * A second opinion: moto is an AWS that others wrote, and its assets are made by another SDK (boto3, `moto/make.py`). One
 * whole scan of two accounts and two regions by the command line finds each under the very id that boto3 was told.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kinds } from '#connectors/catalogue.generated.ts';
import { openStore } from '#graph/store/open.ts';
import type { StoredEdge } from '#graph/store/port.ts';
import { run } from '#src/cli/main.ts';
import { describeWith } from './services.ts';

interface Made {
  readonly kind: string;
  readonly id: string;
  /** What the scan must have found out about it. */
  readonly known: Readonly<Record<string, unknown>>;
}
interface Joined {
  readonly from: string;
  readonly type: string;
  readonly to: string;
}
/** Who outside gets at what, and how. */
interface Reached {
  readonly from: string;
  readonly to: string;
  readonly gives: string;
  readonly ports: readonly string[];
  readonly families: readonly string[];
}
interface Making {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly made: readonly Made[];
  readonly joined: readonly Joined[];
  readonly reached: readonly Reached[];
}
interface Asset {
  readonly seen: boolean;
  readonly id: string;
  readonly kind: string;
  readonly properties: Readonly<Record<string, unknown>>;
}
interface Gap {
  readonly kind: string;
  readonly operation: string;
  readonly outcome: string;
  readonly code?: string;
}

const other = 'eu-west-1';

const page = 'answers with a page of HTML: it does not have the operation';
/** What of the scan cannot be whole because of moto 5.2.5 itself, and why. Everything else must be. */
const motosOwn: readonly (readonly [operation: string, outcome: string, code: string, why: string])[] = [
  ['bedrock:ListGuardrails', 'unavailable', 'HTTP 500', page],
  ['bedrock:ListImportedModels', 'unavailable', 'HTTP 500', page],
  ['bedrock:ListInferenceProfiles', 'unavailable', 'HTTP 500', page],
  ['bedrock:ListModelImportJobs', 'unavailable', 'HTTP 500', page],
  ['bedrock:ListProvisionedModelThroughputs', 'unavailable', 'HTTP 500', page],
  [
    'bedrock-agent:GetAgent',
    'unreadable',
    'Unreadable',
    'leaves out idleSessionTTLInSeconds, which AWS requires',
  ],
  ['bedrock-agent:ListAgentActionGroups', 'unavailable', 'HTTP 500', page],
  ['bedrock-agent:ListAgentAliases', 'unavailable', 'HTTP 500', page],
  ['bedrock-agent:ListAgentCollaborators', 'unavailable', 'HTTP 500', page],
  ['bedrock-agent:ListAgentKnowledgeBases', 'unavailable', 'HTTP 500', page],
  ['bedrock-agent:ListAgentVersions', 'unavailable', 'HTTP 500', page],
  ['bedrock-agent:ListDataSources', 'unavailable', 'HTTP 500', page],
  ['lambda:ListFunctionUrlConfigs', 'unreadable', 'HTTP 404', page],
  ['sagemaker:DescribeModel', 'unreadable', 'Unreadable', 'gives an empty VpcConfig to a model without one'],
  ['sagemaker:GetModelPackageGroupPolicy', 'unavailable', 'HTTP 500', page],
  ['sagemaker:ListNotebookInstanceLifecycleConfigs', 'unavailable', 'HTTP 500', page],
  ...[
    'bedrock-agentcore-control:GetResourcePolicy',
    'bedrock-agentcore-control:ListApiKeyCredentialProviders',
    'bedrock-agentcore-control:ListBrowsers',
    'bedrock-agentcore-control:ListCodeInterpreters',
    'bedrock-agentcore-control:ListHarnesses',
    'bedrock-agentcore-control:ListOauth2CredentialProviders',
    'bedrock-agentcore-control:ListPolicyEngines',
    'bedrock-agentcore-control:ListWorkloadIdentities',
    'bedrock:ListModelInvocationJobs',
    'ec2:DescribeVpcBlockPublicAccessOptions',
    'iam:ListServiceSpecificCredentials',
    'opensearchserverless:ListAccessPolicies',
    'sagemaker:ListApps',
    'sagemaker:ListFeatureGroups',
    'sagemaker:ListMlflowTrackingServers',
    'sagemaker:ListSpaces',
    'sagemaker:ListStudioLifecycleConfigs',
  ].map((operation) => [operation, 'unavailable', 'HTTP 500', page] as const),
  ['sagemaker:ListUserProfiles', 'unavailable', 'HTTP 500', page],
];
/** What was made and cannot be found, for the same reason. */
const hidden: Readonly<Record<string, string>> = {
  AwsSageMakerNotebookLifecycleConfig: 'it has no listing',
  AwsSageMakerFeatureGroup: 'it has no listing',
  AwsBedrockCustomizationJob:
    'it lists a job and then says, asked by the ARN, that there is none: gone meanwhile',
};
const under = new Set(kinds.flatMap(({ head }) => (head.under === undefined ? [] : [head.kind])));

/** Documents as what they say: a canonical text has its own order and spaces. */
const comparable = (props: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(props).map(([name, value]) => [
      name,
      typeof value === 'string' && /^[[{]/.test(value) ? JSON.parse(value) : value,
    ]),
  );

const told = ({ from, type, to }: Joined): string => `${from} ${type} ${to}`;
const ways = (all: readonly Reached[]): readonly string[] =>
  all
    .map(({ from, gives, to, ports, families }) => [from, gives, to, ...ports, ...families].join(' '))
    .toSorted();
const texts = (edge: StoredEdge, name: string): readonly string[] => {
  const value = edge.props[name];
  return Array.isArray(value) ? value.map(String) : [];
};

describeWith('moto', 'a scan of moto', (url) => {
  let folder = '';
  let making: Making = { accounts: [], regions: [], made: [], joined: [], reached: [] };
  let code = -1;
  let report: { readonly assets: number; readonly complete: boolean; readonly gaps: readonly Gap[] };
  const found = new Map<string, Asset>();
  const edges: StoredEdge[] = [];

  const pathlight = async (
    ...args: readonly string[]
  ): Promise<{ code: number; out: string; err: string }> => {
    const out: string[] = [];
    const err: string[] = [];
    const ended = await run([...args, '--store', folder, '--format', 'json'], {
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
    });
    return { code: ended, out: out.join(''), err: err.join('') };
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(os.tmpdir(), 'pathlight-moto-'));
    const python = process.env['PATHLIGHT_TEST_PYTHON'] ?? '';
    const script = join(import.meta.dirname, 'moto', 'make.py');
    const { stdout } = await promisify(execFile)(python, ['-B', script, url, other], { maxBuffer: 2 ** 24 });
    making = JSON.parse(stdout) as Making;
    process.env['AWS_ACCESS_KEY_ID'] = 'AKIAMOTO';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'not-a-secret';
    const places = making.regions.flatMap((region) => ['--region', region]);
    const role = ['--role-name', 'OrganizationAccountAccessRole'];
    const scanned = await pathlight('scan', '--endpoint-url', url, ...places, ...role);
    code = scanned.code;
    expect(scanned.out, scanned.err).not.toBe('');
    report = JSON.parse(scanned.out) as typeof report;
    const { assets } = JSON.parse((await pathlight('assets')).out) as { readonly assets: readonly Asset[] };
    for (const asset of assets) found.set(asset.id, asset);
    const store = await openStore({ kind: 'embedded', folder });
    try {
      await store.read(async (graph) => {
        for await (const edge of graph.edges()) edges.push(edge);
      });
    } finally {
      await store.close();
    }
  }, 600_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('shows each asset that was made under the id that boto3 was told', () => {
    expect(making.accounts).toHaveLength(2);
    expect(making.made.length).toBeGreaterThan(300);
    const missing = making.made.filter(({ id, kind }) => found.get(id)?.kind !== kind);
    expect(missing.map(({ kind }) => kind).filter((kind) => !(kind in hidden))).toEqual([]);
    // Once in each region of each account: what moto hides is missing, and nothing else.
    for (const kind of Object.keys(hidden))
      expect(
        missing.filter((one) => one.kind === kind),
        kind,
      ).toHaveLength(4);
  });

  it('knows what moto does not list by what uses it, under the id that boto3 was told', async () => {
    const all = JSON.parse((await pathlight('assets', '--all')).out) as { readonly assets: readonly Asset[] };
    const stubs = all.assets.filter((asset) => !asset.seen).map((asset) => asset.id);
    const unlisted = making.made.filter(({ kind }) => hidden[kind] === 'it has no listing');
    expect(unlisted).toHaveLength(8);
    expect(stubs).toEqual(expect.arrayContaining(unlisted.map(({ id }) => id)));
  });

  it('shows nothing that nobody made', () => {
    const ids = new Set(making.made.map(({ id }) => id));
    const ours = [...new Set(making.made.map(({ kind }) => kind))];
    const strange = [...found.values()]
      .filter(({ kind, id }) => ours.includes(kind) && !ids.has(id))
      .map(({ kind, id }) => (kind === 'AwsRegion' ? kind : id));
    // Regions that were not asked for are known all the same; each account's role of the organisation is moto's doing.
    const role = `arn:aws:iam::${making.accounts[1]}:role/OrganizationAccountAccessRole`;
    expect(new Set(strange)).toEqual(new Set(['AwsRegion', role]));
  });

  it('read what was set on each', () => {
    const checked = making.made.filter(({ id, known }) => found.has(id) && Object.keys(known).length > 0);
    expect(checked.length).toBeGreaterThan(200);
    for (const { id, known } of checked)
      expect(comparable(found.get(id)?.properties ?? {}), id).toMatchObject(comparable(known));
  });

  it('joins what boto3 joined', () => {
    expect(making.joined.length).toBeGreaterThan(150);
    const there = new Set(edges.map(told));
    expect(making.joined.map(told).filter((one) => !there.has(one))).toEqual([]);
  });

  it('says that the internet reaches what was opened to it, by which ports, and nothing else', () => {
    expect(making.reached.length).toBeGreaterThan(20);
    const reaching = edges.filter(({ type }) => type === 'REACHES');
    const reached = reaching.map((edge) => ({
      from: edge.from,
      to: edge.to,
      gives: String(edge.props['gives']),
      ports: texts(edge, 'ports'),
      families: texts(edge, 'families'),
    }));
    expect(ways(reached)).toEqual(ways(making.reached));
    // With its evidence, step by step, and what had to be assumed where moto could not be asked.
    for (const edge of reaching) expect(texts(edge, 'chain').length, edge.to).toBeGreaterThan(0);
    for (const edge of reaching.filter(({ props }) => props['via'] === 'network'))
      expect(texts(edge, 'assumes').join(), edge.to).toContain('VPC Block Public Access');
  });

  it('is incomplete where moto is, says so operation by operation, and fails nowhere', () => {
    expect(code).toBe(3);
    expect(report.complete).toBe(false);
    const seen = new Set(
      report.gaps
        .filter(({ outcome }) => outcome !== 'not-asked')
        .map(({ operation, outcome, code: said = '' }) => `${operation} ${outcome} ${said}`),
    );
    expect([...seen].toSorted()).toEqual(
      motosOwn.map(([operation, outcome, said]) => `${operation} ${outcome} ${said}`).toSorted(),
    );
    // What was not asked hangs on one of those.
    const kinds = new Set(
      report.gaps.filter(({ outcome }) => outcome !== 'not-asked').map(({ kind }) => kind),
    );
    const orphans = report.gaps.filter(({ outcome }) => outcome === 'not-asked').map(({ kind }) => kind);
    expect(orphans.filter((kind) => !kinds.has(kind) && !under.has(kind))).toEqual([]);
  });
});
