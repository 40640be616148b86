import { fixture, type Listed } from '#connectors/standin/estate.ts';

const table = (item: Readonly<Record<string, unknown>>): Listed => ({
  operation: 'ec2:DescribeRouteTables',
  into: 'RouteTables',
  item: {
    OwnerId: '111122223333',
    VpcId: 'vpc-0000000000000001a',
    PropagatingVgws: [],
    Associations: [],
    Tags: [],
    ...item,
  },
});
const local = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', Origin: 'CreateRouteTable' };
const active = { Origin: 'CreateRoute', State: 'active' };

export default fixture({
  account: '111122223333',
  region: 'eu-west-1',
  pieces: [
    {
      account: '111122223333',
      region: 'eu-west-1',
      lists: [
        // The main one: out to the internet, both families.
        table({
          RouteTableId: 'rtb-0000000000000001a',
          Tags: [{ Key: 'Name', Value: 'public' }],
          Associations: [
            { Main: true, RouteTableAssociationId: 'rtbassoc-1', AssociationState: { State: 'associated' } },
            { Main: false, SubnetId: 'subnet-0000000000000002b', AssociationState: { State: 'associated' } },
            { Main: false, SubnetId: 'subnet-0000000000000001a', AssociationState: { State: 'associated' } },
            { Main: false, SubnetId: 'subnet-000000000000000ff', AssociationState: { State: 'failed' } },
          ],
          Routes: [
            { DestinationIpv6CidrBlock: '::/0', GatewayId: 'igw-0000000000000001a', ...active },
            { DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-0000000000000001a', ...active },
            { ...local, State: 'active' },
            { DestinationPrefixListId: 'pl-6da54004', GatewayId: 'vpce-0000000000000001a', ...active },
          ],
        }),
        // All other ways out, one of them gone, and a way in from a gateway.
        table({
          RouteTableId: 'rtb-0000000000000002b',
          Associations: [
            { Main: false, GatewayId: 'igw-0000000000000001a', AssociationState: { State: 'associated' } },
            { Main: false, GatewayId: 'vgw-0000000000000001a', AssociationState: { State: 'associating' } },
          ],
          Routes: [
            { ...local, State: 'active' },
            {
              DestinationCidrBlock: '0.0.0.0/0',
              NatGatewayId: 'nat-0000000000000001a',
              Origin: 'CreateRoute',
              State: 'blackhole',
            },
            {
              DestinationIpv6CidrBlock: '::/0',
              EgressOnlyInternetGatewayId: 'eigw-0000000000000001a',
              ...active,
            },
            { DestinationCidrBlock: '10.1.0.0/16', TransitGatewayId: 'tgw-0000000000000001a', ...active },
            {
              DestinationCidrBlock: '10.2.0.0/16',
              VpcPeeringConnectionId: 'pcx-0000000000000001a',
              ...active,
            },
            {
              DestinationCidrBlock: '10.3.0.0/16',
              InstanceId: 'i-0000000000000001a',
              InstanceOwnerId: '444455556666',
              NetworkInterfaceId: 'eni-0000000000000001a',
              ...active,
            },
            { DestinationCidrBlock: '10.4.0.0/16', NetworkInterfaceId: 'eni-0000000000000002b', ...active },
            {
              DestinationCidrBlock: '10.5.0.0/16',
              GatewayId: 'vgw-0000000000000001a',
              Origin: 'EnableVgwRoutePropagation',
              State: 'active',
            },
            { DestinationCidrBlock: '10.6.0.0/16', CarrierGatewayId: 'cagw-0000000000000001a', ...active },
            { DestinationCidrBlock: '10.7.0.0/16', LocalGatewayId: 'lgw-0000000000000001a', ...active },
            {
              DestinationCidrBlock: '10.8.0.0/16',
              CoreNetworkArn: 'arn:aws:networkmanager::111122223333:core-network/core-network-1',
              ...active,
            },
            { DestinationCidrBlock: '10.10.0.0/16', GatewayId: 'new-0000000000000001a', ...active },
            // A target that EC2 no longer names.
            { DestinationCidrBlock: '10.9.0.0/16', Origin: 'CreateRoute', State: 'blackhole' },
          ],
        }),
        // Nothing but the network itself, and no subnet of its own.
        table({ RouteTableId: 'rtb-0000000000000003c', Routes: [{ ...local, State: 'active' }] }),
      ],
    },
  ],
});
