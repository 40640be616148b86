import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const listed = (name: string, more: object = {}) => ({
  operation: 'opensearchserverless:ListAccessPolicies',
  into: 'accessPolicySummaries',
  item: { name, createdDate: 1_767_225_600_000, lastModifiedDate: 1_767_312_000_000, ...more },
});
const answered = (name: string, policy: readonly object[]) => ({
  operation: 'opensearchserverless:GetAccessPolicy',
  input: { name },
  reply: { accessPolicyDetail: { name, policy } },
});

/** One that lets a knowledge base at its own index, and one that lets a whole account do everything. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [listed('bedrock-kb', { description: 'made by Bedrock' }), listed('wide-open')],
      answers: [
        answered('bedrock-kb', [
          {
            Description: 'the knowledge base',
            Rules: [
              {
                ResourceType: 'index',
                Resource: ['index/bedrock-vectors/docs'],
                Permission: ['aoss:WriteDocument', 'aoss:ReadDocument'],
              },
              {
                ResourceType: 'collection',
                Resource: ['collection/bedrock-vectors'],
                Permission: ['aoss:DescribeCollectionItems'],
              },
            ],
            Principal: [`arn:aws:iam::${account}:role/kb`],
          },
        ]),
        answered('wide-open', [
          {
            Rules: [{ ResourceType: 'index', Resource: ['index/*/*'], Permission: ['aoss:*'] }],
            Principal: [`arn:aws:iam::${account}:root`, 'saml/111122223333/okta/group/everyone'],
          },
          {
            Rules: [{ ResourceType: 'collection', Resource: ['collection/*'], Permission: ['aoss:*'] }],
            Principal: [`arn:aws:iam::${account}:root`],
          },
        ]),
      ],
    },
  ],
});
