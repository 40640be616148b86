import { fixture, type Listed } from '#connectors/standin/estate.ts';

const gateway = (item: Readonly<Record<string, unknown>>): Listed => ({
  operation: 'ec2:DescribeEgressOnlyInternetGateways',
  into: 'EgressOnlyInternetGateways',
  item: { Attachments: [], Tags: [], ...item },
});

export default fixture({
  account: '111122223333',
  region: 'eu-west-1',
  pieces: [
    {
      account: '111122223333',
      region: 'eu-west-1',
      lists: [
        gateway({
          EgressOnlyInternetGatewayId: 'eigw-0000000000000001a',
          Attachments: [{ State: 'attached', VpcId: 'vpc-0000000000000001a' }],
          Tags: [{ Key: 'Name', Value: 'out6' }],
        }),
        gateway({ EgressOnlyInternetGatewayId: 'eigw-0000000000000002b' }),
      ],
    },
  ],
});
