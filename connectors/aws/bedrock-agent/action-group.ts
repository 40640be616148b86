/** Action group of a Bedrock agent version: functions or an API that the model may call, and who carries them out. */

import { z } from 'zod';
import { actionGroupId, agentVersionId } from '#connectors/aws/parts/agent.ts';
import { end } from '#connectors/aws/parts/ends.ts';
import { bedrockGone, executes, loadsFrom, parentText } from '#connectors/aws/parts/refs.ts';
import type { At } from '#connectors/kit/define.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { bool, oneOf, text, texts } from '#graph/schema/fields.ts';

const agentOf = (at: At): string => parentText(at, 'agentId');
const versionOf = (at: At): string => parentText(at, 'version');

export default defineKind({
  kind: 'AwsBedrockActionGroup',
  title: 'Bedrock agent action group',
  cloud: 'aws',
  service: 'bedrock-agent',
  concepts: ['AgentTool'],
  scope: 'region',
  under: 'AwsBedrockAgentVersion',
  verbs: { MANAGE: ['bedrock:UpdateAgentActionGroup', 'bedrock:DeleteAgentActionGroup'] },
  resources: (id) => [id.replace(/\/version\/.*$/, '')],
})
  .list({
    operation: 'bedrock-agent:ListAgentActionGroups',
    permissions: ['bedrock:ListAgentActionGroups'],
    input: (at) => ({ agentId: agentOf(at), agentVersion: versionOf(at), maxResults: 1000 }),
    items: 'actionGroupSummaries',
    item: z.object({ actionGroupId: z.string(), actionGroupName: z.string(), actionGroupState: z.string() }),
    id: (g, at) => actionGroupId(at, agentOf(at), versionOf(at), g.actionGroupId),
    name: (g) => g.actionGroupName,
    gives: { enabled: bool('actionGroupState') },
    props: (g) => ({ enabled: g.actionGroupState === 'ENABLED' }),
    edgeTypes: ['CONTAINS'],
    edges: (_g, at) => [
      {
        type: 'CONTAINS',
        ...end(agentVersionId(at, agentOf(at), versionOf(at)), 'AgentVersion'),
        reverse: true,
      },
    ],
  })
  .read('describe', {
    operation: 'bedrock-agent:GetAgentActionGroup',
    permissions: ['bedrock:GetAgentActionGroup'],
    input: (g, at) => ({ agentId: agentOf(at), agentVersion: versionOf(at), actionGroupId: g.actionGroupId }),
    reply: z.object({
      agentActionGroup: z.object({
        parentActionSignature: z.string().optional(),
        actionGroupExecutor: z
          .object({ lambda: z.string().optional(), customControl: z.string().optional() })
          .optional(),
        // The text of a schema given in place is content and stays out; that there is one is not.
        apiSchema: z
          .object({
            payload: z.string().optional(),
            s3: z
              .object({ s3BucketName: z.string().optional(), s3ObjectKey: z.string().optional() })
              .optional(),
          })
          .optional(),
        functionSchema: z
          .object({
            functions: z
              .array(z.object({ name: z.string(), requireConfirmation: z.string().optional() }))
              .optional(),
          })
          .optional(),
      }),
    }),
    gone: bedrockGone,
    gives: {
      signature: oneOf('agentActionGroup.parentActionSignature', [
        'none',
        'AMAZON.UserInput',
        'AMAZON.CodeInterpreter',
        'ANTHROPIC.Computer',
        'ANTHROPIC.Bash',
        'ANTHROPIC.TextEditor',
      ]),
      /** Who carries it out: a function, the calling application, or Bedrock itself. */
      executor: oneOf('agentActionGroup.actionGroupExecutor', [
        'lambda',
        'RETURN_CONTROL',
        'builtin',
        'none',
      ]),
      schema: oneOf('agentActionGroup.apiSchema', ['none', 'inline', 's3', 'functions']),
      functions: texts('agentActionGroup.functionSchema.functions.name'),
      /**
       * Functions that run without asking the user first. Unknown where an API's schema says it: `x-requireConfirmation`
       * stands inside of the schema, which is content and not read.
       * Source: Bedrock User Guide, "Get user confirmation before invoking action group function".
       */
      unconfirmed: texts('agentActionGroup.functionSchema.functions.requireConfirmation'),
      schemaAt: text('agentActionGroup.apiSchema.s3.s3ObjectKey'),
    },
    props: ({ agentActionGroup: g }) => {
      const functions = g.functionSchema?.functions ?? [];
      const byFunctions = g.functionSchema === undefined ? 'none' : 'functions';
      return {
        signature: g.parentActionSignature ?? 'none',
        executor:
          g.actionGroupExecutor?.lambda === undefined
            ? (g.actionGroupExecutor?.customControl ??
              (g.parentActionSignature === undefined ? 'none' : 'builtin'))
            : 'lambda',
        schema: g.apiSchema === undefined ? byFunctions : g.apiSchema.s3 === undefined ? 'inline' : 's3',
        functions: functions.map((f) => f.name),
        unconfirmed:
          g.apiSchema === undefined
            ? functions.filter((f) => f.requireConfirmation !== 'ENABLED').map((f) => f.name)
            : null,
        schemaAt: g.apiSchema?.s3?.s3ObjectKey ?? 'none',
      };
    },
    edgeTypes: ['EXECUTES', 'LOADS'],
    edges: ({ agentActionGroup: g }, _item, at) => [
      ...executes(g.actionGroupExecutor?.lambda),
      ...(g.apiSchema?.s3?.s3BucketName === undefined
        ? []
        : loadsFrom(at, `s3://${g.apiSchema.s3.s3BucketName}/${g.apiSchema.s3.s3ObjectKey ?? ''}`, 'schema')),
    ],
  });
