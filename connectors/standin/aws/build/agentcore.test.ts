/** What the builders make is what the collectors read. */
import { expect, test } from 'vitest';
import apiKeyProviderKind from '#connectors/aws/bedrock-agentcore-control/api-key-provider.ts';
import browserKind from '#connectors/aws/bedrock-agentcore-control/browser.ts';
import codeInterpreterKind from '#connectors/aws/bedrock-agentcore-control/code-interpreter.ts';
import gatewayKind from '#connectors/aws/bedrock-agentcore-control/gateway.ts';
import targetKind from '#connectors/aws/bedrock-agentcore-control/gateway-target.ts';
import memoryKind from '#connectors/aws/bedrock-agentcore-control/memory.ts';
import oauth2ProviderKind from '#connectors/aws/bedrock-agentcore-control/oauth2-provider.ts';
import runtimeKind from '#connectors/aws/bedrock-agentcore-control/runtime.ts';
import endpointKind from '#connectors/aws/bedrock-agentcore-control/runtime-endpoint.ts';
import identityKind from '#connectors/aws/bedrock-agentcore-control/workload-identity.ts';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import type { Kind } from '#connectors/kit/define.ts';
import type { Fixture } from '#connectors/standin/estate.ts';
import {
  agentRuntime,
  gateway,
  gatewayArn,
  gatewayTarget,
  runtimeArn,
  runtimeEndpoint,
  suffixed,
  workloadIdentityArn,
} from './agentcore.ts';
import {
  apiKeyProvider,
  apiKeyProviderArn,
  browser,
  codeInterpreter,
  memory,
  memoryArn,
  oauth2Provider,
  oauth2ProviderArn,
} from './agentcore-tools.ts';
import { policy } from './common.ts';

const place = { account: '111122223333', region: 'eu-west-1' };
const roleArn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const lambda = (name: string) => `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
const open = policy({ Principal: '*', Action: 'bedrock-agentcore:*', Resource: '*' });

const estate: Fixture = {
  ...place,
  pieces: [
    agentRuntime(place, 'support', {
      role: roleArn('support'),
      image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/support:latest',
      jwt: { discoveryUrl: 'https://login.example/.well-known/openid-configuration', clients: ['web'] },
    }),
    agentRuntime(place, 'tools', {
      role: roleArn('tools'),
      code: { bucket: 'code', key: 'tools.zip' },
      vpc: { subnets: ['subnet-01'], groups: ['sg-01'] },
      policy: open,
    }),
    runtimeEndpoint(place, 'support', 'partners', { policy: open }),
    gateway(place, 'orders', {
      role: roleArn('orders'),
      authorizer: 'NONE',
      interceptors: [lambda('check')],
      policy: open,
    }),
    gatewayTarget(place, 'orders', 'pay', { lambda: { arn: lambda('pay'), tools: ['pay', 'refund'] } }),
    gatewayTarget(place, 'orders', 'crm', {
      openApi: 's3://schemas/crm.json',
      oauth: oauth2ProviderArn(place, 'crm'),
    }),
    gatewayTarget(place, 'orders', 'search', {
      mcpServer: 'https://mcp.example/mcp',
      apiKey: apiKeyProviderArn(place, 'search'),
    }),
    gatewayTarget(place, 'orders', 'agent', { runtime: runtimeArn(place, 'support') }),
    codeInterpreter(place, 'analysis', { role: roleArn('admin') }),
    browser(place, 'research', {
      vpc: { subnets: ['subnet-01'], groups: [] },
      recording: { bucket: 'films', prefix: 'research/' },
    }),
    memory(place, 'support', { role: roleArn('memory'), policy: open }),
    oauth2Provider(place, 'crm', { discoveryUrl: 'https://login.crm.example/openid' }),
    apiKeyProvider(place, 'search'),
  ],
};
/** Rows of a kind by name; every read must have come to an answer. */
async function scan(kind: Kind, under: readonly Kind[] = []) {
  const { rows, coverage } = await scanFixture(kind, estate, { under });
  expect(coverage.filter((row) => row.outcome !== 'looked')).toEqual([]);
  return new Map(rows.map((row) => [row.name, row]));
}

test('runtimes have roles, code, networks and an identity each', async () => {
  const runtimes = await scan(runtimeKind);
  expect(runtimes.get('support')?.props).toMatchObject({ inboundAuth: 'jwt', hasPolicy: false });
  expect(runtimes.get('tools')?.props).toMatchObject({ inboundAuth: 'iam', hasPolicy: true });
  expect(edgesOf(runtimes.get('tools'))).toEqual([
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-01',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-01',
    'LOADS code -> arn:aws:s3:::code',
    `RUNS_AS -> ${roleArn('tools')}`,
    `RUNS_AS workload-identity -> ${workloadIdentityArn(place, suffixed('tools'))}`,
  ]);
  expect([...(await scan(identityKind)).keys()].toSorted()).toEqual(
    [suffixed('support'), suffixed('tools')].toSorted(),
  );
});

test('every runtime has the endpoint DEFAULT beside those of its own', async () => {
  const { rows } = await scanFixture(endpointKind, estate, { under: [runtimeKind] });
  expect(rows.map((row) => [row.name, row.props['hasPolicy']]).toSorted()).toEqual([
    ['DEFAULT', false],
    ['DEFAULT', false],
    ['partners', true],
  ]);
});

test('a gateway asks as it was told, and its targets lead to what is behind them', async () => {
  const orders = (await scan(gatewayKind)).get('orders');
  expect(orders?.id).toBe(gatewayArn(place, 'orders'));
  expect(orders?.props).toMatchObject({ authorization: ['none'], facesInternet: true, hasPolicy: true });
  expect(edgesOf(orders)).toContain(`EXECUTES interceptor:REQUEST -> ${lambda('check')}`);
  const targets = await scan(targetKind, [gatewayKind]);
  const leaves = (name: string) => edgesOf(targets.get(name)).filter((edge) => !edge.includes('<-'));
  expect(leaves('pay')).toEqual([`EXECUTES -> ${lambda('pay')}`]);
  expect(leaves('crm')).toEqual([
    'LOADS schema -> arn:aws:s3:::schemas',
    `USES_SECRET -> ${oauth2ProviderArn(place, 'crm')}`,
  ]);
  expect(leaves('search')).toEqual([
    'EXECUTES -> host/mcp.example',
    `USES_SECRET -> ${apiKeyProviderArn(place, 'search')}`,
  ]);
  expect(leaves('agent')).toEqual([`ROUTES_TO DEFAULT -> ${runtimeArn(place, 'support')}`]);
});

test('sandboxes have roles, networks and recordings', async () => {
  expect((await scan(codeInterpreterKind)).get('analysis')?.props).toMatchObject({
    role: roleArn('admin'),
    directInternet: true,
  });
  const research = (await scan(browserKind)).get('research');
  expect(research?.props).toMatchObject({ networkMode: 'VPC', recorded: true, role: 'none' });
  expect(edgesOf(research)).toContain('STORES_TO recording -> arn:aws:s3:::films');
});

test('a memory has strategies and a policy, credentials lie in secrets', async () => {
  const support = (await scan(memoryKind)).get('support');
  expect(support?.id).toBe(memoryArn(place, 'support'));
  expect(support?.props).toMatchObject({ strategies: ['SEMANTIC'], mixesActors: false, hasPolicy: true });
  expect((await scan(oauth2ProviderKind)).get('crm')?.props['secretSource']).toBe('MANAGED');
  expect((await scan(apiKeyProviderKind)).get('search')?.props['secretSource']).toBe('MANAGED');
});

test('a place without any of them is looked at and found empty', async () => {
  for (const kind of [runtimeKind, gatewayKind, codeInterpreterKind, browserKind, memoryKind, identityKind]) {
    const { rows, coverage } = await scanFixture(kind, { ...place, pieces: [] });
    expect(rows, kind.head.kind).toEqual([]);
    expect([...new Set(coverage.map((row) => row.outcome))], kind.head.kind).toEqual(['looked']);
  }
});
