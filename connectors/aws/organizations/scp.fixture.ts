import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const organization = `arn:aws:organizations::${account}`;
const listed = (Id: string, Arn: string, Name: string, AwsManaged: boolean) => ({
  operation: 'organizations:ListPolicies',
  into: 'Policies',
  input: { Filter: 'SERVICE_CONTROL_POLICY' },
  item: { Id, Arn, Name, Description: `About ${Name}`, AwsManaged },
});
const content = (PolicyId: string, document: object) => ({
  operation: 'organizations:DescribePolicy',
  input: { PolicyId },
  reply: { Policy: { Content: JSON.stringify(document, undefined, 2) } },
});
const target = (PolicyId: string, TargetId: string, Type: string, resource: string) => ({
  operation: 'organizations:ListTargetsForPolicy',
  into: 'Targets',
  input: { PolicyId },
  item: { TargetId, Arn: `${organization}:${resource}`, Name: `target ${TargetId}`, Type },
});
const statement = { Effect: 'Deny', Action: 'bedrock:*', Resource: '*' };

/** AWS's own, one that denies, and one that is attached to nothing. */
export default fixture({
  account,
  region: 'us-east-1',
  pieces: [
    {
      account,
      region: '*',
      lists: [
        listed(
          'p-FullAWSAccess',
          'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
          'FullAWSAccess',
          true,
        ),
        listed(
          'p-noai0001',
          `${organization}:policy/o-fixture000/service_control_policy/p-noai0001`,
          'No AI',
          false,
        ),
        listed(
          'p-unused01',
          `${organization}:policy/o-fixture000/service_control_policy/p-unused01`,
          'Unused',
          false,
        ),
        target('p-FullAWSAccess', 'r-ab12', 'ROOT', 'root/o-fixture000/r-ab12'),
        target('p-noai0001', 'ou-ab12-sandbox1', 'ORGANIZATIONAL_UNIT', 'ou/o-fixture000/ou-ab12-sandbox1'),
        target('p-noai0001', '444455556666', 'ACCOUNT', 'account/o-fixture000/444455556666'),
      ],
      answers: [
        content('p-FullAWSAccess', {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
        }),
        content('p-noai0001', { Version: '2012-10-17', Statement: [statement] }),
        content('p-unused01', { Version: '2012-10-17', Statement: [] }),
      ],
    },
  ],
});
