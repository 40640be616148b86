import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const listed = (DomainId: string, UserProfileName: string) => ({
  operation: 'sagemaker:ListUserProfiles',
  into: 'UserProfiles',
  item: { DomainId, UserProfileName, Status: 'InService', CreationTime: time },
});
const described = (DomainId: string, UserProfileName: string, more: object) => ({
  operation: 'sagemaker:DescribeUserProfile',
  input: { DomainId, UserProfileName },
  reply: { DomainId, UserProfileName, ...more },
});

/** The same name in two domains, once with settings of its own and once with none. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [listed('d-one', 'Ada'), listed('d-two', 'Ada')],
      answers: [
        described('d-one', 'Ada', { SingleSignOnUserIdentifier: 'UserName', SingleSignOnUserValue: 'ada' }),
        described('d-two', 'Ada', {
          UserSettings: {
            ExecutionRole: `arn:aws:iam::${account}:role/AdaAdmin`,
            SecurityGroups: ['sg-1'],
            JupyterLabAppSettings: {
              LifecycleConfigArns: [`arn:aws:sagemaker:${region}:${account}:studio-lifecycle-config/ada`],
              CodeRepositories: [{ RepositoryUrl: 'https://github.com/acme/ada.git' }],
            },
            CanvasAppSettings: {
              IdentityProviderOAuthSettings: [
                {
                  DataSourceName: 'SalesforceGenie',
                  Status: 'ENABLED',
                  SecretArn: `arn:aws:secretsmanager:${region}:${account}:secret:canvas-AbCdEf`,
                },
              ],
            },
            SharingSettings: {
              NotebookOutputOption: 'Allowed',
              S3OutputPath: 's3://ada',
              S3KmsKeyId: 'alias/ada',
            },
          },
        }),
      ],
    },
  ],
});
