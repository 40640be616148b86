/**
 * Policies of an organisation that restrict what its accounts can do or what can be done to their resources. AWS lists
 * one type at a time, so that each type is a kind of its own with the same reads.
 *
 * What "none" looks like: a type that is switched off in the root has no targets left on any of its policies, which are
 * still listed (the root's `scpEnabled`, `rcpEnabled` say so); an account in no organisation gets
 * AWSOrganizationsNotInUseException. Everything else (a member account that may not ask, an endpoint that does not know
 * the type) is a gap.
 * Source: Organizations API Reference, "ListPolicies" and "ListTargetsForPolicy" (their errors hold no
 * PolicyTypeNotEnabledException); AWS Organizations User Guide, "Disabling a policy type" (policies are detached).
 */
import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import type { At, Edge } from '#connectors/kit/define.ts';
import { policyText } from '#graph/schema/aws/document.ts';
import { accountId, canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, json, text, whole } from '#graph/schema/fields.ts';
import { notInUse } from './_tree.ts';

const policy = z.object({
  Id: z.string(),
  Arn: z.string(),
  Name: z.string(),
  Description: z.string().default(''),
  AwsManaged: z.boolean().optional(),
});
type Policy = z.output<typeof policy>;

const target = z.object({ TargetId: z.string(), Arn: z.string(), Type: z.string() });
interface Targets {
  readonly Targets: readonly z.output<typeof target>[];
}

const gone = ['PolicyNotFoundException'] as const;
const asked = (p: Policy) => ({ PolicyId: p.Id });

export const policyVerbs = {
  MANAGE: [
    'organizations:AttachPolicy',
    'organizations:DeletePolicy',
    'organizations:DetachPolicy',
    'organizations:UpdatePolicy',
  ],
} as const;

/** The listing of all policies of one type, whether AWS's own or the organisation's. */
export const policyList = (type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY') => ({
  operation: 'organizations:ListPolicies',
  input: () => ({ Filter: type, MaxResults: 20 }),
  items: 'Policies',
  item: policy,
  absent: notInUse,
  id: (p: Policy) => canonicalArn(p.Arn),
  uid: (p: Policy) => p.Id,
  name: (p: Policy) => p.Name,
  gives: { awsManaged: bool('AwsManaged'), description: text('Description') },
  props: (p: Policy) => ({ awsManaged: p.AwsManaged ?? null, description: p.Description }),
});

export const contentRead = {
  operation: 'organizations:DescribePolicy',
  input: asked,
  reply: z.object({ Policy: z.object({ Content: policyText }) }),
  gone,
  gives: { document: json('Policy.Content') },
  props: (r: { readonly Policy: { readonly Content: string } }) => ({ document: r.Policy.Content }),
} as const;

/** Roots and units under their own ARNs, accounts under the id that the account itself has. */
export const targetsRead = {
  operation: 'organizations:ListTargetsForPolicy',
  input: (p: Policy) => ({ ...asked(p), MaxResults: 20 }),
  pages: 'Targets',
  reply: z.object({ Targets: z.array(target) }),
  gone,
  gives: { attachments: whole('Targets') },
  props: (r: Targets) => ({ attachments: r.Targets.length }),
  edgeTypes: ['HAS_POLICY'],
  edges: (r: Targets, _p: unknown, at: At): readonly Edge<'HAS_POLICY'>[] =>
    r.Targets.map((t) => ({
      type: 'HAS_POLICY',
      ...(t.Type === 'ACCOUNT'
        ? end(accountId({ partition: at.partition, account: t.TargetId }), 'Account')
        : end(canonicalArn(t.Arn), 'OrganizationalUnit')),
      reverse: true,
    })),
} as const;
