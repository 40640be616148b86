/**
 * Route table. A subnet that none is associated with uses the main table of its network: EC2 does not list those, so
 * that only associations of subnets by name are edges here.
 * Source: EC2 API Reference, "DescribeRouteTables"; Amazon VPC User Guide, "Route table concepts".
 */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, json, texts } from '#graph/schema/fields.ts';
import { each, ec2Id, inNetwork, nameOf, ownedBy, sharedAs, subnetEnd, tags, tagTexts } from './_common.ts';
import { routesOf, routesText, routesVia, wireRoute } from './_routes.ts';

const association = z.object({
  Main: z.boolean().default(false),
  SubnetId: z.string().optional(),
  GatewayId: z.string().optional(),
  AssociationState: z.object({ State: z.string().optional() }).optional(),
});
const stands = ({ AssociationState: a }: z.output<typeof association>): boolean =>
  a?.State !== 'disassociated' && a?.State !== 'failed';

const gatewayResource = (id: string): string =>
  `${id.startsWith('vgw-') ? 'vpn-gateway' : 'internet-gateway'}/${id}`;

export default defineKind({
  kind: 'AwsEc2RouteTable',
  title: 'Route table',
  cloud: 'aws',
  service: 'ec2',
  concepts: ['RouteTable'],
  scope: 'region',
  verbs: {
    MANAGE: [
      'ec2:AssociateRouteTable',
      'ec2:CreateRoute',
      'ec2:DeleteRoute',
      'ec2:DeleteRouteTable',
      'ec2:DisassociateRouteTable',
      'ec2:EnableVgwRoutePropagation',
      'ec2:ReplaceRoute',
      'ec2:ReplaceRouteTableAssociation',
    ],
  },
}).list({
  operation: 'ec2:DescribeRouteTables',
  // The most that this one takes.
  input: () => ({ MaxResults: 100 }),
  items: 'RouteTables',
  item: z.object({
    RouteTableId: z.string(),
    VpcId: z.string(),
    OwnerId: z.string().optional(),
    Routes: z.array(wireRoute),
    Associations: z.array(association).transform((all) => all.filter(stands)),
    Tags: tags,
  }),
  id: (t, at) => ec2Id(ownedBy(at, t.OwnerId), `route-table/${t.RouteTableId}`),
  name: (t) => nameOf(t.Tags, t.RouteTableId),
  aliases: (t, at) => sharedAs(at, t.OwnerId, `route-table/${t.RouteTableId}`),
  gives: {
    routes: json('Routes'),
    main: bool('Associations.Main'),
    /** Gateways whose incoming packets it routes. */
    gatewayAssociations: texts('Associations.GatewayId'),
    tags: texts('Tags'),
  },
  props: (t, at) => {
    const place = ownedBy(at, t.OwnerId);
    return {
      routes: routesText(routesOf(t.Routes, place)),
      main: t.Associations.some((a) => a.Main),
      gatewayAssociations: each(
        t.Associations.flatMap((a) =>
          a.GatewayId === undefined ? [] : [ec2Id(place, gatewayResource(a.GatewayId))],
        ),
      ),
      tags: tagTexts(t.Tags),
    };
  },
  edgeTypes: ['IN_NETWORK', 'ROUTES_VIA'],
  edges: (t, at) => {
    const place = ownedBy(at, t.OwnerId);
    return [
      ...inNetwork(place, t.VpcId),
      ...routesVia(routesOf(t.Routes, place)),
      ...each(t.Associations.map((a) => a.SubnetId)).map((subnet) => ({
        type: 'ROUTES_VIA' as const,
        ...subnetEnd(place, subnet),
        reverse: true as const,
      })),
    ];
  },
});
