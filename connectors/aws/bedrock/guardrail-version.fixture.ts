import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = `arn:aws:bedrock:${region}:${account}:guardrail/abc`;
const key = `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`;
const item = (version: string) => ({
  id: 'abc',
  arn,
  name: 'support',
  status: 'READY',
  version,
  createdAt: time,
  updatedAt: time,
});
const described = (guardrailVersion: string, strength: string, more: object = {}) => ({
  operation: 'bedrock:GetGuardrail',
  input: { guardrailIdentifier: 'abc', guardrailVersion },
  reply: {
    guardrailId: 'abc',
    guardrailArn: arn,
    name: 'support',
    version: guardrailVersion,
    status: 'READY',
    createdAt: time,
    updatedAt: time,
    blockedInputMessaging: 'No.',
    blockedOutputsMessaging: 'No.',
    contentPolicy: { filters: [{ type: 'PROMPT_ATTACK', inputStrength: strength, outputStrength: 'NONE' }] },
    ...more,
  },
});
const versions = (version: string) => ({
  operation: 'bedrock:ListGuardrails',
  into: 'guardrails',
  input: { guardrailIdentifier: 'abc' },
  item: item(version),
});

/** One guardrail whose draft is strong and whose version 1, which is what others use, is not. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        // Shown with and without its versions.
        { operation: 'bedrock:ListGuardrails', into: 'guardrails', item: item('DRAFT') },
        versions('1'),
        versions('2'),
      ],
      answers: [
        described('DRAFT', 'HIGH'),
        described('1', 'NONE'),
        described('2', 'LOW', { kmsKeyArn: key }),
      ],
    },
  ],
});
