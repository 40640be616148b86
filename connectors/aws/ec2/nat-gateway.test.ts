import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import pieces from './nat-gateway.fixture.ts';
import natGateway from './nat-gateway.ts';

const { rows } = await scanFixture(natGateway, pieces);
const row = (end: string) => rows.find((r) => r.id.endsWith(end));
const here = 'arn:aws:ec2:eu-west-1:111122223333';

test('a public one has addresses of both sorts and lies in a subnet', () => {
  expect(row('1a')?.id).toBe(`${here}:natgateway/nat-0000000000000001a`);
  expect(row('1a')?.props).toEqual({
    state: 'available',
    connectivity: 'public',
    availabilityMode: 'zonal',
    publicIpv4Addresses: ['203.0.113.4', '203.0.113.5'],
    privateIpv4Addresses: ['10.0.0.4', '10.0.0.5'],
    tags: ['Name=out'],
  });
  expect(edgesOf(row('1a'))).toEqual([
    `IN_NETWORK -> ${here}:vpc/vpc-0000000000000001a`,
    `IN_SUBNET -> ${here}:subnet/subnet-0000000000000001a`,
  ]);
});

test('a private one has no public address', () => {
  expect(row('2b')?.props).toMatchObject({ connectivity: 'private', publicIpv4Addresses: [] });
});

test('a regional one is in a network and in no subnet', () => {
  expect(edgesOf(row('3c'))).toEqual([`IN_NETWORK -> ${here}:vpc/vpc-0000000000000001a`]);
});

test('one that is gone is not shown, although EC2 lists it for a while', () => {
  expect(rows).toHaveLength(3);
});
