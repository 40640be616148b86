import { fixture } from '#connectors/standin/estate.ts';

export default fixture({
  account: '111122223333',
  region: 'us-east-1',
  pieces: [
    {
      account: '111122223333',
      region: '*',
      lists: [{ operation: 'iam:ListAccountAliases', into: 'AccountAliases', item: 'acme-ml' }],
      answers: [
        {
          operation: 'organizations:DescribeOrganization',
          reply: { Organization: { Id: 'o-acme000001', MasterAccountId: '999988887777' } },
        },
        {
          operation: 'iam:GetAccountSummary',
          reply: {
            SummaryMap: {
              AccountAccessKeysPresent: 1,
              AccountMFAEnabled: 0,
              AccountPasswordPresent: 1,
              AccountSigningCertificatesPresent: 0,
              Users: 7,
            },
          },
        },
        {
          operation: 's3control:GetPublicAccessBlock',
          reply: { PublicAccessBlockConfiguration: { IgnorePublicAcls: true, RestrictPublicBuckets: true } },
        },
        {
          operation: 'iam:GetAccountPasswordPolicy',
          reply: {
            PasswordPolicy: {
              MinimumPasswordLength: 14,
              RequireSymbols: true,
              RequireNumbers: true,
              AllowUsersToChangePassword: true,
              ExpirePasswords: true,
              MaxPasswordAge: 90,
            },
          },
        },
      ],
    },
  ],
});
