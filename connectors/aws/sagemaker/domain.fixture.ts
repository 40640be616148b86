import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const listed = (DomainId: string, DomainName: string) => ({
  operation: 'sagemaker:ListDomains',
  into: 'Domains',
  item: {
    DomainId,
    DomainName,
    DomainArn: `arn:aws:sagemaker:${region}:${account}:domain/${DomainId}`,
    Status: 'InService',
    CreationTime: time,
  },
});
const role = `arn:aws:iam::${account}:role`;
const studio = `arn:aws:sagemaker:${region}:${account}:studio-lifecycle-config`;

/** In its own network with single sign-on; on the internet with everything shared. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [listed('d-good', 'research'), listed('d-bad', 'playground')],
      answers: [
        {
          operation: 'sagemaker:DescribeDomain',
          input: { DomainId: 'd-good' },
          reply: {
            DomainId: 'd-good',
            AuthMode: 'SSO',
            AppNetworkAccessType: 'VpcOnly',
            AppSecurityGroupManagement: 'Customer',
            KmsKeyId: '11111111-2222-3333-4444-555555555555',
            VpcId: 'vpc-1',
            SubnetIds: ['subnet-1', 'subnet-2'],
            SecurityGroupIdForDomainBoundary: 'sg-boundary',
            HomeEfsFileSystemId: 'fs-1',
            DefaultUserSettings: { ExecutionRole: `${role}/Studio`, SecurityGroups: ['sg-users'] },
            DomainSettings: {
              SecurityGroupIds: ['sg-domain'],
              ExecutionRoleIdentityConfig: 'USER_PROFILE_NAME',
              RStudioServerProDomainSettings: { DomainExecutionRoleArn: `${role}/RStudio` },
              TrustedIdentityPropagationSettings: { Status: 'ENABLED' },
              UnifiedStudioSettings: { ProjectS3Path: 's3://projects/research/' },
            },
          },
        },
        {
          operation: 'sagemaker:DescribeDomain',
          input: { DomainId: 'd-bad' },
          reply: {
            DomainId: 'd-bad',
            AuthMode: 'IAM',
            AppNetworkAccessType: 'PublicInternetOnly',
            DefaultUserSettings: {
              ExecutionRole: `${role}/Everything`,
              SharingSettings: { NotebookOutputOption: 'Allowed', S3OutputPath: 's3://shared/notebooks' },
              JupyterLabAppSettings: {
                DefaultResourceSpec: { LifecycleConfigArn: `${studio}/setup` },
                LifecycleConfigArns: [`${studio}/setup`, `${studio}/extra`],
                CodeRepositories: [{ RepositoryUrl: 'https://github.com/acme/start.git' }],
              },
              CanvasAppSettings: {
                WorkspaceSettings: { S3ArtifactPath: 's3://canvas/' },
                IdentityProviderOAuthSettings: [
                  {
                    DataSourceName: 'SalesforceGenie',
                    Status: 'ENABLED',
                    SecretArn: `arn:aws:secretsmanager:${region}:${account}:secret:canvas-AbCdEf`,
                  },
                ],
                GenerativeAiSettings: { AmazonBedrockRoleArn: `${role}/CanvasBedrock` },
              },
              CustomFileSystemConfigs: [{ EFSFileSystemConfig: { FileSystemId: 'fs-shared' } }],
            },
            DefaultSpaceSettings: { ExecutionRole: `${role}/Space` },
            DomainSettings: {
              DockerSettings: { EnableDockerAccess: 'ENABLED', VpcOnlyTrustedAccounts: ['444455556666'] },
            },
          },
        },
      ],
    },
  ],
});
