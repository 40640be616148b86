import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './runtime.fixture.ts';
import runtime from './runtime.ts';

const { rows } = await scanFixture(runtime, estate);
const [support, tools, draft] = rows;
const arn = 'arn:aws:bedrock-agentcore:eu-west-1:111122223333';
const role = 'arn:aws:iam::111122223333:role/service-role';

test('a private runtime leads to its role, identity, image, network and files, and says whose tokens it takes', () => {
  expect(support?.id).toBe(`${arn}:runtime/support-aaaaaaaaaa`);
  expect(support?.props).toMatchObject({
    latestVersion: '4',
    artifact: 'container',
    artifactPinned: true,
    networkMode: 'VPC',
    directInternet: false,
    protocol: 'A2A',
    inboundAuth: 'jwt',
    tokenIssuerHost: 'login.example.com',
    allowedAudiences: ['support'],
    allowedClients: ['app', 'web'],
    allowedScopes: ['agents/invoke'],
    requiredClaims: ['department'],
    allowedRequestHeaders: ['X-Amzn-Bedrock-AgentCore-Runtime-Custom-Id'],
    requiresMetadataToken: true,
    mountPaths: ['/mnt/session', '/mnt/shared'],
    environmentNames: [],
  });
  expect(edgesOf(support)).toEqual([
    'FEEDS /mnt/shared <- arn:aws:elasticfilesystem:eu-west-1:111122223333:access-point/fsap-0123456789abcdef0',
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-01',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-01',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-02',
    `RUNS_AS -> ${role}/support`,
    `RUNS_AS workload-identity -> ${arn}:workload-identity-directory/default/workload-identity/support-aaaaaaaaaa`,
    'RUNS_IMAGE -> arn:aws:ecr:eu-west-1:111122223333:repository/agents/support',
  ]);
});

test('a public runtime of loose code shows the bucket that it loads and the names, never the values, of its environment', () => {
  expect(tools?.props).toMatchObject({
    artifact: 'code',
    codeRuntime: 'PYTHON_3_13',
    artifactPinned: false,
    directInternet: true,
    protocol: 'MCP',
    inboundAuth: 'iam',
    tokenIssuerHost: 'none',
    requiresMetadataToken: false,
    environmentNames: ['LOG_LEVEL', 'SEARCH_API_KEY'],
    capacityProvider: `${arn}:capacity-provider/gpus-dddddddddd`,
  });
  expect(edgesOf(tools)).toEqual(['LOADS code -> arn:aws:s3:::agent-code', `RUNS_AS -> ${role}/tools`]);
  expect(tools?.edges.find((edge) => edge.type === 'LOADS')?.props['prefix']).toBe('tools/deployment.zip');
  expect(JSON.stringify(rows)).not.toMatch(/chatty-level|plainly-written|Talks to/);
});

test('a policy is kept whole, and both of AWS’s ways to say that there is none mean none', () => {
  expect(rows.map((row) => row.props['hasPolicy'])).toEqual([false, true, false]);
  expect(support?.props['policy']).toBe('{}');
  expect(draft?.props['policy']).toBe('{}');
  expect(tools?.props['policy']).toContain('"Principal":"*"');
});

test('limits that AWS leaves out are unknown, what is not set up has its default', () => {
  expect(draft?.props).toMatchObject({
    status: 'CREATE_FAILED',
    artifact: 'none',
    protocol: 'HTTP',
    networkMode: 'PUBLIC',
    idleSessionSeconds: null,
    maxLifetimeSeconds: null,
  });
});

test('a policy that may not be read is unknown, the rest stands', async () => {
  const { rows: some } = await scanFixture(runtime, estate, {
    faults: [{ operation: 'bedrock-agentcore-control:GetResourcePolicy', fault: { type: 'deny' } }],
  });
  expect(some[1]?.unread).toEqual(['hasPolicy', 'policy']);
  expect(some[1]?.props['policy'] ?? null).toBeNull();
  expect(some[1]?.props['artifact']).toBe('code');
});
