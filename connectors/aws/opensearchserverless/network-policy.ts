/**
 * Network policy of OpenSearch Serverless: whence the endpoints of the collections whose names match are reached. Where
 * several match, each adds what it allows, and public access wins.
 *
 * Source: OpenSearch Service Developer Guide, "Network access for Amazon OpenSearch Serverless".
 */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalJson } from '#graph/schema/aws/document.ts';
import { bool, json, text, texts, time } from '#graph/schema/fields.ts';
import { dateOf, madeAt, policyId, sorted, summary } from './_policies.ts';

const opening = z.looseObject({
  Rules: z.array(z.looseObject({ ResourceType: z.string(), Resource: z.array(z.string()) })),
  AllowFromPublic: z.boolean().default(false),
  SourceVPCEs: z.array(z.string()).default([]),
  SourceServices: z.array(z.string()).default([]),
});
type Opening = z.output<typeof opening>;

/** Patterns of the rules of one resource type, or of all: `collection/name` stands for a dashboard too. */
const resourcesOf = (openings: readonly Opening[], type?: 'collection' | 'dashboard'): readonly string[] =>
  sorted(
    openings
      .flatMap((one) => one.Rules)
      .filter((rule) => type === undefined || rule.ResourceType === type)
      .flatMap((rule) => rule.Resource),
  );

export default defineKind({
  kind: 'AwsOpenSearchServerlessNetworkPolicy',
  title: 'OpenSearch Serverless network policy',
  cloud: 'aws',
  service: 'opensearchserverless',
  concepts: ['NetworkPolicy'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: { MANAGE: ['aoss:DeleteSecurityPolicy', 'aoss:UpdateSecurityPolicy'] },
  // These actions know no resource: a statement must say `*`.
  resources: () => ['*'],
})
  .list({
    operation: 'opensearchserverless:ListSecurityPolicies',
    permissions: ['aoss:ListSecurityPolicies'],
    input: () => ({ type: 'network', maxResults: 100 }),
    items: 'securityPolicySummaries',
    item: summary,
    id: (p, at) => policyId(at, 'security-policy/network', p.name),
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
  .read('rules', {
    operation: 'opensearchserverless:GetSecurityPolicy',
    permissions: ['aoss:GetSecurityPolicy'],
    input: (p) => ({ type: 'network', name: p.name }),
    reply: z.object({ securityPolicyDetail: z.object({ policy: z.array(opening) }) }),
    gone: ['ResourceNotFoundException'],
    gives: {
      /** A list of `{Rules: [{ResourceType, Resource}], AllowFromPublic, SourceVPCEs, SourceServices}`, none left out. */
      rules: json('securityPolicyDetail.policy'),
      allowsPublic: bool('securityPolicyDetail.policy.AllowFromPublic'),
      publicResources: texts('securityPolicyDetail.policy.Rules.Resource'),
      publicDashboards: texts('securityPolicyDetail.policy.Rules.Resource'),
      resources: texts('securityPolicyDetail.policy.Rules.Resource'),
      sourceEndpoints: texts('securityPolicyDetail.policy.SourceVPCEs'),
      sourceServices: texts('securityPolicyDetail.policy.SourceServices'),
    },
    props: ({ securityPolicyDetail: { policy } }) => {
      const open = policy.filter((one) => one.AllowFromPublic);
      return {
        rules: canonicalJson(policy),
        allowsPublic: open.length > 0,
        publicResources: resourcesOf(open, 'collection'),
        publicDashboards: resourcesOf(open, 'dashboard'),
        resources: resourcesOf(policy),
        sourceEndpoints: sorted(policy.flatMap((one) => one.SourceVPCEs)),
        sourceServices: sorted(policy.flatMap((one) => one.SourceServices)),
      };
    },
  });
