/** Bedrock imported model: weights of one's own, brought in from a bucket. */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { bedrockAbsent, bedrockGone, encryptedWith, fedFrom, keyHolder } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { oneOf, text, time } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsBedrockImportedModel',
  title: 'Bedrock imported model',
  cloud: 'aws',
  service: 'bedrock',
  concepts: ['Model'],
  scope: 'region',
  verbs: {
    INVOKE: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
    MANAGE: ['bedrock:DeleteImportedModel'],
  },
})
  .list({
    operation: 'bedrock:ListImportedModels',
    input: () => ({ maxResults: 1000 }),
    items: 'modelSummaries',
    item: z.object({
      modelArn: z.string(),
      modelName: z.string(),
      creationTime: z.string(),
      modelArchitecture: z.string().optional(),
    }),
    absent: bedrockAbsent,
    id: (m) => m.modelArn,
    name: (m) => m.modelName,
    gives: { architecture: text('modelArchitecture'), createdAt: time('creationTime') },
    props: (m) => ({ architecture: m.modelArchitecture ?? 'none', createdAt: m.creationTime }),
  })
  .read('describe', {
    operation: 'bedrock:GetImportedModel',
    input: (m) => ({ modelIdentifier: m.modelArn }),
    reply: z.object({
      jobArn: z.string().optional(),
      modelKmsKeyArn: z.string().optional(),
      modelDataSource: z.object({ s3DataSource: z.object({ s3Uri: z.string() }).optional() }).optional(),
    }),
    gone: bedrockGone,
    gives: {
      encryption: oneOf('modelKmsKeyArn', ['none', 'provider', 'customer']),
      source: text('modelDataSource.s3DataSource.s3Uri'),
    },
    props: (r) => ({
      encryption: keyHolder(r.modelKmsKeyArn),
      source: r.modelDataSource?.s3DataSource?.s3Uri ?? 'none',
    }),
    // Bedrock copied the weights when it imported them: the bucket feeds the model, it is not loaded again.
    edgeTypes: ['FEEDS', 'TRAINED_BY', 'ENCRYPTED_WITH'],
    edges: (r, _m, at) => [
      ...fedFrom(at, r.modelDataSource?.s3DataSource?.s3Uri, 'weights'),
      ...(r.jobArn === undefined
        ? []
        : [{ type: 'TRAINED_BY' as const, ...end(canonicalArn(r.jobArn), 'ProcessingJob') }]),
      ...encryptedWith(at, r.modelKmsKeyArn),
    ],
  });
