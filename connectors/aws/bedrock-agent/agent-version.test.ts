import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import agent from './agent.ts';
import estate from './agent-version.fixture.ts';
import version from './agent-version.ts';

const { rows, calls } = await scanFixture(version, estate, { under: [agent] });
const [draft, one] = rows;
const arn = 'arn:aws:bedrock:eu-west-1:111122223333';

test('each version has the guardrail, model and tools that it was frozen with', () => {
  expect(rows.map((row) => [row.id, row.name])).toEqual([
    [`${arn}:agent/AGENT00001/version/DRAFT`, 'Support:DRAFT'],
    [`${arn}:agent/AGENT00001/version/1`, 'Support:1'],
  ]);
  expect(edgesOf(draft)).toEqual([
    `GUARDED_BY DRAFT -> ${arn}:guardrail/abc`,
    'RUNS_AS -> arn:aws:iam::111122223333:role/Support',
    `USES_TOOL -> ${arn}:agent/AGENT00001/version/DRAFT/action-group/TOOL000001`,
    `VERSION_OF -> ${arn}:agent/AGENT00001`,
  ]);
  expect(one?.props).toMatchObject({ hasGuardrail: false, version: '1' });
  expect(edgesOf(one)).toEqual([
    `DELEGATES_TO billing -> ${arn}:agent-alias/AGENT00002/PROD000002`,
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
    'EXECUTES parser -> arn:aws:lambda:eu-west-1:111122223333:function:parse',
    'RUNS_AS -> arn:aws:iam::111122223333:role/Support',
    `USES_KB -> ${arn}:knowledge-base/KB00000001`,
    'USES_MODEL -> arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0',
    `USES_TOOL -> ${arn}:agent/AGENT00001/version/1/action-group/TOOL000009`,
    `VERSION_OF -> ${arn}:agent/AGENT00001`,
  ]);
});

test('what agent and draft version both ask is sent once', () => {
  expect(calls.filter((call) => call === 'bedrock-agent:ListAgentActionGroups')).toHaveLength(2);
});
