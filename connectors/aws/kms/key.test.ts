import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import pieces from './key.fixture.ts';
import key from './key.ts';

const scanned = await scanFixture(key, pieces);
const row = (n: number) => scanned.rows.find((r) => r.name.startsWith(`${n}`));

test("a customer's key is read whole", () => {
  expect(row(1)?.id).toBe('arn:aws:kms:eu-west-1:111122223333:key/11111111-1111-1111-1111-111111111111');
  expect(row(1)?.props).toEqual({
    keyId: '11111111-1111-1111-1111-111111111111',
    customerManaged: true,
    manager: 'CUSTOMER',
    state: 'Enabled',
    usage: 'ENCRYPT_DECRYPT',
    spec: 'SYMMETRIC_DEFAULT',
    origin: 'AWS_KMS',
    multiRegion: 'PRIMARY',
    description: 'Models',
    createdAt: '2024-01-02T03:04:05.000Z',
    policy:
      '{"Statement":[{"Action":"kms:*","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},' +
      '"Resource":"*","Sid":"root"}],"Version":"2012-10-17"}',
    rotates: true,
    rotationDays: 180,
    grants: expect.stringMatching(/^\[\{"GrantId":"g1".*\},\{"GrantId":"g2".*\}\]$/),
    grantees: ['arn:aws:iam::999988887777:root', 'sagemaker.amazonaws.com'],
    aliasNames: ['alias/also-models', 'alias/models'],
  });
});

test("AWS's own key and one that cannot rotate differ from it", () => {
  expect(row(2)?.props).toMatchObject({
    customerManaged: false,
    manager: 'AWS',
    rotationDays: 365,
    aliasNames: ['alias/aws/s3'],
    grants: '[]',
    grantees: [],
  });
  expect(row(3)?.props).toMatchObject({
    state: 'PendingDeletion',
    origin: 'EXTERNAL',
    multiRegion: 'none',
    rotates: false,
    rotationDays: 0,
    aliasNames: [],
    policy: expect.stringContaining('"Principal":"*"'),
  });
});

test('aliases of all keys come from one listing', () => {
  // Four aliases in pages of two.
  expect(scanned.calls.filter((c) => c === 'kms:ListAliases')).toHaveLength(2);
});

test('an alias is another id of its key, so that what names the alias finds the key', () => {
  const aliases = key.reads['aliases']?.aliases;
  const at = {
    cloud: 'aws',
    partition: 'aws',
    organization: '',
    account: '111122223333',
    region: 'eu-west-1',
  } as const;
  const reply = {
    Aliases: [
      { AliasName: 'alias/a', AliasArn: 'arn:aws:kms:eu-west-1:111122223333:alias/a', TargetKeyId: 'k' },
      { AliasName: 'alias/b', AliasArn: 'arn:aws:kms:eu-west-1:111122223333:alias/b', TargetKeyId: 'other' },
      { AliasName: 'alias/aws/c', AliasArn: 'arn:aws:kms:eu-west-1:111122223333:alias/aws/c' },
    ],
  };
  expect(aliases?.(reply, { KeyId: 'k' }, at)).toEqual(['arn:aws:kms:eu-west-1:111122223333:alias/a']);
});

test('a key whose policy keeps us out stays, with only that unknown', async () => {
  const denied = await scanFixture(key, pieces, {
    faults: [
      { operation: 'kms:GetKeyPolicy', input: { KeyId: row(1)?.name ?? '' }, fault: { type: 'deny' } },
    ],
  });
  expect(denied.rows.map((r) => [r.name[0], r.unread]).toSorted()).toEqual([
    ['1', ['policy']],
    ['2', []],
    ['3', []],
  ]);
});
