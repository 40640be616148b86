import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { imageRepository } from '#graph/schema/aws/ids.ts';
import estate from './repository.fixture.ts';
import repository from './repository.ts';

const scanned = await scanFixture(repository, estate);
const row = (name: string) => scanned.rows.find((r) => r.name === name);

test('a repository that anyone may push to shows its policy', () => {
  expect(row('inference')?.props).toEqual({
    uri: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/inference',
    createdAt: '2026-03-01T09:00:00.000Z',
    tagMutability: 'MUTABLE',
    tagsCanMove: true,
    scanOnPush: false,
    encryptionType: 'AES256',
    hasPolicy: true,
    policy: expect.stringContaining('"Principal":"*"'),
  });
  expect(edgesOf(row('inference'))).toEqual([]);
});

test('a repository without a policy has one without statements', () => {
  expect(row('teams/claims')?.props).toMatchObject({
    policy: '{}',
    hasPolicy: false,
    tagsCanMove: false,
    scanOnPush: true,
    encryptionType: 'KMS',
  });
  expect(edgesOf(row('teams/claims'))).toEqual([
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:111122223333:key/11111111-1111-1111-1111-111111111111',
  ]);
});

test('what the listing does not tell is unknown, and tags that move in part can move', () => {
  expect(row('mixed')?.props).toMatchObject({ tagsCanMove: true, scanOnPush: false, encryptionType: null });
});

test('whoever runs an image of it names it by the same id', () => {
  expect(imageRepository({ partition: 'aws' }, `${String(row('teams/claims')?.props['uri'])}:2026.1`)).toBe(
    row('teams/claims')?.id,
  );
});

test('a repository that is gone when its policy is asked for is dropped', async () => {
  const { rows, coverage } = await scanFixture(repository, estate, {
    faults: [
      {
        operation: 'ecr:GetRepositoryPolicy',
        input: { repositoryName: 'mixed' },
        fault: {
          type: 'error',
          error: {
            code: 'RepositoryNotFoundException',
            message: 'The repository does not exist',
            status: 400,
          },
        },
      },
    ],
  });
  expect(rows.map((r) => r.name)).toEqual(['inference', 'teams/claims']);
  expect(coverage.every((c) => c.outcome === 'looked')).toBe(true);
});
