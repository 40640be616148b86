import { fixture } from '#connectors/standin/estate.ts';

const operation = 'iam:GetAccountAuthorizationDetails';
const encoded = (document: unknown) => encodeURIComponent(JSON.stringify(document));

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
          into: 'UserDetailList',
          item: {
            Path: '/people/',
            UserName: 'ada',
            UserId: 'AIDAADA',
            Arn: 'arn:aws:iam::111122223333:user/people/ada',
            CreateDate: '2023-01-02T03:04:05.000Z',
            UserPolicyList: [
              {
                PolicyName: 'all',
                PolicyDocument: encoded({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }),
              },
            ],
            GroupList: ['scientists', 'admins'],
            AttachedManagedPolicies: [
              { PolicyName: 'edge', PolicyArn: 'arn:aws:iam::111122223333:policy/edge' },
            ],
            PermissionsBoundary: {
              PermissionsBoundaryType: 'Policy',
              PermissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/edge',
            },
            Tags: [{ Key: 'team', Value: 'ml' }],
          },
        },
        {
          operation,
          into: 'UserDetailList',
          // IAM leaves empty lists out.
          item: {
            Path: '/',
            UserName: 'bare',
            UserId: 'AIDABARE',
            Arn: 'arn:aws:iam::111122223333:user/bare',
            CreateDate: '2023-01-02T03:04:05.000Z',
          },
        },
      ],
    },
  ],
});
