import { fixture, type Listed } from '#connectors/standin/estate.ts';

const vpc = (item: Readonly<Record<string, unknown>>): Listed => ({
  operation: 'ec2:DescribeVpcs',
  into: 'Vpcs',
  item: {
    OwnerId: '111122223333',
    State: 'available',
    IsDefault: false,
    InstanceTenancy: 'default',
    DhcpOptionsId: 'dopt-0000000000000001a',
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
        vpc({
          VpcId: 'vpc-0000000000000001a',
          CidrBlock: '10.0.0.0/16',
          CidrBlockAssociationSet: [
            { AssociationId: 'a1', CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } },
            { AssociationId: 'a2', CidrBlock: '100.64.0.0/20', CidrBlockState: { State: 'associating' } },
            { AssociationId: 'a3', CidrBlock: '192.168.0.0/24', CidrBlockState: { State: 'disassociated' } },
            { AssociationId: 'a4', CidrBlock: '192.168.1.0/24', CidrBlockState: { State: 'failed' } },
          ],
          Ipv6CidrBlockAssociationSet: [
            { Ipv6CidrBlock: '2a05:d018:1::/56', Ipv6CidrBlockState: { State: 'associated' } },
            { Ipv6CidrBlock: '2a05:d018:2::/56', Ipv6CidrBlockState: { State: 'disassociated' } },
          ],
          BlockPublicAccessStates: { InternetGatewayBlockMode: 'block-ingress' },
          Tags: [
            { Key: 'Name', Value: 'training' },
            { Key: "'); DROP TABLE x; --", Value: '' },
          ],
        }),
        // The default network, without a name, without IPv6, whose tags are left out.
        vpc({
          VpcId: 'vpc-0000000000000002b',
          CidrBlock: '172.31.0.0/16',
          IsDefault: true,
          BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
        }),
        // Shared by another account.
        vpc({
          VpcId: 'vpc-0000000000000003c',
          OwnerId: '444455556666',
          CidrBlock: '10.9.0.0/16',
          Tags: [{ Key: 'Name', Value: '' }],
        }),
      ],
    },
  ],
});
