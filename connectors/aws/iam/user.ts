/** IAM user: an identity with credentials of its own. */
import { end } from '#connectors/aws/parts/ends.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { pathlessArn } from '#graph/schema/aws/principals.ts';
import { json, text, texts, time } from '#graph/schema/fields.ts';
import { boundedBy, hasPolicies, inlineText, listing, policyArns, tagTexts, user } from './_details.ts';

export default defineKind({
  kind: 'AwsIamUser',
  title: 'IAM user',
  cloud: 'aws',
  service: 'iam',
  concepts: ['User', 'Principal'],
  scope: 'account',
  verbs: {
    MANAGE: [
      'iam:AddUserToGroup',
      'iam:AttachUserPolicy',
      'iam:DeleteUser',
      'iam:DeleteUserPermissionsBoundary',
      'iam:DeleteUserPolicy',
      'iam:DetachUserPolicy',
      'iam:PutUserPermissionsBoundary',
      'iam:PutUserPolicy',
      'iam:UpdateUser',
    ],
    HOLDS_KEY: [
      'iam:CreateAccessKey',
      'iam:CreateLoginProfile',
      'iam:CreateServiceSpecificCredential',
      'iam:ResetServiceSpecificCredential',
      'iam:UpdateAccessKey',
      'iam:UpdateLoginProfile',
      'iam:UploadSigningCertificate',
    ],
  },
}).list({
  ...listing,
  items: 'UserDetailList',
  item: user,
  id: (u) => canonicalArn(u.Arn),
  uid: (u) => u.UserId,
  name: (u) => u.UserName,
  aliases: (u, at) => (u.Path === '/' ? [] : [pathlessArn(at, 'user', u.UserName)]),
  gives: {
    path: text('Path'),
    createdAt: time('CreateDate'),
    inlinePolicies: json('UserPolicyList'),
    attachedPolicies: texts('AttachedManagedPolicies.PolicyArn'),
    boundary: text('PermissionsBoundary.PermissionsBoundaryArn'),
    groups: texts('GroupList'),
    tags: texts('Tags'),
  },
  props: (u) => ({
    path: u.Path,
    createdAt: u.CreateDate,
    inlinePolicies: inlineText(u.UserPolicyList),
    attachedPolicies: policyArns(u.AttachedManagedPolicies),
    boundary: u.PermissionsBoundary?.PermissionsBoundaryArn ?? 'none',
    groups: u.GroupList.toSorted(),
    tags: tagTexts(u.Tags),
  }),
  edgeTypes: ['HAS_POLICY', 'BOUNDED_BY', 'MEMBER_OF'],
  edges: (u, at) => [
    ...hasPolicies(u.AttachedManagedPolicies),
    ...boundedBy(u.PermissionsBoundary),
    // Groups come by name; one that has a path keeps this ARN as an alias.
    ...u.GroupList.map((name) => ({
      type: 'MEMBER_OF' as const,
      ...end(pathlessArn(at, 'group', name), 'Group'),
    })),
  ],
});
