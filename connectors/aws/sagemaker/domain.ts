/** SageMaker domain: where a team's Studio runs, with a role, a network and a home file system for all. */
import { z } from 'zod';
import {
  encryptedWith,
  inGroups,
  inSubnets,
  keyHolder,
  runsAs,
  sageMakerGone,
  storesTo,
} from '#connectors/aws/parts/refs.ts';
import {
  fileSystem,
  studioEdges,
  studioEdgeTypes,
  studioSettings,
} from '#connectors/aws/parts/studio-settings.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, texts, time } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsSageMakerDomain',
  title: 'SageMaker domain',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['AiWorkspace'],
  scope: 'region',
  verbs: { MANAGE: ['sagemaker:UpdateDomain', 'sagemaker:DeleteDomain', 'sagemaker:CreateUserProfile'] },
})
  .list({
    operation: 'sagemaker:ListDomains',
    input: () => ({ MaxResults: 100 }),
    items: 'Domains',
    item: z.object({
      DomainArn: z.string(),
      DomainId: z.string(),
      DomainName: z.string(),
      Status: z.string().optional(),
      CreationTime: z.string().optional(),
    }),
    id: (d) => d.DomainArn,
    name: (d) => d.DomainName,
    gives: {
      domainId: text('DomainId'),
      status: oneOf('Status', ['InService', 'Pending', 'Updating', 'Deleting', 'Failed']),
      createdAt: time('CreationTime'),
    },
    props: (d) => ({ domainId: d.DomainId, status: d.Status ?? null, createdAt: d.CreationTime ?? null }),
  })
  .read('describe', {
    operation: 'sagemaker:DescribeDomain',
    input: (d) => ({ DomainId: d.DomainId }),
    reply: z.object({
      AuthMode: z.string().optional(),
      AppNetworkAccessType: z.string().optional(),
      AppSecurityGroupManagement: z.string().optional(),
      KmsKeyId: z.string().optional(),
      VpcId: z.string().optional(),
      SubnetIds: z.array(z.string()).optional(),
      SecurityGroupIdForDomainBoundary: z.string().optional(),
      HomeEfsFileSystemId: z.string().optional(),
      TagPropagation: z.string().optional(),
      DefaultUserSettings: studioSettings.optional(),
      DefaultSpaceSettings: studioSettings.optional(),
      DomainSettings: z
        .object({
          SecurityGroupIds: z.array(z.string()).optional(),
          ExecutionRoleIdentityConfig: z.string().optional(),
          RStudioServerProDomainSettings: z.object({ DomainExecutionRoleArn: z.string() }).optional(),
          TrustedIdentityPropagationSettings: z.object({ Status: z.string() }).optional(),
          UnifiedStudioSettings: z.object({ ProjectS3Path: z.string().optional() }).optional(),
          DockerSettings: z
            .object({
              EnableDockerAccess: z.string().optional(),
              RootlessDocker: z.string().optional(),
              VpcOnlyTrustedAccounts: z.array(z.string()).optional(),
            })
            .optional(),
        })
        .optional(),
    }),
    gone: sageMakerGone,
    gives: {
      authMode: oneOf('AuthMode', ['IAM', 'SSO']),
      networkAccess: oneOf('AppNetworkAccessType', ['PublicInternetOnly', 'VpcOnly']),
      directInternet: bool('AppNetworkAccessType'),
      encryption: oneOf('KmsKeyId', ['none', 'provider', 'customer']),
      securityGroupsBy: oneOf('AppSecurityGroupManagement', ['Service', 'Customer']),
      sharesNotebookOutput: bool('DefaultUserSettings.SharingSettings.NotebookOutputOption'),
      docker: bool('DomainSettings.DockerSettings.EnableDockerAccess'),
      rootlessDocker: bool('DomainSettings.DockerSettings.RootlessDocker'),
      dockerTrustedAccounts: texts('DomainSettings.DockerSettings.VpcOnlyTrustedAccounts'),
      /** Whether the log of what a role did names the user profile. */
      sourceIdentity: bool('DomainSettings.ExecutionRoleIdentityConfig'),
      trustedIdentityPropagation: bool('DomainSettings.TrustedIdentityPropagationSettings.Status'),
    },
    props: (r) => {
      const docker = r.DomainSettings?.DockerSettings;
      return {
        authMode: r.AuthMode ?? null,
        // PublicInternetOnly is what CreateDomain makes of an access type that was left out.
        networkAccess: r.AppNetworkAccessType ?? 'PublicInternetOnly',
        directInternet: r.AppNetworkAccessType !== 'VpcOnly',
        encryption: keyHolder(r.KmsKeyId),
        securityGroupsBy: r.AppSecurityGroupManagement ?? 'none',
        sharesNotebookOutput: r.DefaultUserSettings?.SharingSettings?.NotebookOutputOption === 'Allowed',
        docker: docker?.EnableDockerAccess === 'ENABLED',
        rootlessDocker: docker?.RootlessDocker === 'ENABLED',
        dockerTrustedAccounts: docker?.VpcOnlyTrustedAccounts ?? [],
        sourceIdentity: r.DomainSettings?.ExecutionRoleIdentityConfig === 'USER_PROFILE_NAME',
        trustedIdentityPropagation:
          r.DomainSettings?.TrustedIdentityPropagationSettings?.Status === 'ENABLED',
      };
    },
    edgeTypes: [...studioEdgeTypes, 'IN_NETWORK', 'IN_SUBNET'],
    edges: (r, _d, at) => [
      ...studioEdges(at, r.DefaultUserSettings, 'default'),
      ...studioEdges(at, r.DefaultSpaceSettings, 'space'),
      ...runsAs(r.DomainSettings?.RStudioServerProDomainSettings?.DomainExecutionRoleArn, 'rstudio'),
      ...storesTo(at, r.DomainSettings?.UnifiedStudioSettings?.ProjectS3Path, 'unified-studio'),
      ...encryptedWith(at, r.KmsKeyId, 'home'),
      ...(r.HomeEfsFileSystemId === undefined
        ? []
        : [fileSystem(at, 'elasticfilesystem', r.HomeEfsFileSystemId, 'home')]),
      ...(r.VpcId === undefined
        ? []
        : [{ type: 'IN_NETWORK' as const, to: regionalArn(at, 'ec2', `vpc/${r.VpcId}`), as: 'Network' }]),
      ...inSubnets(at, r.SubnetIds),
      ...inGroups(at, r.DomainSettings?.SecurityGroupIds, 'domain'),
      ...inGroups(
        at,
        r.SecurityGroupIdForDomainBoundary === undefined ? [] : [r.SecurityGroupIdForDomainBoundary],
        'boundary',
      ),
    ],
  });
