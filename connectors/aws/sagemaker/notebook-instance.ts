/** SageMaker notebook instance: a machine with a browser on it, and a role. */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import {
  encryptedWith,
  inGroups,
  inSubnets,
  keyHolder,
  loadsCode,
  runsAs,
  sageMakerArn,
  sageMakerGone,
} from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, oneOf, text, texts, time, whole } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsSageMakerNotebookInstance',
  title: 'SageMaker notebook instance',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['Notebook', 'Compute'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    EXEC: ['sagemaker:CreatePresignedNotebookInstanceUrl'],
    MANAGE: [
      'sagemaker:UpdateNotebookInstance',
      'sagemaker:StartNotebookInstance',
      'sagemaker:StopNotebookInstance',
      'sagemaker:DeleteNotebookInstance',
    ],
  },
})
  .list({
    operation: 'sagemaker:ListNotebookInstances',
    input: () => ({ MaxResults: 100 }),
    items: 'NotebookInstances',
    item: z.object({
      NotebookInstanceArn: z.string(),
      NotebookInstanceName: z.string(),
      NotebookInstanceStatus: z.string().optional(),
      InstanceType: z.string().optional(),
      CreationTime: z.string().optional(),
    }),
    id: (n) => n.NotebookInstanceArn,
    uid: (n) => n.CreationTime ?? '',
    name: (n) => n.NotebookInstanceName,
    gives: {
      status: oneOf('NotebookInstanceStatus', [
        'InService',
        'Pending',
        'Stopping',
        'Stopped',
        'Failed',
        'Updating',
      ]),
      instanceType: text('InstanceType'),
      createdAt: time('CreationTime'),
    },
    props: (n) => ({
      status: n.NotebookInstanceStatus ?? null,
      instanceType: n.InstanceType ?? null,
      createdAt: n.CreationTime ?? null,
    }),
  })
  .read('describe', {
    operation: 'sagemaker:DescribeNotebookInstance',
    input: (n) => ({ NotebookInstanceName: n.NotebookInstanceName }),
    reply: z.object({
      RoleArn: z.string().optional(),
      KmsKeyId: z.string().optional(),
      SubnetId: z.string().optional(),
      SecurityGroups: z.array(z.string()).optional(),
      DirectInternetAccess: z.string().optional(),
      RootAccess: z.string().optional(),
      NotebookInstanceLifecycleConfigName: z.string().optional(),
      DefaultCodeRepository: z.string().optional(),
      AdditionalCodeRepositories: z.array(z.string()).optional(),
      PlatformIdentifier: z.string().optional(),
      VolumeSizeInGB: z.int().optional(),
      InstanceMetadataServiceConfiguration: z
        .object({ MinimumInstanceMetadataServiceVersion: z.string() })
        .optional(),
    }),
    gone: sageMakerGone,
    gives: {
      directInternet: bool('DirectInternetAccess'),
      rootAccess: bool('RootAccess'),
      encryption: oneOf('KmsKeyId', ['none', 'provider', 'customer']),
      inVpc: bool('SubnetId'),
      platform: text('PlatformIdentifier'),
      /** `1` allows metadata credentials without a session token. */
      metadataVersion: text('InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion'),
      volumeGigabytes: whole('VolumeSizeInGB'),
      repositories: texts('DefaultCodeRepository, AdditionalCodeRepositories'),
    },
    // Both accesses are on unless the reply says otherwise: CreateNotebookInstance's own defaults.
    props: (r) => ({
      directInternet: r.DirectInternetAccess !== 'Disabled',
      rootAccess: r.RootAccess !== 'Disabled',
      encryption: keyHolder(r.KmsKeyId),
      inVpc: r.SubnetId !== undefined,
      platform: r.PlatformIdentifier ?? 'none',
      metadataVersion: r.InstanceMetadataServiceConfiguration?.MinimumInstanceMetadataServiceVersion ?? '1',
      volumeGigabytes: r.VolumeSizeInGB ?? null,
      repositories: [r.DefaultCodeRepository, ...(r.AdditionalCodeRepositories ?? [])].filter(
        (repository) => repository !== undefined,
      ),
    }),
    edgeTypes: ['RUNS_AS', 'ENCRYPTED_WITH', 'IN_SUBNET', 'HAS_SECURITY_GROUP', 'STARTS_WITH', 'LOADS'],
    edges: (r, _n, at) => [
      ...runsAs(r.RoleArn),
      ...encryptedWith(at, r.KmsKeyId, 'volume'),
      ...inSubnets(at, r.SubnetId === undefined ? [] : [r.SubnetId]),
      ...inGroups(at, r.SecurityGroups),
      ...(r.NotebookInstanceLifecycleConfigName === undefined
        ? []
        : [
            {
              type: 'STARTS_WITH' as const,
              ...end(
                sageMakerArn(at, 'notebook-instance-lifecycle-config', r.NotebookInstanceLifecycleConfigName),
                'LifecycleScript',
              ),
            },
          ]),
      ...loadsCode(at, r.DefaultCodeRepository, 'default'),
      ...(r.AdditionalCodeRepositories ?? []).flatMap((code) => loadsCode(at, code, 'additional')),
    ],
  });
