import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = (path: string) => `arn:aws:elasticloadbalancing:${region}:${account}:${path}`;
const group = arn('targetgroup/web/0123456789abcdef');

const balancer = (path: string, LoadBalancerName: string, Type: string, more: object) => ({
  operation: 'elbv2:DescribeLoadBalancers',
  into: 'LoadBalancers',
  item: { LoadBalancerArn: arn(`loadbalancer/${path}`), LoadBalancerName, Type, CreatedTime: time, ...more },
});
const listener = (path: string, id: string, more: object) => ({
  operation: 'elbv2:DescribeListeners',
  into: 'Listeners',
  input: { LoadBalancerArn: arn(`loadbalancer/${path}`) },
  item: { ListenerArn: arn(`listener/${path}/${id}`), LoadBalancerArn: arn(`loadbalancer/${path}`), ...more },
});
const attributes = (path: string, all: Readonly<Record<string, string>> = {}) => ({
  operation: 'elbv2:DescribeLoadBalancerAttributes',
  input: { LoadBalancerArn: arn(`loadbalancer/${path}`) },
  reply: { Attributes: Object.entries(all).map(([Key, Value]) => ({ Key, Value })) },
});
const forward = [{ Type: 'forward', TargetGroupArn: group, Order: 1 }];
const zones = (...subnets: readonly string[]) => ({
  AvailabilityZones: subnets.map((SubnetId) => ({ ZoneName: 'eu-west-1a', SubnetId })),
});

/** One open to the internet; one inside that asks by default; one for packets; one for appliances; one without listeners. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        balancer('app/open/1111111111111111', 'open', 'application', {
          Scheme: 'internet-facing',
          DNSName: 'Open-1.eu-west-1.elb.amazonaws.com',
          VpcId: 'vpc-1',
          IpAddressType: 'dualstack',
          SecurityGroups: ['sg-1'],
          ...zones('subnet-2', 'subnet-1'),
        }),
        balancer('app/asking/2222222222222222', 'asking', 'application', {
          Scheme: 'internal',
          DNSName: 'internal-asking-1.eu-west-1.elb.amazonaws.com',
          VpcId: 'vpc-1',
          IpAddressType: 'ipv4',
          SecurityGroups: ['sg-1'],
          ...zones('subnet-1'),
        }),
        balancer('net/packets/3333333333333333', 'packets', 'network', {
          Scheme: 'internet-facing',
          DNSName: 'packets-3333333333333333.elb.eu-west-1.amazonaws.com',
          VpcId: 'vpc-1',
          IpAddressType: 'ipv4',
        }),
        balancer('gwy/appliances/4444444444444444', 'appliances', 'gateway', {
          VpcId: 'vpc-2',
          IpAddressType: 'ipv4',
        }),
        balancer('app/empty/5555555555555555', 'empty', 'application', { Scheme: 'internal' }),
        listener('app/open/1111111111111111', 'a', {
          Port: 80,
          Protocol: 'HTTP',
          DefaultActions: [
            { Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301', Protocol: 'HTTPS' } },
          ],
        }),
        listener('app/open/1111111111111111', 'b', { Port: 443, Protocol: 'HTTPS', DefaultActions: forward }),
        listener('app/open/1111111111111111', 'c', {
          Port: 8443,
          Protocol: 'HTTPS',
          DefaultActions: forward,
          MutualAuthentication: { Mode: 'verify' },
        }),
        listener('app/asking/2222222222222222', 'd', {
          Port: 443,
          Protocol: 'HTTPS',
          DefaultActions: [
            {
              Type: 'authenticate-oidc',
              Order: 1,
              AuthenticateOidcConfig: {
                Issuer: 'https://login.acme.example',
                AuthorizationEndpoint: 'https://login.acme.example/auth',
                TokenEndpoint: 'https://login.acme.example/token',
                UserInfoEndpoint: 'https://login.acme.example/me',
                ClientId: 'models',
              },
            },
            { Type: 'forward', TargetGroupArn: group, Order: 2 },
          ],
        }),
        listener('net/packets/3333333333333333', 'e', {
          Port: 443,
          Protocol: 'TCP',
          DefaultActions: forward,
        }),
        listener('gwy/appliances/4444444444444444', 'f', { DefaultActions: forward }),
      ],
      answers: [
        attributes('app/open/1111111111111111', {
          'access_logs.s3.enabled': 'false',
          'routing.http.drop_invalid_header_fields.enabled': 'false',
        }),
        attributes('app/asking/2222222222222222', {
          'access_logs.s3.enabled': 'true',
          'access_logs.s3.bucket': 'acme-logs',
          'access_logs.s3.prefix': 'front',
          'deletion_protection.enabled': 'true',
          'routing.http.drop_invalid_header_fields.enabled': 'true',
        }),
        attributes('net/packets/3333333333333333'),
        attributes('gwy/appliances/4444444444444444'),
        attributes('app/empty/5555555555555555'),
      ],
    },
  ],
});
