import { expect, test } from 'vitest';
import rcp from '#connectors/aws/organizations/rcp.ts';
import root from '#connectors/aws/organizations/root.ts';
import scp from '#connectors/aws/organizations/scp.ts';
import unit from '#connectors/aws/organizations/unit.ts';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { checkEstate } from '#connectors/standin/aws/check.ts';
import { fixture } from '#connectors/standin/estate.ts';
import { organizationTree, policyIdOf, rootIdOf, unitIdOf } from './organizations.ts';

const id = 'o-acme000000';
const management = '111122223333';
const tree = {
  id,
  management,
  root: { accounts: [], types: ['SERVICE_CONTROL_POLICY'] },
  units: [
    { name: 'Workloads', units: [{ name: 'ML', accounts: ['222233334444'] }] },
    { name: 'Sandbox', accounts: ['444455556666'] },
  ],
  policies: [
    {
      name: 'No AI',
      type: 'SERVICE_CONTROL_POLICY',
      statements: [{ Effect: 'Deny', Action: 'bedrock:*', Resource: '*' }],
      targets: ['Sandbox', '222233334444'],
    },
  ],
} as const;
const estate = fixture({ account: management, region: 'us-east-1', pieces: organizationTree(tree) });
const arn = (resource: string) => `arn:aws:organizations::${management}:${resource}`;
const accountArn = (number: string) => `arn:aws:account::${number}:account`;

test('a tree is what AWS could answer with', async () => {
  expect(await checkEstate(estate)).toEqual([]);
});

test('a tree is scanned as it was built: root, units in units, accounts in both', async () => {
  const [top] = (await scanFixture(root, estate)).rows;
  expect(top?.props).toMatchObject({ scpEnabled: true, rcpEnabled: false, accounts: 1 });
  expect(edgesOf(top)).toEqual([
    `CONTAINS -> ${accountArn(management)}`,
    `CONTAINS <- ${arn(`organization/${id}`)}`,
  ]);
  const { rows } = await scanFixture(unit, estate, { under: [root] });
  const path = (...names: readonly string[]) =>
    [id, rootIdOf(id), ...names.map((name) => unitIdOf(id, name)), ''].join('/');
  expect(Object.fromEntries(rows.map((row) => [row.name, row.props['path']]))).toEqual({
    Workloads: path('Workloads'),
    ML: path('Workloads', 'ML'),
    Sandbox: path('Sandbox'),
  });
  const inside = edgesOf(rows.find((row) => row.name === 'ML'));
  expect(inside).toContain(`CONTAINS -> ${accountArn('222233334444')}`);
});

test('policies are at their targets; where a type is on, AWS’s own is at all of them', async () => {
  const { rows } = await scanFixture(scp, estate);
  expect(rows.map((row) => [row.name, row.props['awsManaged'], row.props['attachments']])).toEqual([
    ['FullAWSAccess', true, 7],
    ['No AI', false, 2],
  ]);
  expect(rows[1]?.uid).toBe(policyIdOf(id, 'No AI'));
  expect(edgesOf(rows[1])).toEqual([
    `HAS_POLICY <- ${accountArn('222233334444')}`,
    `HAS_POLICY <- ${arn(`ou/${id}/${unitIdOf(id, 'Sandbox')}`)}`,
  ]);
  const others = await scanFixture(rcp, estate);
  expect(others.rows).toEqual([]);
  expect(others.coverage[0]?.outcome).toBe('looked');
});

test('a member may not ask, which is a gap', async () => {
  const member = { ...estate, account: '222233334444' };
  for (const kind of [root, scp, rcp])
    expect((await scanFixture(kind, member)).coverage[0]?.outcome).toBe('denied');
});

test('a policy at a unit that is not there is refused', () => {
  const [policy] = tree.policies;
  expect(() => organizationTree({ ...tree, policies: [{ ...policy, targets: ['Nowhere'] }] })).toThrow(
    /no unit Nowhere/,
  );
});
