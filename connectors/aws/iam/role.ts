/** IAM role: an identity that services, people and other accounts take on. */
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { pathlessArn } from '#graph/schema/aws/principals.ts';
import { bool, json, NEVER, text, texts, time } from '#graph/schema/fields.ts';
import { boundedBy, hasPolicies, inlineText, listing, policyArns, role, tagTexts } from './_details.ts';
import { trusts } from './_trust.ts';

/** "Never" sorts before every time at which a role can have been used. */

export default defineKind({
  kind: 'AwsIamRole',
  title: 'IAM role',
  cloud: 'aws',
  service: 'iam',
  concepts: ['Role', 'Principal'],
  scope: 'account',
  verbs: {
    ASSUME: ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'],
    PASS: ['iam:PassRole'],
    MANAGE: [
      'iam:AttachRolePolicy',
      'iam:DeleteRole',
      'iam:DeleteRolePermissionsBoundary',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:PutRolePermissionsBoundary',
      'iam:PutRolePolicy',
      'iam:UpdateAssumeRolePolicy',
      'iam:UpdateRole',
    ],
  },
}).list({
  ...listing,
  items: 'RoleDetailList',
  item: role,
  id: (r) => canonicalArn(r.Arn),
  uid: (r) => r.RoleId,
  name: (r) => r.RoleName,
  aliases: (r, at) => (r.Path === '/' ? [] : [pathlessArn(at, 'role', r.RoleName)]),
  gives: {
    path: text('Path'),
    createdAt: time('CreateDate'),
    trustPolicy: json('AssumeRolePolicyDocument'),
    inlinePolicies: json('RolePolicyList'),
    attachedPolicies: texts('AttachedManagedPolicies.PolicyArn'),
    boundary: text('PermissionsBoundary.PermissionsBoundaryArn'),
    instanceProfiles: texts('InstanceProfileList.Arn'),
    serviceLinked: bool('Path'),
    everUsed: bool('RoleLastUsed.LastUsedDate'),
    lastUsedAt: time('RoleLastUsed.LastUsedDate'),
    lastUsedIn: text('RoleLastUsed.Region'),
    tags: texts('Tags'),
  },
  props: (r) => ({
    path: r.Path,
    createdAt: r.CreateDate,
    trustPolicy: r.AssumeRolePolicyDocument,
    inlinePolicies: inlineText(r.RolePolicyList),
    attachedPolicies: policyArns(r.AttachedManagedPolicies),
    boundary: r.PermissionsBoundary?.PermissionsBoundaryArn ?? 'none',
    instanceProfiles: r.InstanceProfileList.map((p) => canonicalArn(p.Arn)).toSorted(),
    serviceLinked: r.Path.startsWith('/aws-service-role/'),
    everUsed: r.RoleLastUsed.LastUsedDate !== undefined,
    lastUsedAt: r.RoleLastUsed.LastUsedDate ?? NEVER,
    lastUsedIn: r.RoleLastUsed.Region ?? 'none',
    tags: tagTexts(r.Tags),
  }),
  edgeTypes: ['TRUSTS', 'HAS_POLICY', 'BOUNDED_BY'],
  edges: (r, at) => [
    ...trusts(r.AssumeRolePolicyDocument, at.partition),
    ...hasPolicies(r.AttachedManagedPolicies),
    ...boundedBy(r.PermissionsBoundary),
  ],
});
