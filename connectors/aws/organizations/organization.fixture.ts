import { fixture, type Listed } from '#connectors/standin/estate.ts';

const account = (Id: string, more: Readonly<Record<string, unknown>>): Listed => ({
  operation: 'organizations:ListAccounts',
  into: 'Accounts',
  item: {
    Id,
    Arn: `arn:aws:organizations::111122223333:account/o-fixture000/${Id}`,
    Email: `${Id}@example.com`,
    ...more,
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
        account('111122223333', { Name: 'main', State: 'ACTIVE', Status: 'ACTIVE' }),
        account('444455556666', { Name: 'old', Status: 'SUSPENDED' }),
        account('777788889999', { Name: 'leaving', State: 'PENDING_CLOSURE', Status: 'PENDING_CLOSURE' }),
      ],
      answers: [
        {
          operation: 'organizations:DescribeOrganization',
          reply: {
            Organization: {
              Id: 'o-fixture000',
              Arn: 'arn:aws:organizations::111122223333:organization/o-fixture000',
              FeatureSet: 'CONSOLIDATED_BILLING',
              MasterAccountArn: 'arn:aws:organizations::111122223333:account/o-fixture000/111122223333',
              MasterAccountId: '111122223333',
              MasterAccountEmail: 'main@example.com',
            },
          },
        },
      ],
    },
  ],
});
