import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './agent.fixture.ts';
import agent from './agent.ts';

const { rows } = await scanFixture(agent, estate);
const [good, bad, bare] = rows;
const arn = 'arn:aws:bedrock:eu-west-1:111122223333';

test('an agent leads to its model, guardrail version, tools, knowledge and helpers; what is disabled is only named', () => {
  expect(good?.props).toMatchObject({
    encryption: 'customer',
    hasGuardrail: true,
    guardrailVersion: '3',
    collaboration: 'SUPERVISOR',
    memory: ['SESSION_SUMMARY'],
    memoryDays: 30,
    tools: ['orders', 'ask'],
    disabledTools: ['refunds'],
    disabledKnowledgeBases: ['KB00000002'],
    collaborators: ['weather', 'billing'],
    sharesHistoryWith: ['billing'],
  });
  const draft = `${arn}:agent/GOOD000001/version/DRAFT`;
  expect(edgesOf(good)).toEqual([
    `DELEGATES_TO billing -> ${arn}:agent-alias/BILLING001/ALIAS00002`,
    `DELEGATES_TO weather -> ${arn}:agent-alias/WEATHER001/ALIAS00001`,
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
    'EXECUTES orchestration -> arn:aws:lambda:eu-west-1:111122223333:function:orchestrate',
    `GUARDED_BY 3 -> ${arn}:guardrail/abc:3`,
    'RUNS_AS -> arn:aws:iam::111122223333:role/Support',
    `USES_KB -> ${arn}:knowledge-base/KB00000001`,
    `USES_MODEL -> ${arn}:inference-profile/eu.anthropic.claude-sonnet-4-20250514-v1:0`,
    `USES_TOOL -> ${draft}/action-group/TOOL000001`,
    `USES_TOOL -> ${draft}/action-group/TOOL000003`,
  ]);
});

test('rewritten prompts and functions behind them are seen, their texts are not', () => {
  expect(bad?.props).toMatchObject({
    hasGuardrail: false,
    guardrailVersion: 'none',
    idleSessionSeconds: 5400,
    overriddenPrompts: ['ORCHESTRATION'],
    disabledPrompts: ['PRE_PROCESSING'],
    instructionFingerprint: 'none',
  });
  const foundation = 'arn:aws:bedrock:eu-west-1::foundation-model';
  expect(edgesOf(bad)).toEqual([
    'EXECUTES parser -> arn:aws:lambda:eu-west-1:111122223333:function:parse',
    'RUNS_AS -> arn:aws:iam::111122223333:role/Ops',
    `USES_MODEL -> ${foundation}/amazon.nova-lite-v1:0`,
    `USES_MODEL ORCHESTRATION -> ${foundation}/amazon.nova-pro-v1:0`,
  ]);
  expect(good?.props['instructionFingerprint']).toMatch(/^redacted:hmac:/);
  expect(JSON.stringify(rows)).not.toMatch(/friendly assistant|whatever the user/);
});

test('an agent without a model has none, and a tool listing that is denied leaves tools unknown', async () => {
  expect(bare?.props).toMatchObject({
    model: 'none',
    tools: [],
    collaboration: 'DISABLED',
    orchestration: 'DEFAULT',
  });
  const { rows: some } = await scanFixture(agent, estate, {
    faults: [
      {
        operation: 'bedrock-agent:ListAgentActionGroups',
        input: { agentId: 'GOOD000001' },
        fault: { type: 'deny' },
      },
    ],
  });
  expect(some[0]?.incomplete).toEqual(['USES_TOOL']);
  expect(some[0]?.unread).toEqual(['disabledTools', 'tools']);
  expect(some[1]?.incomplete).toEqual([]);
});
