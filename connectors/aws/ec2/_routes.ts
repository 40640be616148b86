/** Routes in the shape in which derivation reads them, and what they lead to. */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import type { Edge } from '#connectors/kit/define.ts';
import { canonicalJson } from '#graph/schema/aws/document.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import type { Route } from '#graph/schema/aws/network.ts';
import { ec2Id, ownedBy } from './_common.ts';

export const wireRoute = z
  .object({
    DestinationCidrBlock: z.string().optional(),
    DestinationIpv6CidrBlock: z.string().optional(),
    DestinationPrefixListId: z.string().optional(),
    State: z.string(),
    GatewayId: z.string().optional(),
    EgressOnlyInternetGatewayId: z.string().optional(),
    NatGatewayId: z.string().optional(),
    TransitGatewayId: z.string().optional(),
    VpcPeeringConnectionId: z.string().optional(),
    InstanceId: z.string().optional(),
    InstanceOwnerId: z.string().optional(),
    NetworkInterfaceId: z.string().optional(),
    CarrierGatewayId: z.string().optional(),
    LocalGatewayId: z.string().optional(),
    CoreNetworkArn: z.string().optional(),
    OdbNetworkArn: z.string().optional(),
  })
  .refine((r) => destinationOf(r) !== undefined, 'leads from nowhere');
type WireRoute = z.output<typeof wireRoute>;

const destinationOf = (r: {
  readonly DestinationCidrBlock?: string | undefined;
  readonly DestinationIpv6CidrBlock?: string | undefined;
  readonly DestinationPrefixListId?: string | undefined;
}): string | undefined => r.DestinationCidrBlock ?? r.DestinationIpv6CidrBlock ?? r.DestinationPrefixListId;

type Via = Route['via'];
/** How a route leads on, the resource (`nat-gateway/nat-…`) or whole ARN that it leads to, and whose it is where that differs. */
interface Leads {
  readonly via: Via;
  readonly resource: string;
  readonly owner?: string | undefined;
}

/** One field holds gateways of four kinds, told apart by the start of their ids. Source: EC2 API Reference, "Route", "CreateRoute". */
function gateway(id: string): Leads {
  if (id === 'local') return { via: 'local', resource: 'local' };
  if (id.startsWith('igw-')) return { via: 'internet-gateway', resource: `internet-gateway/${id}` };
  if (id.startsWith('vgw-')) return { via: 'virtual-gateway', resource: `vpn-gateway/${id}` };
  if (id.startsWith('vpce-')) return { via: 'endpoint', resource: `vpc-endpoint/${id}` };
  if (id.startsWith('cagw-')) return { via: 'carrier-gateway', resource: `carrier-gateway/${id}` };
  return { via: 'other', resource: id };
}

/** An interface of an instance is named by both ids: the instance is where the packets go. */
function leadsTo(r: WireRoute): Leads {
  if (r.GatewayId !== undefined) return gateway(r.GatewayId);
  if (r.EgressOnlyInternetGatewayId !== undefined)
    return {
      via: 'egress-only-gateway',
      resource: `egress-only-internet-gateway/${r.EgressOnlyInternetGatewayId}`,
    };
  if (r.NatGatewayId !== undefined) return { via: 'nat-gateway', resource: `natgateway/${r.NatGatewayId}` };
  if (r.TransitGatewayId !== undefined)
    return { via: 'transit-gateway', resource: `transit-gateway/${r.TransitGatewayId}` };
  if (r.VpcPeeringConnectionId !== undefined)
    return { via: 'peering', resource: `vpc-peering-connection/${r.VpcPeeringConnectionId}` };
  if (r.InstanceId !== undefined)
    return { via: 'instance', resource: `instance/${r.InstanceId}`, owner: r.InstanceOwnerId };
  if (r.NetworkInterfaceId !== undefined)
    return { via: 'interface', resource: `network-interface/${r.NetworkInterfaceId}` };
  if (r.CarrierGatewayId !== undefined)
    return { via: 'carrier-gateway', resource: `carrier-gateway/${r.CarrierGatewayId}` };
  if (r.LocalGatewayId !== undefined) return { via: 'other', resource: `local-gateway/${r.LocalGatewayId}` };
  return { via: 'other', resource: r.CoreNetworkArn ?? r.OdbNetworkArn ?? 'none' };
}

function targetOf({ resource, owner }: Leads, place: AwsPlace): string {
  if (resource.startsWith('arn:')) return canonicalArn(resource);
  // `local`, `none`, or the bare id of a gateway of a sort that we do not know.
  if (!resource.includes('/')) return resource;
  return ec2Id(ownedBy(place, owner), resource);
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The routes of a table, by destination; `none` stands for a target that EC2 does not name. */
export const routesOf = (routes: readonly WireRoute[], place: AwsPlace): readonly Route[] =>
  routes
    .map((r): Route => {
      const leads = leadsTo(r);
      return {
        destination: destinationOf(r) ?? '',
        via: leads.via,
        target: targetOf(leads, place),
        active: r.State === 'active',
      };
    })
    .toSorted((a, b) => byText(`${a.destination} ${a.target}`, `${b.destination} ${b.target}`));

export const routesText = (routes: readonly Route[]): string => canonicalJson(routes);

const labels: Readonly<Partial<Record<Via, string>>> = {
  endpoint: 'PrivateEndpoint',
  interface: 'NetworkInterface',
  instance: 'VirtualMachine',
};

/** An edge for each route that leads out of the network; a blackhole leads nowhere. */
export const routesVia = (routes: readonly Route[]): Edge<'ROUTES_VIA'>[] =>
  routes
    .filter((r) => r.active && r.via !== 'local' && r.target.startsWith('arn:'))
    .map((r) => ({
      type: 'ROUTES_VIA',
      ...end(r.target, labels[r.via] ?? 'NetworkGateway'),
      key: r.destination,
    }));
