import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import pieces from './region.fixture.ts';
import region from './region.ts';

const { rows } = await scanFixture(region, pieces);
const row = (name: string) => rows.find((r) => r.name === name);

test('a region is one per account', () => {
  expect(row('eu-west-1')?.id).toBe('arn:aws:account::111122223333:region/eu-west-1');
  expect(edgesOf(row('eu-west-1'))).toEqual(['CONTAINS <- arn:aws:account::111122223333:account']);
});

test('regions that are not enabled are listed too', () => {
  expect(rows.map((r) => [r.name, r.props['enabled'], r.props['optIn']]).toSorted()).toEqual([
    ['af-south-1', false, 'not-opted-in'],
    ['ap-east-1', true, 'opted-in'],
    ['eu-west-1', true, 'opt-in-not-required'],
    ['us-east-1', true, 'opt-in-not-required'],
  ]);
});
