import { fixture, type Listed } from '#connectors/standin/estate.ts';

const nic = (item: Readonly<Record<string, unknown>>): Listed => ({
  operation: 'ec2:DescribeNetworkInterfaces',
  into: 'NetworkInterfaces',
  item: {
    OwnerId: '111122223333',
    VpcId: 'vpc-0000000000000001a',
    SubnetId: 'subnet-0000000000000001a',
    AvailabilityZone: 'eu-west-1a',
    Status: 'in-use',
    InterfaceType: 'interface',
    Description: '',
    RequesterManaged: false,
    SourceDestCheck: true,
    Groups: [],
    Ipv6Addresses: [],
    TagSet: [],
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
        // Of an instance: two private addresses with a public one each, IPv6 singly and as a block.
        nic({
          NetworkInterfaceId: 'eni-0000000000000001a',
          Association: { PublicIp: '203.0.113.20', IpOwnerId: '111122223333' },
          PrivateIpAddress: '10.0.0.10',
          PrivateIpAddresses: [
            { PrivateIpAddress: '10.0.0.10', Primary: true, Association: { PublicIp: '203.0.113.20' } },
            { PrivateIpAddress: '10.0.0.11', Primary: false, Association: { PublicIp: '203.0.113.10' } },
          ],
          Ipv6Addresses: [{ Ipv6Address: '2a05:d018:1::10' }],
          Ipv4Prefixes: [{ Ipv4Prefix: '10.0.0.32/28' }],
          Ipv6Prefixes: [{ Ipv6Prefix: '2a05:d018:1:0:1::/80' }],
          Groups: [
            { GroupId: 'sg-0000000000000002b', GroupName: 'b' },
            { GroupId: 'sg-0000000000000001a', GroupName: 'a' },
          ],
          Attachment: {
            AttachmentId: 'eni-attach-1',
            InstanceId: 'i-0000000000000001a',
            InstanceOwnerId: '111122223333',
            DeviceIndex: 0,
            Status: 'attached',
          },
          TagSet: [{ Key: 'Name', Value: 'gpu' }],
        }),
        // Made by another service, which is no instance.
        nic({
          NetworkInterfaceId: 'eni-0000000000000002b',
          InterfaceType: 'lambda',
          Description: 'AWS Lambda VPC ENI-"quoted" <b>',
          RequesterId: 'AROAEXAMPLE:111122223333',
          RequesterManaged: true,
          PrivateIpAddress: '10.0.0.12',
          PrivateIpAddresses: [{ PrivateIpAddress: '10.0.0.12', Primary: true }],
          Attachment: { AttachmentId: 'ela-attach-1', InstanceOwnerId: 'amazon-aws', Status: 'attached' },
        }),
        // Free, with IPv6 that nobody outside reaches; EC2 leaves some fields out.
        nic({
          NetworkInterfaceId: 'eni-0000000000000003c',
          Status: 'available',
          InterfaceType: undefined,
          DenyAllIgwTraffic: true,
          Ipv6Addresses: [{ Ipv6Address: '2a05:d018:1::30' }],
        }),
      ],
    },
  ],
});
