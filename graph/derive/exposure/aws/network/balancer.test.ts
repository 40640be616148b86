import { describe, expect, test } from 'vitest';
import { ACCOUNT, ec2, edge, node, reached, short, unknownOf } from '../reach/testing.ts';
import { type Change, entry, id, machineView, openAcl, route, rule } from './testing.ts';

const LB = `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:loadbalancer/app/front/1`;
const LISTENER = `arn:aws:elasticloadbalancing:eu-west-1:${ACCOUNT}:listener/app/front/1/a`;
type Props = Parameters<typeof node>[2];

/** An application load balancer that faces the internet, with one listener on 443. */
function view(props: Props = {}, listener: Props = {}, change: Change = {}, grouped = true) {
  return machineView({
    without: [id.machine, id.interface],
    ...change,
    plus: [
      node(LB, ['AwsElbLoadBalancer', 'FrontDoor'], {
        facesInternet: true,
        type: 'application',
        ipAddressType: 'ipv4',
        dnsName: 'front.eu-west-1.elb.amazonaws.com',
        ...props,
      }),
      node(LISTENER, ['AwsElbListener', 'Listener'], {
        protocol: 'HTTPS',
        port: 443,
        authorization: ['none'],
        ...listener,
      }),
    ],
    plusEdges: [
      edge(LB, 'IN_SUBNET', id.subnet),
      ...(grouped ? [edge(LB, 'HAS_SECURITY_GROUP', id.group)] : []),
      edge(LB, 'ROUTES_TO', LISTENER, '443'),
    ],
  });
}

test('a load balancer that faces the internet is reached on the ports of its listeners', () => {
  const wide = [rule(1, 1000, ['0.0.0.0/0'])];
  expect(reached(view({}, {}, { group: wide })).map((one) => [one.key, one.state, one.ports])).toEqual([
    ['network/ipv4/subnet-1', 'yes', ['tcp/443']],
  ]);
});

describe('each single piece closes it', () => {
  test.each<[string, ReturnType<typeof view>]>([
    ['an internal scheme', view({ facesInternet: false })],
    ['a group', view({}, {}, { group: [] })],
    ['a listener on another port', view({}, { port: 8443 })],
    ['a listener that asks for a login', view({}, { authorization: ['oidc'] })],
    ['a route', view({}, {}, { routes: [route('0.0.0.0/0', { via: 'nat-gateway', target: id.nat })] })],
    ['an ACL', view({}, {}, { acl: [entry(1, { allows: false }), ...openAcl] })],
    ['an application load balancer without groups', view({}, {}, {}, false)],
  ])('%s', (_title, closed) => {
    expect(reached(closed)).toEqual([]);
    expect(unknownOf(closed, LB)).toBe('none');
  });
});

test('a network load balancer without groups lets in whatever its listeners take', () => {
  const udp = view({ type: 'network' }, { protocol: 'TCP_UDP', port: 53 }, { group: [] }, false);
  expect(reached(udp).map((one) => one.ports)).toEqual([['tcp/53', 'udp/53']]);
});

test('it is reached by IPv6 too where it has such addresses', () => {
  expect(short(view({ ipAddressType: 'dualstack' }))).toEqual([
    'internet network/ipv4/subnet-1 yes',
    'internet network/ipv6/subnet-1 yes',
  ]);
  expect(short(view({ ipAddressType: 'dualstack-without-public-ipv4' }))).toEqual([
    'internet network/ipv6/subnet-1 yes',
  ]);
});

test('what nobody read leaves a mark and no edge', () => {
  const noScheme = view({ facesInternet: null });
  const noRules = view({}, { authorization: null });
  expect([reached(noScheme), reached(noRules)]).toEqual([[], []]);
  expect(unknownOf(noScheme, LB)).toContain('scheme');
  expect(unknownOf(noRules, LB)).toContain('rules were not read');
});

describe('interfaces without a machine', () => {
  const alone = (props: Props) => machineView({ without: [id.machine], interface: { ...props } });
  test('are reached themselves', () => {
    expect(reached(alone({})).map((one) => one.to)).toEqual([id.interface, id.interface]);
  });
  test('but for those of load balancers, which are told with them', () => {
    expect(reached(alone({ description: 'ELB app/front/1' }))).toEqual([]);
  });
});

test('a notebook has no address that the internet knows', () => {
  const notebook = `arn:aws:sagemaker:eu-west-1:${ACCOUNT}:notebook-instance/n`;
  const found = machineView({
    plus: [node(notebook, ['AwsSageMakerNotebookInstance'], { directInternet: true, inVpc: false })],
    plusEdges: [edge(notebook, 'HAS_SECURITY_GROUP', ec2('security-group/sg-1'))],
  });
  expect(reached(found).filter((one) => one.to === notebook)).toEqual([]);
  expect(unknownOf(found, notebook)).toBe('none');
});
