/**
 * Data access policy of OpenSearch Serverless: which principals may do what with the collections and indexes whose names
 * match. Its document is a list of grants, not one of IAM's: it only ever allows.
 *
 * Source: OpenSearch Service Developer Guide, "Data access control for Amazon OpenSearch Serverless".
 */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalJson } from '#graph/schema/aws/document.ts';
import { json, text, texts, time, whole } from '#graph/schema/fields.ts';
import { dateOf, madeAt, policyId, sorted, summary } from './_policies.ts';

const grant = z.looseObject({
  Rules: z.array(
    z.looseObject({
      ResourceType: z.string(),
      Resource: z.array(z.string()),
      Permission: z.array(z.string()),
    }),
  ),
  Principal: z.array(z.string()),
});

export default defineKind({
  kind: 'AwsOpenSearchServerlessAccessPolicy',
  title: 'OpenSearch Serverless data access policy',
  cloud: 'aws',
  service: 'opensearchserverless',
  concepts: ['AccessPolicy'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: { MANAGE: ['aoss:DeleteAccessPolicy', 'aoss:UpdateAccessPolicy'] },
  // These actions know no resource: a statement must say `*`.
  resources: () => ['*'],
})
  .list({
    operation: 'opensearchserverless:ListAccessPolicies',
    permissions: ['aoss:ListAccessPolicies'],
    input: () => ({ type: 'data', maxResults: 100 }),
    items: 'accessPolicySummaries',
    item: summary,
    id: (p, at) => policyId(at, 'access-policy/data', p.name),
    uid: madeAt,
    name: (p) => p.name,
    gives: {
      description: text('description'),
      createdAt: time('createdDate'),
      updatedAt: time('lastModifiedDate'),
    },
    props: (p) => ({
      description: p.description,
      createdAt: dateOf(p.createdDate),
      updatedAt: dateOf(p.lastModifiedDate),
    }),
  })
  .read('document', {
    operation: 'opensearchserverless:GetAccessPolicy',
    permissions: ['aoss:GetAccessPolicy'],
    input: (p) => ({ type: 'data', name: p.name }),
    reply: z.object({ accessPolicyDetail: z.object({ policy: z.array(grant) }) }),
    gone: ['ResourceNotFoundException'],
    gives: {
      /** As AWS gives it: a list of `{Rules: [{ResourceType, Resource, Permission}], Principal, Description}`. */
      document: json('accessPolicyDetail.policy'),
      grants: whole('accessPolicyDetail.policy'),
      principals: texts('accessPolicyDetail.policy.Principal'),
      resources: texts('accessPolicyDetail.policy.Rules.Resource'),
      permissions: texts('accessPolicyDetail.policy.Rules.Permission'),
    },
    props: ({ accessPolicyDetail: { policy } }) => {
      const rules = policy.flatMap((one) => one.Rules);
      return {
        document: canonicalJson(policy),
        grants: policy.length,
        principals: sorted(policy.flatMap((one) => one.Principal)),
        resources: sorted(rules.flatMap((rule) => rule.Resource)),
        permissions: sorted(rules.flatMap((rule) => rule.Permission)),
      };
    },
  });
