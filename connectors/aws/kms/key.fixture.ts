import { type Answered, fixture, type Listed } from '#connectors/standin/estate.ts';

const id = (n: number) => `${n}`.repeat(8) + '-1111-1111-1111-111111111111';
const arn = (n: number) => `arn:aws:kms:eu-west-1:111122223333:key/${id(n)}`;

const key = (n: number): Listed => ({
  operation: 'kms:ListKeys',
  into: 'Keys',
  item: { KeyId: id(n), KeyArn: arn(n) },
});
const alias = (AliasName: string, n?: number): Listed => ({
  operation: 'kms:ListAliases',
  into: 'Aliases',
  item: {
    AliasName,
    AliasArn: `arn:aws:kms:eu-west-1:111122223333:${AliasName}`,
    // AWS's own aliases are there before their keys are made.
    ...(n !== undefined && { TargetKeyId: id(n) }),
  },
});
const answer = (n: number, operation: string, reply: Answered['reply'] = {}): Answered => ({
  operation: `kms:${operation}`,
  input: { KeyId: id(n) },
  reply,
});
const described = (n: number, more: Readonly<Record<string, unknown>> = {}): Answered =>
  answer(n, 'DescribeKey', {
    KeyMetadata: {
      AWSAccountId: '111122223333',
      KeyId: id(n),
      Arn: arn(n),
      CreationDate: '2024-01-02T03:04:05.000Z',
      Enabled: true,
      Description: '',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: 'Enabled',
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      KeySpec: 'SYMMETRIC_DEFAULT',
      MultiRegion: false,
      ...more,
    },
  });
const policy = (n: number, ...Statement: readonly unknown[]): Answered =>
  answer(n, 'GetKeyPolicy', {
    Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
    PolicyName: 'default',
  });

export default fixture({
  account: '111122223333',
  region: 'eu-west-1',
  pieces: [
    {
      account: '111122223333',
      region: 'eu-west-1',
      lists: [
        key(1),
        key(2),
        key(3),
        alias('alias/models', 1),
        alias('alias/also-models', 1),
        alias('alias/aws/s3', 2),
        alias('alias/aws/lambda'),
        {
          operation: 'kms:ListGrants',
          into: 'Grants',
          input: { KeyId: id(1) },
          item: {
            KeyId: arn(1),
            GrantId: 'g2',
            GranteePrincipal: 'arn:aws:iam::999988887777:root',
            Operations: ['Decrypt'],
            IssuingAccount: 'arn:aws:iam::111122223333:root',
            CreationDate: '2024-01-02T03:04:05.000Z',
          },
        },
        {
          operation: 'kms:ListGrants',
          into: 'Grants',
          input: { KeyId: id(1) },
          item: { KeyId: arn(1), GrantId: 'g1', GranteeServicePrincipal: 'sagemaker.amazonaws.com' },
        },
      ],
      answers: [
        described(1, {
          Description: 'Models',
          MultiRegion: true,
          MultiRegionConfiguration: { MultiRegionKeyType: 'PRIMARY' },
        }),
        policy(1, {
          Sid: 'root',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::111122223333:root' },
          Action: 'kms:*',
          Resource: '*',
        }),
        answer(1, 'GetKeyRotationStatus', { KeyRotationEnabled: true, RotationPeriodInDays: 180 }),
        described(2, { KeyManager: 'AWS' }),
        policy(2),
        answer(2, 'GetKeyRotationStatus', { KeyRotationEnabled: true }),
        described(3, {
          KeyUsage: 'SIGN_VERIFY',
          KeySpec: 'RSA_4096',
          KeyState: 'PendingDeletion',
          Origin: 'EXTERNAL',
        }),
        policy(3, { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }),
        {
          operation: 'kms:GetKeyRotationStatus',
          input: { KeyId: id(3) },
          error: { code: 'UnsupportedOperationException', message: 'It cannot', status: 400 },
        },
      ],
    },
  ],
});
