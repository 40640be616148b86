import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const listed = (name: string, more: object = {}) => ({
  operation: 'opensearchserverless:ListSecurityPolicies',
  into: 'securityPolicySummaries',
  input: { type: 'network' },
  item: { name, createdDate: 1_767_225_600_000, lastModifiedDate: 1_767_225_600_000, ...more },
});
const answered = (name: string, policy: readonly object[]) => ({
  operation: 'opensearchserverless:GetSecurityPolicy',
  input: { type: 'network', name },
  reply: { securityPolicyDetail: { name, policy } },
});
const rule = (ResourceType: string, ...Resource: readonly string[]) => ({ ResourceType, Resource });

/** One that opens a collection to all but its dashboard to a network alone, and one that is private throughout. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('public-search', { description: 'for the demo' }),
        listed('private-vectors'),
        {
          operation: 'opensearchserverless:ListSecurityPolicies',
          into: 'securityPolicySummaries',
          input: { type: 'encryption' },
          item: { name: 'keys' },
        },
      ],
      answers: [
        answered('public-search', [
          { Rules: [rule('collection', 'collection/demo*')], AllowFromPublic: true },
          {
            Rules: [rule('dashboard', 'collection/demo*')],
            AllowFromPublic: false,
            SourceVPCEs: ['vpce-0b1b2c3d', 'vpce-0a1b2c3d'],
          },
        ]),
        answered('private-vectors', [
          {
            Description: 'Bedrock only',
            Rules: [rule('collection', 'collection/bedrock-vectors')],
            SourceServices: ['bedrock.amazonaws.com'],
          },
        ]),
      ],
    },
  ],
});
