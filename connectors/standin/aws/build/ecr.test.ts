import { expect, test } from 'vitest';
import registry from '#connectors/aws/ecr/registry-policy.ts';
import ecr from '#connectors/aws/ecr/repository.ts';
import { scanFixture } from '#connectors/aws/testing.ts';
import { checkEstate } from '../check.ts';
import { type Place, policy } from './common.ts';
import { noRegistryPolicy, registryPolicy, repository, repositoryArn } from './ecr.ts';

const place: Place = { account: '111122223333', region: 'eu-west-1' };
const all = policy({ Principal: '*', Action: 'ecr:*' });

test('a repository is scanned as it was built, with a policy or without', async () => {
  const pieces = [
    repository(place, 'open', { policy: all }),
    repository(place, 'kept', { immutable: true, scanOnPush: true, key: 'alias/images' }),
  ];
  expect(await checkEstate({ pieces })).toEqual([]);
  const { rows, coverage } = await scanFixture(ecr, { ...place, pieces });
  expect(coverage.every((c) => c.outcome === 'looked')).toBe(true);
  expect(
    rows.map((r) => [r.id, r.props['hasPolicy'], r.props['tagsCanMove'], r.props['encryptionType']]),
  ).toEqual([
    [repositoryArn(place, 'open'), true, true, 'AES256'],
    [repositoryArn(place, 'kept'), false, false, 'KMS'],
  ]);
});

test.each([
  ['with a policy', registryPolicy(place, all), true],
  ['without one', noRegistryPolicy(place), false],
])('a registry %s is scanned as it was built', async (_how, piece, hasPolicy) => {
  const { rows, coverage } = await scanFixture(registry, { ...place, pieces: [piece] });
  expect(coverage.every((c) => c.outcome === 'looked')).toBe(true);
  expect(rows.map((r) => r.props['hasPolicy'])).toEqual([hasPolicy]);
});
