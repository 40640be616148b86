import {
  BedrockAgentClient,
  GetAgentActionGroupCommand,
  ListAgentActionGroupsCommand,
  ListDataSourcesCommand,
  paginateListAgents,
} from '@aws-sdk/client-bedrock-agent';
import { OrganizationsClient, paginateListAccounts } from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentId, knowledgeBaseId } from '../build/bedrock-agent.ts';
import { checkEstate } from '../check.ts';
import { type AwsStandin, startAwsStandin } from '../server.ts';
import { accounts, management, production } from './company.ts';
import { sampleEstate, sampleLogin } from './estate.ts';

const operations = new Set(
  sampleEstate.pieces.flatMap((p) => [...(p.lists ?? []), ...(p.answers ?? [])].map((a) => a.operation)),
);
const listed = sampleEstate.pieces.flatMap((p) => (p.lists ?? []).map((l) => ({ ...l, at: p })));
/** All values at any depth. */
const values = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(values) : [value];

describe('the sample company', () => {
  it('answers only what AWS could answer', async () => {
    expect(await checkEstate(sampleEstate)).toEqual([]);
  });

  it('has about 200 assets besides regions and what hangs on others', () => {
    const besides =
      /DescribeRegions|ListAliases|ListUsers|ListAccountAliases|ListFunctionUrlConfigs|organizations|ListGrants|ListAgentKnowledgeBases|ListAgentCollaborators/;
    const assets = listed.filter(
      (l) => !besides.test(l.operation) && !JSON.stringify(l.item).includes('iam::aws:policy/service'),
    );
    expect(assets.length).toBeGreaterThan(190);
    expect(assets.length).toBeLessThan(260);
  });

  it('uses two regions of the seventeen that are enabled, and no account but its own', () => {
    const places = new Set(sampleEstate.pieces.map((p) => p.region));
    expect([...places].sort()).toEqual(['*', 'eu-west-1', 'us-east-1']);
    const enabled = listed.filter(
      (l) =>
        l.operation === 'ec2:DescribeRegions' &&
        l.at.account === production &&
        (l.item as { OptInStatus: string }).OptInStatus !== 'not-opted-in',
    );
    expect(enabled).toHaveLength(17);
    expect(new Set(sampleEstate.pieces.map((p) => p.account))).toEqual(new Set([management, ...accounts]));
  });

  it('names no role, bucket, model or function that is not there', () => {
    const text = JSON.stringify(sampleEstate);
    const roles = new Set(listed.map((l) => (l.item as { Arn?: string }).Arn));
    const named = new Set(text.match(/arn:aws:iam::\d{12}:role\/[\w/]+/g));
    expect(named.size).toBeGreaterThan(15);
    expect([...named].filter((r) => !roles.has(r))).toEqual([]);
    const buckets = new Set(
      listed.filter((l) => l.operation === 's3:ListBuckets').map((l) => (l.item as { Name: string }).Name),
    );
    const addresses = values(sampleEstate.pieces).flatMap(
      (v) => /^s3:\/\/([^/]+)/.exec(String(v))?.[1] ?? [],
    );
    expect(addresses.length).toBeGreaterThan(15);
    expect(addresses.filter((b) => !buckets.has(b))).toEqual([]);
    const functions = new Set(listed.map((l) => (l.item as { FunctionArn?: string }).FunctionArn));
    const tools = values(sampleEstate.pieces).filter((v) => String(v).startsWith('arn:aws:lambda:'));
    expect(tools.filter((f) => !functions.has(String(f)))).toEqual([]);
  });
});

describe('the sample company over the wire', () => {
  let standin: AwsStandin;
  const client = { endpoint: '', region: 'eu-west-1', maxAttempts: 1 };
  beforeAll(async () => {
    standin = await startAwsStandin({
      estate: sampleEstate,
      readOnly: operations,
      accounts: { [sampleLogin.accessKeyId]: sampleLogin.account },
    });
    client.endpoint = standin.url;
  });
  afterAll(() => standin.close());
  const assumed = async (account: string) => {
    const sts = new STSClient({ ...client, credentials: sampleLogin });
    const { Credentials: given } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${account}:role/${sampleLogin.role}`,
        RoleSessionName: 'test',
        ExternalId: sampleLogin.externalId,
      }),
    );
    return {
      ...client,
      credentials: {
        accessKeyId: given?.AccessKeyId ?? '',
        secretAccessKey: given?.SecretAccessKey ?? '',
        sessionToken: given?.SessionToken ?? '',
      },
    };
  };

  it('shows its accounts to the management account and to no other', async () => {
    const names = [];
    const organizations = new OrganizationsClient({ ...client, credentials: sampleLogin });
    for await (const page of paginateListAccounts({ client: organizations }, {})) {
      names.push(...(page.Accounts ?? []).map((a) => a.Name));
    }
    expect(names).toEqual([
      'quillmark-management',
      'quillmark-production',
      'quillmark-research',
      'quillmark-regulated',
    ]);
    const member = new OrganizationsClient(await assumed(production));
    await expect(paginateListAccounts({ client: member }, {}).next()).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('leads from an agent to its tool, and from a knowledge base to its bucket', async () => {
    const bedrock = new BedrockAgentClient(await assumed(production));
    const names = [];
    for await (const page of paginateListAgents({ client: bedrock }, {})) {
      names.push(...(page.agentSummaries ?? []).map((a) => a.agentName));
    }
    expect(names).toEqual(['claims-agent', 'travel-agent', 'front-desk']);
    const at = { agentId: agentId('claims-agent'), agentVersion: '2' };
    const { actionGroupSummaries: groups } = await bedrock.send(new ListAgentActionGroupsCommand(at));
    expect(groups?.map((g) => g.actionGroupName)).toEqual(['payouts']);
    const { agentActionGroup: group } = await bedrock.send(
      new GetAgentActionGroupCommand({ ...at, actionGroupId: groups?.[0]?.actionGroupId }),
    );
    expect(group?.actionGroupExecutor).toEqual({
      lambda: `arn:aws:lambda:eu-west-1:${production}:function:claims-payouts`,
    });
    const virginia = new BedrockAgentClient({ ...(await assumed(production)), region: 'us-east-1' });
    const sources = await virginia.send(
      new ListDataSourcesCommand({ knowledgeBaseId: knowledgeBaseId('policy-handbook') }),
    );
    expect(sources.dataSourceSummaries?.map((s) => s.name)).toEqual(['handbook']);
  });
});
