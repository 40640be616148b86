import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import pieces from './aws-managed-policy.fixture.ts';
import policy from './aws-managed-policy.ts';

const { rows } = await scanFixture(policy, pieces);

test('of the policies that AWS manages those are listed that are attached or bound somebody', () => {
  expect(rows.map((r) => r.id).toSorted()).toEqual([
    'arn:aws:iam::aws:policy/AdministratorAccess',
    'arn:aws:iam::aws:policy/PowerUserAccess',
  ]);
});

test('it tells nothing that differs between accounts', () => {
  expect(rows.find((r) => r.name === 'AdministratorAccess')?.props).toEqual({
    path: '/',
    document: '{"Statement":[{"Action":"s3:GetObject","Effect":"Allow","Resource":"*"}]}',
    defaultVersion: 'v2',
    createdAt: '2023-01-02T03:04:05.000Z',
    updatedAt: '2024-01-02T03:04:05.000Z',
  });
});
