import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import pieces from './subnet.fixture.ts';
import subnet from './subnet.ts';

const { rows } = await scanFixture(subnet, pieces);
const row = (end: string) => rows.find((r) => r.id.endsWith(end));

test('a subnet lies in its network and says what new machines get', () => {
  expect(row('1a')?.id).toBe('arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-0000000000000001a');
  expect(row('1a')?.props).toEqual({
    state: 'available',
    availabilityZone: 'eu-west-1a',
    availabilityZoneId: 'euw1-az2',
    isDefault: false,
    ipv4Cidrs: ['10.0.0.0/24'],
    ipv6Cidrs: ['2a05:d018:1::/64'],
    assignsPublicIpv4: true,
    assignsIpv6: false,
    internetGatewayBlockMode: 'off',
    tags: ['Name=public'],
  });
  expect(edgesOf(row('1a'))).toEqual([
    'IN_NETWORK -> arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-0000000000000001a',
  ]);
});

test('one of IPv6 only has no IPv4 block', () => {
  expect(row('2b')?.props).toMatchObject({
    ipv4Cidrs: [],
    ipv6Cidrs: ['2a05:d018:1:2::/64'],
    assignsPublicIpv4: false,
    assignsIpv6: true,
  });
});

test("a shared one and its network are their owner's", () => {
  expect(row('3c')).toMatchObject({
    id: 'arn:aws:ec2:eu-west-1:444455556666:subnet/subnet-0000000000000003c',
    aliases: ['arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-0000000000000003c'],
  });
  expect(edgesOf(row('3c'))).toEqual([
    'IN_NETWORK -> arn:aws:ec2:eu-west-1:444455556666:vpc/vpc-0000000000000003c',
  ]);
});
