import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = (id: string) => `arn:aws:bedrock-agentcore:${region}:${account}:memory/${id}`;
const memory = (id: string, plain: object, hidden: object, more: object = {}) => {
  const both = { id, arn: arn(id), status: 'ACTIVE', createdAt: time, updatedAt: time, ...more };
  const answer = (view: string, fields: object) => ({
    operation: 'bedrock-agentcore-control:GetMemory',
    input: { memoryId: id, view },
    reply: { memory: { ...both, name: id.slice(0, -11), ...plain, ...fields } },
  });
  return {
    listed: { operation: 'bedrock-agentcore-control:ListMemories', into: 'memories', item: both },
    answers: [answer('without_decryption', {}), answer('full', hidden)],
  };
};
const strategy = (name: string, type: string, namespaces: readonly string[], configuration?: object) => ({
  strategyId: `${name}-0000000001`,
  name,
  type,
  namespaces,
  namespaceTemplates: namespaces,
  ...(configuration === undefined ? {} : { configuration }),
});

const all = [
  memory(
    'support-aaaaaaaaaa',
    {
      encryptionKeyArn: `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`,
      memoryExecutionRoleArn: `arn:aws:iam::${account}:role/memory`,
      eventExpiryDuration: 7,
    },
    {
      strategies: [
        strategy('facts', 'SEMANTIC', ['/facts/{actorId}']),
        strategy('taste', 'CUSTOM', ['/taste/{actorId}'], {
          type: 'USER_PREFERENCE_OVERRIDE',
          extraction: {
            customExtractionConfiguration: {
              userPreferenceExtractionOverride: {
                appendToPrompt: 'Remember whatever they like',
                modelId: 'amazon.nova-lite-v1:0',
              },
            },
          },
          consolidation: {
            customConsolidationConfiguration: {
              userPreferenceConsolidationOverride: {
                appendToPrompt: 'Keep what they like',
                modelId: 'eu.anthropic.claude-sonnet-4-20250514-v1:0',
              },
            },
          },
        }),
      ],
    },
  ),
  memory(
    'shared-bbbbbbbbbb',
    { eventExpiryDuration: 365 },
    {
      strategies: [
        strategy('all', 'SUMMARIZATION', ['/everyone']),
        strategy('own', 'CUSTOM', ['/own/{sessionId}'], {
          type: 'SELF_MANAGED',
          selfManagedConfiguration: {
            triggerConditions: [{ messageBasedTrigger: { messageCount: 6 } }],
            invocationConfiguration: {
              topicArn: `arn:aws:sns:${region}:${account}:memories`,
              payloadDeliveryBucketName: 'memory-payloads',
            },
            historicalContextWindowSize: 4,
          },
        }),
      ],
      streamDeliveryResources: {
        resources: [
          {
            kinesis: {
              dataStreamArn: `arn:aws:kinesis:${region}:${account}:stream/memories`,
              contentConfigurations: [{ type: 'MEMORY_RECORDS', level: 'FULL_CONTENT' }],
            },
          },
        ],
      },
    },
  ),
  memory(
    'harness-cccccccccc',
    { eventExpiryDuration: 90 },
    { strategies: [] },
    { managedByResourceArn: `arn:aws:bedrock-agentcore:${region}:${account}:harness/helper-dddddddddd` },
  ),
];

/** One that keeps people apart under a key of the owner; one that mixes them and hands all on; one of a harness. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: all.map((one) => one.listed),
      answers: [
        ...all.flatMap((one) => one.answers),
        {
          operation: 'bedrock-agentcore-control:GetResourcePolicy',
          input: { resourceArn: arn('shared-bbbbbbbbbb') },
          reply: {
            policy: JSON.stringify({
              Version: '2012-10-17',
              Statement: [
                {
                  Effect: 'Allow',
                  Principal: { AWS: 'arn:aws:iam::444455556666:root' },
                  Action: 'bedrock-agentcore:RetrieveMemoryRecords',
                  Resource: arn('shared-bbbbbbbbbb'),
                },
              ],
            }),
          },
        },
        { operation: 'bedrock-agentcore-control:GetResourcePolicy', reply: {} },
      ],
    },
  ],
});
