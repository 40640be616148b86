import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import type { Fixture } from '#connectors/standin/estate.ts';
import pieces from './vpc-block-public-access.fixture.ts';
import blockPublicAccess from './vpc-block-public-access.ts';

const here = 'arn:aws:ec2:eu-west-1:111122223333';
const answering = (mode: string): Fixture => ({
  account: '111122223333',
  region: 'eu-west-1',
  pieces: [
    {
      account: '111122223333',
      region: 'eu-west-1',
      answers: [
        {
          operation: 'ec2:DescribeVpcBlockPublicAccessOptions',
          reply: { VpcBlockPublicAccessOptions: { InternetGatewayBlockMode: mode } },
        },
      ],
    },
  ],
});

test('a region has one mode and the exceptions that stand', async () => {
  const { rows } = await scanFixture(blockPublicAccess, pieces);
  expect(rows.map((r) => r.id)).toEqual([`${here}:vpc-block-public-access`]);
  expect(rows[0]?.props).toEqual({
    mode: 'block-bidirectional',
    managedBy: 'account',
    exclusionsAllowed: 'allowed',
    exclusions: JSON.stringify([
      { mode: 'allow-bidirectional', resource: `${here}:subnet/subnet-0000000000000001a` },
      { mode: 'allow-egress', resource: `${here}:vpc/vpc-0000000000000002b` },
    ]),
  });
});

test('a region that never turned it on says off, with no exceptions', async () => {
  const { rows } = await scanFixture(blockPublicAccess, answering('off'));
  expect(rows[0]?.props).toEqual({
    mode: 'off',
    managedBy: null,
    exclusionsAllowed: null,
    exclusions: '[]',
  });
});
