/** Bedrock custom model: a foundation model that was tuned with the account's own data. Models shared by other accounts count too. */

import { z } from 'zod';
import { basedOn, customization, customizationEdges } from '#connectors/aws/parts/customization.ts';
import { end } from '#connectors/aws/parts/ends.ts';
import { bedrockAbsent, bedrockGone, encryptedWith, keyHolder } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, time } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsBedrockCustomModel',
  title: 'Bedrock custom model',
  cloud: 'aws',
  service: 'bedrock',
  concepts: ['Model'],
  scope: 'region',
  verbs: {
    INVOKE: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
    MANAGE: ['bedrock:DeleteCustomModel', 'bedrock:CreateProvisionedModelThroughput'],
  },
})
  .list({
    operation: 'bedrock:ListCustomModels',
    input: () => ({ maxResults: 1000 }),
    items: 'modelSummaries',
    item: z.object({
      modelArn: z.string(),
      modelName: z.string(),
      creationTime: z.string(),
      baseModelName: z.string().optional(),
      ownerAccountId: z.string().optional(),
      customizationType: z.string().optional(),
      modelStatus: z.string().optional(),
    }),
    absent: bedrockAbsent,
    id: (m) => m.modelArn,
    name: (m) => m.modelName,
    gives: {
      baseModel: text('baseModelName'),
      ownedHere: bool('ownerAccountId'),
      customization: oneOf('customizationType', [
        'FINE_TUNING',
        'CONTINUED_PRE_TRAINING',
        'DISTILLATION',
        'REINFORCEMENT_FINE_TUNING',
        'IMPORTED',
      ]),
      status: oneOf('modelStatus', ['Active', 'Creating', 'Failed']),
      createdAt: time('creationTime'),
    },
    props: (m, at) => ({
      baseModel: m.baseModelName ?? 'none',
      ownedHere: m.ownerAccountId === undefined || m.ownerAccountId === at.account,
      customization: m.customizationType ?? 'none',
      status: m.modelStatus ?? null,
      createdAt: m.creationTime,
    }),
  })
  .read('describe', {
    operation: 'bedrock:GetCustomModel',
    input: (m) => ({ modelIdentifier: m.modelArn }),
    reply: customization.extend({
      jobArn: z.string().optional(),
      baseModelArn: z.string().optional(),
      modelKmsKeyArn: z.string().optional(),
    }),
    gone: bedrockGone,
    gives: { encryption: oneOf('modelKmsKeyArn', ['none', 'provider', 'customer']) },
    props: (r) => ({ encryption: keyHolder(r.modelKmsKeyArn) }),
    edgeTypes: ['FEEDS', 'STORES_TO', 'BASED_ON', 'TRAINED_BY', 'ENCRYPTED_WITH'],
    edges: (r, _m, at) => [
      ...customizationEdges(at, r),
      ...basedOn(at, r.baseModelArn, r),
      ...(r.jobArn === undefined || r.jobArn === ''
        ? []
        : [{ type: 'TRAINED_BY' as const, ...end(canonicalArn(r.jobArn), 'TrainingJob') }]),
      ...encryptedWith(at, r.modelKmsKeyArn),
    ],
  });
