import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './harness.fixture.ts';
import harness from './harness.ts';

const { rows } = await scanFixture(harness, estate);
const [helper, loose] = rows;
const arn = 'arn:aws:bedrock-agentcore:eu-west-1:111122223333';
const vault = `${arn}:token-vault/default`;

test('a harness leads to its role, model, tools, skills, memory, hooks and the runtime below it', () => {
  expect(helper?.props).toMatchObject({
    modelVendor: 'bedrock',
    tools: ['agentcore_code_interpreter', 'agentcore_gateway'],
    toolHosts: [],
    allowedTools: ['@orders/find_order'],
    memory: 'own',
    inboundAuth: 'jwt',
    tokenIssuerHost: 'login.example.com',
    maxIterations: 20,
  });
  expect(edgesOf(helper)).toEqual([
    'EXECUTES hook:check -> arn:aws:lambda:eu-west-1:111122223333:function:check-tool',
    `FEEDS <- ${arn}:memory/support-aaaaaaaaaa`,
    'LOADS skill -> arn:aws:s3:::skills',
    'LOADS skill -> https://git.example/team/skills',
    'RUNS_AS -> arn:aws:iam::111122223333:role/helper',
    'RUNS_IMAGE -> arn:aws:ecr:eu-west-1:111122223333:repository/helper',
    `RUNS_ON -> ${arn}:runtime/helper-aaaaaaaaaa`,
    `STORES_TO -> ${arn}:memory/support-aaaaaaaaaa`,
    'USES_MODEL -> arn:aws:bedrock:eu-west-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-20250514-v1:0',
    `USES_SECRET skill -> ${vault}/apikeycredentialprovider/git`,
    `USES_SECRET tool:orders -> ${vault}/oauth2credentialprovider/orders`,
    `USES_TOOL orders -> ${arn}:gateway/orders-aaaaaaaaaa`,
    `USES_TOOL python -> ${arn}:code-interpreter-custom/sums-cccccccccc`,
  ]);
});

test('another vendor’s model, a server outside and tools without asking are told', () => {
  expect(loose?.props).toMatchObject({
    modelVendor: 'openai',
    model: 'gpt-5',
    tools: ['agentcore_browser', 'remote_mcp'],
    toolHosts: ['mcp.search.example'],
    allowedTools: ['*'],
    memory: 'none',
    inboundAuth: 'iam',
    environmentNames: ['MODE'],
    timeoutSeconds: null,
  });
  expect(edgesOf(loose)).toEqual([
    'RUNS_AS -> arn:aws:iam::111122223333:role/loose',
    `RUNS_ON -> ${arn}:runtime/loose-bbbbbbbbbb`,
    `USES_SECRET model -> ${vault}/apikeycredentialprovider/models`,
    'USES_TOOL search -> host/mcp.search.example',
  ]);
});

test('prompts, headers and values of the environment stay out', () => {
  expect(JSON.stringify(rows)).not.toMatch(/never give refunds|header-in-clear|chatty-mode/);
});
