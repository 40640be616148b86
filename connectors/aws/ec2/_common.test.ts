import { expect, test } from 'vitest';
import { scanFixture } from '#connectors/aws/testing.ts';
import { nameOf, ownedBy, sharedAs } from './_common.ts';
import egressOnlyGateway from './egress-only-gateway.ts';
import instance from './instance.ts';
import internetGateway from './internet-gateway.ts';
import natGateway from './nat-gateway.ts';
import networkAcl from './network-acl.ts';
import networkInterface from './network-interface.ts';
import routeTable from './route-table.ts';
import securityGroup from './security-group.ts';
import subnet from './subnet.ts';
import vpc from './vpc.ts';
import vpcEndpoint from './vpc-endpoint.ts';

const kinds = [
  egressOnlyGateway,
  instance,
  internetGateway,
  natGateway,
  networkAcl,
  networkInterface,
  routeTable,
  securityGroup,
  subnet,
  vpc,
  vpcEndpoint,
].map((kind) => [kind.head.kind, kind] as const);

const place = { account: '111122223333', region: 'eu-west-1' };
const at = { cloud: 'aws', partition: 'aws', organization: '', ...place } as const;

test.each(kinds)('a region without any %s is known to hold none', async (_label, kind) => {
  const { rows, coverage } = await scanFixture(kind, { ...place, pieces: [place] });
  expect(rows).toEqual([]);
  expect(coverage.find((row) => row.read === 'list')?.outcome).toBe('looked');
});

test.each([
  [undefined, '111122223333', []],
  ['111122223333', '111122223333', []],
  ['444455556666', '444455556666', ['arn:aws:ec2:eu-west-1:111122223333:vpc/v']],
  // Services of AWS stand there by name.
  ['amazon-elb', '111122223333', []],
])('what %s owns lies in account %s', (owner, account, aliases) => {
  expect(ownedBy(at, owner).account).toBe(account);
  expect(sharedAs(at, owner, 'vpc/v')).toEqual(aliases);
});

test.each([
  [[{ Key: 'Name', Value: 'lab' }], 'lab'],
  [[{ Key: 'Name', Value: '' }], 'vpc-1'],
  [[{ Key: 'name', Value: 'lab' }], 'vpc-1'],
  [[], 'vpc-1'],
])('%j is called %s', (tags, name) => {
  expect(nameOf(tags, 'vpc-1')).toBe(name);
});
