/** Pieces of SageMaker Studio inside a domain: spaces, the apps that run in them, and the scripts that these start with. */
import type {
  AppType,
  DescribeAppResponse,
  DescribeSpaceResponse,
  StudioLifecycleConfigAppType,
} from '@aws-sdk/client-sagemaker';
import type { Piece } from '#connectors/standin/estate.ts';
import { made, type Place, type Wire } from './common.ts';
import { pair, sageMakerArn, times } from './sagemaker-pair.ts';
import { domainId } from './sagemaker-studio.ts';

/** A space of `owner`, private unless `more` says otherwise, with a volume of its own. */
export const space = (
  place: Place,
  inDomain: string,
  name: string,
  owner: string,
  more: Wire<DescribeSpaceResponse> = {},
): Piece =>
  pair(
    place,
    {
      operation: 'ListSpaces',
      into: 'Spaces',
      fields: ['DomainId', 'SpaceName', 'Status', 'CreationTime', 'LastModifiedTime', 'SpaceDisplayName'],
    },
    { operation: 'DescribeSpace', by: ['DomainId', 'SpaceName'] },
    {
      DomainId: domainId(inDomain),
      SpaceName: name,
      SpaceArn: sageMakerArn(place, 'space', `${domainId(inDomain)}/${name}`),
      Status: 'InService',
      OwnershipSettings: { OwnerUserProfileName: owner },
      SpaceSharingSettings: { SharingType: 'Private' },
      SpaceSettings: {
        AppType: 'JupyterLab',
        SpaceStorageSettings: { EbsStorageSettings: { EbsVolumeSizeInGb: 5 } },
      },
      ...times,
      ...more,
    },
  );

/** An app that runs in a space, or for a user profile. */
export const app = (
  place: Place,
  inDomain: string,
  whose: { readonly space: string } | { readonly userProfile: string },
  type: AppType,
  more: Wire<DescribeAppResponse> = {},
): Piece => {
  const owner = 'space' in whose ? whose.space : whose.userProfile;
  const name = more.AppName ?? 'default';
  return pair(
    place,
    {
      operation: 'ListApps',
      into: 'Apps',
      fields: [
        'DomainId',
        'UserProfileName',
        'SpaceName',
        'AppType',
        'AppName',
        'Status',
        'CreationTime',
        'ResourceSpec',
      ],
    },
    {
      operation: 'DescribeApp',
      by: ['DomainId', 'UserProfileName', 'SpaceName', 'AppType', 'AppName'],
    },
    {
      AppName: name,
      AppType: type,
      AppArn: sageMakerArn(place, 'app', `${domainId(inDomain)}/${owner}/${type}/${name}`),
      DomainId: domainId(inDomain),
      ...('space' in whose ? { SpaceName: owner } : { UserProfileName: owner }),
      Status: 'InService',
      ResourceSpec: { InstanceType: 'ml.t3.medium' },
      CreationTime: made,
      ...more,
    },
  );
};

export const studioLifecycleConfigArn = (place: Place, name: string): string =>
  sageMakerArn(place, 'studio-lifecycle-config', name);

/** `script`: as plain text; it runs when an app of `type` starts. */
export const studioLifecycleConfig = (
  place: Place,
  name: string,
  script: string,
  type: StudioLifecycleConfigAppType = 'JupyterLab',
): Piece =>
  pair(
    place,
    {
      operation: 'ListStudioLifecycleConfigs',
      into: 'StudioLifecycleConfigs',
      fields: [
        'StudioLifecycleConfigArn',
        'StudioLifecycleConfigName',
        'StudioLifecycleConfigAppType',
        'CreationTime',
        'LastModifiedTime',
      ],
    },
    { operation: 'DescribeStudioLifecycleConfig', by: ['StudioLifecycleConfigName'] },
    {
      StudioLifecycleConfigName: name,
      StudioLifecycleConfigArn: studioLifecycleConfigArn(place, name),
      StudioLifecycleConfigAppType: type,
      StudioLifecycleConfigContent: Buffer.from(script).toString('base64'),
      ...times,
    },
  );
