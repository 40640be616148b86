import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import pieces from './group.fixture.ts';
import group from './group.ts';

const { rows } = await scanFixture(group, pieces);
const scientists = rows.find((r) => r.name === 'scientists');
const empty = rows.find((r) => r.name === 'empty');

test('a group with a path is found by its name too, as a user names it', () => {
  expect(scientists).toMatchObject({
    id: 'arn:aws:iam::111122223333:group/ml/scientists',
    uid: 'AGPASCI',
    aliases: ['arn:aws:iam::111122223333:group/scientists'],
  });
});

test('what its members get is read', () => {
  expect(scientists?.props).toMatchObject({
    path: '/ml/',
    attachedPolicies: ['arn:aws:iam::aws:policy/PowerUserAccess'],
    inlinePolicies: expect.stringContaining('sagemaker:*'),
  });
  expect(edgesOf(scientists)).toEqual(['HAS_POLICY -> arn:aws:iam::aws:policy/PowerUserAccess']);
});

test('a group that grants nothing says so in values', () => {
  expect(empty?.props).toMatchObject({ attachedPolicies: [], inlinePolicies: '[]' });
  expect(edgesOf(empty)).toEqual([]);
});
