/** Bedrock inference profile that AWS defines: routes requests for one model over several regions. */

import {
  inferenceProfile,
  inferenceProfileEdges,
  inferenceProfileGives,
  inferenceProfileProps,
} from '#connectors/aws/parts/inference-profile.ts';
import { bedrockAbsent } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';

export default defineKind({
  kind: 'AwsBedrockInferenceProfile',
  title: 'Bedrock system inference profile',
  cloud: 'aws',
  service: 'bedrock',
  concepts: ['AiCapacity'],
  scope: 'region',
  verbs: {
    INVOKE: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
  },
}).list({
  operation: 'bedrock:ListInferenceProfiles',
  // Named, because what is listed without a type is not the same everywhere.
  input: () => ({ maxResults: 1000, typeEquals: 'SYSTEM_DEFINED' }),
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
