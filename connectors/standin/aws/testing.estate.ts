/** A small estate with something of every protocol and every shape, hostile names among it. */
import type { Estate } from '../estate.ts';

export const account = '111122223333';
/** Quotes, markup, line ends, leading and trailing space, other planes of Unicode. */
export const hostile = ' "a" <b> & \'c\'\n\t=1+1 ünï😀 ]]> -->\r\nend ';
export const time = '2026-01-02T03:04:05.678Z';
export const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: hostile, Effect: 'Allow' }],
});

const endpoint = (name: string): object => ({
  EndpointName: name,
  EndpointArn: `arn:aws:sagemaker:eu-west-1:${account}:endpoint/${name}`,
  CreationTime: time,
  LastModifiedTime: time,
  EndpointStatus: 'InService',
});
const named = (operation: string, into: string, items: readonly unknown[]) =>
  items.map((item) => ({ operation, into, item }));

export const estate: Estate = {
  pieces: [
    {
      account,
      region: 'eu-west-1',
      lists: [
        ...named('sagemaker:ListEndpoints', 'Endpoints', ['a', 'b', 'c', 'd', hostile].map(endpoint)),
        ...named('lambda:ListFunctions', 'Functions', [
          {
            FunctionName: 'one',
            Environment: { Variables: { [hostile]: hostile } },
            CodeSize: 12,
            Layers: [],
          },
          { FunctionName: 'two' },
          { FunctionName: 'three' },
        ]),
        ...named('kms:ListKeys', 'Keys', [{ KeyId: 'k1' }, { KeyId: 'k2' }, { KeyId: 'k3' }]),
        ...named('bedrock:ListGuardrails', 'guardrails', [
          {
            id: 'g1',
            arn: 'arn:g1',
            status: 'READY',
            name: hostile,
            version: 'DRAFT',
            createdAt: time,
            updatedAt: time,
          },
        ]),
        {
          operation: 'bedrock:ListGuardrails',
          into: 'guardrails',
          item: {
            id: 'g1',
            arn: 'arn:g1',
            status: 'READY',
            name: 'v1',
            version: '1',
            createdAt: time,
            updatedAt: time,
          },
        },
        ...named('bedrock-agent:ListAgents', 'agentSummaries', [
          { agentId: 'A1', agentName: 'x', agentStatus: 'PREPARED', updatedAt: time },
          { agentId: 'A2', agentName: 'y', agentStatus: 'PREPARED', updatedAt: time },
          { agentId: 'A3', agentName: 'z', agentStatus: 'PREPARED', updatedAt: time },
        ]),
        ...named('ec2:DescribeSubnets', 'Subnets', [
          { SubnetId: 's-1', MapPublicIpOnLaunch: true, Tags: [{ Key: 'Name', Value: hostile }] },
          { SubnetId: 's-2', AvailableIpAddressCount: 7, Ipv6CidrBlockAssociationSet: [] },
          { SubnetId: 's-3' },
        ]),
      ],
      answers: [
        {
          operation: 'sagemaker:DescribeEndpoint',
          input: { EndpointName: hostile },
          reply: {
            ...endpoint(hostile),
            EndpointConfigName: 'cfg',
            ProductionVariants: [{ VariantName: 'v', CurrentWeight: 0.5, DeployedImages: [] }],
            DataCaptureConfig: {
              EnableCapture: true,
              CaptureStatus: 'Started',
              CurrentSamplingPercentage: 20,
              DestinationS3Uri: 's3://b/k',
              KmsKeyId: '',
            },
          },
        },
        {
          operation: 'bedrock:GetGuardrail',
          input: { guardrailIdentifier: 'g1' },
          reply: {
            name: hostile,
            guardrailId: 'g1',
            guardrailArn: 'arn:g1',
            version: 'DRAFT',
            status: 'READY',
            createdAt: time,
            updatedAt: time,
            blockedInputMessaging: 'no',
            blockedOutputsMessaging: 'no',
            wordPolicy: { words: [{ text: hostile, inputEnabled: false }], managedWordLists: [] },
            contentPolicy: { filters: [{ type: 'HATE', inputStrength: 'HIGH', outputStrength: 'NONE' }] },
          },
        },
        {
          operation: 'bedrock-agent:GetAgent',
          input: { agentId: 'A1' },
          reply: {
            agent: {
              agentId: 'A1',
              agentName: hostile,
              agentArn: 'arn:A1',
              agentVersion: 'DRAFT',
              agentStatus: 'PREPARED',
              idleSessionTTLInSeconds: 600,
              agentResourceRoleArn: 'arn:role',
              createdAt: time,
              updatedAt: time,
              failureReasons: [hostile],
            },
          },
        },
        {
          operation: 'lambda:GetPolicy',
          input: { FunctionName: hostile },
          reply: { Policy: policy, RevisionId: 'r' },
        },
        {
          operation: 'kms:GetKeyPolicy',
          input: { KeyId: 'k1', PolicyName: 'default' },
          reply: { Policy: policy },
        },
      ],
    },
    {
      account,
      region: '*',
      lists: [
        ...named('s3:ListBuckets', 'Buckets', [
          { Name: 'one', BucketRegion: 'eu-west-1', CreationDate: time, BucketArn: 'arn:aws:s3:::one' },
          { Name: 'two', BucketRegion: 'us-east-1' },
          { Name: 'three', BucketRegion: 'eu-west-1' },
        ]),
        ...named('iam:GetAccountAuthorizationDetails', 'RoleDetailList', [
          {
            RoleName: hostile,
            Arn: 'arn:r1',
            CreateDate: time,
            AssumeRolePolicyDocument: encodeURIComponent(policy),
            RolePolicyList: [{ PolicyName: 'p', PolicyDocument: encodeURIComponent(policy) }],
            Tags: [],
          },
          { RoleName: 'r2' },
          { RoleName: 'r3' },
        ]),
        ...named('iam:GetAccountAuthorizationDetails', 'UserDetailList', [{ UserName: 'u1' }]),
        ...named('iam:GetAccountAuthorizationDetails', 'Policies', [
          { Arn: 'arn:aws:iam::aws:policy/X', IsAttachable: true },
        ]),
        ...named('organizations:ListAccounts', 'Accounts', [
          { Id: account, Name: hostile, Status: 'ACTIVE', JoinedTimestamp: time },
        ]),
        ...named('ec2:DescribeRegions', 'Regions', [
          { RegionName: 'eu-west-1', OptInStatus: 'opt-in-not-required' },
          { RegionName: 'us-east-1', OptInStatus: 'opt-in-not-required' },
          { RegionName: 'me-south-1', OptInStatus: 'not-opted-in' },
        ]),
      ],
      answers: [
        { operation: 's3:GetBucketPolicy', input: { Bucket: 'one' }, reply: { Policy: policy } },
        {
          operation: 's3:GetBucketPolicyStatus',
          input: { Bucket: 'one' },
          reply: { PolicyStatus: { IsPublic: true } },
        },
        {
          operation: 's3:GetBucketAcl',
          input: { Bucket: 'one' },
          reply: {
            Owner: { ID: 'o', DisplayName: hostile },
            Grants: [
              {
                Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
                Permission: 'WRITE',
              },
              { Grantee: { Type: 'CanonicalUser', ID: 'o' }, Permission: 'FULL_CONTROL' },
            ],
          },
        },
        {
          operation: 's3control:GetPublicAccessBlock',
          input: { AccountId: account },
          reply: { PublicAccessBlockConfiguration: { BlockPublicAcls: true, IgnorePublicAcls: false } },
        },
      ],
    },
  ],
};
