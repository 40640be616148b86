import { expect, it } from 'vitest';
import type { Coverage, Outcome } from '#graph/schema/coverage.ts';
import type { AcceptedGap } from '#src/config.ts';
import { openGaps } from './coverage.ts';

const gap = (outcome: Outcome, more: Partial<Coverage> = {}): Coverage => ({
  scope: { cloud: 'aws', account: '111122223333', region: 'eu-west-1' },
  kind: 'AwsSageMakerModel',
  read: 'list',
  operation: 'sagemaker:ListModels',
  permissions: ['sagemaker:ListModels'],
  outcome,
  items: 0,
  at: '2026-11-20T10:00:00.000Z',
  ...more,
});
const accepted = (more: Partial<AcceptedGap> = {}): AcceptedGap => ({
  scope: 'aws/111122223333',
  outcomes: ['denied', 'filtered', 'not-asked'],
  reason: 'closed by policy',
  owner: 'ana',
  expires: '2026-12-31',
  ...more,
});
const open = (c: Coverage, a: AcceptedGap, today = '2026-11-20') => openGaps([c], [a], today).length === 1;

it.each([
  ['a denial in an accepted place', gap('denied'), accepted(), false],
  ['a denial in another account', gap('denied'), accepted({ scope: 'aws/444455556666' }), true],
  [
    'a place that only begins with the same digits',
    gap('denied'),
    accepted({ scope: 'aws/11112222333' }),
    true,
  ],
  ['another kind', gap('denied'), accepted({ kind: 'AwsS3Bucket' }), true],
  ['another operation', gap('denied'), accepted({ operation: 's3:ListBuckets' }), true],
  ['a throttle that nobody named', gap('throttled'), accepted(), true],
  ['a throttle that was named', gap('throttled'), accepted({ outcomes: ['throttled'] }), false],
  ['an outage', gap('unavailable'), accepted(), true],
  ['expired credentials', gap('denied', { code: 'ExpiredTokenException' }), accepted(), true],
  ['unknown credentials', gap('denied', { code: 'UnrecognizedClientException' }), accepted(), true],
] as const)('%s', (_what, coverage, by, isOpen) => {
  expect(open(coverage, by)).toBe(isOpen);
});

it('is open again from the day after its last', () => {
  expect(open(gap('denied'), accepted(), '2026-12-31')).toBe(false);
  expect(open(gap('denied'), accepted(), '2027-01-01')).toBe(true);
});
