import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import { type AclEntry, aclEntries } from '#graph/schema/aws/network.ts';
import pieces from './network-acl.fixture.ts';
import networkAcl from './network-acl.ts';

const { rows } = await scanFixture(networkAcl, pieces);
const row = (end: string) => rows.find((r) => r.id.endsWith(end));
const entriesOf = (end: string): readonly AclEntry[] =>
  aclEntries.parse(JSON.parse(String(row(end)?.props['entries'])));
const here = 'arn:aws:ec2:eu-west-1:111122223333';
const all = { protocol: '-1', from: null, to: null, cidr: '0.0.0.0/0' };

test('the default one lets all pass, and its subnets are filtered by it', () => {
  expect(row('1a')?.props['isDefault']).toBe(true);
  expect(entriesOf('1a')).toEqual([
    { ...all, number: 100, egress: false, allows: true },
    { ...all, number: 32_767, egress: false, allows: false },
    { ...all, number: 100, egress: true, allows: true },
    { ...all, number: 32_767, egress: true, allows: false },
  ]);
  expect(edgesOf(row('1a'))).toEqual([
    `FILTERED_BY <- ${here}:subnet/subnet-0000000000000001a`,
    `FILTERED_BY <- ${here}:subnet/subnet-0000000000000002b`,
    `IN_NETWORK -> ${here}:vpc/vpc-0000000000000001a`,
  ]);
});

test('rules stand in the order in which they are tried, with protocols by name and -1 as all', () => {
  expect(
    entriesOf('2b').map((e) => [e.number, e.allows, e.protocol, e.from, e.to, e.cidr].join(' ')),
  ).toEqual([
    '105 false udp 0 65535 198.51.100.0/24',
    '110 true tcp 443 443 ::/0',
    '120 true icmp 8  10.0.0.0/8',
    '121 true icmpv6   ::/0',
    '130 true 50   10.0.0.0/8',
    '32767 false -1   0.0.0.0/0',
    '32767 false -1   0.0.0.0/0',
  ]);
});

test('one of no subnet filters nothing', () => {
  expect(edgesOf(row('3c'))).toEqual([`IN_NETWORK -> ${here}:vpc/vpc-0000000000000001a`]);
});

test.each([
  ['whose action is neither allow nor deny', { RuleAction: 'maybe' }],
  ['that names no addresses', { CidrBlock: undefined }],
  ['without a number', { RuleNumber: undefined }],
])('a rule %s makes the ACL unreadable, not one without it', (_what, wrong) => {
  const good = { Egress: false, RuleNumber: 1, RuleAction: 'allow', Protocol: '-1', CidrBlock: '::/0' };
  const acl = (entry: unknown) => ({
    NetworkAclId: 'acl-1',
    VpcId: 'vpc-1',
    IsDefault: false,
    Associations: [],
    Entries: [entry],
  });
  expect(networkAcl.list.item.safeParse(acl(good)).success).toBe(true);
  expect(networkAcl.list.item.safeParse(acl({ ...good, ...wrong })).success).toBe(false);
});
