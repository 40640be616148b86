import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import pieces from './organization.fixture.ts';
import organization from './organization.ts';

const { rows } = await scanFixture(organization, pieces);

test('an organisation is read with how many accounts it has and which of them rest', () => {
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    id: 'arn:aws:organizations::111122223333:organization/o-fixture000',
    uid: 'o-fixture000',
    props: {
      features: 'CONSOLIDATED_BILLING',
      managementAccount: '111122223333',
      accounts: 3,
      inactiveAccounts: ['444455556666', '777788889999'],
    },
  });
});

test('each account is an edge to the id that the account itself has, with its state', () => {
  expect(edgesOf(rows[0])).toEqual([
    'CONTAINS -> arn:aws:account::111122223333:account',
    'CONTAINS -> arn:aws:account::444455556666:account',
    'CONTAINS -> arn:aws:account::777788889999:account',
  ]);
  expect(rows[0]?.edges.map((e) => [e.props['status'], e.as])).toEqual([
    ['ACTIVE', 'AwsAccount'],
    ['SUSPENDED', 'AwsAccount'],
    ['PENDING_CLOSURE', 'AwsAccount'],
  ]);
});

test('an account outside of any organisation has none, which is no gap', async () => {
  const alone = await scanFixture(organization, { ...pieces, pieces: [] });
  expect(alone.rows).toEqual([]);
  expect(alone.coverage.find((c) => c.read === 'list')?.outcome).toBe('absent');
});

test('an account that may not list the others leaves the edges incomplete', async () => {
  const denied = await scanFixture(organization, pieces, {
    faults: [{ operation: 'organizations:ListAccounts', fault: { type: 'deny' } }],
  });
  expect(denied.rows[0]).toMatchObject({ incomplete: ['CONTAINS'], edges: [] });
  expect(denied.rows[0]?.unread.toSorted()).toEqual(['accounts', 'inactiveAccounts']);
});
