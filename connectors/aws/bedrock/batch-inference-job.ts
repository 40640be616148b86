/** Bedrock batch inference job: asks a model about every record of a bucket, as a role. The listing shows all that a job is. */
import { z } from 'zod';
import {
  bedrockAbsent,
  encryptedWith,
  fedFrom,
  inGroups,
  inSubnets,
  keyHolder,
  runsAs,
  storesTo,
  usesModel,
} from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, NEVER, oneOf, text, time } from '#graph/schema/fields.ts';

const from = z.object({ s3Uri: z.string(), s3BucketOwner: z.string().optional() });

export default defineKind({
  kind: 'AwsBedrockBatchInferenceJob',
  title: 'Bedrock batch inference job',
  cloud: 'aws',
  service: 'bedrock',
  concepts: ['ProcessingJob'],
  scope: 'region',
  verbs: { MANAGE: ['bedrock:StopModelInvocationJob'] },
}).list({
  operation: 'bedrock:ListModelInvocationJobs',
  input: () => ({ maxResults: 1000 }),
  items: 'invocationJobSummaries',
  item: z.object({
    jobArn: z.string(),
    jobName: z.string(),
    modelId: z.string(),
    roleArn: z.string(),
    status: z.string().optional(),
    submitTime: z.string(),
    endTime: z.string().optional(),
    inputDataConfig: z.object({ s3InputDataConfig: from.optional() }),
    outputDataConfig: z.object({
      s3OutputDataConfig: from.extend({ s3EncryptionKeyId: z.string().optional() }).optional(),
    }),
    vpcConfig: z.object({ subnetIds: z.array(z.string()), securityGroupIds: z.array(z.string()) }).optional(),
  }),
  absent: bedrockAbsent,
  id: (j) => j.jobArn,
  name: (j) => j.jobName,
  gives: {
    status: oneOf('status', [
      'Submitted',
      'Validating',
      'Scheduled',
      'InProgress',
      'Completed',
      'PartiallyCompleted',
      'Failed',
      'Stopping',
      'Stopped',
      'Expired',
    ]),
    createdAt: time('submitTime'),
    endedAt: time('endTime'),
    model: text('modelId'),
    inVpc: bool('vpcConfig'),
    outputEncryption: oneOf('outputDataConfig.s3OutputDataConfig.s3EncryptionKeyId', [
      'none',
      'provider',
      'customer',
    ]),
    /** The account that must own the bucket, where the job says so. */
    inputOwner: text('inputDataConfig.s3InputDataConfig.s3BucketOwner'),
    outputOwner: text('outputDataConfig.s3OutputDataConfig.s3BucketOwner'),
  },
  props: (j) => ({
    status: j.status ?? null,
    createdAt: j.submitTime,
    endedAt: j.endTime ?? NEVER,
    model: j.modelId,
    inVpc: j.vpcConfig !== undefined,
    outputEncryption: keyHolder(j.outputDataConfig.s3OutputDataConfig?.s3EncryptionKeyId),
    inputOwner: j.inputDataConfig.s3InputDataConfig?.s3BucketOwner ?? 'none',
    outputOwner: j.outputDataConfig.s3OutputDataConfig?.s3BucketOwner ?? 'none',
  }),
  edgeTypes: [
    'RUNS_AS',
    'USES_MODEL',
    'FEEDS',
    'STORES_TO',
    'ENCRYPTED_WITH',
    'IN_SUBNET',
    'HAS_SECURITY_GROUP',
  ],
  edges: (j, at) => {
    const output = j.outputDataConfig.s3OutputDataConfig;
    return [
      ...runsAs(j.roleArn),
      ...usesModel(at, j.modelId),
      ...fedFrom(at, j.inputDataConfig.s3InputDataConfig?.s3Uri, 'input'),
      ...storesTo(at, output?.s3Uri, 'output'),
      ...encryptedWith(at, output?.s3EncryptionKeyId, 'output'),
      ...inSubnets(at, j.vpcConfig?.subnetIds),
      ...inGroups(at, j.vpcConfig?.securityGroupIds),
    ];
  },
});
