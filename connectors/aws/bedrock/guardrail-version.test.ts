import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import guardrail from './guardrail.ts';
import estate from './guardrail-version.fixture.ts';
import version from './guardrail-version.ts';

test('numbered versions are assets of their own, each with its own filters; the draft is none', async () => {
  const { rows } = await scanFixture(version, estate, { under: [guardrail] });
  const arn = 'arn:aws:bedrock:eu-west-1:111122223333:guardrail/abc';
  expect(rows.map((row) => [row.id, row.name, row.props['blocksPromptAttacks']])).toEqual([
    [`${arn}:1`, 'support:1', false],
    [`${arn}:2`, 'support:2', true],
  ]);
  expect(edgesOf(rows[0])).toEqual([`VERSION_OF -> ${arn}`]);
  expect(edgesOf(rows[1])).toEqual([
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
    `VERSION_OF -> ${arn}`,
  ]);
});
