import { describe, expect, test } from 'vitest';
import egressOnlyGateways from '#connectors/aws/ec2/egress-only-gateway.ts';
import instances from '#connectors/aws/ec2/instance.ts';
import internetGateways from '#connectors/aws/ec2/internet-gateway.ts';
import natGateways from '#connectors/aws/ec2/nat-gateway.ts';
import networkAcls from '#connectors/aws/ec2/network-acl.ts';
import networkInterfaces from '#connectors/aws/ec2/network-interface.ts';
import routeTables from '#connectors/aws/ec2/route-table.ts';
import securityGroups from '#connectors/aws/ec2/security-group.ts';
import subnets from '#connectors/aws/ec2/subnet.ts';
import vpcs from '#connectors/aws/ec2/vpc.ts';
import vpcEndpoints from '#connectors/aws/ec2/vpc-endpoint.ts';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { checkEstate } from '#connectors/standin/aws/check.ts';
import { aclEntries, groupRules } from '#graph/schema/aws/network.ts';
import { instance, instanceArn, instanceProfile, networkInterface, vpcEndpoint } from './ec2.ts';
import {
  ec2Id,
  egressOnlyGateway,
  group,
  internetGateway,
  natGateway,
  networkAcl,
  port,
  routeTable,
  securityGroup,
  subnet,
  vpc,
} from './ec2-network.ts';
import { roleArn } from './iam.ts';

const here = { account: '111122223333', region: 'eu-west-1' };
const admin = roleArn(here.account, 'admin');

// A GPU machine with an administrator's profile that the internet reaches on 8888, and one like it that nothing leads to.
const machine = {
  vpc: 'lab',
  groups: ['notebook'],
  type: 'g5.xlarge',
  image: 'Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.7',
  profile: 'admin',
};
const lab = [
  vpc(here, 'lab', { ipv6: '2a05:d018:1::/56' }),
  internetGateway(here, 'front', { vpc: 'lab' }),
  subnet(here, 'open', { vpc: 'lab', publicIp: true, ipv6: '2a05:d018:1::/64' }),
  subnet(here, 'closed', { vpc: 'lab', cidr: '10.0.1.0/24' }),
  routeTable(here, 'out', { vpc: 'lab', subnets: ['open'], internet: 'front' }),
  routeTable(here, 'main', { vpc: 'lab', main: true }),
  networkAcl(here, 'default', { vpc: 'lab', subnets: ['open', 'closed'], isDefault: true }),
  securityGroup(here, 'notebook', { vpc: 'lab', ingress: [port(8888)] }),
  instanceProfile(here.account, 'admin', admin),
  instance(here, 'trainer', {
    ...machine,
    subnet: 'open',
    publicIp: '203.0.113.20',
    ipv6: '2a05:d018:1::20',
  }),
  instance(here, 'decoy', { ...machine, subnet: 'closed', publicIp: '203.0.113.21' }),
];
// What else there is to build.
const more = [
  egressOnlyGateway(here, 'out6', { vpc: 'lab' }),
  natGateway(here, 'nat', { vpc: 'lab', subnet: 'open', publicIp: '203.0.113.30' }),
  natGateway(here, 'inner', { vpc: 'lab', subnet: 'closed' }),
  networkInterface(here, 'fn', {
    vpc: 'lab',
    subnet: 'closed',
    groups: ['notebook'],
    more: { InterfaceType: 'lambda', RequesterManaged: true },
  }),
  securityGroup(here, 'inner', {
    vpc: 'lab',
    ingress: [group(here, 'notebook'), port(22, '10.0.0.0/8')],
    egress: [],
  }),
  vpcEndpoint(here, 's3', { vpc: 'lab', service: 's3', routeTables: ['main'] }),
  vpcEndpoint(here, 'models', {
    vpc: 'lab',
    service: 'bedrock-runtime',
    subnets: ['closed'],
    groups: ['notebook'],
  }),
];
const estate = { ...here, pieces: [...lab, ...more] };

const scan = async (kind: Parameters<typeof scanFixture>[0]) => {
  const { rows } = await scanFixture(kind, estate);
  return (name: string) => rows.find((row) => row.name === name);
};
const id = (type: string, prefix: Parameters<typeof ec2Id>[1], name: string): string =>
  `arn:aws:ec2:eu-west-1:111122223333:${type}/${ec2Id(here, prefix, name)}`;

test('AWS could answer with it', async () => {
  expect(await checkEstate(estate)).toEqual([]);
});

describe('the lab', () => {
  test('has two machines alike, but for the subnet', async () => {
    const row = await scan(instances);
    const alike = {
      gpu: true,
      aiImage: true,
      role: admin,
      instanceProfile: 'arn:aws:iam::111122223333:instance-profile/admin',
      metadataTokensRequired: true,
    };
    expect(row('trainer')).toMatchObject({
      id: instanceArn(here, 'trainer'),
      props: { ...alike, publicIpv4: '203.0.113.20', ipv6Addresses: ['2a05:d018:1::20'] },
    });
    expect(row('decoy')?.props).toMatchObject({ ...alike, publicIpv4: '203.0.113.21', ipv6Addresses: [] });
    expect(edgesOf(row('trainer'))).toEqual([
      `HAS_SECURITY_GROUP -> ${id('security-group', 'sg', 'notebook')}`,
      `IN_NETWORK -> ${id('vpc', 'vpc', 'lab')}`,
      `IN_SUBNET -> ${id('subnet', 'subnet', 'open')}`,
      `RUNS_AS instance-profile -> ${admin}`,
      expect.stringMatching(/^RUNS_IMAGE ami -> arn:aws:ec2:eu-west-1::image\/ami-/),
    ]);
    expect(edgesOf(row('decoy'))).toContain(`IN_SUBNET -> ${id('subnet', 'subnet', 'closed')}`);
  });

  test('has a way out of one of its subnets alone', async () => {
    const row = await scan(routeTables);
    const gateway = id('internet-gateway', 'igw', 'front');
    expect(edgesOf(row('out'))).toEqual([
      `IN_NETWORK -> ${id('vpc', 'vpc', 'lab')}`,
      `ROUTES_VIA 0.0.0.0/0 -> ${gateway}`,
      `ROUTES_VIA ::/0 -> ${gateway}`,
      `ROUTES_VIA <- ${id('subnet', 'subnet', 'open')}`,
    ]);
    expect(row('main')?.props).toMatchObject({
      main: true,
      routes: '[{"active":true,"destination":"10.0.0.0/16","target":"local","via":"local"}]',
    });
    expect((await scan(internetGateways))('front')?.props['attached']).toBe(true);
  });

  test('lets everyone in on one port, and its ACL lets all pass', async () => {
    const row = await scan(securityGroups);
    expect(groupRules.parse(JSON.parse(String(row('notebook')?.props['ingress'])))).toEqual([
      {
        protocol: 'tcp',
        from: 8888,
        to: 8888,
        peers: [
          { type: 'ipv4', value: '0.0.0.0/0' },
          { type: 'ipv6', value: '::/0' },
        ],
      },
    ]);
    const acl = (await scan(networkAcls))('default');
    const coming = aclEntries.parse(JSON.parse(String(acl?.props['entries']))).filter((e) => !e.egress);
    expect(coming.map((e) => [e.number, e.allows, e.cidr])).toEqual([
      [100, true, '0.0.0.0/0'],
      [101, true, '::/0'],
      [32_767, false, '0.0.0.0/0'],
      [32_768, false, '::/0'],
    ]);
    expect(edgesOf(acl).filter((e) => e.startsWith('FILTERED_BY'))).toHaveLength(2);
  });

  test('gives each machine its interface', async () => {
    const row = await scan(networkInterfaces);
    expect(row('trainer')?.props).toMatchObject({ publicIpv4: '203.0.113.20', interfaceType: 'interface' });
    expect(edgesOf(row('trainer'))).toContain(`HAS_INTERFACE <- ${instanceArn(here, 'trainer')}`);
    expect(row('fn')?.props).toMatchObject({ interfaceType: 'lambda', instance: 'none', publicIpv4: 'none' });
  });

  test('lies in one network', async () => {
    expect((await scan(vpcs))('lab')?.props).toMatchObject({
      ipv4Cidrs: ['10.0.0.0/16'],
      ipv6Cidrs: ['2a05:d018:1::/56'],
      isDefault: false,
    });
    const row = await scan(subnets);
    expect(row('open')?.props).toMatchObject({ assignsPublicIpv4: true, ipv6Cidrs: ['2a05:d018:1::/64'] });
    expect(row('closed')?.props).toMatchObject({ assignsPublicIpv4: false, ipv4Cidrs: ['10.0.1.0/24'] });
  });
});

test('other ways out are gateways of their own', async () => {
  expect((await scan(egressOnlyGateways))('out6')?.props['attached']).toBe(true);
  const row = await scan(natGateways);
  expect(row('nat')?.props).toMatchObject({ connectivity: 'public', publicIpv4Addresses: ['203.0.113.30'] });
  expect(row('inner')?.props).toMatchObject({ connectivity: 'private', publicIpv4Addresses: [] });
});

test('rules name groups and blocks', async () => {
  const inner = (await scan(securityGroups))('inner')?.props;
  expect(inner?.['egress']).toBe('[]');
  expect(groupRules.parse(JSON.parse(String(inner?.['ingress']))).flatMap((r) => r.peers)).toEqual([
    { type: 'ipv4', value: '10.0.0.0/8' },
    { type: 'group', value: id('security-group', 'sg', 'notebook') },
  ]);
});

test('private ways to services are of either type', async () => {
  const row = await scan(vpcEndpoints);
  expect(row('s3')?.props).toMatchObject({
    endpointType: 'Gateway',
    policy: expect.stringContaining('"Action":"*"'),
  });
  expect(edgesOf(row('s3'))).toContain(`ROUTES_VIA <- ${id('route-table', 'rtb', 'main')}`);
  expect(row('models')?.props).toMatchObject({
    endpointType: 'Interface',
    serviceName: 'com.amazonaws.eu-west-1.bedrock-runtime',
    privateDns: true,
  });
});

test('the same name in another place is another thing', () => {
  expect(ec2Id(here, 'vpc', 'lab')).toMatch(/^vpc-[0-9a-f]{17}$/);
  expect(ec2Id(here, 'vpc', 'lab')).toBe(ec2Id({ ...here }, 'vpc', 'lab'));
  expect(ec2Id(here, 'vpc', 'lab')).not.toBe(ec2Id({ ...here, region: 'us-east-1' }, 'vpc', 'lab'));
});
