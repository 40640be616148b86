/**
 * EC2 instance. Its user data is never read: people put secrets there. The role behind its instance profile is IAM's
 * answer; the profile alone does not tell it.
 */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { inGroups, inSubnets, runsAs } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, texts, time, whole } from '#graph/schema/fields.ts';
import { addressFields, firstPublicIpv4, ipv6s, privateIpv4s, publicIpv4s } from './_addresses.ts';
import { each, ec2Id, imageId, inNetwork, nameOf, tags, tagTexts } from './_common.ts';
import { hasAccelerators, isAiImage } from './_machine.ts';

const groups = z.array(z.object({ GroupId: z.string() })).default([]);
const instance = z.object({
  InstanceId: z.string(),
  InstanceType: z.string(),
  ImageId: z.string().optional(),
  State: z.object({ Name: z.string() }),
  LaunchTime: z.string().optional(),
  KeyName: z.string().optional(),
  VpcId: z.string().optional(),
  SubnetId: z.string().optional(),
  PublicIpAddress: z.string().optional(),
  IamInstanceProfile: z.object({ Arn: z.string(), Id: z.string().optional() }).optional(),
  MetadataOptions: z
    .object({
      HttpTokens: z.string().optional(),
      HttpPutResponseHopLimit: z.int().optional(),
      HttpEndpoint: z.string().optional(),
    })
    .optional(),
  SecurityGroups: groups,
  NetworkInterfaces: z
    .array(
      z.object({
        ...addressFields,
        Groups: groups,
        SubnetId: z.string().optional(),
        VpcId: z.string().optional(),
      }),
    )
    .default([]),
  Tags: tags,
});
type Instance = z.output<typeof instance>;

const profileName = (i: Instance): string => {
  const arn = i.IamInstanceProfile?.Arn ?? '';
  return arn.slice(arn.lastIndexOf('/') + 1);
};

const profile = z.object({
  InstanceProfile: z.object({
    InstanceProfileId: z.string().optional(),
    Roles: z.array(z.object({ Arn: z.string() })),
  }),
});
const noRole = { InstanceProfile: { Roles: [] } };

/** Source: IAM User Guide, "IAM identifiers" (the first letters of unique ids). What is no such id tells no profile from another. */
const isProfileId = (id: string | undefined): boolean => id?.startsWith('AIPA') === true;

/** A profile made anew under the name of one that is gone is not the instance's: its role is nothing to it. */
const roleOf = ({ InstanceProfile: p }: z.output<typeof profile>, i: Instance): string | undefined => {
  const mine = i.IamInstanceProfile?.Id;
  const isRemade = isProfileId(mine) && isProfileId(p.InstanceProfileId) && mine !== p.InstanceProfileId;
  return isRemade ? undefined : p.Roles[0]?.Arn;
};

/** A setting that EC2 did not send is unknown. */
const says = (value: string | undefined, wanted: string): boolean | null =>
  value === undefined ? null : value === wanted;

export default defineKind({
  kind: 'AwsEc2Instance',
  title: 'EC2 instance',
  cloud: 'aws',
  service: 'ec2',
  concepts: ['VirtualMachine', 'Compute'],
  scope: 'region',
  verbs: {
    READ: [
      // User data, among others.
      'ec2:DescribeInstanceAttribute',
      'ec2:GetConsoleOutput',
      'ec2:GetConsoleScreenshot',
      'ec2:GetPasswordData',
    ],
    EXEC: ['ssm:StartSession', 'ssm:SendCommand', 'ec2-instance-connect:SendSSHPublicKey'],
    MANAGE: [
      'ec2:AssociateIamInstanceProfile',
      'ec2:AttachNetworkInterface',
      'ec2:AttachVolume',
      'ec2:CreateImage',
      'ec2:DetachVolume',
      'ec2:ModifyInstanceAttribute',
      'ec2:ModifyInstanceMetadataOptions',
      'ec2:RebootInstances',
      'ec2:ReplaceIamInstanceProfileAssociation',
      'ec2:ReplaceRootVolume',
      'ec2:StartInstances',
      'ec2:StopInstances',
      'ec2:TerminateInstances',
    ],
  },
})
  .list({
    operation: 'ec2:DescribeInstances',
    input: () => ({ MaxResults: 1000 }),
    items: 'Reservations.Instances',
    item: instance,
    // EC2 shows those that are gone for about an hour. Source: EC2 User Guide, "Terminate Amazon EC2 instances".
    where: (i) => i.State.Name !== 'terminated',
    id: (i, at) => ec2Id(at, `instance/${i.InstanceId}`),
    name: (i) => nameOf(i.Tags, i.InstanceId),
    gives: {
      state: oneOf('State.Name', ['pending', 'running', 'shutting-down', 'stopping', 'stopped']),
      instanceType: text('InstanceType'),
      /** Whether it has accelerators of any make. */
      gpu: bool('InstanceType'),
      image: text('ImageId'),
      launchedAt: time('LaunchTime'),
      keyName: text('KeyName'),
      publicIpv4: text('PublicIpAddress'),
      publicIpv4Addresses: texts('NetworkInterfaces.PrivateIpAddresses.Association.PublicIp'),
      privateIpv4Addresses: texts('NetworkInterfaces.PrivateIpAddresses.PrivateIpAddress'),
      ipv6Addresses: texts('NetworkInterfaces.Ipv6Addresses.Ipv6Address'),
      instanceProfile: text('IamInstanceProfile.Arn'),
      metadataEndpointEnabled: bool('MetadataOptions.HttpEndpoint'),
      metadataTokensRequired: bool('MetadataOptions.HttpTokens'),
      metadataHopLimit: whole('MetadataOptions.HttpPutResponseHopLimit'),
      tags: texts('Tags'),
    },
    props: (i) => ({
      state: i.State.Name,
      instanceType: i.InstanceType,
      gpu: hasAccelerators(i.InstanceType),
      image: i.ImageId ?? 'none',
      launchedAt: i.LaunchTime ?? null,
      keyName: i.KeyName ?? 'none',
      publicIpv4: i.PublicIpAddress ?? firstPublicIpv4(i.NetworkInterfaces),
      publicIpv4Addresses: each([i.PublicIpAddress, ...publicIpv4s(i.NetworkInterfaces)]),
      privateIpv4Addresses: privateIpv4s(i.NetworkInterfaces),
      ipv6Addresses: ipv6s(i.NetworkInterfaces),
      instanceProfile: i.IamInstanceProfile === undefined ? 'none' : canonicalArn(i.IamInstanceProfile.Arn),
      metadataEndpointEnabled: says(i.MetadataOptions?.HttpEndpoint, 'enabled'),
      metadataTokensRequired: says(i.MetadataOptions?.HttpTokens, 'required'),
      metadataHopLimit: i.MetadataOptions?.HttpPutResponseHopLimit ?? null,
      tags: tagTexts(i.Tags),
    }),
    edgeTypes: ['IN_SUBNET', 'IN_NETWORK', 'HAS_SECURITY_GROUP', 'RUNS_IMAGE'],
    edges: (i, at) => {
      const wired = i.NetworkInterfaces;
      const inside = each([i.VpcId, ...wired.map((n) => n.VpcId)]);
      const filtering = [...i.SecurityGroups, ...wired.flatMap((n) => n.Groups)];
      return [
        ...inSubnets(at, each([i.SubnetId, ...wired.map((n) => n.SubnetId)])),
        ...inside.flatMap((vpc) => inNetwork(at, vpc)),
        ...inGroups(at, each(filtering.map((g) => g.GroupId))),
        ...(i.ImageId?.startsWith('ami-') === true
          ? [{ type: 'RUNS_IMAGE' as const, ...end(imageId(at, i.ImageId), 'MachineImage'), key: 'ami' }]
          : []),
      ];
    },
  })
  .read('role', {
    operation: 'iam:GetInstanceProfile',
    input: (i) => ({ InstanceProfileName: profileName(i) }),
    when: { asks: (i) => i.IamInstanceProfile !== undefined, otherwise: noRole },
    reply: profile,
    // A profile can be deleted under a running instance, which then is nobody.
    notConfigured: { codes: ['NoSuchEntity', 'NoSuchEntityException'], reply: noRole },
    gives: { role: text('InstanceProfile.Roles.Arn') },
    props: (r, i) => {
      const role = roleOf(r, i);
      return { role: role === undefined ? 'none' : canonicalArn(role) };
    },
    edgeTypes: ['RUNS_AS'],
    edges: (r, i) => runsAs(roleOf(r, i), 'instance-profile'),
  })
  .read('image', {
    operation: 'ec2:DescribeImages',
    // By id EC2 shows deprecated images too, disabled ones only when asked.
    input: (i) => ({ ImageIds: [i.ImageId ?? ''], IncludeDisabled: true }),
    when: { asks: (i) => (i.ImageId ?? '') !== '', otherwise: { Images: [] } },
    reply: z.object({
      Images: z.array(
        z.object({
          ImageId: z.string(),
          Name: z.string().optional(),
          Description: z.string().optional(),
          OwnerId: z.string().optional(),
          Public: z.boolean().optional(),
        }),
      ),
    }),
    // Deregistered, or no longer shared: what it was is unknown from then on.
    notConfigured: {
      codes: ['InvalidAMIID.NotFound', 'InvalidAMIID.Unavailable'],
      reply: { Images: [] },
    },
    gives: {
      imageName: text('Images.Name'),
      imageOwner: text('Images.OwnerId'),
      imagePublic: bool('Images.Public'),
      /** Whether its image says that it is made for machine learning. */
      aiImage: bool('Images.Name'),
    },
    props: (r, i) => {
      const image = r.Images.find((one) => one.ImageId === i.ImageId);
      return {
        imageName: image?.Name ?? null,
        imageOwner: image?.OwnerId ?? null,
        imagePublic: image?.Public ?? null,
        aiImage: image === undefined ? null : isAiImage(image.Name, image.Description),
      };
    },
  });
