import { concept, edgeType } from './define.ts';
import { bool, json, oneOf, texts } from './fields.ts';

export const networkConcepts = [
  concept('network', 'Internet', 'Everything outside'),
  concept('network', 'Network', 'A virtual network'),
  concept('network', 'Subnet', 'A part of a network'),
  concept('network', 'RouteTable', 'Where packets go', {
    routes: json('routes, as `routes` of the cloud’s facts'),
  }),
  concept('network', 'NetworkGateway', 'A way in or out of a network'),
  concept('network', 'SecurityGroup', 'A set of packet filter rules on interfaces', {
    ingress: json('rules for what comes in'),
    egress: json('rules for what goes out'),
  }),
  concept('network', 'NetworkAcl', 'A set of packet filter rules on subnets'),
  concept('network', 'NetworkInterface', 'An interface with addresses'),
  concept('network', 'PrivateEndpoint', "A private way to a cloud's service"),
  concept('network', 'NetworkPolicy', 'A rule of a service about the networks from which it is reached'),
  concept('network', 'FrontDoor', 'A load balancer, API gateway or CDN in front of something', {
    facesInternet: bool('whether it has an address on the internet'),
    authorization: texts('how its ways in ask who calls; `none` among them where one does not ask'),
  }),
  concept('network', 'Listener', 'One port of a front door and where it passes requests to'),
] as const;

export const networkEdges = [
  edgeType('network', 'IN_NETWORK', 'none', 'Lives in a network'),
  edgeType('network', 'IN_SUBNET', 'none', 'Lives in a subnet'),
  edgeType('network', 'HAS_SECURITY_GROUP', 'none', 'Its packets pass this group'),
  edgeType('network', 'FILTERED_BY', 'none', 'Packets in and out of a subnet pass this list of rules'),
  edgeType('network', 'HAS_INTERFACE', 'none', 'Is on the network by this interface'),
  edgeType('network', 'ROUTES_VIA', 'none', 'Packets leave through this'),
  edgeType('network', 'FRONTS', 'forward', 'Passes requests to what is behind it'),
  edgeType(
    'network',
    'REACHES',
    'forward',
    'Somebody outside gets at it, by the network or by what a policy says',
    {
      origin: 'derived',
      props: {
        gives: oneOf('what the outsider can do: see its contents, put something into it, ask it, own it', [
          'see',
          'put',
          'ask',
          'own',
        ]),
        via: oneOf('by which way', ['network', 'address', 'policy', 'acl', 'trust', 'share']),
        ports: texts('open ports, as `tcp/443` or `tcp/8000-9000`; none where ports mean nothing'),
        families: texts('ipv4, ipv6'),
        state: oneOf('whether it holds, or under conditions only', ['yes', 'conditional']),
        conditions: json('the conditions'),
        chain: texts('evidence, step by step, in words'),
        part: texts('patterns of what under the target is meant; none for all'),
      },
    },
  ),
] as const;
