import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './action-group.fixture.ts';
import actionGroup from './action-group.ts';
import agent from './agent.ts';
import version from './agent-version.ts';

const { rows } = await scanFixture(actionGroup, estate, { under: [agent, version] });
const [api, control, code, inline] = rows;
const parent = 'CONTAINS <- arn:aws:bedrock:eu-west-1:111122223333:agent/AGENT00001/version/DRAFT';

test('an action group executes a function and loads the schema of its API', () => {
  expect(api?.id).toBe(
    'arn:aws:bedrock:eu-west-1:111122223333:agent/AGENT00001/version/DRAFT/action-group/API0000001',
  );
  expect(api?.props).toMatchObject({
    executor: 'lambda',
    schema: 's3',
    schemaAt: 'orders/openapi.json',
    enabled: true,
    functions: [],
    // Whether the user is asked stands inside of the schema.
    unconfirmed: null,
  });
  expect(edgesOf(api)).toEqual([
    parent,
    'EXECUTES -> arn:aws:lambda:eu-west-1:111122223333:function:orders',
    'LOADS schema -> arn:aws:s3:::schemas',
  ]);
});

test('functions that run without asking are told apart', () => {
  expect(control?.props).toMatchObject({
    executor: 'RETURN_CONTROL',
    schema: 'functions',
    functions: ['pay', 'refund', 'balance'],
    unconfirmed: ['refund', 'balance'],
  });
  expect(edgesOf(control)).toEqual([parent]);
});

test('what is built in is executed by Bedrock itself, and the text of a schema stays out', () => {
  expect(code?.props).toMatchObject({
    executor: 'builtin',
    signature: 'AMAZON.CodeInterpreter',
    enabled: false,
    schema: 'none',
  });
  expect(inline?.props).toMatchObject({ executor: 'lambda', schema: 'inline', signature: 'none' });
  expect([code?.props['unconfirmed'], inline?.props['unconfirmed']]).toEqual([[], null]);
  expect(JSON.stringify(rows)).not.toContain('unseen-title');
});
