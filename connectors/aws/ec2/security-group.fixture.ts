import { fixture, type Listed } from '#connectors/standin/estate.ts';

const group = (item: Readonly<Record<string, unknown>>): Listed => ({
  operation: 'ec2:DescribeSecurityGroups',
  into: 'SecurityGroups',
  item: {
    OwnerId: '111122223333',
    VpcId: 'vpc-0000000000000001a',
    Description: '',
    IpPermissions: [],
    IpPermissionsEgress: [],
    Tags: [],
    ...item,
  },
});
const none = { IpRanges: [], Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] };
const everything = {
  ...none,
  IpProtocol: '-1',
  IpRanges: [{ CidrIp: '0.0.0.0/0' }],
  Ipv6Ranges: [{ CidrIpv6: '::/0' }],
};

export default fixture({
  account: '111122223333',
  region: 'eu-west-1',
  pieces: [
    {
      account: '111122223333',
      region: 'eu-west-1',
      lists: [
        // Open to all: by IPv6 alone on one port, by all protocols to a neighbour, by message types.
        group({
          GroupId: 'sg-0000000000000001a',
          GroupName: 'notebook; rm -rf /',
          Description: 'jupyter for everyone',
          Tags: [{ Key: 'team', Value: 'research' }],
          IpPermissions: [
            {
              ...none,
              IpProtocol: 'tcp',
              FromPort: 8888,
              ToPort: 8888,
              Ipv6Ranges: [{ CidrIpv6: '::/0', Description: 'all' }],
            },
            {
              ...none,
              IpProtocol: '-1',
              UserIdGroupPairs: [
                {
                  GroupId: 'sg-0000000000000009f',
                  UserId: '444455556666',
                  VpcId: 'vpc-9',
                  PeeringStatus: 'active',
                },
                { GroupId: 'sg-0000000000000001a', UserId: '111122223333' },
              ],
              PrefixListIds: [{ PrefixListId: 'pl-0123456789abcdef0', Description: 'offices' }],
            },
            { ...none, IpProtocol: 'icmp', FromPort: 8, ToPort: -1, IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
            { ...none, IpProtocol: '50', IpRanges: [{ CidrIp: '203.0.113.7/32' }] },
            {
              ...none,
              IpProtocol: 'tcp',
              FromPort: 22,
              ToPort: 22,
              IpRanges: [{ CidrIp: '203.0.113.9/32' }, { CidrIp: '203.0.113.8/32' }],
            },
          ],
          IpPermissionsEgress: [everything],
        }),
        // Nothing in, nothing out.
        group({ GroupId: 'sg-0000000000000002b', GroupName: 'default' }),
      ],
    },
  ],
});
