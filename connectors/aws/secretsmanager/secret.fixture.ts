import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const arn = (name: string) => `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`;

const secret = (Name: string, more: object = {}) => ({
  operation: 'secretsmanager:ListSecrets',
  into: 'SecretList',
  item: { ARN: arn(Name), Name, CreatedDate: '2026-03-01T09:00:00.000Z', ...more },
});
const policy = (name: string, statement?: object) => ({
  operation: 'secretsmanager:GetResourcePolicy',
  input: { SecretId: arn(name) },
  reply: {
    ARN: arn(name),
    Name: name,
    ...(statement === undefined
      ? {}
      : { ResourcePolicy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }) }),
  },
});

/** One kept well; one that anyone may read and nobody rotates; one that a service owns; a replica. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        secret('claims/database', {
          KmsKeyId: `arn:aws:kms:${region}:${account}:key/11111111-1111-1111-1111-111111111111`,
          RotationEnabled: true,
          RotationLambdaARN: `arn:aws:lambda:${region}:${account}:function:rotate`,
          RotationRules: { AutomaticallyAfterDays: 30 },
          LastRotatedDate: '2026-03-20T09:00:00.000Z',
          LastChangedDate: '2026-03-20T09:00:00.000Z',
          LastAccessedDate: '2026-03-21T00:00:00.000Z',
          Tags: [
            { Key: 'team', Value: 'claims' },
            { Key: 'data-class', Value: 'confidential' },
          ],
          SecretVersionsToStages: { 'v-1': ['AWSCURRENT'] },
        }),
        secret('model/provider'),
        secret('sagemaker!endpoint', {
          KmsKeyId: 'alias/aws/secretsmanager',
          OwningService: 'sagemaker',
          RotationEnabled: true,
          RotationRules: { ScheduleExpression: 'rate(10 days)' },
        }),
        secret('replica', { PrimaryRegion: 'us-east-1', KmsKeyId: 'alias/own' }),
      ],
      answers: [
        policy('claims/database'),
        policy('model/provider', {
          Effect: 'Allow',
          Principal: '*',
          Action: 'secretsmanager:GetSecretValue',
          Resource: '*',
        }),
        policy('sagemaker!endpoint'),
        policy('replica'),
      ],
    },
  ],
});
