import { fixture } from '#connectors/standin/estate.ts';

const account = '111122223333';
const region = 'eu-west-1';
const time = '2026-03-01T09:00:00.000Z';
const engine = (name: string, policyEngineId: string, more: object = {}) => ({
  operation: 'bedrock-agentcore-control:ListPolicyEngines',
  into: 'policyEngines',
  item: {
    policyEngineId,
    name,
    policyEngineArn: `arn:aws:bedrock-agentcore:${region}:${account}:policy-engine/${policyEngineId}`,
    status: 'ACTIVE',
    statusReasons: [],
    createdAt: time,
    updatedAt: time,
    ...more,
  },
});
const policy = (policyEngineId: string, name: string, definition: object, more: object = {}) => ({
  operation: 'bedrock-agentcore-control:ListPolicies',
  into: 'policies',
  input: { policyEngineId },
  item: {
    policyId: `${name}-eeeeeeeeee`,
    policyArn: `arn:aws:bedrock-agentcore:${region}:${account}:policy-engine/${policyEngineId}/policy/${name}-eeeeeeeeee`,
    name,
    policyEngineId,
    status: 'ACTIVE',
    statusReasons: [],
    createdAt: time,
    updatedAt: time,
    definition,
    ...more,
  },
});
const cedar = (statement: string) => ({ cedar: { statement } });
const all = 'permit(principal, action, resource);';

/** One that lets a group use a tool; one that lets all do all; one whose open policy only writes down; one without any. */
export default fixture({
  account,
  region,
  pieces: [
    {
      account,
      region,
      lists: [
        engine('orders', 'orders-aaaaaaaaaa', {
          encryptionKeyArn: `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`,
        }),
        engine('open', 'open-bbbbbbbbbb'),
        engine('trial', 'trial-cccccccccc'),
        engine('empty', 'empty-dddddddddd'),
        policy(
          'orders-aaaaaaaaaa',
          'staff',
          cedar(
            'permit(principal, action == AgentCore::Action::"orders___refund", resource) when { principal.hasTag("staff") };',
          ),
        ),
        policy('orders-aaaaaaaaaa', 'stop', {
          policy: { statement: 'forbid(principal, action, resource) unless { context.input.amount < 100 };' },
        }),
        policy('open-bbbbbbbbbb', 'all', cedar(`// for now\n${all}`)),
        policy('trial-cccccccccc', 'all', cedar(all), { enforcementMode: 'LOG_ONLY' }),
      ],
    },
  ],
});
