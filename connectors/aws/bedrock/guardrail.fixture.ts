import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = `arn:aws:bedrock:${region}:${account}:guardrail`;
const summary = (id: string, name: string) => ({
  id,
  arn: `${arn}/${id}`,
  name,
  status: 'READY',
  version: 'DRAFT',
  createdAt: time,
  updatedAt: time,
});
const listed = (id: string, name: string) => ({
  operation: 'bedrock:ListGuardrails',
  into: 'guardrails',
  item: summary(id, name),
});
const described = (id: string, name: string, more: object) => ({
  operation: 'bedrock:GetGuardrail',
  input: { guardrailIdentifier: id, guardrailVersion: 'DRAFT' },
  reply: {
    guardrailId: id,
    guardrailArn: `${arn}/${id}`,
    name,
    version: 'DRAFT',
    status: 'READY',
    createdAt: time,
    updatedAt: time,
    blockedInputMessaging: 'No.',
    blockedOutputsMessaging: 'No.',
    ...more,
  },
});
const harms = ['HATE', 'INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'];

/** Strong on everything; there in name only, each filter weak, off or only watching; empty. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [listed('strong', 'strong'), listed('weak', 'weak'), listed('empty', 'empty')],
      answers: [
        described('strong', 'strong', {
          kmsKeyArn: `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`,
          contentPolicy: {
            filters: [
              ...harms.map((type) => ({ type, inputStrength: 'HIGH', outputStrength: 'MEDIUM' })),
              { type: 'PROMPT_ATTACK', inputStrength: 'HIGH', outputStrength: 'NONE' },
            ],
            tier: { tierName: 'STANDARD' },
          },
          topicPolicy: {
            topics: [{ name: 'investment', definition: 'A recommendation to buy', type: 'DENY' }],
            tier: { tierName: 'STANDARD' },
          },
          wordPolicy: { words: [{ text: 'an-unspeakable-word' }], managedWordLists: [{ type: 'PROFANITY' }] },
          sensitiveInformationPolicy: {
            piiEntities: [
              { type: 'CREDIT_DEBIT_CARD_NUMBER', action: 'BLOCK' },
              { type: 'EMAIL', action: 'BLOCK', outputAction: 'ANONYMIZE' },
            ],
            regexes: [{ name: 'case-number', pattern: 'CASE-[0-9]{8}', action: 'ANONYMIZE' }],
          },
          contextualGroundingPolicy: {
            filters: [
              { type: 'GROUNDING', threshold: 0.85, action: 'BLOCK', enabled: true },
              { type: 'RELEVANCE', threshold: 0.5, action: 'NONE', enabled: true },
            ],
          },
          automatedReasoningPolicy: {
            policies: [`arn:aws:bedrock:${region}:${account}:automated-reasoning-policy/abcdefabcdef:1`],
          },
          crossRegionDetails: {
            guardrailProfileId: 'eu.guardrail.v1:0',
            guardrailProfileArn: `arn:aws:bedrock:${region}:${account}:guardrail-profile/eu.guardrail.v1:0`,
          },
        }),
        described('weak', 'weak', {
          contentPolicy: {
            filters: [
              { type: 'HATE', inputStrength: 'LOW', outputStrength: 'LOW' },
              {
                type: 'VIOLENCE',
                inputStrength: 'HIGH',
                outputStrength: 'HIGH',
                inputEnabled: false,
                outputEnabled: false,
              },
              { type: 'PROMPT_ATTACK', inputStrength: 'HIGH', outputStrength: 'NONE', inputAction: 'NONE' },
            ],
          },
          sensitiveInformationPolicy: { piiEntities: [{ type: 'EMAIL', action: 'NONE' }] },
          contextualGroundingPolicy: { filters: [{ type: 'GROUNDING', threshold: 0.9, enabled: false }] },
        }),
        described('empty', 'empty', {}),
      ],
    },
  ],
});
