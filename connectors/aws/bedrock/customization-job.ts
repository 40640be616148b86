/** Bedrock model customisation job: the run, with its role and network, that made a custom model. */

import { z } from 'zod';
import { customization, customizationEdges } from '#connectors/aws/parts/customization.ts';
import { end } from '#connectors/aws/parts/ends.ts';
import {
  bedrockAbsent,
  bedrockGone,
  encryptedWith,
  inGroups,
  inSubnets,
  keyHolder,
  modelEnd,
  runsAs,
} from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, NEVER, oneOf, texts, time } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsBedrockCustomizationJob',
  title: 'Bedrock model customisation job',
  cloud: 'aws',
  service: 'bedrock',
  concepts: ['TrainingJob'],
  scope: 'region',
  verbs: { MANAGE: ['bedrock:StopModelCustomizationJob'] },
  secretFields: ['hyperParameters'],
})
  .list({
    operation: 'bedrock:ListModelCustomizationJobs',
    input: () => ({ maxResults: 1000 }),
    items: 'modelCustomizationJobSummaries',
    item: z.object({
      jobArn: z.string(),
      jobName: z.string(),
      status: z.string(),
      creationTime: z.string(),
      endTime: z.string().optional(),
    }),
    absent: bedrockAbsent,
    id: (j) => j.jobArn,
    name: (j) => j.jobName,
    gives: {
      status: oneOf('status', ['InProgress', 'Completed', 'Failed', 'Stopping', 'Stopped']),
      createdAt: time('creationTime'),
      endedAt: time('endTime'),
    },
    props: (j) => ({ status: j.status, createdAt: j.creationTime, endedAt: j.endTime ?? NEVER }),
  })
  .read('describe', {
    operation: 'bedrock:GetModelCustomizationJob',
    input: (j) => ({ jobIdentifier: j.jobArn }),
    reply: customization.extend({
      roleArn: z.string(),
      baseModelArn: z.string(),
      outputModelArn: z.string().optional(),
      outputModelKmsKeyArn: z.string().optional(),
      hyperParameters: z.record(z.string(), z.string()).optional(),
      vpcConfig: z
        .object({ subnetIds: z.array(z.string()), securityGroupIds: z.array(z.string()) })
        .optional(),
    }),
    gone: bedrockGone,
    gives: {
      /** No code of the customer runs in it, so there is nothing to isolate. */
      networkIsolated: bool('jobArn'),
      inVpc: bool('vpcConfig'),
      outputEncryption: oneOf('outputModelKmsKeyArn', ['none', 'provider', 'customer']),
      hyperParameters: texts('hyperParameters'),
    },
    props: (r) => ({
      networkIsolated: true,
      inVpc: r.vpcConfig !== undefined,
      outputEncryption: keyHolder(r.outputModelKmsKeyArn),
      hyperParameters: Object.keys(r.hyperParameters ?? {}),
    }),
    edgeTypes: [
      'FEEDS',
      'STORES_TO',
      'LOADS',
      'PRODUCES',
      'RUNS_AS',
      'ENCRYPTED_WITH',
      'IN_SUBNET',
      'HAS_SECURITY_GROUP',
    ],
    edges: (r, _j, at) => [
      ...customizationEdges(at, r),
      { type: 'LOADS', ...modelEnd(at, r.baseModelArn), key: 'base' },
      ...(r.outputModelArn === undefined
        ? []
        : [{ type: 'PRODUCES' as const, ...end(canonicalArn(r.outputModelArn), 'Model') }]),
      ...runsAs(r.roleArn),
      ...encryptedWith(at, r.outputModelKmsKeyArn, 'output'),
      ...inSubnets(at, r.vpcConfig?.subnetIds),
      ...inGroups(at, r.vpcConfig?.securityGroupIds),
    ],
  });
