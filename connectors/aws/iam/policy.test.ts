import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import pieces from './policy.fixture.ts';
import policy from './policy.ts';

const { rows } = await scanFixture(policy, pieces);
const named = (name: string) => rows.find((r) => r.name === name);

test("an account's own policies are listed, attached or not, and AWS's are another kind", () => {
  expect(rows.map((r) => r.id).toSorted()).toEqual([
    'arn:aws:iam::111122223333:policy/edges/edge',
    'arn:aws:iam::111122223333:policy/read',
  ]);
});

test('only the version that is in force is kept', () => {
  expect(named('read')?.props).toEqual({
    path: '/',
    document: '{"Statement":[{"Action":"s3:GetObject","Effect":"Allow","Resource":"*"}]}',
    defaultVersion: 'v2',
    versions: 2,
    attachments: 1,
    boundaryFor: 0,
    createdAt: '2023-01-02T03:04:05.000Z',
    updatedAt: '2024-01-02T03:04:05.000Z',
  });
  expect(named('edge')?.props).toMatchObject({ path: '/edges/', attachments: 0, boundaryFor: 3 });
});

test('a policy whose default version is missing does not parse', () => {
  const wire = pieces.pieces[0]?.lists?.[0]?.item as Readonly<Record<string, unknown>>;
  expect(policy.list.item.safeParse(wire).success).toBe(true);
  expect(policy.list.item.safeParse({ ...wire, DefaultVersionId: 'v9' }).success).toBe(false);
});

test('a policy without a name of its own has the end of its ARN, and without an id none', () => {
  const wire = pieces.pieces[0]?.lists?.[1]?.item as Readonly<Record<string, unknown>>;
  const bare = policy.list.item.parse({ ...wire, PolicyName: undefined, PolicyId: undefined });
  const at = {
    cloud: 'aws',
    partition: 'aws',
    organization: '',
    account: '111122223333',
    region: '',
  } as const;
  expect([policy.list.name(bare), policy.list.uid?.(bare, at)]).toEqual(['edge', '']);
});
