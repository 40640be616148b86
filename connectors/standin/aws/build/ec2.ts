/** Pieces of EC2: machines, their interfaces and the role behind them, and private ways to services. Networks: `ec2-network.ts`. */
import type { Instance, NetworkInterface, VpcEndpoint } from '@aws-sdk/client-ec2';
import type { Listed, Piece } from '#connectors/standin/estate.ts';
import { arn, everywhere, idOf, list, made, type Place, piece, policy, reply, type Wire } from './common.ts';
import { ec2Id, named } from './ec2-network.ts';

export const instanceArn = (place: Place, name: string): string =>
  arn(place, 'ec2', `instance/${ec2Id(place, 'i', name)}`);
const profileArn = (account: string, name: string): string =>
  `arn:aws:iam::${account}:instance-profile/${name}`;
const profileId = (account: string, name: string): string => `AIPA${idOf(`${account}/profile/${name}`, 17)}`;

/** A profile with one role, by the role's ARN, or with none. */
export const instanceProfile = (account: string, name: string, role?: string): Piece =>
  piece(
    everywhere(account),
    [],
    [
      reply(
        'iam:GetInstanceProfile',
        { InstanceProfileName: name },
        {
          InstanceProfile: {
            Path: '/',
            InstanceProfileName: name,
            InstanceProfileId: profileId(account, name),
            Arn: profileArn(account, name),
            CreateDate: made,
            Roles:
              role === undefined
                ? []
                : [
                    {
                      Path: '/',
                      RoleName: role.slice(role.lastIndexOf('/') + 1),
                      RoleId: `AROA${idOf(role, 17)}`,
                      Arn: role,
                      CreateDate: made,
                    },
                  ],
          },
        },
      ),
    ],
  );

/** Where something is on the network, by names. */
interface Wired {
  readonly vpc: string;
  readonly subnet: string;
  readonly groups: readonly string[];
  /** @default none */
  readonly publicIp?: string;
  /** @default none */
  readonly ipv6?: string;
}

const privateIpOf = (place: Place, name: string): string =>
  `10.0.0.${idOf(`${place.account}/${place.region}/ip/${name}`, 2, '123456789')}`;

/** What an instance and the interface itself both show. */
const wiring = (place: Place, name: string, has: Wired) => {
  const association =
    has.publicIp === undefined ? {} : { Association: { PublicIp: has.publicIp, IpOwnerId: place.account } };
  const PrivateIpAddress = privateIpOf(place, name);
  return {
    NetworkInterfaceId: ec2Id(place, 'eni', name),
    OwnerId: place.account,
    VpcId: ec2Id(place, 'vpc', has.vpc),
    SubnetId: ec2Id(place, 'subnet', has.subnet),
    Status: 'in-use',
    InterfaceType: 'interface',
    Description: '',
    SourceDestCheck: true,
    ...association,
    PrivateIpAddress,
    PrivateIpAddresses: [{ PrivateIpAddress, Primary: true, ...association }],
    Ipv6Addresses: has.ipv6 === undefined ? [] : [{ Ipv6Address: has.ipv6 }],
    Groups: has.groups.map((g) => ({ GroupId: ec2Id(place, 'sg', g), GroupName: g })),
  } as const;
};

const listedInterface = (place: Place, name: string, has: Wired, more: Wire<NetworkInterface>): Listed =>
  list('ec2:DescribeNetworkInterfaces', 'NetworkInterfaces', {
    AvailabilityZone: `${place.region}a`,
    RequesterManaged: false,
    TagSet: named(name),
    ...wiring(place, name, has),
    ...more,
  });

/** One that belongs to no instance; `more` says to what it does belong (`InterfaceType: 'lambda'`). */
export const networkInterface = (
  place: Place,
  name: string,
  has: Wired & { readonly more?: Wire<NetworkInterface> },
): Piece => piece(place, [listedInterface(place, name, has, has.more ?? {})]);

interface InstanceHas extends Wired {
  /** @default 't3.large' */
  readonly type?: string;
  /** Name of its image. @default Amazon Linux */
  readonly image?: string;
  /** Name of its instance profile. @default none */
  readonly profile?: string;
  readonly more?: Wire<Instance>;
}

/** Running, with one interface; its metadata service wants tokens. */
export const instance = (place: Place, name: string, has: InstanceHas): Piece => {
  const imageName = has.image ?? 'al2023-ami-2023.9.20260105.0-kernel-6.1-x86_64';
  const ImageId = ec2Id(place, 'ami', imageName);
  const InstanceId = ec2Id(place, 'i', name);
  const wired = wiring(place, name, has);
  const attachment = { AttachmentId: 'eni-attach-1', DeviceIndex: 0, Status: 'attached' } as const;
  const item: Wire<Instance> = {
    InstanceId,
    InstanceType: has.type === undefined ? 't3.large' : (has.type as Instance['InstanceType']),
    ImageId,
    State: { Code: 16, Name: 'running' },
    LaunchTime: made,
    VpcId: wired.VpcId,
    SubnetId: wired.SubnetId,
    PrivateIpAddress: wired.PrivateIpAddress,
    PublicIpAddress: has.publicIp,
    SecurityGroups: wired.Groups,
    NetworkInterfaces: [{ ...wired, Attachment: attachment }],
    IamInstanceProfile:
      has.profile === undefined
        ? undefined
        : { Arn: profileArn(place.account, has.profile), Id: profileId(place.account, has.profile) },
    MetadataOptions: {
      State: 'applied',
      HttpTokens: 'required',
      HttpPutResponseHopLimit: 2,
      HttpEndpoint: 'enabled',
    },
    Tags: named(name),
    ...has.more,
  };
  return piece(
    place,
    [
      list('ec2:DescribeInstances', 'Reservations', {
        ReservationId: `r-${InstanceId.slice(2)}`,
        OwnerId: place.account,
        Instances: [item],
      }),
      listedInterface(place, name, has, {
        Attachment: { ...attachment, InstanceId, InstanceOwnerId: place.account },
      }),
    ],
    [
      reply(
        'ec2:DescribeImages',
        { ImageIds: [ImageId] },
        { Images: [{ ImageId, Name: imageName, OwnerId: '137112412989', Public: true, State: 'available' }] },
      ),
    ],
  );
};

/** What AWS attaches where nobody says otherwise. Source: AWS PrivateLink Guide, "Default endpoint policy". */
const allowsAll = policy({ Principal: '*', Action: '*', Resource: '*' });

/** A gateway endpoint where it has route tables, else one with interfaces; `service` without region: `s3`. */
export const vpcEndpoint = (
  place: Place,
  name: string,
  has: {
    readonly vpc: string;
    readonly service: string;
    readonly routeTables?: readonly string[];
    readonly subnets?: readonly string[];
    readonly groups?: readonly string[];
    /** @default all is allowed */
    readonly policy?: string;
    readonly more?: Wire<VpcEndpoint>;
  },
): Piece =>
  piece(place, [
    list('ec2:DescribeVpcEndpoints', 'VpcEndpoints', {
      VpcEndpointId: ec2Id(place, 'vpce', name),
      VpcEndpointType: has.routeTables === undefined ? 'Interface' : 'Gateway',
      VpcId: ec2Id(place, 'vpc', has.vpc),
      OwnerId: place.account,
      ServiceName: `com.amazonaws.${place.region}.${has.service}`,
      State: 'available',
      PolicyDocument: has.policy ?? allowsAll,
      RouteTableIds: (has.routeTables ?? []).map((t) => ec2Id(place, 'rtb', t)),
      SubnetIds: (has.subnets ?? []).map((s) => ec2Id(place, 'subnet', s)),
      Groups: (has.groups ?? []).map((g) => ({ GroupId: ec2Id(place, 'sg', g), GroupName: g })),
      PrivateDnsEnabled: has.routeTables === undefined,
      RequesterManaged: false,
      IpAddressType: 'ipv4',
      CreationTimestamp: made,
      Tags: named(name),
      ...has.more,
    }),
  ]);
