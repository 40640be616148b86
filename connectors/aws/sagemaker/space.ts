/**
 * SageMaker Studio space: storage and settings that apps run in. One listing shows those of all domains of a region. A
 * private space runs as its owner's role, a shared one as the role that the domain has for spaces; neither reply says so,
 * so that there is no such edge from here. Source: API reference, "DefaultSpaceSettings" (for shared spaces only).
 */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { sageMakerArn, sageMakerGone, storesTo } from '#connectors/aws/parts/refs.ts';
import { fileSystem, studioEdges, studioSettings } from '#connectors/aws/parts/studio-settings.ts';
import type { Edge } from '#connectors/kit/define.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn, regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, time, whole } from '#graph/schema/fields.ts';

const mounted = z.object({ FileSystemId: z.string() }).optional();
const settings = studioSettings
  .pick({
    JupyterServerAppSettings: true,
    KernelGatewayAppSettings: true,
    JupyterLabAppSettings: true,
    CodeEditorAppSettings: true,
  })
  .extend({
    AppType: z.string().optional(),
    RemoteAccess: z.string().optional(),
    SpaceManagedResources: z.string().optional(),
    SpaceStorageSettings: z
      .object({ EbsStorageSettings: z.object({ EbsVolumeSizeInGb: z.int() }).optional() })
      .optional(),
    CustomFileSystems: z
      .array(
        z.object({
          EFSFileSystem: mounted,
          FSxLustreFileSystem: mounted,
          S3FileSystem: z.object({ S3Uri: z.string() }).optional(),
        }),
      )
      .optional(),
  });

/** A space has settings of apps only; what else a domain or profile can set is no part of it. */
const ofApps = (edge: Edge): edge is Edge<'STARTS_WITH' | 'LOADS'> =>
  edge.type === 'STARTS_WITH' || edge.type === 'LOADS';

export default defineKind({
  kind: 'AwsSageMakerSpace',
  title: 'SageMaker Studio space',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['AiSpace'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    // A remote editor's way in. The browser's way in is a right on the user profile.
    EXEC: ['sagemaker:StartSession'],
    MANAGE: ['sagemaker:UpdateSpace', 'sagemaker:DeleteSpace'],
  },
})
  .list({
    operation: 'sagemaker:ListSpaces',
    input: () => ({ MaxResults: 100 }),
    items: 'Spaces',
    item: z.object({
      DomainId: z.string(),
      SpaceName: z.string(),
      Status: z.string().optional(),
      CreationTime: z.string().optional(),
    }),
    id: (s, at) => sageMakerArn(at, 'space', `${s.DomainId}/${s.SpaceName}`),
    uid: (s) => s.CreationTime ?? '',
    name: (s) => s.SpaceName,
    gives: {
      status: oneOf('Status', [
        'InService',
        'Pending',
        'Updating',
        'Deleting',
        'Failed',
        'Update_Failed',
        'Delete_Failed',
      ]),
      createdAt: time('CreationTime'),
    },
    props: (s) => ({ status: s.Status ?? null, createdAt: s.CreationTime ?? null }),
    edgeTypes: ['MEMBER_OF_WORKSPACE'],
    edges: (s, at) => [
      {
        type: 'MEMBER_OF_WORKSPACE',
        ...end(regionalArn(at, 'sagemaker', `domain/${s.DomainId}`), 'AiWorkspace'),
      },
    ],
  })
  .read('describe', {
    operation: 'sagemaker:DescribeSpace',
    input: (s) => ({ DomainId: s.DomainId, SpaceName: s.SpaceName }),
    reply: z.object({
      SpaceArn: z.string().optional(),
      SpaceSettings: settings.optional(),
      OwnershipSettings: z.object({ OwnerUserProfileName: z.string() }).optional(),
      SpaceSharingSettings: z.object({ SharingType: z.string() }).optional(),
    }),
    gone: sageMakerGone,
    aliases: (r) => (r.SpaceArn === undefined ? [] : [canonicalArn(r.SpaceArn)]),
    gives: {
      /** `none`: a space of Studio Classic, which has no owner and is open to all users of the domain. */
      sharing: oneOf('SpaceSharingSettings.SharingType', ['Private', 'Shared', 'none']),
      owner: text('OwnershipSettings.OwnerUserProfileName'),
      appType: text('SpaceSettings.AppType'),
      /** Whether an editor on somebody's own machine can connect to it. */
      remoteAccess: bool('SpaceSettings.RemoteAccess'),
      managedResources: bool('SpaceSettings.SpaceManagedResources'),
      /** 0 where it has no volume of its own. */
      volumeGigabytes: whole('SpaceSettings.SpaceStorageSettings.EbsStorageSettings.EbsVolumeSizeInGb'),
    },
    props: (r) => ({
      sharing: r.SpaceSharingSettings?.SharingType ?? 'none',
      owner: r.OwnershipSettings?.OwnerUserProfileName ?? 'none',
      appType: r.SpaceSettings?.AppType ?? 'none',
      remoteAccess: r.SpaceSettings?.RemoteAccess === 'ENABLED',
      managedResources: r.SpaceSettings?.SpaceManagedResources === 'ENABLED',
      volumeGigabytes: r.SpaceSettings?.SpaceStorageSettings?.EbsStorageSettings?.EbsVolumeSizeInGb ?? 0,
    }),
    edgeTypes: ['CONTAINS', 'STARTS_WITH', 'LOADS', 'STORES_TO'],
    edges: (r, s, at) => [
      ...(r.OwnershipSettings === undefined
        ? []
        : [
            {
              type: 'CONTAINS' as const,
              ...end(
                sageMakerArn(at, 'user-profile', `${s.DomainId}/${r.OwnershipSettings.OwnerUserProfileName}`),
                'AiUserProfile',
              ),
              key: 'owner',
              reverse: true as const,
            },
          ]),
      ...studioEdges(at, r.SpaceSettings, '').filter(ofApps),
      ...(r.SpaceSettings?.CustomFileSystems ?? []).flatMap((files) => [
        ...(files.EFSFileSystem === undefined
          ? []
          : [fileSystem(at, 'elasticfilesystem', files.EFSFileSystem.FileSystemId, 'mount')]),
        ...(files.FSxLustreFileSystem === undefined
          ? []
          : [fileSystem(at, 'fsx', files.FSxLustreFileSystem.FileSystemId, 'mount')]),
        ...storesTo(at, files.S3FileSystem?.S3Uri, 'mount'),
      ]),
    ],
  });
