/** Customer-managed IAM policy. */
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { json, text, time, whole } from '#graph/schema/fields.ts';
import { isAwsOwn, listing, managedPolicy } from './_details.ts';

export default defineKind({
  kind: 'AwsIamPolicy',
  title: 'IAM policy',
  cloud: 'aws',
  service: 'iam',
  concepts: ['AccessPolicy'],
  scope: 'account',
  verbs: {
    MANAGE: [
      'iam:CreatePolicyVersion',
      'iam:DeletePolicy',
      'iam:DeletePolicyVersion',
      'iam:SetDefaultPolicyVersion',
    ],
  },
}).list({
  ...listing,
  items: 'Policies',
  item: managedPolicy,
  where: (p) => !isAwsOwn(p.Arn),
  id: (p) => canonicalArn(p.Arn),
  uid: (p) => p.PolicyId ?? '',
  name: (p) => p.PolicyName,
  gives: {
    path: text('Path'),
    document: json('PolicyVersionList.Document'),
    defaultVersion: text('DefaultVersionId'),
    versions: whole('PolicyVersionList'),
    attachments: whole('AttachmentCount'),
    boundaryFor: whole('PermissionsBoundaryUsageCount'),
    createdAt: time('CreateDate'),
    updatedAt: time('UpdateDate'),
  },
  props: (p) => ({
    path: p.Path,
    document: p.Document,
    defaultVersion: p.DefaultVersionId,
    versions: p.PolicyVersionList.length,
    attachments: p.AttachmentCount,
    boundaryFor: p.PermissionsBoundaryUsageCount,
    createdAt: p.CreateDate,
    updatedAt: p.UpdateDate,
  }),
});
