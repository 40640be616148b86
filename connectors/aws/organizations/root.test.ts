import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import pieces from './root.fixture.ts';
import root from './root.ts';

const { rows } = await scanFixture(root, pieces);
const [strict, loose] = rows;

test('a root stands below its organisation and holds the accounts that are in no unit', () => {
  expect(strict).toMatchObject({
    id: 'arn:aws:organizations::111122223333:root/o-fixture000/r-ab12',
    uid: 'r-ab12',
    props: { unitId: 'r-ab12', path: 'o-fixture000/r-ab12/', accounts: 1 },
  });
  expect(edgesOf(strict)).toEqual([
    'CONTAINS -> arn:aws:account::111122223333:account',
    'CONTAINS <- arn:aws:organizations::111122223333:organization/o-fixture000',
  ]);
});

test('types of policies are on, off, or on their way, which nobody can tell', () => {
  expect(strict?.props).toMatchObject({
    policyTypes: ['SERVICE_CONTROL_POLICY', 'TAG_POLICY'],
    scpEnabled: true,
    rcpEnabled: null,
  });
  expect(loose?.props).toMatchObject({ policyTypes: [], scpEnabled: false, rcpEnabled: false, accounts: 0 });
});

test('a reply that says nothing of policy types is no proof that they are off', async () => {
  const [piece] = pieces.pieces;
  const bare = {
    operation: 'organizations:ListRoots',
    into: 'Roots',
    item: { Id: 'r-ef56', Arn: 'arn:aws:organizations::111122223333:root/o-fixture000/r-ef56', Name: 'Root' },
  };
  const scanned = await scanFixture(root, {
    ...pieces,
    pieces: [{ account: piece?.account ?? '', region: '*', lists: [bare] }],
  });
  expect(scanned.rows[0]?.props).toMatchObject({ policyTypes: null, scpEnabled: null, rcpEnabled: null });
});

test('an account outside of any organisation has no root, which is no gap', async () => {
  const error = { code: 'AWSOrganizationsNotInUseException', message: 'Not a member of one.', status: 400 };
  const alone = await scanFixture(root, {
    ...pieces,
    pieces: [],
    defaults: [{ operation: 'organizations:ListRoots', error }],
  });
  expect(alone.rows).toEqual([]);
  expect(alone.coverage.find((c) => c.read === 'list')?.outcome).toBe('absent');
});
