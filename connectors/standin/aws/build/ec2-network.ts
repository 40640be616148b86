/**
 * Pieces of EC2's networks. Things are called by their names and name each other by them; the same name in the same place
 * always gives the same id.
 */
import type { IpPermission, NetworkAclEntry, Route, RouteTableAssociation } from '@aws-sdk/client-ec2';
import type { Piece } from '#connectors/standin/estate.ts';
import { arn, idOf, list, made, type Place, piece, type Wire } from './common.ts';

/** What ids of EC2 begin with. */
type Prefix = 'acl' | 'ami' | 'eigw' | 'eni' | 'i' | 'igw' | 'nat' | 'rtb' | 'sg' | 'subnet' | 'vpc' | 'vpce';

/** `vpc-0123456789abcdef0`, by the name that it has in a place. */
export const ec2Id = (place: Place, prefix: Prefix, name: string): string =>
  `${prefix}-${idOf(`${place.account}/${place.region}/${prefix}/${name}`, 17, '0123456789abcdef')}`;

export const named = (name: string) => [{ Key: 'Name', Value: name }];
const blocks = (ipv6: string | undefined, state: string) =>
  ipv6 === undefined
    ? []
    : [{ AssociationId: 'cidr-assoc', Ipv6CidrBlock: ipv6, [state]: { State: 'associated' } }];

const wholeNetwork = '10.0.0.0/16';

/** Default: `10.0.0.0/16`, no IPv6, not the default network. */
export const vpc = (
  place: Place,
  name: string,
  has: { readonly cidr?: string; readonly ipv6?: string; readonly isDefault?: boolean } = {},
): Piece =>
  piece(place, [
    list('ec2:DescribeVpcs', 'Vpcs', {
      VpcId: ec2Id(place, 'vpc', name),
      OwnerId: place.account,
      State: 'available',
      IsDefault: has.isDefault ?? false,
      CidrBlock: has.cidr ?? wholeNetwork,
      CidrBlockAssociationSet: [
        { CidrBlock: has.cidr ?? wholeNetwork, CidrBlockState: { State: 'associated' } },
      ],
      Ipv6CidrBlockAssociationSet: blocks(has.ipv6, 'Ipv6CidrBlockState'),
      BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
      Tags: named(name),
    }),
  ]);

/** `publicIp`: whether machines get a public IPv4 address when they start here. */
export const subnet = (
  place: Place,
  name: string,
  has: { readonly vpc: string; readonly cidr?: string; readonly ipv6?: string; readonly publicIp?: boolean },
): Piece =>
  piece(place, [
    list('ec2:DescribeSubnets', 'Subnets', {
      SubnetId: ec2Id(place, 'subnet', name),
      SubnetArn: arn(place, 'ec2', `subnet/${ec2Id(place, 'subnet', name)}`),
      VpcId: ec2Id(place, 'vpc', has.vpc),
      OwnerId: place.account,
      State: 'available',
      AvailabilityZone: `${place.region}a`,
      AvailabilityZoneId: 'az1',
      DefaultForAz: false,
      CidrBlock: has.cidr ?? '10.0.0.0/24',
      MapPublicIpOnLaunch: has.publicIp ?? false,
      AssignIpv6AddressOnCreation: false,
      Ipv6CidrBlockAssociationSet: blocks(has.ipv6, 'Ipv6CidrBlockState'),
      BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
      Tags: named(name),
    }),
  ]);

/** Attached to the network. */
export const internetGateway = (place: Place, name: string, has: { readonly vpc: string }): Piece =>
  piece(place, [
    list('ec2:DescribeInternetGateways', 'InternetGateways', {
      InternetGatewayId: ec2Id(place, 'igw', name),
      OwnerId: place.account,
      Attachments: [{ State: 'available', VpcId: ec2Id(place, 'vpc', has.vpc) }],
      Tags: named(name),
    }),
  ]);

export const egressOnlyGateway = (place: Place, name: string, has: { readonly vpc: string }): Piece =>
  piece(place, [
    list('ec2:DescribeEgressOnlyInternetGateways', 'EgressOnlyInternetGateways', {
      EgressOnlyInternetGatewayId: ec2Id(place, 'eigw', name),
      Attachments: [{ State: 'attached', VpcId: ec2Id(place, 'vpc', has.vpc) }],
      Tags: named(name),
    }),
  ]);

/** A public one where it has a public address, else a private one. */
export const natGateway = (
  place: Place,
  name: string,
  has: { readonly vpc: string; readonly subnet: string; readonly publicIp?: string },
): Piece =>
  piece(place, [
    list('ec2:DescribeNatGateways', 'NatGateways', {
      NatGatewayId: ec2Id(place, 'nat', name),
      VpcId: ec2Id(place, 'vpc', has.vpc),
      SubnetId: ec2Id(place, 'subnet', has.subnet),
      State: 'available',
      CreateTime: made,
      ConnectivityType: has.publicIp === undefined ? 'private' : 'public',
      NatGatewayAddresses: [{ PublicIp: has.publicIp, PrivateIp: '10.0.0.4', IsPrimary: true }],
      Tags: named(name),
    }),
  ]);

/**
 * `main`: the network's main table. `internet`: an internet gateway to which all goes that is not for the network, by
 * both families. `routes`: more, in EC2's own fields.
 */
export const routeTable = (
  place: Place,
  name: string,
  has: {
    readonly vpc: string;
    readonly main?: boolean;
    readonly subnets?: readonly string[];
    readonly internet?: string;
    readonly cidr?: string;
    readonly routes?: readonly Wire<Route>[];
  },
): Piece => {
  const RouteTableId = ec2Id(place, 'rtb', name);
  const associated = { RouteTableId, AssociationState: { State: 'associated' } } as const;
  const associations: readonly Wire<RouteTableAssociation>[] = [
    ...(has.main === true ? [{ Main: true, ...associated }] : []),
    ...(has.subnets ?? []).map((s) => ({ Main: false, SubnetId: ec2Id(place, 'subnet', s), ...associated })),
  ];
  const out = { Origin: 'CreateRoute', State: 'active' } as const;
  const GatewayId = ec2Id(place, 'igw', has.internet ?? '');
  const routes: readonly Wire<Route>[] = [
    {
      ...out,
      DestinationCidrBlock: has.cidr ?? wholeNetwork,
      GatewayId: 'local',
      Origin: 'CreateRouteTable',
    },
    ...(has.internet === undefined
      ? []
      : [
          { ...out, DestinationCidrBlock: '0.0.0.0/0', GatewayId },
          { ...out, DestinationIpv6CidrBlock: '::/0', GatewayId },
        ]),
    ...(has.routes ?? []).map((r) => ({ ...out, ...r })),
  ];
  return piece(place, [
    list('ec2:DescribeRouteTables', 'RouteTables', {
      RouteTableId,
      VpcId: ec2Id(place, 'vpc', has.vpc),
      OwnerId: place.account,
      Associations: associations,
      Routes: routes,
      Tags: named(name),
    }),
  ]);
};

const bothWays = (rule: Wire<NetworkAclEntry>): readonly Wire<NetworkAclEntry>[] =>
  [true, false].map((Egress) => ({ Protocol: '-1', ...rule, Egress }));

/** Lets all pass unless `entries` say otherwise; the last refusal is always there. */
export const networkAcl = (
  place: Place,
  name: string,
  has: {
    readonly vpc: string;
    readonly subnets: readonly string[];
    readonly isDefault?: boolean;
    readonly entries?: readonly Wire<NetworkAclEntry>[];
  },
): Piece =>
  piece(place, [
    list('ec2:DescribeNetworkAcls', 'NetworkAcls', {
      NetworkAclId: ec2Id(place, 'acl', name),
      VpcId: ec2Id(place, 'vpc', has.vpc),
      OwnerId: place.account,
      IsDefault: has.isDefault ?? false,
      Associations: has.subnets.map((s) => ({ SubnetId: ec2Id(place, 'subnet', s) })),
      Entries: [
        ...(has.entries ?? [
          ...bothWays({ RuleNumber: 100, RuleAction: 'allow', CidrBlock: '0.0.0.0/0' }),
          ...bothWays({ RuleNumber: 101, RuleAction: 'allow', Ipv6CidrBlock: '::/0' }),
        ]),
        ...bothWays({ RuleNumber: 32_767, RuleAction: 'deny', CidrBlock: '0.0.0.0/0' }),
        ...bothWays({ RuleNumber: 32_768, RuleAction: 'deny', Ipv6CidrBlock: '::/0' }),
      ],
      Tags: named(name),
    }),
  ]);

const nobody = { IpRanges: [], Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] };

/** A rule for one TCP port and these blocks of either family; for everyone, where none are given. */
export const port = (number: number, ...cidrs: readonly string[]): Wire<IpPermission> => {
  const from = cidrs.length === 0 ? ['0.0.0.0/0', '::/0'] : cidrs;
  const isV6 = (cidr: string) => cidr.includes(':');
  return {
    ...nobody,
    IpProtocol: 'tcp',
    FromPort: number,
    ToPort: number,
    IpRanges: from.filter((c) => !isV6(c)).map((CidrIp) => ({ CidrIp })),
    Ipv6Ranges: from.filter(isV6).map((CidrIpv6) => ({ CidrIpv6 })),
  };
};

/** A rule for all that comes from, or goes to, what is in another group. */
export const group = (place: Place, name: string): Wire<IpPermission> => ({
  ...nobody,
  IpProtocol: '-1',
  UserIdGroupPairs: [{ GroupId: ec2Id(place, 'sg', name), UserId: place.account }],
});

const everywhereOut: Wire<IpPermission> = {
  ...nobody,
  IpProtocol: '-1',
  IpRanges: [{ CidrIp: '0.0.0.0/0' }],
  Ipv6Ranges: [{ CidrIpv6: '::/0' }],
};

/** Lets nothing in and all out, unless said otherwise. */
export const securityGroup = (
  place: Place,
  name: string,
  has: {
    readonly vpc: string;
    readonly ingress?: readonly Wire<IpPermission>[];
    readonly egress?: readonly Wire<IpPermission>[];
  },
): Piece =>
  piece(place, [
    list('ec2:DescribeSecurityGroups', 'SecurityGroups', {
      GroupId: ec2Id(place, 'sg', name),
      GroupName: name,
      Description: name,
      OwnerId: place.account,
      VpcId: ec2Id(place, 'vpc', has.vpc),
      IpPermissions: has.ingress ?? [],
      IpPermissionsEgress: has.egress ?? [everywhereOut],
      Tags: [],
    }),
  ]);
