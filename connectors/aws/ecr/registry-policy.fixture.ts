import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';

/** Another account may make repositories here and fill them. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      answers: [
        {
          operation: 'ecr:GetRegistryPolicy',
          reply: {
            registryId: account,
            policyText: JSON.stringify({
              Version: '2012-10-17',
              Statement: [
                {
                  Sid: 'replication',
                  Effect: 'Allow',
                  Principal: { AWS: 'arn:aws:iam::777788889999:root' },
                  Action: ['ecr:ReplicateImage', 'ecr:CreateRepository'],
                  Resource: `arn:aws:ecr:${region}:${account}:repository/*`,
                },
              ],
            }),
          },
        },
      ],
    },
  ],
});
