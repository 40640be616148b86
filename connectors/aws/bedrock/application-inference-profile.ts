/** Bedrock inference profile that the account made, to tell an application's use of a model apart. */

import {
  inferenceProfile,
  inferenceProfileEdges,
  inferenceProfileGives,
  inferenceProfileProps,
} from '#connectors/aws/parts/inference-profile.ts';
import { bedrockAbsent } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';

export default defineKind({
  kind: 'AwsBedrockApplicationInferenceProfile',
  title: 'Bedrock application inference profile',
  cloud: 'aws',
  service: 'bedrock',
  concepts: ['AiCapacity'],
  scope: 'region',
  verbs: {
    INVOKE: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
    MANAGE: ['bedrock:DeleteInferenceProfile'],
  },
}).list({
  operation: 'bedrock:ListInferenceProfiles',
  // Named, because what is listed without a type is not the same everywhere.
  input: () => ({ maxResults: 1000, typeEquals: 'APPLICATION' }),
  items: 'inferenceProfileSummaries',
  item: inferenceProfile,
  absent: bedrockAbsent,
  id: (p) => p.inferenceProfileArn,
  name: (p) => p.inferenceProfileName,
  gives: inferenceProfileGives,
  props: inferenceProfileProps,
  edgeTypes: ['ROUTES_TO'],
  edges: inferenceProfileEdges,
});
