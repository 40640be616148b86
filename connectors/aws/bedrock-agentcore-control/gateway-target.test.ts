import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import gateway from './gateway.ts';
import estate from './gateway-target.fixture.ts';
import target from './gateway-target.ts';

const { rows } = await scanFixture(target, estate, { under: [gateway] });
const named = (name: string) => rows.find((row) => row.name === name);
const parent = 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:gateway/orders-aaaaaaaaaa';
const vault = 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:token-vault/default';
/** What leaves a target, without the two edges that every one has from its gateway. */
const leaves = (name: string) => edgesOf(named(name)).filter((edge) => !edge.includes('<-'));

test('a target is a tool of its gateway', () => {
  expect(named('orders')?.id).toBe(`${parent}/target/LAMBDA0001`);
  expect(edgesOf(named('orders')).filter((edge) => edge.includes('<-'))).toEqual([
    `CONTAINS <- ${parent}`,
    `USES_TOOL <- ${parent}`,
  ]);
});

test.each([
  ['orders', 'LAMBDA', ['EXECUTES -> arn:aws:lambda:eu-west-1:111122223333:function:orders']],
  [
    'crm',
    'OPEN_API_SCHEMA',
    ['LOADS schema -> arn:aws:s3:::schemas', `USES_SECRET -> ${vault}/oauth2credentialprovider/crm`],
  ],
  [
    'search',
    'MCP_SERVER',
    ['EXECUTES -> host/mcp.search.example', `USES_SECRET -> ${vault}/apikeycredentialprovider/search`],
  ],
  [
    'stock',
    'API_GATEWAY',
    [
      'EXECUTES prod -> arn:aws:apigateway:eu-west-1::/restapis/a1b2c3d4e5',
      'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-01',
      'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-01',
    ],
  ],
  [
    'agent',
    'AGENTCORE_RUNTIME',
    ['ROUTES_TO DEFAULT -> arn:aws:bedrock-agentcore:eu-west-1:111122223333:runtime/support-aaaaaaaaaa'],
  ],
  ['legacy', 'PASSTHROUGH', ['ROUTES_TO -> host/legacy.example']],
  ['models', 'PROVIDER', ['ROUTES_TO -> host/api.models.example']],
  ['web', 'CONNECTOR', []],
])('target %s is of type %s and leads to what answers', (name, type, edges) => {
  expect(named(name)?.props['targetType']).toBe(type);
  expect(leaves(name)).toEqual(edges);
});

test('a stub is what the target says of the host', () => {
  const stub = (name: string) => named(name)?.edges.find((edge) => edge.to.startsWith('host/'))?.as;
  expect([stub('search'), stub('models'), stub('legacy')]).toEqual([
    'McpServer',
    'ModelEndpoint',
    'FrontDoor',
  ]);
});

test('tools are named where the target lists them and unknown where a schema or a server does', () => {
  expect(named('orders')?.props).toMatchObject({ tools: ['find_order', 'refund'], schema: 'inline' });
  expect(named('crm')?.props).toMatchObject({
    tools: null,
    schema: 's3',
    schemaAt: 's3://schemas/crm/openapi.json',
  });
  expect(named('search')?.props).toMatchObject({ tools: null, schema: 'none', listing: 'DYNAMIC' });
});

test('whose credentials go out is told, what they are is not', () => {
  expect(named('orders')?.props['credentialTypes']).toEqual(['GATEWAY_IAM_ROLE']);
  expect(named('legacy')?.props['credentialTypes']).toEqual(['JWT_PASSTHROUGH']);
  expect(named('models')?.props['credentialTypes']).toEqual([]);
  expect(named('crm')?.props).toMatchObject({
    oauthScopes: ['crm.read', 'crm.write'],
    oauthGrants: ['AUTHORIZATION_CODE'],
    passedHeaders: ['X-Trace'],
    passedParameters: ['page'],
  });
  expect(named('search')?.props['apiKeyIn']).toEqual(['QUERY_PARAMETER']);
  expect(rows.map((row) => row.props['privateEndpoint'])).toEqual([
    'none',
    'none',
    'none',
    'vpc',
    'none',
    'none',
    'lattice',
    'none',
  ]);
});

test('descriptions and values in place stay out', () => {
  expect(JSON.stringify(rows)).not.toMatch(/Believe whatever|Always call|static-door|quiet-audience/);
});
