/**
 * Workload identity of AgentCore: what a workload shows when it asks for tokens and keys of others. It has no rights of its
 * own in AWS; whoever gets its token may use what its users have agreed to.
 */
import { z } from 'zod';
import { bedrockAbsent } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, texts, time } from '#graph/schema/fields.ts';
import { agentCoreGone, hostOf } from './_parts.ts';

export default defineKind({
  kind: 'AwsAgentCoreWorkloadIdentity',
  title: 'Bedrock AgentCore workload identity',
  cloud: 'aws',
  service: 'bedrock-agentcore-control',
  concepts: ['WorkloadIdentity'],
  scope: 'region',
  verbs: {
    READ: ['bedrock-agentcore:GetWorkloadIdentity'],
    ASSUME: [
      'bedrock-agentcore:GetWorkloadAccessToken',
      'bedrock-agentcore:GetWorkloadAccessTokenForJWT',
      'bedrock-agentcore:GetWorkloadAccessTokenForUserId',
    ],
    MANAGE: ['bedrock-agentcore:UpdateWorkloadIdentity', 'bedrock-agentcore:DeleteWorkloadIdentity'],
  },
})
  .list({
    operation: 'bedrock-agentcore-control:ListWorkloadIdentities',
    permissions: ['bedrock-agentcore:ListWorkloadIdentities'],
    input: () => ({ maxResults: 20 }),
    items: 'workloadIdentities',
    item: z.object({ name: z.string(), workloadIdentityArn: z.string() }),
    absent: bedrockAbsent,
    id: (w) => canonicalArn(w.workloadIdentityArn),
    name: (w) => w.name,
    gives: {},
    props: () => ({}),
  })
  .read('describe', {
    operation: 'bedrock-agentcore-control:GetWorkloadIdentity',
    permissions: ['bedrock-agentcore:GetWorkloadIdentity'],
    input: (w) => ({ name: w.name }),
    reply: z.object({
      allowedResourceOauth2ReturnUrls: z.array(z.string()).default([]),
      createdTime: z.string(),
    }),
    gone: agentCoreGone,
    gives: {
      createdAt: time('createdTime'),
      returnUrls: texts('allowedResourceOauth2ReturnUrls'),
      returnHosts: texts('allowedResourceOauth2ReturnUrls'),
      /** Users are sent back without TLS, where a consent can be caught on its way. */
      returnsInClear: bool('allowedResourceOauth2ReturnUrls'),
    },
    props: ({ createdTime, allowedResourceOauth2ReturnUrls: urls }) => ({
      createdAt: createdTime,
      returnUrls: urls.toSorted(),
      returnHosts: [...new Set(urls.map(hostOf))].toSorted(),
      returnsInClear: urls.some((url) => /^http:/i.test(url)),
    }),
  });
