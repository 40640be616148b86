import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import pieces from './network-interface.fixture.ts';
import networkInterface from './network-interface.ts';

const { rows } = await scanFixture(networkInterface, pieces);
const row = (end: string) => rows.find((r) => r.id.endsWith(end));
const here = 'arn:aws:ec2:eu-west-1:111122223333';

test("an instance's interface has all of its addresses, groups and ends", () => {
  expect(row('1a')?.id).toBe(`${here}:network-interface/eni-0000000000000001a`);
  expect(row('1a')?.props).toEqual({
    status: 'in-use',
    interfaceType: 'interface',
    description: '',
    requester: 'none',
    requesterManaged: false,
    availabilityZone: 'eu-west-1a',
    publicIpv4: '203.0.113.20',
    publicIpv4Addresses: ['203.0.113.10', '203.0.113.20'],
    privateIpv4Addresses: ['10.0.0.10', '10.0.0.11', '10.0.0.32/28'],
    ipv6Addresses: ['2a05:d018:1:0:1::/80', '2a05:d018:1::10'],
    internetDenied: false,
    sourceDestCheck: true,
    instance: `${here}:instance/i-0000000000000001a`,
    tags: ['Name=gpu'],
  });
  expect(edgesOf(row('1a'))).toEqual([
    `HAS_INTERFACE <- ${here}:instance/i-0000000000000001a`,
    `HAS_SECURITY_GROUP -> ${here}:security-group/sg-0000000000000001a`,
    `HAS_SECURITY_GROUP -> ${here}:security-group/sg-0000000000000002b`,
    `IN_NETWORK -> ${here}:vpc/vpc-0000000000000001a`,
    `IN_SUBNET -> ${here}:subnet/subnet-0000000000000001a`,
  ]);
});

test('one that a service made hangs on no instance and has no public address', () => {
  expect(row('2b')?.props).toMatchObject({
    interfaceType: 'lambda',
    requester: 'AROAEXAMPLE:111122223333',
    requesterManaged: true,
    publicIpv4: 'none',
    publicIpv4Addresses: [],
    ipv6Addresses: [],
    instance: 'none',
    description: 'AWS Lambda VPC ENI-"quoted" <b>',
  });
  expect(edgesOf(row('2b')).join()).not.toContain('HAS_INTERFACE');
});

test('what EC2 does not tell of it is unknown, and its IPv6 is closed where EC2 says so', () => {
  expect(row('3c')?.props).toMatchObject({
    interfaceType: null,
    internetDenied: true,
    ipv6Addresses: ['2a05:d018:1::30'],
    privateIpv4Addresses: [],
  });
});

const at = {
  cloud: 'aws',
  partition: 'aws',
  organization: '',
  account: '111122223333',
  region: 'eu-west-1',
} as const;
const propsOf = (item: Readonly<Record<string, unknown>>) =>
  networkInterface.list.props(
    networkInterface.list.item.parse({
      NetworkInterfaceId: 'eni-1',
      VpcId: 'vpc-1',
      Status: 'in-use',
      Groups: [],
      ...item,
    }),
    at,
  );

test('a public address that only a second private one has is found', () => {
  const PrivateIpAddresses = [
    { PrivateIpAddress: '10.0.0.1' },
    { PrivateIpAddress: '10.0.0.2', Association: { PublicIp: '203.0.113.1' } },
  ];
  expect(propsOf({ PrivateIpAddresses })['publicIpv4']).toBe('203.0.113.1');
});

test.each(['nat_gateway', 'natGateway'])('%s is one type in either spelling', (InterfaceType) => {
  expect(propsOf({ InterfaceType })['interfaceType']).toBe('nat_gateway');
});

test('one of which EC2 tells no groups is unreadable, not unfiltered', () => {
  const item = { NetworkInterfaceId: 'eni-1', VpcId: 'vpc-1', Status: 'in-use' };
  expect(networkInterface.list.item.safeParse(item).success).toBe(false);
});
