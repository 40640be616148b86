/**
 * VPC endpoint: a private way to a service. Its policy says who may do what through it; a gateway endpoint is reached by
 * route tables, the others by interfaces.
 */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { inGroups, inSubnets } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { NO_POLICY, policyText } from '#graph/schema/aws/document.ts';
import { bool, json, oneOf, text, texts, time } from '#graph/schema/fields.ts';
import { each, ec2Id, inNetwork, nameOf, ownedBy, sharedAs, tags, tagTexts } from './_common.ts';

/**
 * Types that can have no policy: policies are for interface and gateway endpoints, which get one that allows all where
 * nobody gives them another. Whether the newer types can have one is not said there, so that silence is unknown for them.
 * Source: EC2 API Reference, "CreateVpcEndpoint", PolicyDocument.
 */
const withoutPolicy: ReadonlySet<string> = new Set(['GatewayLoadBalancer']);

export default defineKind({
  kind: 'AwsEc2VpcEndpoint',
  title: 'VPC endpoint',
  cloud: 'aws',
  service: 'ec2',
  concepts: ['PrivateEndpoint'],
  scope: 'region',
  verbs: { MANAGE: ['ec2:DeleteVpcEndpoints', 'ec2:ModifyVpcEndpoint'] },
}).list({
  operation: 'ec2:DescribeVpcEndpoints',
  input: () => ({ MaxResults: 1000 }),
  items: 'VpcEndpoints',
  item: z.object({
    VpcEndpointId: z.string(),
    VpcEndpointType: z.string(),
    VpcId: z.string().optional(),
    OwnerId: z.string().optional(),
    ServiceName: z.string().optional(),
    ServiceRegion: z.string().optional(),
    State: z.string(),
    PolicyDocument: policyText.optional(),
    RouteTableIds: z.array(z.string()).default([]),
    SubnetIds: z.array(z.string()).default([]),
    Groups: z.array(z.object({ GroupId: z.string() })).default([]),
    PrivateDnsEnabled: z.boolean().optional(),
    RequesterManaged: z.boolean().optional(),
    IpAddressType: z.string().optional(),
    CreationTimestamp: z.string().optional(),
    Tags: tags,
  }),
  // The wire writes states in either case.
  where: (e) => e.State.toLowerCase() !== 'deleted',
  id: (e, at) => ec2Id(ownedBy(at, e.OwnerId), `vpc-endpoint/${e.VpcEndpointId}`),
  name: (e) => nameOf(e.Tags, e.VpcEndpointId),
  aliases: (e, at) => sharedAs(at, e.OwnerId, `vpc-endpoint/${e.VpcEndpointId}`),
  gives: {
    endpointId: text('VpcEndpointId'),
    endpointType: oneOf('VpcEndpointType', [
      'Gateway',
      'GatewayLoadBalancer',
      'Interface',
      'Resource',
      'ServiceNetwork',
      'Tunnel',
    ]),
    serviceName: text('ServiceName'),
    serviceRegion: text('ServiceRegion'),
    state: text('State'),
    policy: json('PolicyDocument'),
    privateDns: bool('PrivateDnsEnabled'),
    requesterManaged: bool('RequesterManaged'),
    ipAddressType: text('IpAddressType'),
    createdAt: time('CreationTimestamp'),
    tags: texts('Tags'),
  },
  props: (e, at) => ({
    endpointId: e.VpcEndpointId,
    endpointType: e.VpcEndpointType,
    // A way to a resource or to a service network names no service.
    serviceName: e.ServiceName ?? 'none',
    serviceRegion: e.ServiceRegion ?? at.region,
    state: e.State.toLowerCase(),
    policy: e.PolicyDocument ?? (withoutPolicy.has(e.VpcEndpointType) ? NO_POLICY : null),
    privateDns: e.PrivateDnsEnabled ?? null,
    requesterManaged: e.RequesterManaged ?? null,
    ipAddressType: e.IpAddressType ?? null,
    createdAt: e.CreationTimestamp ?? null,
    tags: tagTexts(e.Tags),
  }),
  edgeTypes: ['IN_NETWORK', 'IN_SUBNET', 'HAS_SECURITY_GROUP', 'ROUTES_VIA'],
  edges: (e, at) => {
    const place = ownedBy(at, e.OwnerId);
    return [
      ...inNetwork(place, e.VpcId),
      ...inSubnets(place, each(e.SubnetIds)),
      ...inGroups(place, each(e.Groups.map((g) => g.GroupId))),
      ...each(e.RouteTableIds).map((table) => ({
        type: 'ROUTES_VIA' as const,
        ...end(ec2Id(place, `route-table/${table}`), 'RouteTable'),
        reverse: true as const,
      })),
    ];
  },
});
