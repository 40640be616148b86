import { fixture, type Listed } from '#connectors/standin/estate.ts';

/** IAM sends documents URL-encoded. */
const encoded = (...Statement: readonly unknown[]) =>
  encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement }));
const role = (RoleName: string, more: Readonly<Record<string, unknown>>): Listed => ({
  operation: 'iam:GetAccountAuthorizationDetails',
  into: 'RoleDetailList',
  item: {
    Path: '/',
    RoleName,
    RoleId: `AROA${RoleName.toUpperCase()}`,
    Arn: `arn:aws:iam::111122223333:role/${RoleName}`,
    CreateDate: '2024-01-02T03:04:05.000Z',
    RolePolicyList: [],
    AttachedManagedPolicies: [],
    InstanceProfileList: [],
    Tags: [],
    RoleLastUsed: {},
    ...more,
  },
});
const assume = { Effect: 'Allow', Action: 'sts:AssumeRole' };

export default fixture({
  account: '111122223333',
  region: 'eu-west-1',
  pieces: [
    {
      account: '111122223333',
      region: '*',
      lists: [
        role('notebook', {
          Path: '/service-role/',
          Arn: 'arn:aws:iam::111122223333:role/service-role/notebook',
          AssumeRolePolicyDocument: encoded({ ...assume, Principal: { Service: 'SageMaker.amazonaws.com' } }),
          RolePolicyList: [
            {
              PolicyName: 'write',
              PolicyDocument: encoded({
                Effect: 'Allow',
                Action: ['s3:PutObject', 's3:GetObject'],
                Resource: '*',
              }),
            },
            {
              PolicyName: 'a+b',
              PolicyDocument: encoded({ Effect: 'Deny', Action: 'iam:*', Resource: '*' }),
            },
          ],
          AttachedManagedPolicies: [
            { PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
          ],
          PermissionsBoundary: {
            PermissionsBoundaryType: 'Policy',
            PermissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/edge',
          },
          InstanceProfileList: [
            {
              Path: '/',
              InstanceProfileName: 'p',
              InstanceProfileId: 'AIPA1',
              Arn: 'arn:aws:iam::111122223333:instance-profile/p',
              CreateDate: '2024-01-02T03:04:05.000Z',
              Roles: [],
            },
          ],
          Tags: [{ Key: 'owner', Value: 'ml=team' }],
          RoleLastUsed: { LastUsedDate: '2026-05-01T00:00:00.000Z', Region: 'eu-west-1' },
        }),
        role('wide', {
          AssumeRolePolicyDocument: encoded(
            {
              ...assume,
              Sid: 'Partners',
              Principal: {
                AWS: [
                  '999988887777',
                  'arn:aws:iam::999988887777:root',
                  'arn:aws:sts::444455556666:assumed-role/deploy/session',
                  'arn:aws:iam::444455556666:user/path/eve',
                  'AROAGONEGONEGONE',
                ],
              },
              Condition: { StringEquals: { 'sts:ExternalId': 'x' } },
            },
            { ...assume, Principal: '*' },
            {
              Effect: 'Allow',
              Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
              Principal: {
                Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
              },
            },
            {
              Effect: 'Allow',
              Action: 'sts:AssumeRoleWithWebIdentity',
              Principal: { Federated: 'cognito-identity.amazonaws.com' },
            },
            { ...assume, NotPrincipal: { AWS: '123412341234' } },
            { Effect: 'Allow', NotAction: 'sts:AssumeRoleWithSAML', Principal: { AWS: '222222222222' } },
            { Effect: 'Allow', Action: 'sts:TagSession', Principal: { AWS: '333333333333' } },
            { ...assume, Effect: 'Deny', Principal: { AWS: '555555555555' } },
            { Effect: 'Allow', Action: 'STS:*', Principal: { AWS: '666666666666' } },
          ),
        }),
      ],
    },
  ],
});
