/** What tests against the stand-in share. */

/** Operations that the tests may call. */
export const readOnly: ReadonlySet<string> = new Set([
  'bedrock-agent:GetAgent',
  'bedrock-agent:ListAgents',
  'bedrock:GetGuardrail',
  'bedrock:GetModelInvocationLoggingConfiguration',
  'bedrock:ListGuardrails',
  'ec2:DescribeRegions',
  'ec2:DescribeSubnets',
  'iam:GetAccountAuthorizationDetails',
  'iam:SimulatePrincipalPolicy',
  'kms:GetKeyPolicy',
  'kms:GetPublicKey',
  'kms:ListKeys',
  'lambda:GetPolicy',
  'lambda:ListFunctions',
  'organizations:ListAccounts',
  's3control:GetPublicAccessBlock',
  's3:GetBucketAcl',
  's3:GetBucketEncryption',
  's3:GetBucketLocation',
  's3:GetBucketPolicy',
  's3:GetBucketPolicyStatus',
  's3:GetBucketVersioning',
  's3:ListBuckets',
  'sagemaker:DescribeEndpoint',
  'sagemaker:DescribeTrainingJob',
  'sagemaker:ListEndpoints',
]);

/** Configuration of any client that talks to the stand-in; no retry, so that a test sees each answer. */
export const clientOptions = (url: string) => ({
  endpoint: url,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
  maxAttempts: 1,
});
