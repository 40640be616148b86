/**
 * A numbered version of a Bedrock guardrail: what an agent that names it is really guarded by. AWS gives versions no ARN;
 * the id is ours: the guardrail's ARN, `:` and the number.
 */

import { z } from 'zod';
import { end } from '#connectors/aws/parts/ends.ts';
import { guardrailGives, guardrailProps, guardrailReply } from '#connectors/aws/parts/guardrail.ts';
import { bedrockGone, encryptedWith, parentText } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { text, time } from '#graph/schema/fields.ts';

export default defineKind({
  kind: 'AwsBedrockGuardrailVersion',
  title: 'Bedrock guardrail version',
  cloud: 'aws',
  service: 'bedrock',
  concepts: ['Guardrail'],
  scope: 'region',
  under: 'AwsBedrockGuardrail',
  verbs: { INVOKE: ['bedrock:ApplyGuardrail'], MANAGE: ['bedrock:DeleteGuardrail'] },
  resources: (id) => [id.replace(/:[0-9]+$/, '')],
})
  .list({
    operation: 'bedrock:ListGuardrails',
    input: (at) => ({ guardrailIdentifier: parentText(at, 'guardrailId'), maxResults: 1000 }),
    items: 'guardrails',
    item: z.object({
      id: z.string(),
      arn: z.string(),
      name: z.string(),
      version: z.string(),
      createdAt: z.string(),
    }),
    where: (g) => g.version !== 'DRAFT',
    id: (g) => `${g.arn}:${g.version}`,
    name: (g) => `${g.name}:${g.version}`,
    gives: { version: text('version'), createdAt: time('createdAt') },
    props: (g) => ({ version: g.version, createdAt: g.createdAt }),
    edgeTypes: ['VERSION_OF'],
    edges: (g) => [{ type: 'VERSION_OF', ...end(g.arn, 'Guardrail') }],
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
