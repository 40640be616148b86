/** Network interface: whatever is in a network has one, with the addresses and groups that count for it. */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { inGroups, inSubnets } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, oneOf, text, texts } from '#graph/schema/fields.ts';
import { addressFields, firstPublicIpv4, ipv6s, privateIpv4s, publicIpv4s } from './_addresses.ts';
import { each, ec2Id, inNetwork, nameOf, ownedBy, sharedAs, tags, tagTexts } from './_common.ts';

/** The model of EC2's API spells this one in another way than all others and than the wire. */
const typeOf = (type: string | undefined): string | null =>
  type === 'natGateway' ? 'nat_gateway' : (type ?? null);

export default defineKind({
  kind: 'AwsEc2NetworkInterface',
  title: 'Network interface',
  cloud: 'aws',
  service: 'ec2',
  concepts: ['NetworkInterface'],
  scope: 'region',
  verbs: {
    MANAGE: [
      'ec2:AssignIpv6Addresses',
      'ec2:AssociateAddress',
      'ec2:AttachNetworkInterface',
      'ec2:CreateNetworkInterfacePermission',
      'ec2:DeleteNetworkInterface',
      'ec2:DetachNetworkInterface',
      'ec2:DisassociateAddress',
      'ec2:ModifyNetworkInterfaceAttribute',
    ],
  },
}).list({
  operation: 'ec2:DescribeNetworkInterfaces',
  input: () => ({ MaxResults: 1000 }),
  items: 'NetworkInterfaces',
  item: z.object({
    NetworkInterfaceId: z.string(),
    OwnerId: z.string().optional(),
    VpcId: z.string(),
    SubnetId: z.string().optional(),
    AvailabilityZone: z.string().optional(),
    Status: z.string(),
    InterfaceType: z.string().optional(),
    Description: z.string().default(''),
    RequesterId: z.string().optional(),
    RequesterManaged: z.boolean().optional(),
    SourceDestCheck: z.boolean().optional(),
    DenyAllIgwTraffic: z.boolean().default(false),
    Groups: z.array(z.object({ GroupId: z.string() })),
    Attachment: z
      .object({ InstanceId: z.string().optional(), InstanceOwnerId: z.string().optional() })
      .optional(),
    TagSet: tags,
    ...addressFields,
  }),
  id: (n, at) => ec2Id(ownedBy(at, n.OwnerId), `network-interface/${n.NetworkInterfaceId}`),
  name: (n) => nameOf(n.TagSet, n.NetworkInterfaceId),
  aliases: (n, at) => sharedAs(at, n.OwnerId, `network-interface/${n.NetworkInterfaceId}`),
  gives: {
    status: oneOf('Status', ['available', 'associated', 'attaching', 'in-use', 'detaching']),
    /** `interface`, `nat_gateway`, `lambda`, `vpc_endpoint`, … */
    interfaceType: text('InterfaceType'),
    description: text('Description'),
    requester: text('RequesterId'),
    requesterManaged: bool('RequesterManaged'),
    availabilityZone: text('AvailabilityZone'),
    publicIpv4: text('Association.PublicIp'),
    publicIpv4Addresses: texts('PrivateIpAddresses.Association.PublicIp'),
    privateIpv4Addresses: texts('PrivateIpAddresses.PrivateIpAddress'),
    ipv6Addresses: texts('Ipv6Addresses.Ipv6Address'),
    /** Whether nothing comes from the internet in spite of its addresses. EC2 leaves it out where it is not so. */
    internetDenied: bool('DenyAllIgwTraffic'),
    sourceDestCheck: bool('SourceDestCheck'),
    instance: text('Attachment.InstanceId'),
    tags: texts('TagSet'),
  },
  props: (n, at) => ({
    status: n.Status,
    interfaceType: typeOf(n.InterfaceType),
    description: n.Description,
    requester: n.RequesterId ?? 'none',
    requesterManaged: n.RequesterManaged ?? null,
    availabilityZone: n.AvailabilityZone ?? null,
    publicIpv4: firstPublicIpv4([n]),
    publicIpv4Addresses: publicIpv4s([n]),
    privateIpv4Addresses: privateIpv4s([n]),
    ipv6Addresses: ipv6s([n]),
    internetDenied: n.DenyAllIgwTraffic,
    sourceDestCheck: n.SourceDestCheck ?? null,
    instance:
      n.Attachment?.InstanceId === undefined
        ? 'none'
        : ec2Id(ownedBy(at, n.Attachment.InstanceOwnerId), `instance/${n.Attachment.InstanceId}`),
    tags: tagTexts(n.TagSet),
  }),
  edgeTypes: ['IN_SUBNET', 'IN_NETWORK', 'HAS_SECURITY_GROUP', 'HAS_INTERFACE'],
  edges: (n, at) => {
    // Owned by who made it, while network and subnet may be another's: those know this account's name as an alias.
    const place = ownedBy(at, n.OwnerId);
    const instance = n.Attachment?.InstanceId;
    return [
      ...inSubnets(place, each([n.SubnetId])),
      ...inNetwork(place, n.VpcId),
      ...inGroups(place, each(n.Groups.map((g) => g.GroupId))),
      ...(instance === undefined
        ? []
        : [
            {
              type: 'HAS_INTERFACE' as const,
              ...end(
                ec2Id(ownedBy(at, n.Attachment?.InstanceOwnerId), `instance/${instance}`),
                'VirtualMachine',
              ),
              reverse: true as const,
            },
          ]),
    ];
  },
});
