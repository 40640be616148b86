import { fixture, type Listed } from '#connectors/standin/estate.ts';

const subnet = (item: Readonly<Record<string, unknown>>): Listed => ({
  operation: 'ec2:DescribeSubnets',
  into: 'Subnets',
  item: {
    OwnerId: '111122223333',
    VpcId: 'vpc-0000000000000001a',
    State: 'available',
    AvailabilityZone: 'eu-west-1a',
    AvailabilityZoneId: 'euw1-az2',
    DefaultForAz: false,
    MapPublicIpOnLaunch: false,
    AssignIpv6AddressOnCreation: false,
    Ipv6CidrBlockAssociationSet: [],
    BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
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
        subnet({
          SubnetId: 'subnet-0000000000000001a',
          CidrBlock: '10.0.0.0/24',
          MapPublicIpOnLaunch: true,
          Ipv6CidrBlockAssociationSet: [
            { Ipv6CidrBlock: '2a05:d018:1::/64', Ipv6CidrBlockState: { State: 'associated' } },
            { Ipv6CidrBlock: '2a05:d018:2::/64', Ipv6CidrBlockState: { State: 'disassociated' } },
          ],
          Tags: [{ Key: 'Name', Value: 'public' }],
        }),
        // IPv6 only.
        subnet({
          SubnetId: 'subnet-0000000000000002b',
          AssignIpv6AddressOnCreation: true,
          Ipv6Native: true,
          Ipv6CidrBlockAssociationSet: [
            { Ipv6CidrBlock: '2a05:d018:1:2::/64', Ipv6CidrBlockState: { State: 'associated' } },
          ],
        }),
        // Shared by another account.
        subnet({
          SubnetId: 'subnet-0000000000000003c',
          OwnerId: '444455556666',
          VpcId: 'vpc-0000000000000003c',
          CidrBlock: '10.9.0.0/24',
        }),
      ],
    },
  ],
});
