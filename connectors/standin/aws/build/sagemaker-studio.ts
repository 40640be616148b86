/** Pieces of SageMaker where people work: notebooks and their scripts, domains and their users. */
import type {
  DescribeDomainResponse,
  DescribeNotebookInstanceLifecycleConfigOutput,
  DescribeNotebookInstanceOutput,
  DescribeUserProfileResponse,
} from '@aws-sdk/client-sagemaker';
import type { Piece } from '#connectors/standin/estate.ts';
import { arn, lowerId, type Place, type Wire } from './common.ts';
import { pair, sageMakerArn, times } from './sagemaker-pair.ts';

export const notebook = (
  place: Place,
  name: string,
  role: string,
  more: Wire<DescribeNotebookInstanceOutput> = {},
): Piece =>
  pair(
    place,
    {
      operation: 'ListNotebookInstances',
      into: 'NotebookInstances',
      fields: [
        'NotebookInstanceName',
        'NotebookInstanceArn',
        'NotebookInstanceStatus',
        'Url',
        'InstanceType',
        'CreationTime',
        'LastModifiedTime',
        'NotebookInstanceLifecycleConfigName',
        'DefaultCodeRepository',
        'AdditionalCodeRepositories',
      ],
    },
    { operation: 'DescribeNotebookInstance', by: ['NotebookInstanceName'] },
    {
      NotebookInstanceName: name,
      NotebookInstanceArn: sageMakerArn(place, 'notebook-instance', name),
      NotebookInstanceStatus: 'InService',
      Url: `${name.toLowerCase()}.notebook.${place.region}.sagemaker.aws`,
      InstanceType: 'ml.t3.medium',
      RoleArn: role,
      DirectInternetAccess: 'Disabled',
      RootAccess: 'Disabled',
      VolumeSizeInGB: 50,
      PlatformIdentifier: 'notebook-al2023-v1',
      InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: '2' },
      ...times,
      ...more,
    },
  );

/** `onStart`: the script as plain text. */
export const lifecycle = (
  place: Place,
  name: string,
  scripts: { readonly onStart?: string; readonly onCreate?: string },
  more: Wire<DescribeNotebookInstanceLifecycleConfigOutput> = {},
): Piece => {
  const hook = (script: string | undefined) =>
    script === undefined ? [] : [{ Content: Buffer.from(script).toString('base64') }];
  return pair(
    place,
    {
      operation: 'ListNotebookInstanceLifecycleConfigs',
      into: 'NotebookInstanceLifecycleConfigs',
      fields: [
        'NotebookInstanceLifecycleConfigName',
        'NotebookInstanceLifecycleConfigArn',
        'CreationTime',
        'LastModifiedTime',
      ],
    },
    {
      operation: 'DescribeNotebookInstanceLifecycleConfig',
      by: ['NotebookInstanceLifecycleConfigName'],
    },
    {
      NotebookInstanceLifecycleConfigName: name,
      NotebookInstanceLifecycleConfigArn: sageMakerArn(place, 'notebook-instance-lifecycle-config', name),
      OnStart: hook(scripts.onStart),
      OnCreate: hook(scripts.onCreate),
      ...times,
      ...more,
    },
  );
};

export const domainId = (name: string): string => `d-${lowerId(name, 12)}`;

/** A domain whose users run as `role` unless their profile has one. */
export const domain = (
  place: Place,
  name: string,
  role: string,
  more: Wire<DescribeDomainResponse> = {},
): Piece =>
  pair(
    place,
    {
      operation: 'ListDomains',
      into: 'Domains',
      fields: ['DomainArn', 'DomainId', 'DomainName', 'Status', 'CreationTime', 'LastModifiedTime', 'Url'],
    },
    { operation: 'DescribeDomain', by: ['DomainId'] },
    {
      DomainId: domainId(name),
      DomainArn: arn(place, 'sagemaker', `domain/${domainId(name)}`),
      DomainName: name,
      Status: 'InService',
      Url: `https://${domainId(name)}.studio.${place.region}.sagemaker.aws`,
      AuthMode: 'IAM',
      AppNetworkAccessType: 'VpcOnly',
      VpcId: 'vpc-0a1b2c3d4e5f60718',
      SubnetIds: ['subnet-0a1b2c3d4e5f60718'],
      HomeEfsFileSystemId: `fs-${lowerId(name, 8)}`,
      DefaultUserSettings: { ExecutionRole: role },
      ...times,
      ...more,
    },
  );

/** `role`: a role of its own. */
export const userProfile = (
  place: Place,
  inDomain: string,
  name: string,
  role?: string,
  more: Wire<DescribeUserProfileResponse> = {},
): Piece =>
  pair(
    place,
    {
      operation: 'ListUserProfiles',
      into: 'UserProfiles',
      fields: ['DomainId', 'UserProfileName', 'Status', 'CreationTime', 'LastModifiedTime'],
    },
    { operation: 'DescribeUserProfile', by: ['DomainId', 'UserProfileName'] },
    {
      DomainId: domainId(inDomain),
      UserProfileName: name,
      UserProfileArn: arn(place, 'sagemaker', `user-profile/${domainId(inDomain)}/${name.toLowerCase()}`),
      Status: 'InService',
      UserSettings: role === undefined ? {} : { ExecutionRole: role },
      ...times,
      ...more,
    },
  );
