import { fixture, type Listed } from '#connectors/standin/estate.ts';

const nat = (item: Readonly<Record<string, unknown>>): Listed => ({
  operation: 'ec2:DescribeNatGateways',
  into: 'NatGateways',
  item: {
    VpcId: 'vpc-0000000000000001a',
    SubnetId: 'subnet-0000000000000001a',
    State: 'available',
    CreateTime: '2026-01-15T09:00:00.000Z',
    ConnectivityType: 'public',
    Tags: [],
    ...item,
  },
});

export default fixture({
  account: '111122223333',
  region: 'eu-west-1',
  pieces: [
    {
      account: '111122223333',
      region: 'eu-west-1',
      lists: [
        nat({
          NatGatewayId: 'nat-0000000000000001a',
          AvailabilityMode: 'zonal',
          NatGatewayAddresses: [
            {
              AllocationId: 'eipalloc-1',
              NetworkInterfaceId: 'eni-0000000000000001a',
              PrivateIp: '10.0.0.5',
              PublicIp: '203.0.113.5',
              IsPrimary: true,
              Status: 'succeeded',
            },
            { PrivateIp: '10.0.0.4', PublicIp: '203.0.113.4', IsPrimary: false },
          ],
          Tags: [{ Key: 'Name', Value: 'out' }],
        }),
        nat({
          NatGatewayId: 'nat-0000000000000002b',
          ConnectivityType: 'private',
          NatGatewayAddresses: [{ PrivateIp: '10.0.1.5', IsPrimary: true }],
        }),
        // Of the whole region: in no subnet.
        nat({ NatGatewayId: 'nat-0000000000000003c', AvailabilityMode: 'regional', SubnetId: undefined }),
        nat({ NatGatewayId: 'nat-0000000000000004d', State: 'deleted' }),
      ],
    },
  ],
});
