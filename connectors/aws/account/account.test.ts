import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import type { Fixture } from '#connectors/standin/estate.ts';
import pieces from './account.fixture.ts';
import account from './account.ts';

const { rows } = await scanFixture(account, pieces);

test('an account has one id that its digits give, and its root as an alias', () => {
  expect(rows).toMatchObject([
    {
      id: 'arn:aws:account::111122223333:account',
      uid: '111122223333',
      aliases: ['arn:aws:iam::111122223333:root'],
    },
  ]);
});

test('what holds for the whole account is read', () => {
  expect(rows[0]?.props).toEqual({
    number: '111122223333',
    organization: 'o-acme000001',
    alias: 'acme-ml',
    rootHasAccessKeys: true,
    rootHasMfa: false,
    rootHasPassword: true,
    rootHasCertificates: false,
    blockPublicAcls: false,
    ignorePublicAcls: true,
    blockPublicPolicy: false,
    restrictPublicBuckets: true,
    hasPasswordPolicy: true,
    passwordLength: 14,
    passwordKinds: 2,
    passwordMaxAgeDays: 90,
    passwordHistory: 0,
  });
});

test('a new account, where nothing was set, has values', async () => {
  const fresh: Fixture = {
    ...pieces,
    pieces: [
      {
        account: '111122223333',
        region: '*',
        answers: [
          { operation: 'iam:ListAccountAliases', reply: { AccountAliases: [], IsTruncated: false } },
          {
            operation: 'iam:GetAccountSummary',
            reply: { SummaryMap: { AccountAccessKeysPresent: 0, AccountMFAEnabled: 1 } },
          },
          {
            operation: 's3control:GetPublicAccessBlock',
            error: {
              code: 'NoSuchPublicAccessBlockConfiguration',
              message: 'It does not exist',
              status: 404,
            },
          },
          {
            operation: 'iam:GetAccountPasswordPolicy',
            error: { code: 'NoSuchEntity', message: 'It does not exist', status: 404 },
          },
        ],
      },
    ],
  };
  const scanned = await scanFixture(account, fresh);
  expect(scanned.coverage.every((c) => c.outcome === 'looked')).toBe(true);
  expect(scanned.rows[0]?.props).toMatchObject({
    alias: 'none',
    rootHasAccessKeys: false,
    rootHasMfa: true,
    rootHasPassword: null,
    ignorePublicAcls: false,
    restrictPublicBuckets: false,
    hasPasswordPolicy: false,
    passwordLength: 8,
    passwordKinds: 0,
  });
});

test('reads that are denied leave the account, with what they give unknown', async () => {
  const denied = await scanFixture(account, pieces, {
    faults: [{ operation: /GetPublicAccessBlock$/, fault: { type: 'deny' } }],
  });
  expect(denied.rows[0]?.unread.toSorted()).toEqual([
    'blockPublicAcls',
    'blockPublicPolicy',
    'ignorePublicAcls',
    'restrictPublicBuckets',
  ]);
  expect(denied.coverage.find((c) => c.outcome === 'denied')?.permissions).toEqual([
    's3:GetAccountPublicAccessBlock',
  ]);
});

test('an account in no organisation says so', async () => {
  const bare = { ...pieces, pieces: pieces.pieces.map((piece) => ({ ...piece, answers: [] })) };
  const alone = await scanFixture(account, bare);
  expect(alone.rows[0]?.props['organization']).toBe('none');
});
