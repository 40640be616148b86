import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './guardrail.fixture.ts';
import guardrail from './guardrail.ts';

const { rows } = await scanFixture(guardrail, estate);
const [strong, weak, empty] = rows;

test('everything that a strong guardrail filters is there, and not the texts that it looks for', () => {
  const { filters, ...props } = strong?.props ?? {};
  expect(props).toEqual({
    guardrailId: 'strong',
    version: 'DRAFT',
    createdAt: '2026-03-01T09:00:00.000Z',
    status: 'READY',
    encryption: 'customer',
    blocksPromptAttacks: true,
    promptAttackStrength: 'HIGH',
    harmInputStrength: 'HIGH',
    harmOutputStrength: 'MEDIUM',
    missingHarmFilters: [],
    contentTier: 'STANDARD',
    deniedTopics: ['investment'],
    topicTier: 'STANDARD',
    words: 1,
    blocksProfanity: true,
    filtersPersonalData: true,
    personalDataBlocked: ['CREDIT_DEBIT_CARD_NUMBER', 'EMAIL'],
    personalDataMasked: ['EMAIL'],
    regexes: ['case-number'],
    groundingThreshold: 0.85,
    relevanceThreshold: 0,
    automatedReasoning: ['arn:aws:bedrock:eu-west-1:111122223333:automated-reasoning-policy/abcdefabcdef:1'],
    crossRegionProfile: 'arn:aws:bedrock:eu-west-1:111122223333:guardrail-profile/eu.guardrail.v1:0',
  });
  expect(String(filters)).toContain('"outputAction":"ANONYMIZE"');
  expect(JSON.stringify(strong)).not.toMatch(/unspeakable|CASE-\[|recommendation/);
  expect(edgesOf(strong)).toEqual([
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
  ]);
});

test('a filter that is off or only watches filters nothing', () => {
  expect(weak?.props).toMatchObject({
    blocksPromptAttacks: false,
    promptAttackStrength: 'NONE',
    harmInputStrength: 'NONE',
    missingHarmFilters: ['INSULTS', 'SEXUAL', 'VIOLENCE', 'MISCONDUCT'],
    contentTier: 'CLASSIC',
    filtersPersonalData: false,
    groundingThreshold: 0,
  });
});

test('a guardrail without policies filters nothing, and that is known', () => {
  expect(empty?.unread).toEqual([]);
  expect(empty?.props).toMatchObject({
    encryption: 'provider',
    blocksPromptAttacks: false,
    contentTier: 'none',
    topicTier: 'none',
    deniedTopics: [],
    words: 0,
  });
});
