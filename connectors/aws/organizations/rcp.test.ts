import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import pieces from './rcp.fixture.ts';
import rcp from './rcp.ts';

const { rows } = await scanFixture(rcp, pieces);

test('only policies on resources are listed, with their documents and targets', () => {
  expect(rows.map((row) => [row.name, row.props['awsManaged'], row.props['attachments']])).toEqual([
    ['RCPFullAWSAccess', true, 0],
    ['Ours alone', false, 1],
  ]);
  expect(rows[1]?.props['document']).toContain('"aws:PrincipalOrgID":"o-fixture000"');
  expect(edgesOf(rows[1])).toEqual([
    'HAS_POLICY <- arn:aws:organizations::111122223333:root/o-fixture000/r-ab12',
  ]);
});

test('a denied document leaves the policy and its targets known', async () => {
  const denied = await scanFixture(rcp, pieces, {
    faults: [{ operation: 'organizations:DescribePolicy', fault: { type: 'deny' } }],
  });
  expect(denied.rows.map((row) => row.unread)).toEqual([['document'], ['document']]);
  expect(edgesOf(denied.rows[1])).toHaveLength(1);
});
