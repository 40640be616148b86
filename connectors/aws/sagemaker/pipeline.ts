/**
 * SageMaker pipeline: steps that run jobs and register models as a role. Its definition is code, with whatever its author
 * wrote into it: only a fingerprint of it stays. The reply holds it whole and says nothing of where it was uploaded from.
 */

import { z } from 'zod';
import { runsAs, sageMakerGone } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { NEVER, oneOf, text, time } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsSageMakerPipeline',
  title: 'SageMaker pipeline',
  cloud: 'aws',
  service: 'sagemaker',
  concepts: ['AiPipeline'],
  scope: 'region',
  uidIs: 'epoch',
  verbs: {
    INVOKE: ['sagemaker:StartPipelineExecution'],
    // The next run follows the new definition.
    WRITE: ['sagemaker:UpdatePipeline'],
    MANAGE: [
      'sagemaker:CreatePipeline',
      'sagemaker:UpdatePipeline',
      'sagemaker:UpdatePipelineVersion',
      'sagemaker:DeletePipeline',
    ],
  },
  secretFields: ['PipelineDefinition'],
})
  .list({
    operation: 'sagemaker:ListPipelines',
    input: () => ({ MaxResults: 100 }),
    items: 'PipelineSummaries',
    item: z.object({
      PipelineArn: z.string(),
      PipelineName: z.string(),
      CreationTime: z.string().optional(),
      LastModifiedTime: z.string().optional(),
    }),
    id: (p) => p.PipelineArn,
    uid: (p) => p.CreationTime ?? '',
    name: (p) => p.PipelineName,
    gives: { createdAt: time('CreationTime'), changedAt: time('LastModifiedTime') },
    props: (p) => ({ createdAt: p.CreationTime ?? null, changedAt: p.LastModifiedTime ?? null }),
  })
  .read('describe', {
    operation: 'sagemaker:DescribePipeline',
    input: (p) => ({ PipelineName: p.PipelineName }),
    reply: z.object({
      RoleArn: z.string().optional(),
      PipelineStatus: z.string().optional(),
      LastRunTime: z.string().optional(),
      // A fingerprint by the time it is here.
      PipelineDefinition: z.string().optional(),
    }),
    gone: sageMakerGone,
    gives: {
      status: oneOf('PipelineStatus', ['Active', 'Deleting']),
      lastRunAt: time('LastRunTime'),
      definitionFingerprint: text('PipelineDefinition'),
    },
    props: (r) => ({
      status: r.PipelineStatus ?? null,
      lastRunAt: r.LastRunTime ?? NEVER,
      definitionFingerprint: r.PipelineDefinition ?? 'none',
    }),
    edgeTypes: ['RUNS_AS'],
    edges: (r) => runsAs(r.RoleArn),
  });
