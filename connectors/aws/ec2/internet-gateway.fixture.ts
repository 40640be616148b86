import { fixture, type Listed } from '#connectors/standin/estate.ts';

const gateway = (item: Readonly<Record<string, unknown>>): Listed => ({
  operation: 'ec2:DescribeInternetGateways',
  into: 'InternetGateways',
  item: { OwnerId: '111122223333', Attachments: [], Tags: [], ...item },
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
          InternetGatewayId: 'igw-0000000000000001a',
          Attachments: [{ State: 'available', VpcId: 'vpc-0000000000000001a' }],
          Tags: [{ Key: 'Name', Value: 'front' }],
        }),
        gateway({ InternetGatewayId: 'igw-0000000000000002b' }),
        gateway({
          InternetGatewayId: 'igw-0000000000000003c',
          Attachments: [{ State: 'detached', VpcId: 'vpc-0000000000000001a' }],
        }),
      ],
    },
  ],
});
