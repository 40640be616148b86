/**
 * AgentCore memory: what agents keep of their conversations, as raw events and as records that a model makes of them.
 *
 * It is read twice. The first look asks for nothing that lies encrypted, so that it needs no right on the memory's key; what
 * is only in the second stays unknown to a caller whom the key does not know.
 */
import { z } from 'zod';
import {
  bedrockAbsent,
  encryptedWith,
  keyHolder,
  runsAs,
  storesTo,
  usesModel,
} from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, oneOf, text, texts, time, whole } from '#graph/schema/fields.ts';
import { agentCoreArn, agentCoreGone, policyRead } from './_parts.ts';
import { deliveriesOf, modelsOf, strategy, streams, streamsOf } from './_strategy.ts';

const item = z.object({
  id: z.string(),
  arn: z.string().optional(),
  status: z.string().optional(),
  createdAt: z.string(),
  managedByResourceArn: z.string().optional(),
});

export default defineKind({
  kind: 'AwsAgentCoreMemory',
  title: 'Bedrock AgentCore memory',
  cloud: 'aws',
  service: 'bedrock-agentcore-control',
  concepts: ['AgentMemory', 'DataStore'],
  scope: 'region',
  verbs: {
    READ: [
      'bedrock-agentcore:RetrieveMemoryRecords',
      'bedrock-agentcore:GetMemoryRecord',
      'bedrock-agentcore:ListMemoryRecords',
      'bedrock-agentcore:GetEvent',
      'bedrock-agentcore:ListEvents',
    ],
    WRITE: [
      'bedrock-agentcore:CreateEvent',
      'bedrock-agentcore:DeleteEvent',
      'bedrock-agentcore:BatchCreateMemoryRecords',
      'bedrock-agentcore:BatchUpdateMemoryRecords',
      'bedrock-agentcore:BatchDeleteMemoryRecords',
      'bedrock-agentcore:DeleteMemoryRecord',
    ],
    MANAGE: [
      'bedrock-agentcore:UpdateMemory',
      'bedrock-agentcore:DeleteMemory',
      'bedrock-agentcore:PutResourcePolicy',
      'bedrock-agentcore:DeleteResourcePolicy',
    ],
  },
})
  .list({
    operation: 'bedrock-agentcore-control:ListMemories',
    permissions: ['bedrock-agentcore:ListMemories'],
    input: () => ({ maxResults: 100 }),
    items: 'memories',
    item,
    absent: bedrockAbsent,
    id: (m, at) => (m.arn === undefined ? agentCoreArn(at, `memory/${m.id}`) : canonicalArn(m.arn)),
    // An id is the name and ten characters of AWS's own.
    name: (m) => m.id.replace(/-[A-Za-z0-9]{10}$/, ''),
    gives: {
      memoryId: text('id'),
      status: oneOf('status', ['ACTIVE', 'CREATING', 'UPDATING', 'DELETING', 'FAILED']),
      /** The harness that made it for itself. */
      managedBy: text('managedByResourceArn'),
      createdAt: time('createdAt'),
    },
    props: (m) => ({
      memoryId: m.id,
      status: m.status ?? null,
      managedBy: m.managedByResourceArn ?? 'none',
      createdAt: m.createdAt,
    }),
  })
  .read('describe', {
    operation: 'bedrock-agentcore-control:GetMemory',
    permissions: ['bedrock-agentcore:GetMemory'],
    input: (m) => ({ memoryId: m.id, view: 'without_decryption' }),
    reply: z.object({
      memory: z.object({
        encryptionKeyArn: z.string().optional(),
        memoryExecutionRoleArn: z.string().optional(),
        eventExpiryDuration: z.int(),
      }),
    }),
    gone: agentCoreGone,
    gives: {
      encryption: oneOf('memory.encryptionKeyArn', ['none', 'provider', 'customer']),
      role: text('memory.memoryExecutionRoleArn'),
      eventExpiryDays: whole('memory.eventExpiryDuration'),
    },
    props: ({ memory: m }) => ({
      encryption: keyHolder(m.encryptionKeyArn),
      role: m.memoryExecutionRoleArn === undefined ? 'none' : canonicalArn(m.memoryExecutionRoleArn),
      eventExpiryDays: m.eventExpiryDuration,
    }),
    edgeTypes: ['RUNS_AS', 'ENCRYPTED_WITH'],
    edges: ({ memory: m }, _item, at) => [
      ...runsAs(m.memoryExecutionRoleArn),
      ...encryptedWith(at, m.encryptionKeyArn),
    ],
  })
  .read('strategies', {
    operation: 'bedrock-agentcore-control:GetMemory',
    permissions: ['bedrock-agentcore:GetMemory'],
    input: (m) => ({ memoryId: m.id, view: 'full' }),
    reply: z.object({
      memory: z.object({
        strategies: z.array(strategy).default([]),
        streamDeliveryResources: streams,
      }),
    }),
    gone: agentCoreGone,
    gives: {
      strategies: texts('memory.strategies.type'),
      /** Whose memories are kept apart: a namespace without `{actorId}` mixes those of all. */
      namespaces: texts('memory.strategies.namespaceTemplates'),
      mixesActors: bool('memory.strategies.namespaceTemplates'),
      /** How records are made was rewritten: with prompts or code of the customer's own. */
      customised: texts('memory.strategies.configuration.type'),
      notifies: texts('memory.strategies.configuration.selfManagedConfiguration'),
      streamsContent: bool('memory.streamDeliveryResources.resources.kinesis.contentConfigurations.level'),
    },
    props: ({ memory: m }) => {
      const namespaces = [...new Set(m.strategies.flatMap((s) => s.namespaceTemplates ?? s.namespaces))];
      return {
        strategies: m.strategies.map((s) => s.type).toSorted(),
        namespaces: namespaces.toSorted(),
        mixesActors: namespaces.some((n) => !n.includes('{actorId}')),
        customised: m.strategies.flatMap((s) => s.configuration?.type ?? []).toSorted(),
        notifies: deliveriesOf(m.strategies).map((d) => canonicalArn(d.topicArn)),
        streamsContent: streamsOf(m.streamDeliveryResources).some((s) =>
          s.contentConfigurations.some((c) => c.level === 'FULL_CONTENT'),
        ),
      };
    },
    edgeTypes: ['USES_MODEL', 'STORES_TO'],
    edges: ({ memory: m }, _item, at) => [
      ...m.strategies.flatMap((s) =>
        modelsOf(s).flatMap(([step, model]) => usesModel(at, model, `${s.name}:${step}`)),
      ),
      ...deliveriesOf(m.strategies).flatMap((d) =>
        storesTo(at, `s3://${d.payloadDeliveryBucketName}`, `payload:${d.strategy}`),
      ),
      ...streamsOf(m.streamDeliveryResources).map((s) => ({
        type: 'STORES_TO' as const,
        to: canonicalArn(s.dataStreamArn),
        as: 'Stream',
        key: 'records',
      })),
    ],
  })
  .read('policy', {
    ...policyRead,
    input: (m, at) => ({ resourceArn: m.arn ?? agentCoreArn(at, `memory/${m.id}`) }),
  });
