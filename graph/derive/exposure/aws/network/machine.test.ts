import { describe, expect, test } from 'vitest';
import { edge, node } from '../reach/testing.ts';
import {
  type Change,
  entry,
  id,
  machineView,
  open,
  openAcl,
  reached,
  refusal,
  route,
  rule,
  short,
} from './testing.ts';

const all = (change: Change): readonly string[] => short(machineView(change));
const ports = (change: Change): readonly string[] => reached(machineView(change)).flatMap((one) => one.ports);

test('packets arrive where address, route, gateway, ACL and group let them, by each family', () => {
  expect(short(machineView())).toEqual(open);
  expect(reached(machineView()).map((one) => [one.gives, one.ports])).toEqual([
    ['ask', ['tcp/443']],
    ['ask', ['tcp/443']],
  ]);
});

test('the chain names every step, and the inputs all that it follows from', () => {
  const [first] = reached(machineView());
  expect(first?.chain).toEqual([
    `${id.machine}: has interface ${id.interface}`,
    `${id.machine}: ipv4 address 198.51.100.7`,
    `${id.machine}: lies in ${id.subnet}`,
    `${id.subnet}: uses its route table ${id.table}`,
    `${id.table}: 0.0.0.0/0 goes to ${id.gateway}`,
    `${id.gateway}: internet gateway attached to ${id.network}`,
    `${id.group}: ingress lets in tcp/443 from 0.0.0.0/0`,
    `${id.acl}: ingress rule 100 allows all protocols from 0.0.0.0/0`,
    `${id.acl}: egress rule 100 allows all protocols to 0.0.0.0/0`,
  ]);
  expect(first?.inputs.toSorted()).toEqual(
    [id.machine, id.interface, id.subnet, id.network, id.table, id.gateway, id.acl, id.group].toSorted(),
  );
  expect(first?.assumes).toEqual([]);
});

const nowhere: readonly string[] = [];
const only4 = ['internet network/ipv4 yes'];
const only6 = ['internet network/ipv6 yes'];
const v4 = route('0.0.0.0/0');
const v6 = route('::/0');
const inAcl = (...entries: readonly ReturnType<typeof entry>[]) => [...entries, ...openAcl];
const replies = (from: number, to: number, cidr = '0.0.0.0/0') =>
  entry(100, { egress: true, protocol: 'tcp', from, to, cidr });

describe('each single piece closes it', () => {
  test.each<[string, Change, readonly string[]]>([
    ['no public address', { interface: { publicIpv4Addresses: [] } }, only6],
    ['no IPv6 address: open by IPv4 only', { interface: { ipv6Addresses: [] } }, only4],
    [
      'private addresses only',
      { interface: { publicIpv4Addresses: [], ipv6Addresses: ['fd00::7'] } },
      nowhere,
    ],
    ['an interface that denies internet gateways', { interface: { internetDenied: true } }, nowhere],
    ["a NAT gateway's interface", { interface: { interfaceType: 'nat_gateway' } }, nowhere],
    ['no route out', { routes: [route('10.0.0.0/16', { via: 'local', target: 'local' })] }, nowhere],
    ['a route for IPv6 alone', { routes: [v6] }, only6],
    ['a route for IPv4 alone', { routes: [v4] }, only4],
    ['a NAT gateway', { routes: [route('0.0.0.0/0', { via: 'nat-gateway', target: id.nat }), v6] }, only6],
    [
      'an egress-only gateway',
      { routes: [v4, route('::/0', { via: 'egress-only-gateway', target: id.egress })] },
      only4,
    ],
    ['a blackhole', { routes: [route('0.0.0.0/0', { active: false }), v6] }, only6],
    ["another network's gateway", { attachedTo: id.other }, nowhere],
    ['a private route over an internet gateway', { routes: [route('10.1.0.0/16')] }, nowhere],
    [
      'Block Public Access, both ways',
      { subnet: { internetGatewayBlockMode: 'block-bidirectional' } },
      nowhere,
    ],
    ['Block Public Access, inward', { subnet: { internetGatewayBlockMode: 'block-ingress' } }, nowhere],
    ['a group without rules', { group: [] }, nowhere],
    ['a group that lets in IPv6 alone', { group: [rule(443, 443, ['::/0'])] }, only6],
    ['a group that lets in IPv4 alone', { group: [rule(443, 443, ['0.0.0.0/0'])] }, only4],
    ['a group that names another group', { group: [rule(443, 443, [id.second])] }, nowhere],
    ['private ranges', { group: [rule(443, 443, ['10.0.0.0/8', '172.16.0.0/12', 'fd00::/8'])] }, nowhere],
    ["the network's own IPv6 range", { group: [rule(443, 443, ['2a05:d018::/56'])] }, nowhere],
    ['pings alone', { group: [rule(-1, -1, ['0.0.0.0/0', '::/0'], 'icmp')] }, nowhere],
    ['an ACL that refuses before it allows', { acl: inAcl(entry(10, { allows: false })) }, only6],
    [
      'an ACL that refuses the port before it allows',
      { acl: inAcl(entry(10, { allows: false, protocol: 'tcp', from: 440, to: 450 })) },
      only6,
    ],
    ['an ACL without a rule', { acl: refusal }, nowhere],
    [
      'an ACL that lets no answers out',
      {
        acl: [
          entry(100),
          entry(101, { cidr: '::/0' }),
          entry(101, { egress: true, cidr: '::/0' }),
          ...refusal,
        ],
      },
      only6,
    ],
    ['a machine without interface addresses read', { interface: { publicIpv4Addresses: null } }, only6],
  ])('%s', (_title, change, expected) => {
    expect(all(change)).toEqual(expected);
  });
});

describe('other pieces leave it open', () => {
  test.each<[string, Change, readonly string[]]>([
    ['the main table of the network', { main: [v4, v6] }, open],
    ['two halves of the internet', { routes: [route('0.0.0.0/1'), route('128.0.0.0/1'), v6] }, open],
    [
      'two halves in two groups',
      { group: [rule(443, 443, ['0.0.0.0/1'])], second: [rule(443, 443, ['128.0.0.0/1'])] },
      only4,
    ],
    ['all but private ranges, piece by piece', { group: [rule(443, 443, allButTen)] }, only4],
    [
      'a second group beside a closed one',
      { group: [], second: [rule(null, null, ['0.0.0.0/0'], '-1')] },
      only4,
    ],
    ['an ACL that refuses after it allows', { acl: [...openAcl, entry(200, { allows: false })] }, open],
    [
      'an ACL that refuses one range',
      { acl: inAcl(entry(10, { allows: false, cidr: '203.0.113.0/24' })) },
      open,
    ],
    [
      'an ACL that refuses another port',
      { acl: inAcl(entry(10, { allows: false, protocol: 'tcp', from: 22, to: 22 })) },
      open,
    ],
    ['answers to some high ports', { acl: [entry(100), replies(32768, 60999), ...refusal] }, only4],
    ['the interfaces of a machine that is being made', { machine: { state: 'pending' } }, open],
  ])('%s', (_title, change, expected) => {
    expect(all(change)).toEqual(expected);
  });
});

const allButTen = [
  '0.0.0.0/5',
  '8.0.0.0/7',
  '11.0.0.0/8',
  '12.0.0.0/6',
  '16.0.0.0/4',
  '32.0.0.0/3',
  '64.0.0.0/2',
  '128.0.0.0/1',
];

describe('ports are what groups and ACL have in common', () => {
  test.each<[string, Change, readonly string[]]>([
    [
      'a range that the ACL cuts',
      {
        group: [rule(8000, 9000, ['0.0.0.0/0'])],
        acl: [entry(90, { allows: false, protocol: 'tcp', from: 8100, to: 8200 }), ...openAcl],
      },
      ['tcp/8000-8099', 'tcp/8201-9000'],
    ],
    [
      'several rules',
      {
        group: [rule(22, 22, ['0.0.0.0/0']), rule(23, 25, ['0.0.0.0/0']), rule(53, 53, ['0.0.0.0/0'], 'udp')],
      },
      ['tcp/22-25', 'udp/53'],
    ],
    ['everything', { group: [rule(null, null, ['0.0.0.0/0'], '-1')] }, ['tcp/0-65535', 'udp/0-65535']],
  ])('%s', (_title, change, expected) => {
    expect(ports(change)).toEqual(expected);
  });
});

describe('what hangs on something is conditional', () => {
  test.each<[string, Change, string, string]>([
    [
      'a range of somebody',
      { group: [rule(443, 443, ['203.0.113.0/24'])] },
      'internet network/ipv4/203.0.113.0/24 conditional',
      '203.0.113.0/24',
    ],
    [
      'half of the internet',
      { group: [rule(443, 443, ['0.0.0.0/1'])] },
      'internet network/ipv4/0.0.0.0/1 conditional',
      '0.0.0.0/1',
    ],
    [
      'a range that the ACL names',
      { acl: [entry(1, { cidr: '203.0.113.0/24' }), entry(1, { egress: true }), ...refusal] },
      'internet network/ipv4/203.0.113.0/24 conditional',
      '203.0.113.0/24',
    ],
    [
      'a prefix list',
      { group: [rule(443, 443, ['pl-1'])] },
      'internet network/ipv4/pl-1 conditional',
      'pl-1',
    ],
    [
      'a machine that is off',
      { machine: { state: 'stopped' } },
      'internet network/ipv4 conditional',
      'running',
    ],
    [
      'answers to low ports alone',
      { acl: [entry(100), replies(443, 443), ...refusal] },
      'internet network/ipv4 conditional',
      'tcp/443',
    ],
    [
      'a route to one range',
      { routes: [route('203.0.113.0/24')] },
      'internet network/ipv4 conditional',
      '203.0.113.0/24',
    ],
  ])('%s', (_title, change, expected, condition) => {
    const found = reached(machineView(change)).find(
      (one) => `${one.from} ${one.key} ${one.state}` === expected,
    );
    expect(found?.conditions).toContain(condition);
    expect(all(change)).not.toContain('internet network/ipv4 yes');
  });

  test('ports that the internet has already are not told again for a range', () => {
    const change = { group: [rule(443, 443, ['0.0.0.0/0']), rule(22, 443, ['203.0.113.0/24'])] };
    expect(reached(machineView(change)).map((one) => [one.key, one.ports])).toEqual([
      ['network/ipv4', ['tcp/443']],
      ['network/ipv4/203.0.113.0/24', ['tcp/22-442']],
    ]);
  });

  test('a firewall behind the gateway may hold packets back', () => {
    const ingress = node('arn:aws:ec2:eu-west-1:111122223333:route-table/rtb-edge', ['RouteTable'], {
      main: false,
      gatewayAssociations: [id.gateway],
      routes: JSON.stringify([route('10.0.1.0/24', { via: 'endpoint', target: 'vpce-firewall' })]),
    });
    const view = machineView({ plus: [ingress], plusEdges: [edge(ingress.id, 'IN_NETWORK', id.network)] });
    expect(short(view)).toEqual(['internet network/ipv4 conditional', 'internet network/ipv6 yes']);
  });
});
