/**
 * One listing shows all of IAM: `GetAccountAuthorizationDetails` answers with users, groups, roles and policies page by
 * page. Every IAM kind asks for it with the same input, so that it is sent once.
 */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import type { Edge } from '#connectors/kit/define.ts';
import { canonicalJson, policyText } from '#graph/schema/aws/document.ts';
import type { inlinePolicies } from '#graph/schema/aws/facts.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';

export const listing = {
  operation: 'iam:GetAccountAuthorizationDetails',
  input: () => ({
    Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy'],
    MaxItems: 1000,
  }),
} as const;

const attached = z.array(z.object({ PolicyArn: z.string() })).default([]);
const inline = z.array(z.object({ PolicyName: z.string(), PolicyDocument: policyText })).default([]);
const tags = z.array(z.object({ Key: z.string(), Value: z.string() })).default([]);
const boundary = z.object({ PermissionsBoundaryArn: z.string() }).optional();

export const user = z.object({
  UserName: z.string(),
  UserId: z.string(),
  Arn: z.string(),
  Path: z.string().default('/'),
  CreateDate: z.string(),
  UserPolicyList: inline,
  GroupList: z.array(z.string()).default([]),
  AttachedManagedPolicies: attached,
  PermissionsBoundary: boundary,
  Tags: tags,
});

export const group = z.object({
  GroupName: z.string(),
  GroupId: z.string(),
  Arn: z.string(),
  Path: z.string().default('/'),
  CreateDate: z.string(),
  GroupPolicyList: inline,
  AttachedManagedPolicies: attached,
});

export const role = z.object({
  RoleName: z.string(),
  RoleId: z.string(),
  Arn: z.string(),
  Path: z.string().default('/'),
  CreateDate: z.string(),
  AssumeRolePolicyDocument: policyText,
  InstanceProfileList: z.array(z.object({ Arn: z.string() })).default([]),
  RolePolicyList: inline,
  AttachedManagedPolicies: attached,
  PermissionsBoundary: boundary,
  Tags: tags,
  RoleLastUsed: z.object({ LastUsedDate: z.string().optional(), Region: z.string().optional() }).default({}),
});

/**
 * A managed policy; of its versions only the default one is in force.
 * Source: IAM API Reference, ManagedPolicyDetail, of which no member is required.
 */
export const managedPolicy = z
  .object({
    /** Its ARN ends with it. */
    PolicyName: z.string().optional(),
    PolicyId: z.string().optional(),
    Arn: z.string(),
    Path: z.string().default('/'),
    DefaultVersionId: z.string(),
    AttachmentCount: z.int().default(0),
    PermissionsBoundaryUsageCount: z.int().default(0),
    CreateDate: z.string(),
    UpdateDate: z.string(),
    PolicyVersionList: z.array(z.object({ VersionId: z.string(), Document: policyText.optional() })),
  })
  .transform((policy, context) => {
    const inForce = policy.PolicyVersionList.find((v) => v.VersionId === policy.DefaultVersionId)?.Document;
    if (inForce !== undefined) {
      const PolicyName = policy.PolicyName ?? policy.Arn.slice(policy.Arn.lastIndexOf('/') + 1);
      return { ...policy, PolicyName, Document: inForce };
    }
    context.addIssue({ code: 'custom', message: 'has no document of its default version' });
    return z.NEVER;
  });

/** AWS's own policies have `aws` where an account stands. */
export const isAwsOwn = (arn: string): boolean => /^arn:[^:]+:iam::aws:/.test(arn);

export const tagTexts = (list: z.output<typeof tags>): readonly string[] =>
  list.map((t) => `${t.Key}=${t.Value}`).toSorted();

/** Inline policies as one text, in the shape of `inlinePolicies`. */
export const inlineText = (list: z.output<typeof inline>): string =>
  canonicalJson(
    list
      .map((p) => ({ name: p.PolicyName, document: p.PolicyDocument }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)) satisfies z.input<typeof inlinePolicies>,
  );

export const policyArns = (list: z.output<typeof attached>): readonly string[] =>
  list.map((p) => canonicalArn(p.PolicyArn)).toSorted();

export const hasPolicies = (list: z.output<typeof attached>): readonly Edge<'HAS_POLICY'>[] =>
  policyArns(list).map((to) => ({ type: 'HAS_POLICY', ...end(to, 'AccessPolicy') }));

export const boundedBy = (bound: z.output<typeof boundary>): readonly Edge<'BOUNDED_BY'>[] =>
  bound === undefined
    ? []
    : [{ type: 'BOUNDED_BY', ...end(canonicalArn(bound.PermissionsBoundaryArn), 'AccessPolicy') }];
