import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import estate from './model-package-group.fixture.ts';
import group from './model-package-group.ts';

test('"cannot find resource policy" means that there is none; a policy is kept in one spelling', async () => {
  const { rows, coverage } = await scanFixture(group, estate);
  const [kept, shared] = rows;
  expect(kept?.props).toMatchObject({ hasPolicy: false, policy: '{}' });
  expect(shared?.props).toMatchObject({ hasPolicy: true });
  expect(shared?.props['policy']).toBe(
    '{"Statement":[{"Action":["sagemaker:CreateModel","sagemaker:DescribeModelPackage"],"Effect":"Allow","Principal":{"AWS":"*"},"Resource":"*"}],"Version":"2012-10-17"}',
  );
  expect(coverage.map((row) => row.outcome)).toEqual(['looked', 'looked']);
});

test('a group that is gone when its policy is read is no gap, and one that may not be read is unknown', async () => {
  const error = {
    code: 'ValidationException',
    message: 'Cannot find Model Package Group: shared',
    status: 400,
  };
  const operation = 'sagemaker:GetModelPackageGroupPolicy';
  const { rows } = await scanFixture(group, estate, {
    faults: [
      { operation, input: { ModelPackageGroupName: 'shared' }, fault: { type: 'error', error } },
      { operation, input: { ModelPackageGroupName: 'private' }, fault: { type: 'deny' } },
    ],
  });
  expect(rows.map((row) => [row.name, row.props['hasPolicy'], row.unread])).toEqual([
    ['private', null, ['hasPolicy', 'policy']],
  ]);
});
