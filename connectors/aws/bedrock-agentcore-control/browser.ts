/**
 * AgentCore browser: a browser that an agent drives. The one that AWS keeps for all (`aws.browser.v1`) belongs to no
 * account: only the account's own are listed.
 */
import { z } from 'zod';
import { bedrockAbsent, loadsFrom, runsAs, storesTo } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, texts, time } from '#graph/schema/fields.ts';
import {
  agentCoreGone,
  certificateSecrets,
  mounted,
  networkEdges,
  toolFields,
  toolMounts,
  toolStates,
  vpc,
} from './_parts.ts';

const s3 = z.object({ bucket: z.string(), prefix: z.string().default('') }).optional();
const address = (at: z.output<typeof s3>): string | undefined =>
  at === undefined ? undefined : `s3://${at.bucket}/${at.prefix}`;

export default defineKind({
  kind: 'AwsAgentCoreBrowser',
  title: 'Bedrock AgentCore browser',
  cloud: 'aws',
  service: 'bedrock-agentcore-control',
  concepts: ['AgentSandbox', 'Compute'],
  scope: 'region',
  verbs: {
    // Whoever watches a session sees all that stands on its pages.
    READ: ['bedrock-agentcore:ConnectBrowserLiveViewStream'],
    EXEC: ['bedrock-agentcore:ConnectBrowserAutomationStream'],
    MANAGE: ['bedrock-agentcore:DeleteBrowser'],
  },
})
  .list({
    operation: 'bedrock-agentcore-control:ListBrowsers',
    permissions: ['bedrock-agentcore:ListBrowsers'],
    input: () => ({ type: 'CUSTOM', maxResults: 100 }),
    items: 'browserSummaries',
    item: z.object({
      browserId: z.string(),
      browserArn: z.string(),
      name: z.string().optional(),
      status: z.string(),
      createdAt: z.string(),
    }),
    absent: bedrockAbsent,
    id: (b) => canonicalArn(b.browserArn),
    name: (b) => b.name ?? b.browserId,
    gives: { status: oneOf('status', toolStates), createdAt: time('createdAt') },
    props: (b) => ({ status: b.status, createdAt: b.createdAt }),
  })
  .read('describe', {
    operation: 'bedrock-agentcore-control:GetBrowser',
    permissions: ['bedrock-agentcore:GetBrowser'],
    input: (b) => ({ browserId: b.browserId }),
    reply: z.object({
      ...toolFields,
      networkConfiguration: z.object({ networkMode: z.string(), vpcConfig: vpc }),
      recording: z
        .object({ enabled: z.boolean().default(false), s3Location: s3 })
        .default({ enabled: false }),
      browserSigning: z.object({ enabled: z.boolean() }).default({ enabled: false }),
      enterprisePolicies: z
        .array(z.object({ location: z.object({ s3 }), type: z.string().default('MANAGED') }))
        .default([]),
    }),
    gone: agentCoreGone,
    gives: {
      role: text('executionRoleArn'),
      networkMode: oneOf('networkConfiguration.networkMode', ['PUBLIC', 'VPC']),
      directInternet: bool('networkConfiguration.networkMode'),
      /** Sessions are kept as a film: pages, clicks and what is typed. */
      recorded: bool('recording.enabled'),
      /** Sites can tell that it is this agent who asks. */
      signsRequests: bool('browserSigning.enabled'),
      enterprisePolicies: texts('enterprisePolicies.type'),
      mountPaths: texts('filesystemConfigurations'),
    },
    props: (r) => ({
      role: r.executionRoleArn === undefined ? 'none' : canonicalArn(r.executionRoleArn),
      networkMode: r.networkConfiguration.networkMode,
      directInternet: r.networkConfiguration.networkMode === 'PUBLIC',
      recorded: r.recording.enabled,
      signsRequests: r.browserSigning.enabled,
      enterprisePolicies: r.enterprisePolicies.map((p) => p.type).toSorted(),
      mountPaths: toolMounts(r)
        .map((m) => m.mountPath)
        .toSorted(),
    }),
    edgeTypes: ['RUNS_AS', 'IN_SUBNET', 'HAS_SECURITY_GROUP', 'STORES_TO', 'LOADS', 'USES_SECRET', 'FEEDS'],
    edges: (r, _item, at) => [
      ...runsAs(r.executionRoleArn),
      ...networkEdges(at, r.networkConfiguration.vpcConfig),
      ...(r.recording.enabled ? storesTo(at, address(r.recording.s3Location), 'recording') : []),
      ...r.enterprisePolicies.flatMap((p) =>
        loadsFrom(at, address(p.location.s3), `policy:${p.location.s3?.prefix ?? ''}`),
      ),
      ...certificateSecrets(r),
      ...mounted(toolMounts(r)),
    ],
  });
