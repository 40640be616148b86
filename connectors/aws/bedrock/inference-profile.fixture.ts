import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const listed = (id: string, name: string, regions: readonly string[]) => ({
  operation: 'bedrock:ListInferenceProfiles',
  into: 'inferenceProfileSummaries',
  input: { typeEquals: 'SYSTEM_DEFINED' },
  item: {
    inferenceProfileId: id,
    inferenceProfileName: name,
    inferenceProfileArn: `arn:aws:bedrock:${region}:${account}:inference-profile/${id}`,
    status: 'ACTIVE',
    type: 'SYSTEM_DEFINED',
    models: regions.map((r) => ({
      modelArn: `arn:aws:bedrock:${r}::foundation-model/amazon.nova-lite-v1:0`,
    })),
    createdAt: time,
  },
});

/** Over three regions of one geography; over the world. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('eu.amazon.nova-lite-v1:0', 'EU Nova Lite', ['eu-west-3', 'eu-west-1', 'eu-north-1']),
        listed('global.amazon.nova-lite-v1:0', 'Global Nova Lite', ['eu-west-1', '']),
      ],
    },
  ],
});
