import { fixture, type Listed } from '#connectors/standin/estate.ts';

const acl = (item: Readonly<Record<string, unknown>>): Listed => ({
  operation: 'ec2:DescribeNetworkAcls',
  into: 'NetworkAcls',
  item: {
    OwnerId: '111122223333',
    VpcId: 'vpc-0000000000000001a',
    IsDefault: false,
    Associations: [],
    Entries: [],
    Tags: [],
    ...item,
  },
});
const all = { Protocol: '-1', CidrBlock: '0.0.0.0/0' };
const refused = [
  { ...all, Egress: true, RuleAction: 'deny', RuleNumber: 32_767 },
  { ...all, Egress: false, RuleAction: 'deny', RuleNumber: 32_767 },
];

export default fixture({
  account: '111122223333',
  region: 'eu-west-1',
  pieces: [
    {
      account: '111122223333',
      region: 'eu-west-1',
      lists: [
        acl({
          NetworkAclId: 'acl-0000000000000001a',
          IsDefault: true,
          Associations: [
            { NetworkAclAssociationId: 'aclassoc-2', SubnetId: 'subnet-0000000000000002b' },
            { NetworkAclAssociationId: 'aclassoc-1', SubnetId: 'subnet-0000000000000001a' },
          ],
          Entries: [
            { ...all, Egress: true, RuleAction: 'allow', RuleNumber: 100 },
            refused[0],
            { ...all, Egress: false, RuleAction: 'allow', RuleNumber: 100 },
            refused[1],
          ],
        }),
        // Rules by port, by type of message, by number of protocol, and of IPv6 alone.
        acl({
          NetworkAclId: 'acl-0000000000000002b',
          Tags: [{ Key: 'Name', Value: '<script>' }],
          Entries: [
            {
              Egress: false,
              RuleNumber: 110,
              RuleAction: 'allow',
              Protocol: '6',
              Ipv6CidrBlock: '::/0',
              PortRange: { From: 443, To: 443 },
            },
            {
              Egress: false,
              RuleNumber: 105,
              RuleAction: 'deny',
              Protocol: '17',
              CidrBlock: '198.51.100.0/24',
              PortRange: { From: 0, To: 65_535 },
            },
            {
              Egress: false,
              RuleNumber: 120,
              RuleAction: 'allow',
              Protocol: '1',
              CidrBlock: '10.0.0.0/8',
              IcmpTypeCode: { Type: 8, Code: -1 },
            },
            {
              Egress: false,
              RuleNumber: 121,
              RuleAction: 'allow',
              Protocol: '58',
              Ipv6CidrBlock: '::/0',
              IcmpTypeCode: { Type: -1, Code: -1 },
            },
            { Egress: false, RuleNumber: 130, RuleAction: 'allow', Protocol: '50', CidrBlock: '10.0.0.0/8' },
            ...refused,
          ],
        }),
        acl({ NetworkAclId: 'acl-0000000000000003c', Entries: refused }),
      ],
    },
  ],
});
