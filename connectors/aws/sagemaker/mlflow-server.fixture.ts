import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const server = (TrackingServerName: string, more: object) => ({
  TrackingServerName,
  TrackingServerArn: `arn:aws:sagemaker:${region}:${account}:mlflow-tracking-server/${TrackingServerName}`,
  ...more,
});
const listed = (name: string, TrackingServerStatus: string, IsActive: string) => ({
  operation: 'sagemaker:ListMlflowTrackingServers',
  into: 'TrackingServerSummaries',
  item: server(name, { TrackingServerStatus, IsActive, MlflowVersion: '3.0', CreationTime: time }),
});
const described = (name: string, more: object) => ({
  operation: 'sagemaker:DescribeMlflowTrackingServer',
  input: { TrackingServerName: name },
  reply: server(name, more),
});

/** One that checks whose bucket it writes to; one that registers whatever is logged; one that is being made. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        listed('good', 'Started', 'Active'),
        listed('bad', 'Created', 'Active'),
        listed('new', 'Creating', 'Inactive'),
      ],
      answers: [
        described('good', {
          RoleArn: `arn:aws:iam::${account}:role/Mlflow`,
          ArtifactStoreUri: 's3://experiments/good',
          TrackingServerUrl: `https://t-abc.${region}.experiments.sagemaker.aws/`,
          AutomaticModelRegistration: false,
          S3BucketOwnerAccountId: account,
          S3BucketOwnerVerification: true,
        }),
        described('bad', {
          RoleArn: `arn:aws:iam::${account}:role/Admin`,
          ArtifactStoreUri: 's3://open-experiments',
          TrackingServerUrl: 'not an address',
          AutomaticModelRegistration: true,
        }),
        described('new', {}),
      ],
    },
  ],
});
