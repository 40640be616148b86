import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';

const repository = (repositoryName: string, more: object) => ({
  operation: 'ecr:DescribeRepositories',
  into: 'repositories',
  item: {
    repositoryArn: `arn:aws:ecr:${region}:${account}:repository/${repositoryName}`,
    registryId: account,
    repositoryName,
    repositoryUri: `${account}.dkr.ecr.${region}.amazonaws.com/${repositoryName}`,
    createdAt: '2026-03-01T09:00:00.000Z',
    ...more,
  },
});

/** One that anyone may push to, with tags that move; one kept well; one whose tags move in part. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        repository('inference', {
          imageTagMutability: 'MUTABLE',
          imageScanningConfiguration: { scanOnPush: false },
          encryptionConfiguration: { encryptionType: 'AES256' },
        }),
        repository('teams/claims', {
          imageTagMutability: 'IMMUTABLE',
          imageScanningConfiguration: { scanOnPush: true },
          encryptionConfiguration: {
            encryptionType: 'KMS',
            kmsKey: `arn:aws:kms:${region}:${account}:key/11111111-1111-1111-1111-111111111111`,
          },
        }),
        repository('mixed', { imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION' }),
      ],
      answers: [
        {
          operation: 'ecr:GetRepositoryPolicy',
          input: { repositoryName: 'inference' },
          reply: {
            registryId: account,
            repositoryName: 'inference',
            policyText: JSON.stringify({
              Version: '2008-10-17',
              Statement: [
                {
                  Sid: 'all',
                  Effect: 'Allow',
                  Principal: '*',
                  Action: ['ecr:PutImage', 'ecr:BatchGetImage'],
                },
              ],
            }),
          },
        },
        ...['teams/claims', 'mixed'].map((repositoryName) => ({
          operation: 'ecr:GetRepositoryPolicy',
          input: { repositoryName },
          error: {
            code: 'RepositoryPolicyNotFoundException',
            message: 'Repository policy does not exist for the repository',
            status: 400,
          },
        })),
      ],
    },
  ],
});
