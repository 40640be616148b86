import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import pieces from './vpc-endpoint.fixture.ts';
import vpcEndpoint from './vpc-endpoint.ts';

const { rows } = await scanFixture(vpcEndpoint, pieces);
const row = (end: string) => rows.find((r) => r.id.endsWith(end));
const here = 'arn:aws:ec2:eu-west-1:111122223333';

test('a gateway endpoint is what route tables lead to, with its policy as canonical text', () => {
  expect(row('1a')?.id).toBe(`${here}:vpc-endpoint/vpce-0000000000000001a`);
  expect(row('1a')?.props).toEqual({
    endpointId: 'vpce-0000000000000001a',
    endpointType: 'Gateway',
    serviceName: 'com.amazonaws.eu-west-1.s3',
    serviceRegion: 'eu-west-1',
    state: 'available',
    policy:
      '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}],"Version":"2012-10-17"}',
    privateDns: false,
    requesterManaged: false,
    ipAddressType: null,
    createdAt: '2026-01-15T09:00:00.000Z',
    tags: ['Name=s3'],
  });
  expect(edgesOf(row('1a'))).toEqual([
    `IN_NETWORK -> ${here}:vpc/vpc-0000000000000001a`,
    `ROUTES_VIA <- ${here}:route-table/rtb-0000000000000001a`,
    `ROUTES_VIA <- ${here}:route-table/rtb-0000000000000002b`,
  ]);
});

test('an interface endpoint lies in subnets, behind groups', () => {
  expect(row('2b')?.props).toMatchObject({
    endpointType: 'Interface',
    serviceRegion: 'us-east-1',
    state: 'available',
    privateDns: true,
    ipAddressType: 'dualstack',
    policy: expect.stringContaining('"Action":"bedrock:InvokeModel"'),
  });
  expect(edgesOf(row('2b'))).toEqual([
    `HAS_SECURITY_GROUP -> ${here}:security-group/sg-0000000000000001a`,
    `IN_NETWORK -> ${here}:vpc/vpc-0000000000000001a`,
    `IN_SUBNET -> ${here}:subnet/subnet-0000000000000001a`,
  ]);
});

test('there is no policy where there can be none, and an unknown one where AWS is silent', () => {
  expect(row('3c')?.props['policy']).toBe('{}');
  expect(row('4d')?.props).toMatchObject({ policy: null, serviceName: 'none', privateDns: null });
});

test('one that is gone is not shown', () => {
  expect(row('5e')).toBeUndefined();
  expect(rows).toHaveLength(4);
});

test.each(['Gateway', 'Interface'])(
  'a %s endpoint of which the policy is left out has an unknown one',
  (type) => {
    const at = {
      cloud: 'aws',
      partition: 'aws',
      organization: '',
      account: '111122223333',
      region: 'eu-west-1',
    } as const;
    const item = { VpcEndpointId: 'vpce-1', VpcEndpointType: type, State: 'available' };
    expect(vpcEndpoint.list.props(vpcEndpoint.list.item.parse(item), at)['policy']).toBeNull();
  },
);

test('a policy that is no document makes the endpoint unreadable', () => {
  const item = {
    VpcEndpointId: 'vpce-1',
    VpcEndpointType: 'Interface',
    State: 'available',
    PolicyDocument: '{"Statement":',
  };
  expect(vpcEndpoint.list.item.safeParse(item).success).toBe(false);
});
