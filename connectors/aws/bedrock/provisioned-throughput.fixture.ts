import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const arn = `arn:aws:bedrock:${region}:${account}`;
const base = `arn:aws:bedrock:${region}::foundation-model/amazon.nova-lite-v1:0`;
const listed = (id: string, provisionedModelName: string, more: object) => ({
  operation: 'bedrock:ListProvisionedModelThroughputs',
  into: 'provisionedModelSummaries',
  item: {
    provisionedModelName,
    provisionedModelArn: `${arn}:provisioned-model/${id}`,
    foundationModelArn: base,
    modelUnits: 1,
    desiredModelUnits: 1,
    status: 'InService',
    creationTime: time,
    lastModifiedTime: time,
    ...more,
  },
});

/** Of a foundation model, by the hour; of a custom model that is being exchanged, committed. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('aaaa', 'hourly', { modelArn: base, desiredModelArn: base }),
        listed('bbbb', 'committed', {
          modelArn: `${arn}:custom-model/one/aaaa`,
          desiredModelArn: `${arn}:custom-model/two/bbbb`,
          desiredModelUnits: 4,
          status: 'Updating',
          commitmentDuration: 'SixMonths',
          commitmentExpirationTime: '2026-09-01T09:00:00.000Z',
        }),
      ],
    },
  ],
});
