import { fixture, type Listed } from '#connectors/standin/estate.ts';

const endpoint = (item: Readonly<Record<string, unknown>>): Listed => ({
  operation: 'ec2:DescribeVpcEndpoints',
  into: 'VpcEndpoints',
  item: {
    OwnerId: '111122223333',
    VpcId: 'vpc-0000000000000001a',
    State: 'available',
    RequesterManaged: false,
    PrivateDnsEnabled: false,
    RouteTableIds: [],
    SubnetIds: [],
    Groups: [],
    CreationTimestamp: '2026-01-15T09:00:00.000Z',
    Tags: [],
    ...item,
  },
});
const policy = (...Statement: readonly unknown[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement }, undefined, 2);

export default fixture({
  account: '111122223333',
  region: 'eu-west-1',
  pieces: [
    {
      account: '111122223333',
      region: 'eu-west-1',
      lists: [
        // A gateway that lets anyone do anything.
        endpoint({
          VpcEndpointId: 'vpce-0000000000000001a',
          VpcEndpointType: 'Gateway',
          ServiceName: 'com.amazonaws.eu-west-1.s3',
          RouteTableIds: ['rtb-0000000000000002b', 'rtb-0000000000000001a'],
          PolicyDocument: policy({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
          Tags: [{ Key: 'Name', Value: 's3' }],
        }),
        // An interface that lets one role invoke one model, its service in another region.
        endpoint({
          VpcEndpointId: 'vpce-0000000000000002b',
          VpcEndpointType: 'Interface',
          ServiceName: 'com.amazonaws.us-east-1.bedrock-runtime',
          ServiceRegion: 'us-east-1',
          State: 'Available',
          SubnetIds: ['subnet-0000000000000001a'],
          Groups: [{ GroupId: 'sg-0000000000000001a', GroupName: 'endpoints' }],
          PrivateDnsEnabled: true,
          IpAddressType: 'dualstack',
          PolicyDocument: policy({
            Effect: 'Allow',
            Principal: { AWS: 'arn:aws:iam::111122223333:role/app' },
            Action: 'bedrock:InvokeModel',
            Resource: 'arn:aws:bedrock:us-east-1::foundation-model/m',
          }),
        }),
        // A way through an appliance, for which there are no policies.
        endpoint({
          VpcEndpointId: 'vpce-0000000000000003c',
          VpcEndpointType: 'GatewayLoadBalancer',
          ServiceName: 'com.amazonaws.vpce.eu-west-1.vpce-svc-0000000000000001a',
        }),
        // A way to a resource: whether it has a policy is not told.
        endpoint({
          VpcEndpointId: 'vpce-0000000000000004d',
          VpcEndpointType: 'Resource',
          ResourceConfigurationArn: 'arn:aws:vpc-lattice:eu-west-1:444455556666:resourceconfiguration/rcfg-1',
          PrivateDnsEnabled: undefined,
        }),
        endpoint({
          VpcEndpointId: 'vpce-0000000000000005e',
          VpcEndpointType: 'Interface',
          ServiceName: 'com.amazonaws.eu-west-1.sts',
          State: 'deleted',
        }),
      ],
    },
  ],
});
