import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const model = (where: string) => ({
  modelArn: `arn:aws:bedrock:${where}::foundation-model/amazon.nova-lite-v1:0`,
});
const listed = (id: string, name: string, models: readonly object[]) => ({
  operation: 'bedrock:ListInferenceProfiles',
  into: 'inferenceProfileSummaries',
  input: { typeEquals: 'APPLICATION' },
  item: {
    inferenceProfileId: id,
    inferenceProfileName: name,
    inferenceProfileArn: `arn:aws:bedrock:${region}:${account}:application-inference-profile/${id}`,
    status: 'ACTIVE',
    type: 'APPLICATION',
    models,
    createdAt: time,
  },
});

/** Stays in its region; leaves it; an item without a model. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('aaaa', 'here', [model(region)]),
        listed('bbbb', 'away', [model(region), model('us-east-1')]),
        listed('cccc', 'odd', [{}]),
      ],
    },
  ],
});
