import { fixture, type Listed } from '#connectors/standin/estate.ts';

const account = '111122223333';
const organization = `arn:aws:organizations::${account}`;
const root = (Id: string, PolicyTypes: readonly object[]): Listed => ({
  operation: 'organizations:ListRoots',
  into: 'Roots',
  item: { Id, Arn: `${organization}:root/o-fixture000/${Id}`, Name: `Root ${Id}`, PolicyTypes },
});

/** Organizations has one root today and answers with a list of them: one that restricts, one where nothing is on. */
export default fixture({
  account,
  region: 'us-east-1',
  pieces: [
    {
      account,
      region: '*',
      lists: [
        root('r-ab12', [
          { Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' },
          { Type: 'TAG_POLICY', Status: 'ENABLED' },
          { Type: 'RESOURCE_CONTROL_POLICY', Status: 'PENDING_ENABLE' },
        ]),
        root('r-cd34', []),
        {
          operation: 'organizations:ListAccountsForParent',
          into: 'Accounts',
          input: { ParentId: 'r-ab12' },
          item: { Id: account, Name: 'main', State: 'ACTIVE', Status: 'ACTIVE' },
        },
      ],
    },
  ],
});
