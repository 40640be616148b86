/** Virtual private cloud: the network that everything else of EC2 lies in. */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, oneOf, texts } from '#graph/schema/fields.ts';
import {
  blockedStates,
  blockModes,
  blockState,
  each,
  ec2Id,
  holds,
  nameOf,
  ownedBy,
  sharedAs,
  tags,
  tagTexts,
} from './_common.ts';

export default defineKind({
  kind: 'AwsEc2Vpc',
  title: 'VPC',
  cloud: 'aws',
  service: 'ec2',
  concepts: ['Network'],
  scope: 'region',
  verbs: {
    MANAGE: [
      'ec2:AssociateVpcCidrBlock',
      'ec2:AttachInternetGateway',
      'ec2:CreateRouteTable',
      'ec2:CreateSubnet',
      'ec2:CreateVpcEndpoint',
      'ec2:CreateVpcPeeringConnection',
      'ec2:DeleteVpc',
      'ec2:ModifyVpcAttribute',
    ],
  },
}).list({
  operation: 'ec2:DescribeVpcs',
  input: () => ({ MaxResults: 1000 }),
  items: 'Vpcs',
  item: z.object({
    VpcId: z.string(),
    OwnerId: z.string().optional(),
    State: z.string(),
    IsDefault: z.boolean(),
    CidrBlock: z.string().optional(),
    CidrBlockAssociationSet: z
      .array(z.object({ CidrBlock: z.string(), CidrBlockState: blockState }))
      .default([]),
    Ipv6CidrBlockAssociationSet: z
      .array(z.object({ Ipv6CidrBlock: z.string(), Ipv6CidrBlockState: blockState }))
      .default([]),
    BlockPublicAccessStates: blockedStates,
    Tags: tags,
  }),
  id: (v, at) => ec2Id(ownedBy(at, v.OwnerId), `vpc/${v.VpcId}`),
  name: (v) => nameOf(v.Tags, v.VpcId),
  aliases: (v, at) => sharedAs(at, v.OwnerId, `vpc/${v.VpcId}`),
  gives: {
    state: oneOf('State', ['pending', 'available', 'deleting']),
    isDefault: bool('IsDefault'),
    ipv4Cidrs: texts('CidrBlockAssociationSet.CidrBlock'),
    ipv6Cidrs: texts('Ipv6CidrBlockAssociationSet.Ipv6CidrBlock'),
    internetGatewayBlockMode: oneOf('BlockPublicAccessStates.InternetGatewayBlockMode', blockModes),
    tags: texts('Tags'),
  },
  props: (v) => ({
    state: v.State,
    isDefault: v.IsDefault,
    ipv4Cidrs: each([
      v.CidrBlock,
      ...v.CidrBlockAssociationSet.filter((b) => holds(b.CidrBlockState)).map((b) => b.CidrBlock),
    ]),
    ipv6Cidrs: each(
      v.Ipv6CidrBlockAssociationSet.filter((b) => holds(b.Ipv6CidrBlockState)).map((b) => b.Ipv6CidrBlock),
    ),
    internetGatewayBlockMode: v.BlockPublicAccessStates?.InternetGatewayBlockMode ?? null,
    tags: tagTexts(v.Tags),
  }),
});
