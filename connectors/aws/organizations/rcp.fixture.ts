import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const organization = `arn:aws:organizations::${account}`;
const listed = (Id: string, Arn: string, Name: string, AwsManaged: boolean) => ({
  operation: 'organizations:ListPolicies',
  into: 'Policies',
  input: { Filter: 'RESOURCE_CONTROL_POLICY' },
  item: { Id, Arn, Name, AwsManaged },
});
const content = (PolicyId: string, ...statements: readonly object[]) => ({
  operation: 'organizations:DescribePolicy',
  input: { PolicyId },
  reply: { Policy: { Content: JSON.stringify({ Version: '2012-10-17', Statement: statements }) } },
});

/** AWS's own, attached to nothing, and one that keeps buckets to the organisation. */
export default fixture({
  account,
  region: 'us-east-1',
  pieces: [
    {
      account,
      region: '*',
      lists: [
        listed(
          'p-RCPFullAWSAccess',
          'arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess',
          'RCPFullAWSAccess',
          true,
        ),
        listed(
          'p-ours0001',
          `${organization}:policy/o-fixture000/resource_control_policy/p-ours0001`,
          'Ours alone',
          false,
        ),
        {
          operation: 'organizations:ListTargetsForPolicy',
          into: 'Targets',
          input: { PolicyId: 'p-ours0001' },
          item: {
            TargetId: 'r-ab12',
            Arn: `${organization}:root/o-fixture000/r-ab12`,
            Name: 'Root',
            Type: 'ROOT',
          },
        },
        // Of the other type: not asked for here.
        {
          operation: 'organizations:ListPolicies',
          into: 'Policies',
          input: { Filter: 'SERVICE_CONTROL_POLICY' },
          item: { Id: 'p-FullAWSAccess', Arn: `${organization}:policy/p-other`, Name: 'other' },
        },
      ],
      answers: [
        content('p-RCPFullAWSAccess', { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
        content('p-ours0001', {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: '*',
          Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-fixture000' } },
        }),
      ],
    },
  ],
});
