import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { NEVER } from '#graph/schema/fields.ts';
import pieces from './service-credential.fixture.ts';
import serviceCredential from './service-credential.ts';
import user from './user.ts';

const { rows } = await scanFixture(serviceCredential, pieces, { under: [user] });
const holder = 'arn:aws:iam::111122223333:user/BedrockAPIKey-k3y1';

test('an API key of Bedrock that never ends is told by its metadata', () => {
  expect(rows[0]).toMatchObject({
    id: `${holder}/service-credential/ACCAFOREVER000000001`,
    uid: 'ACCAFOREVER000000001',
    props: {
      service: 'bedrock.amazonaws.com',
      isAiKey: true,
      status: 'Active',
      createdAt: '2026-01-01T00:00:00.000Z',
      expiresAt: NEVER,
      longTerm: true,
    },
  });
  expect(edgesOf(rows[0])).toEqual([`HAS_CREDENTIAL <- ${holder}`]);
});

test('what ends, ended, or is for another service is told apart', () => {
  expect(
    rows.map((r) => [r.props['isAiKey'], r.props['status'], r.props['expiresAt'], r.props['longTerm']]),
  ).toEqual([
    [true, 'Active', NEVER, true],
    [true, 'Expired', '2026-01-31T00:00:00.000Z', true],
    [true, 'Active', '2026-01-01T12:00:00.000Z', false],
    [false, 'Inactive', NEVER, true],
  ]);
});

test('policies name the user where they mean the credential', () => {
  expect(serviceCredential.head.resources?.(rows[0]?.id ?? '')).toEqual([holder]);
});
