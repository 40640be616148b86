/** SageMaker model package group: the versions of one model, and the policy that shares them with other accounts. */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { NO_POLICY, policyText } from '#graph/schema/aws/document.ts';
import { bool, json, oneOf, time } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsSageMakerModelPackageGroup',
  title: 'SageMaker model package group',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['ModelRegistry'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    WRITE: ['sagemaker:CreateModelPackage'],
    MANAGE: [
      'sagemaker:PutModelPackageGroupPolicy',
      'sagemaker:DeleteModelPackageGroupPolicy',
      'sagemaker:DeleteModelPackageGroup',
    ],
  },
})
  .list({
    operation: 'sagemaker:ListModelPackageGroups',
    input: () => ({ MaxResults: 100 }),
    items: 'ModelPackageGroupSummaryList',
    item: z.object({
      ModelPackageGroupArn: z.string(),
      ModelPackageGroupName: z.string(),
      ModelPackageGroupStatus: z.string(),
      CreationTime: z.string(),
    }),
    id: (g) => g.ModelPackageGroupArn,
    uid: (g) => g.CreationTime,
    name: (g) => g.ModelPackageGroupName,
    gives: {
      status: oneOf('ModelPackageGroupStatus', ['Completed', 'Pending', 'InProgress', 'Failed', 'Deleting']),
      createdAt: time('CreationTime'),
    },
    props: (g) => ({ status: g.ModelPackageGroupStatus, createdAt: g.CreationTime }),
  })
  .read('policy', {
    operation: 'sagemaker:GetModelPackageGroupPolicy',
    input: (g) => ({ ModelPackageGroupName: g.ModelPackageGroupName }),
    reply: z.object({ ResourcePolicy: policyText }),
    notConfigured: {
      codes: [{ code: 'ValidationException', says: /cannot find resource policy/i }],
      reply: { ResourcePolicy: NO_POLICY },
    },
    // Not the words that all of SageMaker has: a missing policy is told with nearly the same.
    gone: [{ code: 'ValidationException', says: /cannot find model package group|does not exist/i }],
    gives: { hasPolicy: bool('ResourcePolicy'), policy: json('ResourcePolicy') },
    props: (r) => ({ hasPolicy: r.ResourcePolicy !== NO_POLICY, policy: r.ResourcePolicy }),
  });
