/**
 * SageMaker user profile: a person's place in a domain. One listing shows those of all domains of a region, so that it
 * is not asked per domain. Without a role of its own a profile runs as its domain's default.
 */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { sageMakerArn, sageMakerGone } from '#connectors/aws/parts/refs.ts';
import { studioEdges, studioEdgeTypes, studioSettings } from '#connectors/aws/parts/studio-settings.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, time } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsSageMakerUserProfile',
  title: 'SageMaker user profile',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['AiUserProfile'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    EXEC: ['sagemaker:CreatePresignedDomainUrl'],
    MANAGE: ['sagemaker:UpdateUserProfile', 'sagemaker:DeleteUserProfile'],
  },
})
  .list({
    operation: 'sagemaker:ListUserProfiles',
    input: () => ({ MaxResults: 100 }),
    items: 'UserProfiles',
    item: z.object({
      DomainId: z.string(),
      UserProfileName: z.string(),
      Status: z.string().optional(),
      CreationTime: z.string().optional(),
    }),
    id: (p, at) => sageMakerArn(at, 'user-profile', `${p.DomainId}/${p.UserProfileName}`),
    uid: (p) => p.CreationTime ?? '',
    name: (p) => p.UserProfileName,
    gives: {
      status: oneOf('Status', ['InService', 'Pending', 'Updating', 'Deleting', 'Failed']),
      createdAt: time('CreationTime'),
    },
    props: (p) => ({ status: p.Status ?? null, createdAt: p.CreationTime ?? null }),
    edgeTypes: ['MEMBER_OF_WORKSPACE'],
    edges: (p, at) => [
      {
        type: 'MEMBER_OF_WORKSPACE',
        ...end(regionalArn(at, 'sagemaker', `domain/${p.DomainId}`), 'AiWorkspace'),
      },
    ],
  })
  .read('describe', {
    operation: 'sagemaker:DescribeUserProfile',
    input: (p) => ({ DomainId: p.DomainId, UserProfileName: p.UserProfileName }),
    reply: z.object({
      SingleSignOnUserIdentifier: z.string().optional(),
      SingleSignOnUserValue: z.string().optional(),
      UserSettings: studioSettings.optional(),
    }),
    gone: sageMakerGone,
    gives: {
      signsOnAs: text('SingleSignOnUserValue'),
      ownRole: bool('UserSettings.ExecutionRole'),
      sharesNotebookOutput: bool('UserSettings.SharingSettings.NotebookOutputOption'),
    },
    props: (r) => ({
      signsOnAs: r.SingleSignOnUserValue ?? 'none',
      ownRole: r.UserSettings?.ExecutionRole !== undefined,
      sharesNotebookOutput: r.UserSettings?.SharingSettings?.NotebookOutputOption === 'Allowed',
    }),
    edgeTypes: studioEdgeTypes,
    edges: (r, _p, at) => studioEdges(at, r.UserSettings, ''),
  });
