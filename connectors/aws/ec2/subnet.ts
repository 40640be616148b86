/** Subnet: a part of a network in one availability zone. Which route table and ACL apply to it is told by those. */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, oneOf, text, texts } from '#graph/schema/fields.ts';
import {
  blockedStates,
  blockModes,
  blockState,
  each,
  ec2Id,
  holds,
  inNetwork,
  nameOf,
  ownedBy,
  sharedAs,
  tags,
  tagTexts,
} from './_common.ts';

export default defineKind({
  kind: 'AwsEc2Subnet',
  title: 'Subnet',
  cloud: 'aws',
  service: 'ec2',
  concepts: ['Subnet'],
  scope: 'region',
  verbs: {
    MANAGE: [
      'ec2:AssociateRouteTable',
      'ec2:AssociateSubnetCidrBlock',
      'ec2:DeleteSubnet',
      'ec2:ModifySubnetAttribute',
      'ec2:ReplaceNetworkAclAssociation',
    ],
  },
}).list({
  operation: 'ec2:DescribeSubnets',
  input: () => ({ MaxResults: 1000 }),
  items: 'Subnets',
  item: z.object({
    SubnetId: z.string(),
    VpcId: z.string(),
    OwnerId: z.string().optional(),
    State: z.string(),
    AvailabilityZone: z.string().optional(),
    AvailabilityZoneId: z.string().optional(),
    DefaultForAz: z.boolean().optional(),
    CidrBlock: z.string().optional(),
    MapPublicIpOnLaunch: z.boolean().optional(),
    AssignIpv6AddressOnCreation: z.boolean().optional(),
    Ipv6CidrBlockAssociationSet: z
      .array(z.object({ Ipv6CidrBlock: z.string(), Ipv6CidrBlockState: blockState }))
      .default([]),
    BlockPublicAccessStates: blockedStates,
    Tags: tags,
  }),
  id: (s, at) => ec2Id(ownedBy(at, s.OwnerId), `subnet/${s.SubnetId}`),
  name: (s) => nameOf(s.Tags, s.SubnetId),
  aliases: (s, at) => sharedAs(at, s.OwnerId, `subnet/${s.SubnetId}`),
  gives: {
    state: oneOf('State', ['pending', 'available', 'unavailable', 'failed', 'failed-insufficient-capacity']),
    availabilityZone: text('AvailabilityZone'),
    /** The same place has one id in all accounts, while its name differs. */
    availabilityZoneId: text('AvailabilityZoneId'),
    isDefault: bool('DefaultForAz'),
    ipv4Cidrs: texts('CidrBlock'),
    ipv6Cidrs: texts('Ipv6CidrBlockAssociationSet.Ipv6CidrBlock'),
    assignsPublicIpv4: bool('MapPublicIpOnLaunch'),
    assignsIpv6: bool('AssignIpv6AddressOnCreation'),
    internetGatewayBlockMode: oneOf('BlockPublicAccessStates.InternetGatewayBlockMode', blockModes),
    tags: texts('Tags'),
  },
  props: (s) => ({
    state: s.State,
    availabilityZone: s.AvailabilityZone ?? null,
    availabilityZoneId: s.AvailabilityZoneId ?? null,
    isDefault: s.DefaultForAz ?? null,
    ipv4Cidrs: each([s.CidrBlock]),
    ipv6Cidrs: each(
      s.Ipv6CidrBlockAssociationSet.filter((b) => holds(b.Ipv6CidrBlockState)).map((b) => b.Ipv6CidrBlock),
    ),
    assignsPublicIpv4: s.MapPublicIpOnLaunch ?? null,
    assignsIpv6: s.AssignIpv6AddressOnCreation ?? null,
    internetGatewayBlockMode: s.BlockPublicAccessStates?.InternetGatewayBlockMode ?? null,
    tags: tagTexts(s.Tags),
  }),
  edgeTypes: ['IN_NETWORK'],
  edges: (s, at) => inNetwork(ownedBy(at, s.OwnerId), s.VpcId),
});
