import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import pieces from './egress-only-gateway.fixture.ts';
import egressOnlyGateway from './egress-only-gateway.ts';

const { rows } = await scanFixture(egressOnlyGateway, pieces);

test('each is in the network that it is attached to, if in any', () => {
  expect(rows.map((r) => [r.id, r.name, r.props['attached'], edgesOf(r)])).toEqual([
    [
      'arn:aws:ec2:eu-west-1:111122223333:egress-only-internet-gateway/eigw-0000000000000001a',
      'out6',
      true,
      ['IN_NETWORK -> arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0000000000000001a'],
    ],
    [
      'arn:aws:ec2:eu-west-1:111122223333:egress-only-internet-gateway/eigw-0000000000000002b',
      'eigw-0000000000000002b',
      false,
      [],
    ],
  ]);
});
