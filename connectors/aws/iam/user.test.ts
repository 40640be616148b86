import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import awsManaged from './aws-managed-policy.ts';
import groups from './group.fixture.ts';
import group from './group.ts';
import policies from './policy.fixture.ts';
import policy from './policy.ts';
import roles from './role.fixture.ts';
import role from './role.ts';
import pieces from './user.fixture.ts';
import user from './user.ts';

const { rows } = await scanFixture(user, pieces);
const ada = rows.find((r) => r.name === 'ada');
const bare = rows.find((r) => r.name === 'bare');

test('a user is known by its ARN with path, its id, and its ARN without path', () => {
  expect(ada).toMatchObject({
    id: 'arn:aws:iam::111122223333:user/people/ada',
    uid: 'AIDAADA',
    aliases: ['arn:aws:iam::111122223333:user/ada'],
  });
});

test('what a user holds is read', () => {
  expect(ada?.props).toEqual({
    path: '/people/',
    createdAt: '2023-01-02T03:04:05.000Z',
    inlinePolicies:
      '[{"document":"{\\"Statement\\":{\\"Action\\":\\"*\\",\\"Effect\\":\\"Allow\\",\\"Resource\\":\\"*\\"}}","name":"all"}]',
    attachedPolicies: ['arn:aws:iam::111122223333:policy/edge'],
    boundary: 'arn:aws:iam::111122223333:policy/edge',
    groups: ['admins', 'scientists'],
    tags: ['team=ml'],
  });
  expect(edgesOf(ada)).toEqual([
    'BOUNDED_BY -> arn:aws:iam::111122223333:policy/edge',
    'HAS_POLICY -> arn:aws:iam::111122223333:policy/edge',
    'MEMBER_OF -> arn:aws:iam::111122223333:group/admins',
    'MEMBER_OF -> arn:aws:iam::111122223333:group/scientists',
  ]);
});

test('a user without anything says so in values', () => {
  expect(bare?.props).toMatchObject({
    inlinePolicies: '[]',
    attachedPolicies: [],
    boundary: 'none',
    groups: [],
    tags: [],
  });
  expect(edgesOf(bare)).toEqual([]);
});

test('all IAM kinds ask the very same question, which is sent once for all of them', async () => {
  const everything = {
    ...pieces,
    pieces: [...pieces.pieces, ...groups.pieces, ...roles.pieces, ...policies.pieces],
  };
  const alone = await scanFixture(user, everything);
  const together = await scanFixture(user, everything, { under: [group, role, policy, awsManaged] });
  expect(alone.calls.filter((c) => c === user.list.operation).length).toBeGreaterThan(1);
  expect(together.calls.toSorted()).toEqual(alone.calls.toSorted());
});
