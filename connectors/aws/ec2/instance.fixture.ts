import { type Answered, fixture, type Listed } from '#connectors/standin/estate.ts';

const instance = (item: Readonly<Record<string, unknown>>): Listed => ({
  operation: 'ec2:DescribeInstances',
  into: 'Reservations',
  item: {
    ReservationId: 'r-0000000000000001a',
    OwnerId: '111122223333',
    Instances: [
      {
        InstanceType: 't3.micro',
        State: { Code: 16, Name: 'running' },
        LaunchTime: '2026-01-15T09:00:00.000Z',
        VpcId: 'vpc-0000000000000001a',
        SubnetId: 'subnet-0000000000000001a',
        NetworkInterfaces: [],
        SecurityGroups: [],
        MetadataOptions: {
          State: 'applied',
          HttpTokens: 'required',
          HttpPutResponseHopLimit: 2,
          HttpEndpoint: 'enabled',
        },
        ...item,
      },
    ],
  },
});

const profileArn = (name: string) => `arn:aws:iam::111122223333:instance-profile/${name}`;
const profile = (name: string, InstanceProfileId: string, ...roles: readonly string[]): Answered => ({
  operation: 'iam:GetInstanceProfile',
  input: { InstanceProfileName: name },
  reply: {
    InstanceProfile: {
      Path: '/',
      InstanceProfileName: name,
      InstanceProfileId,
      Arn: profileArn(name),
      CreateDate: '2026-01-15T09:00:00.000Z',
      Roles: roles.map((role) => ({
        Path: '/teams/',
        RoleName: role,
        RoleId: 'AROAEXAMPLE00000001',
        Arn: `arn:aws:iam::111122223333:role/teams/${role}`,
        CreateDate: '2026-01-15T09:00:00.000Z',
      })),
    },
  },
});
const image = (ImageId: string, more: Readonly<Record<string, unknown>>): Answered => ({
  operation: 'ec2:DescribeImages',
  input: { ImageIds: [ImageId] },
  reply: { Images: [{ ImageId, OwnerId: '898082745236', Public: true, ...more }] },
});

export default fixture({
  account: '111122223333',
  region: 'eu-west-1',
  pieces: [
    {
      account: '111122223333',
      region: 'eu-west-1',
      lists: [
        // A GPU machine with a deep learning image, on the internet by both families, that asks for no token.
        instance({
          InstanceId: 'i-0000000000000001a',
          InstanceType: 'p5.48xlarge',
          ImageId: 'ami-0000000000000001a',
          KeyName: 'laptop',
          PublicIpAddress: '203.0.113.20',
          IamInstanceProfile: { Arn: profileArn('teams/trainer'), Id: 'AIPAEXAMPLE00000001' },
          MetadataOptions: { HttpTokens: 'optional', HttpPutResponseHopLimit: 64, HttpEndpoint: 'enabled' },
          SecurityGroups: [{ GroupId: 'sg-0000000000000001a', GroupName: 'a' }],
          NetworkInterfaces: [
            {
              NetworkInterfaceId: 'eni-0000000000000001a',
              SubnetId: 'subnet-0000000000000001a',
              VpcId: 'vpc-0000000000000001a',
              Association: { PublicIp: '203.0.113.20' },
              PrivateIpAddress: '10.0.0.10',
              PrivateIpAddresses: [
                { PrivateIpAddress: '10.0.0.10', Primary: true, Association: { PublicIp: '203.0.113.20' } },
              ],
              Ipv6Addresses: [{ Ipv6Address: '2a05:d018:1::10' }],
              Groups: [{ GroupId: 'sg-0000000000000001a', GroupName: 'a' }],
            },
            {
              NetworkInterfaceId: 'eni-0000000000000002b',
              SubnetId: 'subnet-0000000000000002b',
              VpcId: 'vpc-0000000000000001a',
              PrivateIpAddresses: [
                { PrivateIpAddress: '10.0.1.10', Primary: true, Association: { PublicIp: '203.0.113.21' } },
              ],
              Groups: [{ GroupId: 'sg-0000000000000002b', GroupName: 'b' }],
            },
          ],
          Tags: [
            { Key: 'Name', Value: 'trainer' },
            { Key: 'owner', Value: '${jndi:ldap://x}' },
          ],
        }),
        // Stopped, without a profile, with an image that nobody can see any more.
        instance({
          InstanceId: 'i-0000000000000002b',
          ImageId: 'ami-0000000000000002b',
          State: { Code: 80, Name: 'stopped' },
        }),
        // Its profile was deleted under it, and its metadata service is off.
        instance({
          InstanceId: 'i-0000000000000003c',
          ImageId: 'ami-0000000000000003c',
          IamInstanceProfile: { Arn: profileArn('gone'), Id: 'AIPAEXAMPLE00000003' },
          MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1, HttpEndpoint: 'disabled' },
        }),
        // Its profile was made anew under the same name; what EC2 does not say is left out.
        instance({
          InstanceId: 'i-0000000000000004d',
          InstanceType: 'inf2.xlarge',
          IamInstanceProfile: { Arn: profileArn('remade'), Id: 'AIPAEXAMPLE00000004' },
          MetadataOptions: undefined,
          LaunchTime: undefined,
        }),
        // A profile without a role.
        instance({
          InstanceId: 'i-0000000000000005e',
          ImageId: 'ami-0000000000000003c',
          IamInstanceProfile: { Arn: profileArn('empty'), Id: 'AIPAEXAMPLE00000005' },
        }),
        // Where its profile's id belongs is the id of something else.
        instance({
          InstanceId: 'i-0000000000000007a',
          ImageId: 'ami-0000000000000003c',
          IamInstanceProfile: { Arn: profileArn('teams/trainer'), Id: 'iip-assoc-0000000000000001a' },
        }),
        instance({ InstanceId: 'i-0000000000000006f', State: { Code: 48, Name: 'terminated' } }),
      ],
      answers: [
        image('ami-0000000000000001a', {
          Name: 'Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.7 (Ubuntu 22.04) 20260110',
          Description: 'Supported EC2 instances: P4, P5',
        }),
        {
          operation: 'ec2:DescribeImages',
          input: { ImageIds: ['ami-0000000000000002b'] },
          error: {
            code: 'InvalidAMIID.NotFound',
            message: "The image id '[ami-0000000000000002b]' does not exist",
            status: 400,
          },
        },
        image('ami-0000000000000003c', { Name: 'al2023-ami-2023.9-x86_64', Description: 'Amazon Linux' }),
        profile('trainer', 'AIPAEXAMPLE00000001', 'trainer'),
        profile('remade', 'AIPAEXAMPLE00000009', 'administrator'),
        profile('empty', 'AIPAEXAMPLE00000005'),
        {
          operation: 'iam:GetInstanceProfile',
          input: { InstanceProfileName: 'gone' },
          error: {
            code: 'NoSuchEntity',
            message: 'Instance Profile gone cannot be found.',
            status: 404,
          },
        },
      ],
    },
  ],
});
