import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './target-group.fixture.ts';
import targetGroup from './target-group.ts';

const scanned = await scanFixture(targetGroup, estate);
const row = (name: string) => scanned.rows.find((r) => r.name === name);
const network = 'IN_NETWORK -> arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1';

test.each([
  [
    'machines',
    [
      'FRONTS 8080 -> arn:aws:ec2:eu-west-1:111122223333:instance/i-1',
      'FRONTS 8080 -> arn:aws:ec2:eu-west-1:111122223333:instance/i-2',
      'FRONTS 8081 -> arn:aws:ec2:eu-west-1:111122223333:instance/i-1',
      network,
    ],
  ],
  ['functions', ['FRONTS -> arn:aws:lambda:eu-west-1:111122223333:function:chat']],
  ['addresses', [network]],
  [
    'balancers',
    [
      'FRONTS 443 -> arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/front/1111111111111111',
      network,
    ],
  ],
  ['nobody', [network]],
])('%s are what stands behind', (name, edges) => {
  expect(edgesOf(row(name))).toEqual(edges);
});

test('targets are told as they were registered; an address says nothing of who has it', () => {
  expect(row('machines')?.props).toEqual({
    targetType: 'instance',
    targetProtocol: 'HTTP',
    targetPort: 8080,
    targets: ['i-1:8080', 'i-1:8081', 'i-2:8080'],
    addresses: [],
    healthy: 2,
  });
  expect(row('addresses')?.props).toMatchObject({
    targets: ['10.0.0.4:8080', '10.0.0.5:8080', '10.0.0.5:8081'],
    addresses: ['10.0.0.4', '10.0.0.5'],
  });
  expect(row('functions')?.props).toMatchObject({ targetProtocol: 'none', targetPort: 0, healthy: 1 });
  expect(row('nobody')?.props).toMatchObject({ targets: [], healthy: 0 });
});

test('a group whose targets nobody may read has unknown ones', async () => {
  const { rows } = await scanFixture(targetGroup, estate, {
    faults: [{ operation: 'elbv2:DescribeTargetHealth', fault: { type: 'deny' } }],
  });
  for (const one of rows) {
    expect(one.props['targets']).toBeNull();
    expect(one.incomplete).toEqual(['FRONTS']);
  }
});
