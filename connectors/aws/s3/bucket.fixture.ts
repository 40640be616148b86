import { type Answered, fixture, type Listed } from '#connectors/standin/estate.ts';

const listed = (Name: string, BucketRegion?: string): Listed => ({
  operation: 's3:ListBuckets',
  into: 'Buckets',
  item: { Name, CreationDate: '2024-05-06T07:08:09.000Z', ...(BucketRegion && { BucketRegion }) },
});
const reply = (Bucket: string, operation: string, body: Answered['reply'] = {}): Answered => ({
  operation: `s3:${operation}`,
  input: { Bucket },
  reply: body,
});
const error = (Bucket: string, operation: string, code: string): Answered => ({
  operation: `s3:${operation}`,
  input: { Bucket },
  error: { code, message: 'It does not exist', status: 404 },
});
const owner = 'a'.repeat(64);
const ownGrant = { Grantee: { Type: 'CanonicalUser', ID: owner }, Permission: 'FULL_CONTROL' };
const allUsers = 'http://acs.amazonaws.com/groups/global/AllUsers';
const anyAccount = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';

/** Nothing configured: an error for each setting, or an answer without it. */
const bare = (bucket: string): readonly Answered[] => [
  error(bucket, 'GetBucketPolicy', 'NoSuchBucketPolicy'),
  error(bucket, 'GetBucketPolicyStatus', 'NoSuchBucketPolicy'),
  reply(bucket, 'GetBucketAcl', { Owner: { ID: owner }, Grants: [] }),
  error(bucket, 'GetPublicAccessBlock', 'NoSuchPublicAccessBlockConfiguration'),
  error(bucket, 'GetBucketEncryption', 'ServerSideEncryptionConfigurationNotFoundError'),
  reply(bucket, 'GetBucketVersioning'),
  reply(bucket, 'GetBucketLogging'),
  error(bucket, 'GetBucketOwnershipControls', 'OwnershipControlsNotFoundError'),
  error(bucket, 'GetBucketTagging', 'NoSuchTagSet'),
  error(bucket, 'GetBucketReplication', 'ReplicationConfigurationNotFoundError'),
];

const good: readonly Answered[] = [
  reply('good', 'GetBucketPolicy', {
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Sid: 'HttpsOnly',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:*',
        Resource: ['arn:aws:s3:::good/*', 'arn:aws:s3:::good'],
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    }),
  }),
  reply('good', 'GetBucketPolicyStatus', { PolicyStatus: { IsPublic: false } }),
  reply('good', 'GetBucketAcl', { Owner: { ID: owner }, Grants: [ownGrant] }),
  reply('good', 'GetPublicAccessBlock', {
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  }),
  reply('good', 'GetBucketEncryption', {
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/models' },
          BucketKeyEnabled: true,
        },
      ],
    },
  }),
  reply('good', 'GetBucketVersioning', { Status: 'Enabled', MFADelete: 'Enabled' }),
  reply('good', 'GetBucketLogging', { LoggingEnabled: { TargetBucket: 'logs', TargetPrefix: 'good/' } }),
  reply('good', 'GetBucketOwnershipControls', {
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  }),
  reply('good', 'GetBucketTagging', {
    TagSet: [
      { Key: 'team', Value: 'ml-größe' },
      { Key: 'env', Value: '' },
    ],
  }),
  error('good', 'GetBucketReplication', 'ReplicationConfigurationNotFoundError'),
];

const open: readonly Answered[] = [
  reply('open', 'GetBucketPolicy', {
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: ['s3:PutObject', 's3:GetObject'],
          Resource: 'arn:aws:s3:::open/*',
        },
      ],
    }),
  }),
  reply('open', 'GetBucketPolicyStatus', { PolicyStatus: { IsPublic: true } }),
  reply('open', 'GetBucketAcl', {
    Owner: { ID: owner },
    Grants: [
      { Grantee: { Type: 'Group', URI: anyAccount }, Permission: 'WRITE' },
      { Grantee: { Type: 'Group', URI: allUsers }, Permission: 'READ' },
      {
        Grantee: { Type: 'AmazonCustomerByEmail', EmailAddress: 'partner@example.com' },
        Permission: 'READ_ACP',
      },
      ownGrant,
    ],
  }),
  reply('open', 'GetPublicAccessBlock', { PublicAccessBlockConfiguration: { BlockPublicAcls: true } }),
  reply('open', 'GetBucketEncryption', {
    ServerSideEncryptionConfiguration: {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
    },
  }),
  reply('open', 'GetBucketVersioning', { Status: 'Suspended', MFADelete: 'Disabled' }),
  reply('open', 'GetBucketLogging'),
  reply('open', 'GetBucketOwnershipControls', {
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
  }),
  error('open', 'GetBucketTagging', 'NoSuchTagSet'),
  reply('open', 'GetBucketReplication', {
    ReplicationConfiguration: {
      Role: 'arn:aws:iam::111122223333:role/replicate',
      Rules: [
        {
          ID: 'away',
          Status: 'Enabled',
          Destination: { Bucket: 'arn:aws:s3:::elsewhere', Account: '999988887777' },
        },
        { Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::second' } },
        { ID: 'off', Status: 'Disabled', Destination: { Bucket: 'arn:aws:s3:::never' } },
      ],
    },
  }),
];

export default fixture({
  account: '111122223333',
  region: 'eu-west-1',
  pieces: [
    {
      account: '111122223333',
      region: '*',
      lists: [listed('good', 'eu-west-1'), listed('open', 'us-east-1'), listed('bare.with.dots')],
      answers: [...good, ...open, ...bare('bare.with.dots')],
    },
  ],
});
