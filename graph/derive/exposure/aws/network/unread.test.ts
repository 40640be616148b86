import { describe, expect, test } from 'vitest';
import { edge, node, unknownOf } from '../reach/testing.ts';
import { type Change, id, machineView, open, reached, short } from './testing.ts';

const all = (change: Change): readonly string[] => short(machineView(change));
const nowhere: readonly string[] = [];

describe('what nobody read', () => {
  const unread = (change: Change) => unknownOf(machineView(change), id.machine);

  test.each<[string, Change, readonly string[], string]>([
    ['a group', { group: null }, nowhere, 'sg-1: its rules were not read'],
    ['the routes', { routes: null }, nowhere, 'rtb-1: its routes were not read'],
    ['the table', { without: [id.table] }, nowhere, 'the route table'],
    ['addresses', { interface: { publicIpv4Addresses: null, ipv6Addresses: [] } }, nowhere, 'ipv4 addresses'],
    ['a group beside one that is open', { second: null }, open, 'sg-2: its rules were not read'],
    [
      'which groups there are',
      { group: [], interface: { incomplete: ['HAS_SECURITY_GROUP'] } },
      nowhere,
      'security groups were not read',
    ],
  ])('%s may open it: no edge, and a mark', (_title, change, expected, words) => {
    expect(all(change)).toEqual(expected);
    expect(unread(change)).toContain(words);
  });

  test.each<[string, Change, string]>([
    ['the ACL', { acl: null }, 'network ACL'],
    ['which ACL', { without: [id.acl] }, 'network ACL'],
    ['Block Public Access', { subnet: { internetGatewayBlockMode: null } }, 'VPC Block Public Access'],
    ['the gateway', { without: [id.gateway] }, 'attachment of'],
  ])('%s may close it: the edge says what it assumes', (_title, change, words) => {
    expect(all(change)).toEqual(open);
    for (const one of reached(machineView(change))) expect(one.assumes.join()).toContain(words);
    expect(unread(change)).toBe('none');
  });

  test('what is closed for sure has no mark, whatever else was not read', () => {
    expect(unread({ group: null, routes: [] })).toBe('none');
    expect(unread({})).toBe('none');
  });

  test('a machine whose interfaces nobody listed is judged by its own addresses', () => {
    const view = machineView({
      without: [id.interface],
      machine: { publicIpv4Addresses: ['198.51.100.7'], ipv6Addresses: [] },
      plusEdges: [edge(id.machine, 'IN_SUBNET', id.subnet), edge(id.machine, 'HAS_SECURITY_GROUP', id.group)],
    });
    expect(short(view)).toEqual(['internet network/ipv4 yes']);
    expect(reached(view)[0]?.assumes.join()).toContain('network interfaces');
  });
});

describe('Block Public Access of the region', () => {
  const setting = (mode: string, exclusions: unknown) =>
    node('arn:aws:ec2:eu-west-1:111122223333:vpc-block-public-access', ['AwsEc2VpcBlockPublicAccess'], {
      mode,
      exclusions: JSON.stringify(exclusions),
    });
  const of = (mode: string, exclusions: unknown) =>
    all({ subnet: { internetGatewayBlockMode: null }, plus: [setting(mode, exclusions)] });

  test('closes where nothing is excepted, and where only leaving is', () => {
    expect(of('block-bidirectional', [])).toEqual(nowhere);
    expect(of('block-bidirectional', [{ resource: id.subnet, mode: 'allow-egress' }])).toEqual(nowhere);
  });
  test('leaves open what is excepted, and all where it is off', () => {
    expect(of('block-ingress', [{ resource: id.network, mode: 'allow-bidirectional' }])).toEqual(open);
    expect(of('off', [])).toEqual(open);
  });
});
