import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './listener.fixture.ts';
import listener from './listener.ts';
import loadBalancer from './load-balancer.ts';

const scanned = await scanFixture(listener, estate, { under: [loadBalancer] });
const row = (name: string) => scanned.rows.find((r) => r.name === name);
const group = (name: string) =>
  `arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/${name}/0123456789abcdef`;

test('a listener tells each rule, what it asks for, and to which targets it passes requests', () => {
  expect(row('HTTPS:443')?.props).toEqual({
    protocol: 'HTTPS',
    port: 443,
    tlsPolicy: 'ELBSecurityPolicy-2016-08',
    certificates: ['arn:aws:acm:eu-west-1:111122223333:certificate/1'],
    mutualTls: 'off',
    defaultAction: 'fixed-response',
    // What is refused asks nobody and lets nobody in.
    authorization: ['cognito', 'jwt', 'none'],
    rules: [
      `10 path-pattern=/chat,/v1/* host-header=api.acme.example none forward ${group('models')}`,
      `20 path-pattern=/admin/* cognito forward ${group('admin')}`,
      `30 path-pattern=/jwt/* jwt forward ${group('blue')} ${group('green')}`,
      'default none fixed-response',
    ],
    openRules: ['10 path-pattern=/chat,/v1/* host-header=api.acme.example'],
    asksNobody: true,
  });
  expect(edgesOf(row('HTTPS:443'))).toEqual([
    `ROUTES_TO 10 none -> ${group('models')}`,
    `ROUTES_TO 20 cognito -> ${group('admin')}`,
    `ROUTES_TO 30 jwt -> ${group('blue')}`,
    `ROUTES_TO 30 jwt -> ${group('green')}`,
  ]);
});

test.each([
  ['HTTPS:8443', ['mutual-tls'], [], [`ROUTES_TO default mutual-tls -> ${group('models')}`]],
  ['HTTP:80', [], [], []],
  ['TCP:22', ['none'], ['default'], [`ROUTES_TO default none -> ${group('machines')}`]],
])('%s asks for %j', (name, authorization, openRules, edges) => {
  expect(row(name)?.props).toMatchObject({ authorization, openRules, asksNobody: openRules.length > 0 });
  expect(edgesOf(row(name))).toEqual(edges);
});

test('rules are asked of listeners for web requests only; the others have none', () => {
  // Two pages for the four rules of one, one for each of the two others.
  expect(scanned.calls.filter((call) => call === 'elbv2:DescribeRules')).toHaveLength(4);
  expect(scanned.coverage.every((c) => c.outcome === 'looked')).toBe(true);
});

test('who may change a rule is granted that on the ARN of the rule', () => {
  expect(listener.head.resources?.('arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/a/b/c')).toEqual([
    'arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/a/b/c',
    'arn:aws:elasticloadbalancing:eu-west-1:1:listener-rule/app/a/b/c/*',
  ]);
});
