import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import pieces from './vpc.fixture.ts';
import vpc from './vpc.ts';

const { rows } = await scanFixture(vpc, pieces);
const row = (end: string) => rows.find((r) => r.id.endsWith(end));

test('a network is read with the blocks that are its own now', () => {
  expect(row('1a')).toMatchObject({
    id: 'arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0000000000000001a',
    name: 'training',
    props: {
      state: 'available',
      isDefault: false,
      ipv4Cidrs: ['10.0.0.0/16', '100.64.0.0/20'],
      ipv6Cidrs: ['2a05:d018:1::/56'],
      internetGatewayBlockMode: 'block-ingress',
      tags: ["'); DROP TABLE x; --=", 'Name=training'],
    },
  });
});

test('the default network has no name but its id', () => {
  expect(row('2b')).toMatchObject({
    name: 'vpc-0000000000000002b',
    props: { isDefault: true, ipv4Cidrs: ['172.31.0.0/16'], ipv6Cidrs: [], tags: [] },
  });
});

test("a shared network is its owner's, and known by what it would be called here", () => {
  expect(row('3c')).toMatchObject({
    id: 'arn:aws:ec2:eu-west-1:444455556666:vpc/vpc-0000000000000003c',
    name: 'vpc-0000000000000003c',
    aliases: ['arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0000000000000003c'],
    // What AWS does not say is unknown, not off.
    props: { internetGatewayBlockMode: null },
  });
});
