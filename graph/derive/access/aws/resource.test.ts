import { expect, test } from 'vitest';
import { underOf, verbActionsOf } from './actions.ts';
import { namedBy, ownerOf } from './resource.ts';

const A = '111122223333';
const bedrock = (rest: string): string => `arn:aws:bedrock:eu-west-1:${A}:${rest}`;

test.each([
  ['arn:aws:s3:::data', { arn: 'arn:aws:s3:::data' }],
  [bedrock('agent/X/version/1/action-group/Y'), { arn: bedrock('agent/X') }],
  [bedrock('agent/X/version/2'), { arn: bedrock('agent/X') }],
  [bedrock('guardrail/g:3'), { arn: bedrock('guardrail/g') }],
  [bedrock('guardrail/g'), { arn: bedrock('guardrail/g') }],
  [bedrock('knowledge-base/K/data-source/D'), { arn: bedrock('knowledge-base/K') }],
  [bedrock('model-invocation-logging'), { arn: '*' }],
  [`arn:aws:ec2:eu-west-1:${A}:vpc-block-public-access`, { arn: '*' }],
  [
    `arn:aws:bedrock-agentcore:eu-west-1:${A}:gateway/g/target/t`,
    { arn: `arn:aws:bedrock-agentcore:eu-west-1:${A}:gateway/g` },
  ],
  [
    'arn:aws:apigateway:eu-west-1::/restapis/abc',
    {
      arn: 'arn:aws:apigateway:eu-west-1::/restapis/abc',
      arns: { 'execute-api': `arn:aws:execute-api:eu-west-1:${A}:abc` },
    },
  ],
])('%s is what policies call it', (id, named) => {
  expect(namedBy(id, A)).toEqual(named);
});

test.each([
  ['arn:aws:s3:::data', A, A],
  [`arn:aws:sagemaker:eu-west-1:${A}:endpoint/x`, '444455556666', A],
  ['arn:aws:bedrock:eu-west-1::foundation-model/m', A, undefined],
  ['arn:aws:iam::aws:policy/ReadOnlyAccess', A, undefined],
  ['arn:aws:apigateway:eu-west-1::/apis/abc', A, A],
  ['arn:aws:s3:::data', 'none', undefined],
])('%s listed in %s belongs to %s', (id, listedIn, owner) => {
  expect(ownerOf(id, listedIn)).toBe(owner);
});

test.each([
  ['s3:GetObject', ['/*']],
  ['s3:ListBucket', ['']],
  ['execute-api:Invoke', ['/*']],
  ['es:ESHttpGet', ['/*']],
  ['lambda:InvokeFunction', ['', ':*']],
  ['lambda:UpdateFunctionCode', ['']],
])('%s is asked for what is behind the ARN: %s', (action, under) => {
  expect(underOf(action)).toEqual(under);
});

test('the verbs of a kind come out action by action', () => {
  expect(verbActionsOf({ verbs: { READ: ['s3:GetObject', 's3:ListBucket'] } })).toEqual([
    { verb: 'READ', action: 's3:GetObject', under: '/*' },
    { verb: 'READ', action: 's3:ListBucket' },
  ]);
});
