/**
 * IAM policy that AWS manages, as far as an account uses it. It is the same asset for every account that uses it, so it
 * tells nothing that differs between them (how often it is attached stands in the HAS_POLICY edges).
 */
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { json, text, time } from '#graph/schema/fields.ts';
import { isAwsOwn, listing, managedPolicy } from './_details.ts';

export default defineKind({
  kind: 'AwsIamAwsManagedPolicy',
  title: 'IAM policy managed by AWS',
  cloud: 'aws',
  service: 'iam',
  concepts: ['AccessPolicy'],
  scope: 'account',
}).list({
  ...listing,
  items: 'Policies',
  item: managedPolicy,
  where: (p) => isAwsOwn(p.Arn) && p.AttachmentCount + p.PermissionsBoundaryUsageCount > 0,
  id: (p) => canonicalArn(p.Arn),
  uid: (p) => p.PolicyId ?? '',
  name: (p) => p.PolicyName,
  gives: {
    path: text('Path'),
    document: json('PolicyVersionList.Document'),
    defaultVersion: text('DefaultVersionId'),
    createdAt: time('CreateDate'),
    updatedAt: time('UpdateDate'),
  },
  props: (p) => ({
    path: p.Path,
    document: p.Document,
    defaultVersion: p.DefaultVersionId,
    createdAt: p.CreateDate,
    updatedAt: p.UpdateDate,
  }),
});
