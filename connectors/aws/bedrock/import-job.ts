/** Bedrock model import job: the run, with its role and network, that brought weights in. */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import {
  bedrockAbsent,
  bedrockGone,
  encryptedWith,
  fedFrom,
  inGroups,
  inSubnets,
  runsAs,
} from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, time } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsBedrockImportJob',
  title: 'Bedrock model import job',
  cloud: 'aws',
  service: 'bedrock',
  concepts: ['ProcessingJob'],
  scope: 'region',
})
  .list({
    operation: 'bedrock:ListModelImportJobs',
    input: () => ({ maxResults: 1000 }),
    items: 'modelImportJobSummaries',
    item: z.object({
      jobArn: z.string(),
      jobName: z.string(),
      status: z.string(),
      creationTime: z.string(),
    }),
    absent: bedrockAbsent,
    id: (j) => j.jobArn,
    name: (j) => j.jobName,
    gives: {
      status: oneOf('status', ['InProgress', 'Completed', 'Failed']),
      createdAt: time('creationTime'),
    },
    props: (j) => ({ status: j.status, createdAt: j.creationTime }),
  })
  .read('describe', {
    operation: 'bedrock:GetModelImportJob',
    input: (j) => ({ jobIdentifier: j.jobArn }),
    reply: z.object({
      roleArn: z.string().optional(),
      importedModelArn: z.string().optional(),
      importedModelKmsKeyArn: z.string().optional(),
      modelDataSource: z.object({ s3DataSource: z.object({ s3Uri: z.string() }).optional() }).optional(),
      vpcConfig: z
        .object({ subnetIds: z.array(z.string()), securityGroupIds: z.array(z.string()) })
        .optional(),
    }),
    gone: bedrockGone,
    gives: { inVpc: bool('vpcConfig') },
    props: (r) => ({ inVpc: r.vpcConfig !== undefined }),
    edgeTypes: ['FEEDS', 'PRODUCES', 'RUNS_AS', 'ENCRYPTED_WITH', 'IN_SUBNET', 'HAS_SECURITY_GROUP'],
    edges: (r, _j, at) => [
      ...fedFrom(at, r.modelDataSource?.s3DataSource?.s3Uri, 'weights'),
      ...(r.importedModelArn === undefined
        ? []
        : [{ type: 'PRODUCES' as const, ...end(canonicalArn(r.importedModelArn), 'Model') }]),
      ...runsAs(r.roleArn),
      ...encryptedWith(at, r.importedModelKmsKeyArn, 'output'),
      ...inSubnets(at, r.vpcConfig?.subnetIds),
      ...inGroups(at, r.vpcConfig?.securityGroupIds),
    ],
  });
