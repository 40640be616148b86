import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { type Route, routes } from '#graph/schema/aws/network.ts';
import pieces from './route-table.fixture.ts';
import routeTable from './route-table.ts';

const { rows } = await scanFixture(routeTable, pieces);
const row = (end: string) => rows.find((r) => r.id.endsWith(end));
const routesOf = (end: string): readonly Route[] =>
  routes.parse(JSON.parse(String(row(end)?.props['routes'])));
const here = 'arn:aws:ec2:eu-west-1:111122223333';

test('the main table says so, beside the subnets that name it', () => {
  expect(row('1a')).toMatchObject({ name: 'public', props: { main: true, gatewayAssociations: [] } });
  expect(edgesOf(row('1a'))).toEqual([
    `IN_NETWORK -> ${here}:vpc/vpc-0000000000000001a`,
    `ROUTES_VIA 0.0.0.0/0 -> ${here}:internet-gateway/igw-0000000000000001a`,
    `ROUTES_VIA ::/0 -> ${here}:internet-gateway/igw-0000000000000001a`,
    `ROUTES_VIA <- ${here}:subnet/subnet-0000000000000001a`,
    `ROUTES_VIA <- ${here}:subnet/subnet-0000000000000002b`,
    `ROUTES_VIA pl-6da54004 -> ${here}:vpc-endpoint/vpce-0000000000000001a`,
  ]);
});

test('routes stand in the order of their destinations, whatever family they are of', () => {
  expect(routesOf('1a')).toEqual([
    {
      destination: '0.0.0.0/0',
      via: 'internet-gateway',
      target: `${here}:internet-gateway/igw-0000000000000001a`,
      active: true,
    },
    { destination: '10.0.0.0/16', via: 'local', target: 'local', active: true },
    {
      destination: '::/0',
      via: 'internet-gateway',
      target: `${here}:internet-gateway/igw-0000000000000001a`,
      active: true,
    },
    {
      destination: 'pl-6da54004',
      via: 'endpoint',
      target: `${here}:vpc-endpoint/vpce-0000000000000001a`,
      active: true,
    },
  ]);
});

test.each([
  ['10.1.0.0/16', 'transit-gateway', `${here}:transit-gateway/tgw-0000000000000001a`],
  ['10.2.0.0/16', 'peering', `${here}:vpc-peering-connection/pcx-0000000000000001a`],
  ['10.3.0.0/16', 'instance', 'arn:aws:ec2:eu-west-1:444455556666:instance/i-0000000000000001a'],
  ['10.4.0.0/16', 'interface', `${here}:network-interface/eni-0000000000000002b`],
  ['10.5.0.0/16', 'virtual-gateway', `${here}:vpn-gateway/vgw-0000000000000001a`],
  ['10.6.0.0/16', 'carrier-gateway', `${here}:carrier-gateway/cagw-0000000000000001a`],
  ['10.7.0.0/16', 'other', `${here}:local-gateway/lgw-0000000000000001a`],
  ['10.8.0.0/16', 'other', 'arn:aws:networkmanager::111122223333:core-network/core-network-1'],
  ['::/0', 'egress-only-gateway', `${here}:egress-only-internet-gateway/eigw-0000000000000001a`],
])('a route to %s leads via %s', (destination, via, target) => {
  expect(routesOf('2b').find((r) => r.destination === destination)).toEqual({
    destination,
    via,
    target,
    active: true,
  });
  expect(edgesOf(row('2b'))).toContain(`ROUTES_VIA ${destination} -> ${target}`);
});

test('a blackhole is kept and leads nowhere', () => {
  expect(routesOf('2b').filter((r) => !r.active)).toEqual([
    {
      destination: '0.0.0.0/0',
      via: 'nat-gateway',
      target: `${here}:natgateway/nat-0000000000000001a`,
      active: false,
    },
    { destination: '10.9.0.0/16', via: 'other', target: 'none', active: false },
  ]);
  expect(edgesOf(row('2b')).join()).not.toContain('nat-0000000000000001a');
});

test('a gateway of a sort that we do not know keeps its id, and no edge is made up', () => {
  expect(routesOf('2b').find((r) => r.destination === '10.10.0.0/16')).toMatchObject({
    via: 'other',
    target: 'new-0000000000000001a',
    active: true,
  });
  expect(edgesOf(row('2b')).join()).not.toContain('new-');
});

test('gateways whose packets it routes are named, and are no subnets', () => {
  expect(row('2b')?.props).toMatchObject({
    main: false,
    gatewayAssociations: [
      `${here}:internet-gateway/igw-0000000000000001a`,
      `${here}:vpn-gateway/vgw-0000000000000001a`,
    ],
  });
  expect(edgesOf(row('2b')).filter((e) => e.includes('<-'))).toEqual([]);
});

test('a table without a way out has no edge but to its network', () => {
  expect(edgesOf(row('3c'))).toEqual([`IN_NETWORK -> ${here}:vpc/vpc-0000000000000001a`]);
});

test.each([
  ['without its routes', {}],
  ['with a route that has no destination', { Routes: [{ GatewayId: 'local', State: 'active' }] }],
  ['with a route that does not say whether it works', { Routes: [{ DestinationCidrBlock: '0.0.0.0/0' }] }],
])('a table %s is unreadable, not one without routes', (_what, wrong) => {
  const item = { RouteTableId: 'rtb-1', VpcId: 'vpc-1', Associations: [] };
  expect(routeTable.list.item.safeParse({ ...item, Routes: [] }).success).toBe(true);
  expect(routeTable.list.item.safeParse({ ...item, ...wrong }).success).toBe(false);
});
