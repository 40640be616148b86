import { fixture, type Listed } from '#connectors/standin/estate.ts';

const region = (RegionName: string, OptInStatus?: string): Listed => ({
  operation: 'ec2:DescribeRegions',
  into: 'Regions',
  item: {
    RegionName,
    Endpoint: `ec2.${RegionName}.amazonaws.com`,
    ...(OptInStatus !== undefined && { OptInStatus }),
  },
});

export default fixture({
  account: '111122223333',
  region: 'us-east-1',
  pieces: [
    {
      account: '111122223333',
      region: '*',
      lists: [
        region('eu-west-1', 'opt-in-not-required'),
        region('ap-east-1', 'opted-in'),
        region('af-south-1', 'not-opted-in'),
        region('us-east-1'),
      ],
    },
  ],
});
