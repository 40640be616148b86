/** NAT gateway: lets out what lies behind it, to the internet or to other networks, and nothing that begins outside in. */
import { z } from 'zod';
import { inSubnets } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { oneOf, texts } from '#graph/schema/fields.ts';
import { each, ec2Id, inNetwork, nameOf, tags, tagTexts } from './_common.ts';

export default defineKind({
  kind: 'AwsEc2NatGateway',
  title: 'NAT gateway',
  cloud: 'aws',
  service: 'ec2',
  concepts: ['NetworkGateway'],
  scope: 'region',
  verbs: {
    MANAGE: ['ec2:AssociateNatGatewayAddress', 'ec2:DeleteNatGateway', 'ec2:DisassociateNatGatewayAddress'],
  },
}).list({
  operation: 'ec2:DescribeNatGateways',
  input: () => ({ MaxResults: 1000 }),
  items: 'NatGateways',
  item: z.object({
    NatGatewayId: z.string(),
    VpcId: z.string(),
    /** A regional one is in no subnet. */
    SubnetId: z.string().optional(),
    State: z.string(),
    ConnectivityType: z.string().optional(),
    AvailabilityMode: z.string().optional(),
    NatGatewayAddresses: z
      .array(z.object({ PublicIp: z.string().optional(), PrivateIp: z.string().optional() }))
      .default([]),
    Tags: tags,
  }),
  // EC2 shows those that are gone for about an hour. Source: Amazon VPC User Guide, "Delete a NAT gateway".
  where: (n) => n.State !== 'deleted',
  id: (n, at) => ec2Id(at, `natgateway/${n.NatGatewayId}`),
  name: (n) => nameOf(n.Tags, n.NatGatewayId),
  gives: {
    state: oneOf('State', ['pending', 'available', 'deleting', 'failed']),
    connectivity: oneOf('ConnectivityType', ['public', 'private']),
    availabilityMode: oneOf('AvailabilityMode', ['zonal', 'regional']),
    publicIpv4Addresses: texts('NatGatewayAddresses.PublicIp'),
    privateIpv4Addresses: texts('NatGatewayAddresses.PrivateIp'),
    tags: texts('Tags'),
  },
  props: (n) => ({
    state: n.State,
    connectivity: n.ConnectivityType ?? null,
    availabilityMode: n.AvailabilityMode ?? null,
    publicIpv4Addresses: each(n.NatGatewayAddresses.map((a) => a.PublicIp)),
    privateIpv4Addresses: each(n.NatGatewayAddresses.map((a) => a.PrivateIp)),
    tags: tagTexts(n.Tags),
  }),
  edgeTypes: ['IN_NETWORK', 'IN_SUBNET'],
  edges: (n, at) => [...inNetwork(at, n.VpcId), ...inSubnets(at, each([n.SubnetId]))],
});
