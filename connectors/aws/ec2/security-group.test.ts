import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { type GroupRule, groupRules } from '#graph/schema/aws/network.ts';
import pieces from './security-group.fixture.ts';
import securityGroup from './security-group.ts';

const { rows } = await scanFixture(securityGroup, pieces);
const row = (end: string) => rows.find((r) => r.id.endsWith(end));
const rules = (end: string, direction: 'ingress' | 'egress'): readonly GroupRule[] =>
  groupRules.parse(JSON.parse(String(row(end)?.props[direction])));
const here = 'arn:aws:ec2:eu-west-1:111122223333';
const texts = (all: readonly GroupRule[]) =>
  all.map((r) => `${r.protocol} ${r.from}-${r.to} ${r.peers.map((p) => `${p.type}:${p.value}`).join(',')}`);

test('rules name everyone whom they let in, by address, group or list', () => {
  expect(texts(rules('1a', 'ingress')).toSorted()).toEqual([
    `-1 null-null group:${here}:security-group/sg-0000000000000001a,` +
      'group:arn:aws:ec2:eu-west-1:444455556666:security-group/sg-0000000000000009f,' +
      'prefix-list:pl-0123456789abcdef0',
    '50 null-null ipv4:203.0.113.7/32',
    'icmp 8-null ipv4:10.0.0.0/8',
    'tcp 22-22 ipv4:203.0.113.8/32,ipv4:203.0.113.9/32',
    'tcp 8888-8888 ipv6:::/0',
  ]);
  expect(texts(rules('1a', 'egress'))).toEqual(['-1 null-null ipv4:0.0.0.0/0,ipv6:::/0']);
});

test('a group has its own name and lies in its network', () => {
  expect(row('1a')).toMatchObject({
    id: `${here}:security-group/sg-0000000000000001a`,
    name: 'notebook; rm -rf /',
    props: { groupId: 'sg-0000000000000001a', isDefault: false, description: 'jupyter for everyone' },
  });
  expect(edgesOf(row('1a'))).toEqual([`IN_NETWORK -> ${here}:vpc/vpc-0000000000000001a`]);
});

test('a group without rules lets nothing through, which is known', () => {
  expect(row('2b')?.props).toMatchObject({ isDefault: true, ingress: '[]', egress: '[]' });
});

test('equal rules in another order give equal bytes', () => {
  const at = {
    cloud: 'aws',
    partition: 'aws',
    organization: '',
    account: '111122223333',
    region: 'eu-west-1',
  } as const;
  const one = { IpProtocol: 'tcp', FromPort: 1, ToPort: 1, IpRanges: [{ CidrIp: '10.0.0.1/32' }] };
  const two = { IpProtocol: '17', FromPort: 2, ToPort: 2, Ipv6Ranges: [{ CidrIpv6: '::1/128' }] };
  const ingress = (...IpPermissions: readonly unknown[]) =>
    securityGroup.list.props(
      securityGroup.list.item.parse({
        GroupId: 'sg-1',
        GroupName: 'g',
        VpcId: 'vpc-1',
        IpPermissions,
        IpPermissionsEgress: [],
      }),
      at,
    )['ingress'];
  expect(ingress(one, two)).toBe(ingress(two, one));
  expect(ingress(one, two)).toContain('"protocol":"udp"');
});

test.each(['IpPermissions', 'IpPermissionsEgress'])(
  'a group of which %s is left out is unreadable, not closed',
  (left) => {
    const item = {
      GroupId: 'sg-1',
      GroupName: 'g',
      VpcId: 'vpc-1',
      IpPermissions: [],
      IpPermissionsEgress: [],
    };
    expect(securityGroup.list.item.safeParse(item).success).toBe(true);
    expect(securityGroup.list.item.safeParse({ ...item, [left]: undefined }).success).toBe(false);
  },
);
