import { fixture } from '#connectors/standin/estate.ts';

const operation = 'iam:GetAccountAuthorizationDetails';

export default fixture({
  account: '111122223333',
  region: 'eu-west-1',
  pieces: [
    {
      account: '111122223333',
      region: '*',
      lists: [
        {
          operation,
          into: 'GroupDetailList',
          item: {
            Path: '/ml/',
            GroupName: 'scientists',
            GroupId: 'AGPASCI',
            Arn: 'arn:aws:iam::111122223333:group/ml/scientists',
            CreateDate: '2023-01-02T03:04:05.000Z',
            GroupPolicyList: [
              {
                PolicyName: 'train',
                PolicyDocument: encodeURIComponent(
                  JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'sagemaker:*', Resource: '*' }] }),
                ),
              },
            ],
            AttachedManagedPolicies: [
              { PolicyName: 'PowerUserAccess', PolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' },
            ],
          },
        },
        {
          operation,
          into: 'GroupDetailList',
          item: {
            Path: '/',
            GroupName: 'empty',
            GroupId: 'AGPAEMPTY',
            Arn: 'arn:aws:iam::111122223333:group/empty',
            CreateDate: '2023-01-02T03:04:05.000Z',
          },
        },
      ],
    },
  ],
});
