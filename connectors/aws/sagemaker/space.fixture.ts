import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const listed = (SpaceName: string) => ({
  operation: 'sagemaker:ListSpaces',
  into: 'Spaces',
  item: { DomainId: 'd-one', SpaceName, Status: 'InService', CreationTime: time },
});
const described = (SpaceName: string, more: object) => ({
  operation: 'sagemaker:DescribeSpace',
  input: { DomainId: 'd-one', SpaceName },
  reply: {
    DomainId: 'd-one',
    SpaceName,
    SpaceArn: `arn:aws:sagemaker:${region}:${account}:space/d-one/${SpaceName}`,
    ...more,
  },
});
const script = (name: string) => `arn:aws:sagemaker:${region}:${account}:studio-lifecycle-config/${name}`;

/** One person's; everybody's, with mounts, a script and a way in from outside; one of Studio Classic. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [listed('Ada-Lab'), listed('team'), listed('classic')],
      answers: [
        described('Ada-Lab', {
          OwnershipSettings: { OwnerUserProfileName: 'Ada' },
          SpaceSharingSettings: { SharingType: 'Private' },
          SpaceSettings: {
            AppType: 'JupyterLab',
            SpaceStorageSettings: { EbsStorageSettings: { EbsVolumeSizeInGb: 5 } },
            RemoteAccess: 'DISABLED',
          },
        }),
        described('team', {
          OwnershipSettings: { OwnerUserProfileName: 'Grace' },
          SpaceSharingSettings: { SharingType: 'Shared' },
          SpaceSettings: {
            AppType: 'CodeEditor',
            RemoteAccess: 'ENABLED',
            SpaceManagedResources: 'ENABLED',
            CodeEditorAppSettings: {
              DefaultResourceSpec: { InstanceType: 'ml.t3.medium', LifecycleConfigArn: script('tools') },
            },
            JupyterLabAppSettings: {
              CodeRepositories: [{ RepositoryUrl: 'https://github.com/acme/team.git' }],
            },
            CustomFileSystems: [
              { EFSFileSystem: { FileSystemId: 'fs-1' } },
              { FSxLustreFileSystem: { FileSystemId: 'fs-2' } },
              { S3FileSystem: { S3Uri: 's3://team/files/' } },
            ],
          },
        }),
        described('classic', {}),
      ],
    },
  ],
});
