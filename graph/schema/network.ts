import { concept, edgeType } from './define.ts';

export const networkConcepts = [
  concept('network', 'Internet', 'Everything outside'),
  concept('network', 'Network', 'A virtual network'),
  concept('network', 'Subnet', 'A part of a network'),
  concept('network', 'RouteTable', 'Where packets go'),
  concept('network', 'NetworkGateway', 'A way in or out of a network'),
  concept('network', 'SecurityGroup', 'A set of packet filter rules on interfaces'),
  concept('network', 'NetworkAcl', 'A set of packet filter rules on subnets'),
  concept('network', 'NetworkInterface', 'An interface with addresses'),
  concept('network', 'PrivateEndpoint', "A private way to a cloud's service"),
  concept('network', 'FrontDoor', 'A load balancer, API gateway or CDN in front of something'),
] as const;

export const networkEdges = [
  edgeType('network', 'IN_NETWORK', 'none', 'Lives in a network'),
  edgeType('network', 'IN_SUBNET', 'none', 'Lives in a subnet'),
  edgeType('network', 'HAS_SECURITY_GROUP', 'none', 'Its packets pass this group'),
  edgeType('network', 'ROUTES_VIA', 'none', 'Packets leave through this'),
  edgeType('network', 'FRONTS', 'forward', 'Passes requests to what is behind it'),
  edgeType('network', 'REACHES', 'forward', 'Packets or requests arrive', { origin: 'derived' }),
  edgeType('network', 'EXPOSED_TO', 'backward', 'Can be reached by', { origin: 'derived' }),
] as const;
