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
import { run } from '#src/cli/main.ts';
import { describeWith } from './services.ts';

interface Made {
  readonly kind: string;
  readonly id: string;
  /** What the scan must have found out about it. */
  readonly known: Readonly<Record<string, unknown>>;
}
interface Making {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly made: readonly Made[];
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
  AwsBedrockCustomizationJob:
    'it lists a job and then says, asked by the ARN, that there is none: gone meanwhile',
};
const under = new Set(kinds.flatMap(({ head }) => (head.under === undefined ? [] : [head.kind])));

/** Documents as what they say: a canonical text has its own order and spaces. */
const comparable = (props: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(props).map(([name, value]) => [
      name,
      typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value,
    ]),
  );

describeWith('moto', 'a scan of moto', (url) => {
  let folder = '';
  let making: Making = { accounts: [], regions: [], made: [] };
  let code = -1;
  let report: { readonly assets: number; readonly complete: boolean; readonly gaps: readonly Gap[] };
  const found = new Map<string, Asset>();

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
    const { stdout } = await promisify(execFile)(python, [script, url, other], { maxBuffer: 2 ** 24 });
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
  }, 300_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('shows each asset that was made under the id that boto3 was told', () => {
    expect(making.accounts).toHaveLength(2);
    expect(making.made.length).toBeGreaterThan(90);
    const missing = making.made.filter(({ id, kind }) => found.get(id)?.kind !== kind);
    expect(missing.map(({ kind }) => kind).filter((kind) => !(kind in hidden))).toEqual([]);
    // Once in each region of each account: what moto hides is missing, and nothing else.
    for (const kind of Object.keys(hidden))
      expect(
        missing.filter((one) => one.kind === kind),
        kind,
      ).toHaveLength(4);
  });

  it('knows a script that moto does not list by what starts with it, under the id that boto3 was told', async () => {
    const all = JSON.parse((await pathlight('assets', '--all')).out) as { readonly assets: readonly Asset[] };
    const stubs = all.assets.filter((asset) => !asset.seen).map((asset) => asset.id);
    const scripts = making.made.filter(({ kind }) => kind === 'AwsSageMakerNotebookLifecycleConfig');
    expect(stubs).toEqual(expect.arrayContaining(scripts.map(({ id }) => id)));
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
    expect(checked.length).toBeGreaterThan(50);
    for (const { id, known } of checked)
      expect(comparable(found.get(id)?.properties ?? {}), id).toMatchObject(comparable(known));
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
