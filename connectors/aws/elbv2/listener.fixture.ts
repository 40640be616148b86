import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const arn = (path: string) => `arn:aws:elasticloadbalancing:${region}:${account}:${path}`;
const balancer = arn('loadbalancer/app/front/1111111111111111');
const group = (name: string) => arn(`targetgroup/${name}/0123456789abcdef`);

const listener = (id: string, more: object) => ({
  operation: 'elbv2:DescribeListeners',
  into: 'Listeners',
  input: { LoadBalancerArn: balancer },
  item: { ListenerArn: arn(`listener/app/front/1111111111111111/${id}`), LoadBalancerArn: balancer, ...more },
});
const rule = (id: string, Priority: string, Conditions: readonly object[], Actions: readonly object[]) => ({
  operation: 'elbv2:DescribeRules',
  into: 'Rules',
  input: { ListenerArn: arn(`listener/app/front/1111111111111111/${id}`) },
  item: {
    RuleArn: arn(`rule/${id}/${Priority}`),
    Priority,
    Conditions,
    Actions,
    IsDefault: Priority === 'default',
  },
});
const forward = (name: string) => ({ Type: 'forward', TargetGroupArn: group(name), Order: 9 });
const refused = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } };
const path = (...Values: readonly string[]) => ({
  Field: 'path-pattern',
  Values,
  PathPatternConfig: { Values },
});
const cognito = {
  Type: 'authenticate-cognito',
  Order: 1,
  AuthenticateCognitoConfig: {
    UserPoolArn: `arn:aws:cognito-idp:${region}:${account}:userpool/people`,
    UserPoolClientId: 'client',
    UserPoolDomain: 'people',
  },
};
const jwt = {
  Type: 'jwt-validation',
  Order: 1,
  JwtValidationConfig: {
    JwksEndpoint: 'https://login.acme.example/keys',
    Issuer: 'https://login.acme.example',
  },
};

/** One that asks nobody on some path; one that asks all; one that only redirects; one for packets. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        {
          operation: 'elbv2:DescribeLoadBalancers',
          into: 'LoadBalancers',
          item: {
            LoadBalancerArn: balancer,
            LoadBalancerName: 'front',
            Type: 'application',
            Scheme: 'internal',
          },
        },
        listener('open', {
          Port: 443,
          Protocol: 'HTTPS',
          SslPolicy: 'ELBSecurityPolicy-2016-08',
          Certificates: [{ CertificateArn: `arn:aws:acm:${region}:${account}:certificate/1` }],
          DefaultActions: [refused],
        }),
        rule(
          'open',
          '10',
          [
            path('/v1/*', '/chat'),
            { Field: 'host-header', HostHeaderConfig: { Values: ['api.acme.example'] } },
          ],
          [forward('models')],
        ),
        rule('open', '20', [path('/admin/*')], [cognito, forward('admin')]),
        rule(
          'open',
          '30',
          [path('/jwt/*')],
          [
            jwt,
            {
              Type: 'forward',
              Order: 2,
              ForwardConfig: {
                TargetGroups: [
                  { TargetGroupArn: group('blue'), Weight: 1 },
                  { TargetGroupArn: group('green'), Weight: 1 },
                ],
              },
            },
          ],
        ),
        rule('open', 'default', [], [refused]),
        listener('mutual', {
          Port: 8443,
          Protocol: 'HTTPS',
          DefaultActions: [forward('models')],
          MutualAuthentication: { Mode: 'verify', TrustStoreArn: arn('truststore/people/1') },
        }),
        rule('mutual', 'default', [], [forward('models')]),
        listener('clear', {
          Port: 80,
          Protocol: 'HTTP',
          DefaultActions: [
            { Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301', Protocol: 'HTTPS' } },
          ],
        }),
        rule('clear', 'default', [], [{ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301' } }]),
        listener('packets', { Port: 22, Protocol: 'TCP', DefaultActions: [forward('machines')] }),
      ],
      answers: [
        {
          operation: 'elbv2:DescribeLoadBalancerAttributes',
          input: { LoadBalancerArn: balancer },
          reply: { Attributes: [] },
        },
      ],
    },
  ],
});
