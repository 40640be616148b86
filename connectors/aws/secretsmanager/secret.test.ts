import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { neverReason } from '#connectors/kit/never.ts';
import estate from './secret.fixture.ts';
import secret from './secret.ts';

const scanned = await scanFixture(secret, estate);
const row = (name: string) => scanned.rows.find((r) => r.name === name);

test('a secret is read from its listing and its policy, and its value never', () => {
  expect(new Set(scanned.calls)).toEqual(
    new Set(['sts:GetCallerIdentity', 'secretsmanager:ListSecrets', 'secretsmanager:GetResourcePolicy']),
  );
  for (const operation of secret.head.verbs?.READ ?? [])
    expect(neverReason('aws', operation)).toBe('returns secrets');
});

test('all that is known of a secret without its value is told', () => {
  expect(row('claims/database')?.props).toEqual({
    encryption: 'customer',
    owningService: 'none',
    primaryRegion: 'none',
    rotationEnabled: true,
    rotationDays: 30,
    rotationSchedule: 'none',
    createdAt: '2026-03-01T09:00:00.000Z',
    changedAt: '2026-03-20T09:00:00.000Z',
    rotatedAt: '2026-03-20T09:00:00.000Z',
    accessedAt: '2026-03-21T00:00:00.000Z',
    tags: ['data-class=confidential', 'team=claims'],
    policy: '{}',
    hasPolicy: false,
  });
  expect(edgesOf(row('claims/database'))).toEqual([
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:111122223333:key/11111111-1111-1111-1111-111111111111',
    'USES_SECRET rotation <- arn:aws:lambda:eu-west-1:111122223333:function:rotate',
  ]);
});

test('one that anyone may read shows its policy; what never happened is a value', () => {
  expect(row('model/provider')?.props).toMatchObject({
    encryption: 'provider',
    rotationEnabled: false,
    rotationDays: 0,
    rotatedAt: '1970-01-01T00:00:00.000Z',
    accessedAt: '1970-01-01T00:00:00.000Z',
    changedAt: null,
    tags: [],
    hasPolicy: true,
    policy: expect.stringContaining('"Principal":"*"'),
  });
  expect(edgesOf(row('model/provider'))).toEqual([]);
});

test.each([
  [
    'sagemaker!endpoint',
    { owningService: 'sagemaker', encryption: 'provider', rotationSchedule: 'rate(10 days)' },
  ],
  ['replica', { primaryRegion: 'us-east-1', encryption: 'customer' }],
])('%s says whose it is', (name, props) => {
  expect(row(name)?.props).toMatchObject(props);
});

test('all pages are read', () => {
  expect(scanned.calls.filter((call) => call === 'secretsmanager:ListSecrets')).toHaveLength(2);
  expect(scanned.rows).toHaveLength(4);
});
