/** Bedrock guardrail, as its working draft stands; its numbered versions are a kind of their own. */
import { z } from 'zod';
import { guardrailGives, guardrailProps, guardrailReply } from '#connectors/aws/parts/guardrail.ts';
import { bedrockGone, encryptedWith } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { text, time } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsBedrockGuardrail',
  title: 'Bedrock guardrail',
  cloud: 'aws',
  service: 'bedrock',
  concepts: ['Guardrail'],
  scope: 'region',
  verbs: {
    INVOKE: ['bedrock:ApplyGuardrail'],
    MANAGE: ['bedrock:UpdateGuardrail', 'bedrock:DeleteGuardrail', 'bedrock:CreateGuardrailVersion'],
  },
})
  .list({
    operation: 'bedrock:ListGuardrails',
    input: () => ({ maxResults: 1000 }),
    items: 'guardrails',
    item: z.object({
      id: z.string(),
      arn: z.string(),
      name: z.string(),
      version: z.string(),
      createdAt: z.string(),
    }),
    id: (g) => g.arn,
    name: (g) => g.name,
    gives: { guardrailId: text('id'), version: text('version'), createdAt: time('createdAt') },
    props: (g) => ({ guardrailId: g.id, version: g.version, createdAt: g.createdAt }),
  })
  .read('contents', {
    operation: 'bedrock:GetGuardrail',
    input: (g) => ({ guardrailIdentifier: g.id, guardrailVersion: g.version }),
    reply: guardrailReply,
    gone: bedrockGone,
    gives: guardrailGives,
    props: guardrailProps,
    edgeTypes: ['ENCRYPTED_WITH'],
    edges: (r, _g, at) => encryptedWith(at, r.kmsKeyArn),
  });
