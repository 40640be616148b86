import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './load-balancer.fixture.ts';
import loadBalancer from './load-balancer.ts';

const scanned = await scanFixture(loadBalancer, estate);
const row = (name: string) => scanned.rows.find((r) => r.name === name);
const arn = (path: string) => `arn:aws:elasticloadbalancing:eu-west-1:111122223333:${path}`;

test('a load balancer on the internet says so, and its DNS name is another id of it', () => {
  expect(row('open')?.id).toBe(arn('loadbalancer/app/open/1111111111111111'));
  expect(row('open')?.aliases).toEqual(['host/open-1.eu-west-1.elb.amazonaws.com']);
  expect(row('open')?.props).toEqual({
    arn: arn('loadbalancer/app/open/1111111111111111'),
    type: 'application',
    scheme: 'internet-facing',
    facesInternet: true,
    ipAddressType: 'dualstack',
    dnsName: 'open-1.eu-west-1.elb.amazonaws.com',
    createdAt: '2026-03-01T09:00:00.000Z',
    authorization: ['mutual-tls', 'none'],
    ports: ['HTTP:80', 'HTTPS:443', 'HTTPS:8443'],
    accessLogging: false,
    deletionProtection: false,
    dropsInvalidHeaders: false,
  });
  expect(edgesOf(row('open'))).toEqual([
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
    'IN_NETWORK -> arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-2',
    `ROUTES_TO 443 -> ${arn('listener/app/open/1111111111111111/b')}`,
    `ROUTES_TO 80 -> ${arn('listener/app/open/1111111111111111/a')}`,
    `ROUTES_TO 8443 -> ${arn('listener/app/open/1111111111111111/c')}`,
  ]);
});

test('where all default actions ask, rules may still not: unknown here', () => {
  expect(row('asking')?.props).toMatchObject({
    scheme: 'internal',
    facesInternet: false,
    authorization: null,
    accessLogging: true,
    deletionProtection: true,
    dropsInvalidHeaders: true,
  });
  expect(row('asking')?.unread).toEqual(['authorization']);
  const [bucket] = row('asking')?.edges.filter((edge) => edge.type === 'LOGS_TO') ?? [];
  expect(bucket).toMatchObject({ to: 'arn:aws:s3:::acme-logs', key: 'access', props: { prefix: 'front' } });
});

test.each([
  ['packets', { type: 'network', facesInternet: true, authorization: ['none'], ports: ['TCP:443'] }],
  [
    'appliances',
    { type: 'gateway', scheme: 'none', facesInternet: false, ports: ['GENEVE:6081'], dnsName: 'none' },
  ],
  ['empty', { authorization: [], ports: [], facesInternet: false }],
])('%s is read as what it is', (name, props) => {
  expect(row(name)?.props).toMatchObject(props);
});

test('all pages are read', () => {
  expect(scanned.rows).toHaveLength(5);
  expect(scanned.calls.filter((call) => call === 'elbv2:DescribeLoadBalancers')).toHaveLength(3);
});
