import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import estate from './registry-policy.fixture.ts';
import registryPolicy from './registry-policy.ts';

test('the policy of a registry is read as a document', async () => {
  const { rows } = await scanFixture(registryPolicy, estate);
  expect(rows.map((r) => r.id)).toEqual(['arn:aws:ecr:eu-west-1:111122223333:registry-policy']);
  expect(rows[0]?.props).toEqual({
    document: expect.stringContaining('arn:aws:iam::777788889999:root'),
    hasPolicy: true,
  });
});

test('a registry without a policy has one without statements', async () => {
  const { rows, coverage } = await scanFixture(registryPolicy, estate, {
    faults: [
      {
        operation: 'ecr:GetRegistryPolicy',
        fault: {
          type: 'error',
          error: {
            code: 'RegistryPolicyNotFoundException',
            message: 'Registry policy does not exist in the registry',
            status: 400,
          },
        },
      },
    ],
  });
  expect(rows.map((r) => r.props)).toEqual([{ document: '{}', hasPolicy: false }]);
  expect(coverage.map((c) => c.outcome)).toEqual(['looked']);
});
