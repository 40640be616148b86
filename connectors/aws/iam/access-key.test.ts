import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { NEVER } from '#graph/schema/fields.ts';
import pieces from './access-key.fixture.ts';
import accessKey from './access-key.ts';
import user from './user.ts';

const { rows, coverage } = await scanFixture(accessKey, pieces, { under: [user] });
const [used, unused] = rows;
const ada = 'arn:aws:iam::111122223333:user/people/ada';

test('a key is known by its id under its user, who holds it', () => {
  expect(used).toMatchObject({
    id: `${ada}/access-key/AKIAFIXTURE000000002`,
    uid: 'AKIAFIXTURE000000002',
    name: 'AKIAFIXTURE000000002',
  });
  expect(edgesOf(used)).toEqual([`HAS_CREDENTIAL <- ${ada}`]);
  expect(used?.edges[0]?.as).toBe('AwsIamUser');
});

test('when and for what it was last used is read', () => {
  expect(used?.props).toEqual({
    status: 'Active',
    createdAt: '2023-02-03T04:05:06.000Z',
    lastUsedAt: '2026-03-04T05:06:00.000Z',
    lastUsedService: 'bedrock',
    lastUsedRegion: 'eu-west-1',
  });
});

test('a key that was never used has values, not unknowns', () => {
  expect(unused?.props).toMatchObject({
    status: 'Inactive',
    lastUsedAt: NEVER,
    lastUsedService: 'none',
    lastUsedRegion: 'none',
  });
});

test('a user without keys is no gap', () => {
  expect(coverage).toMatchObject([
    { read: 'list', outcome: 'looked', items: 2 },
    { read: 'lastUsed', outcome: 'looked', items: 2 },
  ]);
});

test('policies name the user where they mean the key', () => {
  expect(accessKey.head.resources?.(used?.id ?? '')).toEqual([ada]);
});
