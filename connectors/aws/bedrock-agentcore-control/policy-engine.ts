/**
 * AgentCore policy engine: Cedar policies that decide, at a gateway, which caller may use which tool. Its document is the
 * list of its policies as AWS shows them, no IAM document.
 */
import { z } from 'zod';
import { bedrockAbsent, encryptedWith, keyHolder } from '#connectors/aws/parts/refs.ts';
import { defineKind } from '#connectors/kit/define.ts';
import { canonicalJson } from '#graph/schema/aws/document.ts';
import { canonicalArn } from '#graph/schema/aws/ids.ts';
import { bool, json, oneOf, text, texts, time } from '#graph/schema/fields.ts';
import { agentCoreGone } from './_parts.ts';

const statement = z.object({ statement: z.string() }).optional();
const cedarPolicy = z.object({
  name: z.string(),
  status: z.string(),
  enforcementMode: z.string().default('ACTIVE'),
  definition: z.object({ cedar: statement, policy: statement }),
});
type CedarPolicy = z.output<typeof cedarPolicy>;

const textOf = (p: CedarPolicy): string =>
  p.definition.cedar?.statement ?? p.definition.policy?.statement ?? '';

/**
 * Whether a policy lets every caller use every tool: a `permit` with an open scope and no condition.
 * Source: Cedar Policy Language Reference, "Basic policy construction".
 */
const permitsAll = (cedar: string): boolean =>
  /^(?:@\w+\s*\([^)]*\)\s*)*permit\s*\(\s*principal\s*,\s*action\s*,\s*resource\b[^)]*\)\s*;\s*$/.test(
    cedar.replaceAll(/\/\/[^\n]*/g, '').trim(),
  );

export default defineKind({
  kind: 'AwsAgentCorePolicyEngine',
  title: 'Bedrock AgentCore policy engine',
  cloud: 'aws',
  service: 'bedrock-agentcore-control',
  concepts: ['AccessPolicy'],
  scope: 'region',
  verbs: {
    READ: ['bedrock-agentcore:GetPolicyEngine'],
    MANAGE: [
      'bedrock-agentcore:UpdatePolicyEngine',
      'bedrock-agentcore:DeletePolicyEngine',
      'bedrock-agentcore:CreatePolicy',
      'bedrock-agentcore:UpdatePolicy',
      'bedrock-agentcore:DeletePolicy',
    ],
  },
})
  .list({
    operation: 'bedrock-agentcore-control:ListPolicyEngines',
    permissions: ['bedrock-agentcore:ListPolicyEngines'],
    input: () => ({ maxResults: 100 }),
    items: 'policyEngines',
    item: z.object({
      policyEngineId: z.string(),
      policyEngineArn: z.string(),
      name: z.string(),
      status: z.string(),
      encryptionKeyArn: z.string().optional(),
      createdAt: z.string(),
    }),
    absent: bedrockAbsent,
    id: (e) => canonicalArn(e.policyEngineArn),
    name: (e) => e.name,
    gives: {
      policyEngineId: text('policyEngineId'),
      status: oneOf('status', [
        'ACTIVE',
        'CREATING',
        'CREATE_FAILED',
        'UPDATING',
        'UPDATE_FAILED',
        'DELETING',
        'DELETE_FAILED',
      ]),
      encryption: oneOf('encryptionKeyArn', ['none', 'provider', 'customer']),
      createdAt: time('createdAt'),
    },
    props: (e) => ({
      policyEngineId: e.policyEngineId,
      status: e.status,
      encryption: keyHolder(e.encryptionKeyArn),
      createdAt: e.createdAt,
    }),
    edgeTypes: ['ENCRYPTED_WITH'],
    edges: (e, at) => encryptedWith(at, e.encryptionKeyArn),
  })
  .read('policies', {
    operation: 'bedrock-agentcore-control:ListPolicies',
    permissions: ['bedrock-agentcore:ListPolicies'],
    input: (e) => ({ policyEngineId: e.policyEngineId, maxResults: 100 }),
    pages: 'policies',
    reply: z.object({ policies: z.array(cedarPolicy) }),
    gone: agentCoreGone,
    gives: {
      document: json('policies'),
      policies: texts('policies.name'),
      /** Those that decide; others only write down what they would have said. */
      enforced: texts('policies.enforcementMode'),
      permitsAll: bool('policies.definition.cedar.statement'),
    },
    props: ({ policies }) => {
      const enforced = policies.filter((p) => p.enforcementMode === 'ACTIVE' && p.status === 'ACTIVE');
      return {
        document: canonicalJson(
          policies.map((p) => ({ name: p.name, mode: p.enforcementMode, statement: textOf(p) })),
        ),
        policies: policies.map((p) => p.name).toSorted(),
        enforced: enforced.map((p) => p.name).toSorted(),
        permitsAll: enforced.some((p) => permitsAll(textOf(p))),
      };
    },
  });
