/**
 * What AWS itself answers where nothing is configured. Sources: API reference of each operation ("Errors"); S3 User Guide
 * (default encryption since January 2023, Block Public Access and ACLs disabled for new buckets since April 2023: told by the
 * estate, not assumed here).
 */
import type { Default } from '../estate.ts';

const error = (operation: string, code: string, status: number, message: string): Default => ({
  operation,
  error: { code, status, message },
});
const nothing = (operation: string): Default => ({ operation, reply: {} });

const all: readonly Default[] = [
  {
    operation: 'ec2:DescribeVpcBlockPublicAccessOptions',
    reply: {
      VpcBlockPublicAccessOptions: {
        State: 'default-state',
        InternetGatewayBlockMode: 'off',
        ManagedBy: 'account',
        ExclusionsAllowed: 'allowed',
      },
    },
  },
  error('s3:GetBucketPolicy', 'NoSuchBucketPolicy', 404, 'The bucket policy does not exist'),
  error('s3:GetBucketPolicyStatus', 'NoSuchBucketPolicy', 404, 'The bucket policy does not exist'),
  error(
    's3:GetPublicAccessBlock',
    'NoSuchPublicAccessBlockConfiguration',
    404,
    'The public access block configuration was not found',
  ),
  error(
    's3:GetBucketOwnershipControls',
    'OwnershipControlsNotFoundError',
    404,
    'The bucket ownership controls were not found',
  ),
  error('s3:GetBucketTagging', 'NoSuchTagSet', 404, 'The TagSet does not exist'),
  error(
    's3:GetBucketReplication',
    'ReplicationConfigurationNotFoundError',
    404,
    'The replication configuration was not found',
  ),
  error(
    's3:GetBucketLifecycleConfiguration',
    'NoSuchLifecycleConfiguration',
    404,
    'The lifecycle configuration does not exist',
  ),
  error(
    's3:GetObjectLockConfiguration',
    'ObjectLockConfigurationNotFoundError',
    404,
    'Object Lock configuration does not exist for this bucket',
  ),
  error(
    's3:GetBucketWebsite',
    'NoSuchWebsiteConfiguration',
    404,
    'The specified bucket does not have a website configuration',
  ),
  error('s3:GetBucketCors', 'NoSuchCORSConfiguration', 404, 'The CORS configuration does not exist'),
  {
    operation: 's3:GetBucketEncryption',
    reply: {
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
      },
    },
  },
  nothing('s3:GetBucketVersioning'),
  nothing('s3:GetBucketLogging'),
  nothing('s3:GetBucketNotificationConfiguration'),
  error(
    's3control:GetPublicAccessBlock',
    'NoSuchPublicAccessBlockConfiguration',
    404,
    'The public access block configuration was not found',
  ),
  // A root user with a second factor and no keys: what is expected.
  {
    operation: 'iam:GetAccountSummary',
    reply: {
      SummaryMap: {
        AccountMFAEnabled: 1,
        AccountAccessKeysPresent: 0,
        AccountPasswordPresent: 1,
        AccountSigningCertificatesPresent: 0,
      },
    },
  },
  nothing('bedrock:GetModelInvocationLoggingConfiguration'),
  error(
    'sagemaker:GetModelPackageGroupPolicy',
    'ValidationException',
    400,
    'Cannot find resource policy for the model package group',
  ),
  error(
    'ecr:GetRepositoryPolicy',
    'RepositoryPolicyNotFoundException',
    400,
    'Repository policy does not exist for the repository',
  ),
  error(
    'ecr:GetRegistryPolicy',
    'RegistryPolicyNotFoundException',
    400,
    'Registry policy does not exist in the registry',
  ),
  error('lambda:GetPolicy', 'ResourceNotFoundException', 404, 'The resource you requested does not exist.'),
  error(
    'organizations:DescribeOrganization',
    'AWSOrganizationsNotInUseException',
    400,
    'Your account is not a member of an organization.',
  ),
  error(
    'organizations:ListRoots',
    'AWSOrganizationsNotInUseException',
    400,
    'Your account is not a member of an organization.',
  ),
  error(
    'organizations:ListAccounts',
    'AWSOrganizationsNotInUseException',
    400,
    'Your account is not a member of an organization.',
  ),
];

export const awsDefaults: ReadonlyMap<string, Default> = new Map(all.map((d) => [d.operation, d]));

/** SageMaker says "not there" in one of two ways, by the age of the operation. */
export const sagemakerResourceNotFound =
  /^Describe(?:Domain|UserProfile|Space|App|TrainingJob|ProcessingJob|TransformJob|HyperParameterTuningJob|Pipeline|FeatureGroup|AutoMLJob|AutoMLJobV2|StudioLifecycleConfig|Hub|Image|Cluster)$/;
