/**
 * Policy of an account's private registry in a region: who may replicate into it and pull through it. AWS gives it no ARN;
 * the id is ours: `arn:<partition>:ecr:<region>:<account>:registry-policy`.
 */
import { z } from 'zod';
import { defineKind } from '#connectors/kit/define.ts';
import { NO_POLICY, policyText } from '#graph/schema/aws/document.ts';
import { regionalArn } from '#graph/schema/aws/ids.ts';
import { bool, json } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsEcrRegistryPolicy',
  title: 'ECR registry policy',
  cloud: 'aws',
  service: 'ecr',
  concepts: ['AccessPolicy'],
  scope: 'region',
  verbs: { MANAGE: ['ecr:DeleteRegistryPolicy', 'ecr:PutRegistryPolicy'] },
}).list({
  operation: 'ecr:GetRegistryPolicy',
  items: '',
  item: z.object({ registryId: z.string().optional(), policyText }),
  notConfigured: { codes: ['RegistryPolicyNotFoundException'], reply: { policyText: NO_POLICY } },
  id: (_p, at) => regionalArn(at, 'ecr', 'registry-policy'),
  name: () => 'registry policy',
  gives: { document: json('policyText'), hasPolicy: bool('policyText') },
  props: (p) => ({ document: p.policyText, hasPolicy: p.policyText !== NO_POLICY }),
});
