import { fixture } from '#connectors/standin/estate.ts';

const exclusion = (ResourceArn: string, State: string, InternetGatewayExclusionMode: string) => ({
  operation: 'ec2:DescribeVpcBlockPublicAccessExclusions',
  into: 'VpcBlockPublicAccessExclusions',
  item: { ExclusionId: 'vpcbpa-exclude-1', ResourceArn, State, InternetGatewayExclusionMode },
});
const here = 'arn:aws:ec2:eu-west-1:111122223333';

export default fixture({
  account: '111122223333',
  region: 'eu-west-1',
  pieces: [
    {
      account: '111122223333',
      region: 'eu-west-1',
      lists: [
        exclusion(`${here}:vpc/vpc-0000000000000002b`, 'update-complete', 'allow-egress'),
        exclusion(`${here}:subnet/subnet-0000000000000001a`, 'create-complete', 'allow-bidirectional'),
        exclusion(`${here}:vpc/vpc-0000000000000003c`, 'delete-complete', 'allow-bidirectional'),
        exclusion(`${here}:vpc/vpc-0000000000000004d`, 'disable-complete', 'allow-bidirectional'),
        exclusion(`${here}:vpc/vpc-0000000000000005e`, 'create-failed', 'allow-bidirectional'),
      ],
      answers: [
        {
          operation: 'ec2:DescribeVpcBlockPublicAccessOptions',
          reply: {
            VpcBlockPublicAccessOptions: {
              AwsAccountId: '111122223333',
              AwsRegion: 'eu-west-1',
              State: 'update-complete',
              InternetGatewayBlockMode: 'block-bidirectional',
              ManagedBy: 'account',
              ExclusionsAllowed: 'allowed',
            },
          },
        },
      ],
    },
  ],
});
