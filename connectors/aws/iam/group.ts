/** IAM group: users that share policies. It is no principal: no policy can name it. */
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { pathlessArn } from '#graph/schema/aws/principals.ts';
import { json, text, texts, time } from '#graph/schema/fields.ts';
import { group, hasPolicies, inlineText, listing, policyArns } from './_details.ts';

export default defineKind({
  kind: 'AwsIamGroup',
  title: 'IAM group',
  cloud: 'aws',
  service: 'iam',
  concepts: ['Group'],
  scope: 'account',
  verbs: {
    MANAGE: [
      'iam:AddUserToGroup',
      'iam:AttachGroupPolicy',
      'iam:DeleteGroup',
      'iam:DeleteGroupPolicy',
      'iam:DetachGroupPolicy',
      'iam:PutGroupPolicy',
      'iam:RemoveUserFromGroup',
      'iam:UpdateGroup',
    ],
  },
}).list({
  ...listing,
  items: 'GroupDetailList',
  item: group,
  id: (g) => canonicalArn(g.Arn),
  uid: (g) => g.GroupId,
  name: (g) => g.GroupName,
  aliases: (g, at) => (g.Path === '/' ? [] : [pathlessArn(at, 'group', g.GroupName)]),
  gives: {
    path: text('Path'),
    createdAt: time('CreateDate'),
    inlinePolicies: json('GroupPolicyList'),
    attachedPolicies: texts('AttachedManagedPolicies.PolicyArn'),
  },
  props: (g) => ({
    path: g.Path,
    createdAt: g.CreateDate,
    inlinePolicies: inlineText(g.GroupPolicyList),
    attachedPolicies: policyArns(g.AttachedManagedPolicies),
  }),
  edgeTypes: ['HAS_POLICY'],
  edges: (g) => hasPolicies(g.AttachedManagedPolicies),
});
