import { fixture, type Listed } from '#connectors/standin/estate.ts';

const account = '111122223333';
const organization = `arn:aws:organizations::${account}`;
const unit = (parent: string, Id: string, Name: string): Listed => ({
  operation: 'organizations:ListOrganizationalUnitsForParent',
  into: 'OrganizationalUnits',
  input: { ParentId: parent },
  item: { Id, Arn: `${organization}:ou/o-fixture000/${Id}`, Name },
});
const holds = (parent: string, Id: string, Status: string): Listed => ({
  operation: 'organizations:ListAccountsForParent',
  into: 'Accounts',
  input: { ParentId: parent },
  item: { Id, Name: `account ${Id}`, Status },
});

/** A root with two units, of which the second holds three more, one below the other. */
export default fixture({
  account,
  region: 'us-east-1',
  pieces: [
    {
      account,
      region: '*',
      lists: [
        {
          operation: 'organizations:ListRoots',
          into: 'Roots',
          item: {
            Id: 'r-ab12',
            Arn: `${organization}:root/o-fixture000/r-ab12`,
            Name: 'Root',
            PolicyTypes: [],
          },
        },
        unit('r-ab12', 'ou-ab12-suspended', 'Suspended'),
        unit('r-ab12', 'ou-ab12-workloads', 'Workloads'),
        unit('ou-ab12-workloads', 'ou-ab12-prod', 'Production'),
        unit('ou-ab12-prod', 'ou-ab12-ml', 'Machine learning'),
        unit('ou-ab12-ml', 'ou-ab12-agents', 'Agents'),
        holds('ou-ab12-suspended', '444455556666', 'SUSPENDED'),
        holds('ou-ab12-agents', '777788889999', 'ACTIVE'),
        holds('ou-ab12-agents', '222233334444', 'ACTIVE'),
      ],
    },
  ],
});
