import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import root from './root.ts';
import pieces from './unit.fixture.ts';
import unit from './unit.ts';

const { rows } = await scanFixture(unit, pieces, { under: [root] });
const named = (name: string) => rows.find((row) => row.name === name);
const ou = (id: string) => `arn:aws:organizations::111122223333:ou/o-fixture000/${id}`;

test('all units of the tree are found, each with its path as conditions of policies have it', () => {
  expect(rows.map((row) => row.props['path'])).toEqual([
    'o-fixture000/r-ab12/ou-ab12-suspended/',
    'o-fixture000/r-ab12/ou-ab12-workloads/',
    'o-fixture000/r-ab12/ou-ab12-workloads/ou-ab12-prod/',
    'o-fixture000/r-ab12/ou-ab12-workloads/ou-ab12-prod/ou-ab12-ml/',
    'o-fixture000/r-ab12/ou-ab12-workloads/ou-ab12-prod/ou-ab12-ml/ou-ab12-agents/',
  ]);
  expect(named('Agents')).toMatchObject({ id: ou('ou-ab12-agents'), uid: 'ou-ab12-agents' });
});

test('a unit stands in the root or in another unit, and holds the accounts directly in it', () => {
  expect(edgesOf(named('Suspended'))).toEqual([
    'CONTAINS -> arn:aws:account::444455556666:account',
    'CONTAINS <- arn:aws:organizations::111122223333:root/o-fixture000/r-ab12',
  ]);
  expect(edgesOf(named('Agents'))).toEqual([
    'CONTAINS -> arn:aws:account::222233334444:account',
    'CONTAINS -> arn:aws:account::777788889999:account',
    `CONTAINS <- ${ou('ou-ab12-ml')}`,
  ]);
  expect(rows.map((row) => row.props['accounts'])).toEqual([1, 0, 0, 0, 2]);
});

test('a unit below which nobody may look is one gap, and the others stand', async () => {
  const denied = await scanFixture(unit, pieces, {
    under: [root],
    faults: [
      {
        operation: 'organizations:ListOrganizationalUnitsForParent',
        input: { ParentId: 'ou-ab12-prod' },
        fault: { type: 'deny' },
      },
    ],
  });
  expect(denied.rows.map((row) => row.name)).toEqual(['Suspended', 'Workloads', 'Production']);
  expect(denied.coverage.filter((c) => c.read === 'list').map((c) => [c.outcome, c.scope.parent])).toEqual([
    ['denied', undefined],
    ['denied', ou('ou-ab12-prod')],
  ]);
});
