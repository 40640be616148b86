/** Bedrock provisioned throughput: capacity bought for one model. */
import { z } from 'zod';
import { bedrockAbsent, modelEnd } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { NEVER, oneOf, time, whole } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsBedrockProvisionedThroughput',
  title: 'Bedrock provisioned throughput',
  cloud: 'aws',
  service: 'bedrock',
  concepts: ['AiCapacity'],
  scope: 'region',
  verbs: {
    INVOKE: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
    // Has another model answer.
    WRITE: ['bedrock:UpdateProvisionedModelThroughput'],
    MANAGE: ['bedrock:UpdateProvisionedModelThroughput', 'bedrock:DeleteProvisionedModelThroughput'],
  },
}).list({
  operation: 'bedrock:ListProvisionedModelThroughputs',
  input: () => ({ maxResults: 1000 }),
  items: 'provisionedModelSummaries',
  item: z.object({
    provisionedModelArn: z.string(),
    provisionedModelName: z.string(),
    modelArn: z.string(),
    desiredModelArn: z.string(),
    foundationModelArn: z.string(),
    modelUnits: z.int(),
    desiredModelUnits: z.int(),
    status: z.string(),
    commitmentDuration: z.string().optional(),
    commitmentExpirationTime: z.string().optional(),
    creationTime: z.string(),
  }),
  absent: bedrockAbsent,
  id: (p) => p.provisionedModelArn,
  name: (p) => p.provisionedModelName,
  gives: {
    status: oneOf('status', ['InService', 'Creating', 'Updating', 'Failed']),
    units: whole('modelUnits'),
    desiredUnits: whole('desiredModelUnits'),
    commitment: oneOf('commitmentDuration', ['none', 'OneMonth', 'SixMonths']),
    commitmentEndsAt: time('commitmentExpirationTime'),
    createdAt: time('creationTime'),
  },
  props: (p) => ({
    status: p.status,
    units: p.modelUnits,
    desiredUnits: p.desiredModelUnits,
    commitment: p.commitmentDuration ?? 'none',
    commitmentEndsAt: p.commitmentExpirationTime ?? NEVER,
    createdAt: p.creationTime,
  }),
  edgeTypes: ['SERVES', 'BASED_ON'],
  edges: (p, at) => [
    { type: 'SERVES', ...modelEnd(at, p.modelArn), key: 'current' },
    ...(p.desiredModelArn === p.modelArn
      ? []
      : [{ type: 'SERVES' as const, ...modelEnd(at, p.desiredModelArn), key: 'desired' }]),
    ...(p.foundationModelArn === p.modelArn
      ? []
      : [{ type: 'BASED_ON' as const, ...modelEnd(at, p.foundationModelArn) }]),
  ],
});
