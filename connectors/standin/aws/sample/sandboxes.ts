/** Stories 8 and 9: a sandbox for code that runs as an administrator, and a user nobody made. */
import type { Piece } from '#connectors/standin/estate.ts';
import { codeInterpreter, codeInterpreterArn } from '../build/agentcore-tools.ts';
import { serviceCredential } from '../build/credentials.ts';
import { group, role, roleArn, user } from '../build/iam.ts';
import { admin, labIreland, production, research } from './company.ts';

/** The console makes such a user with every long-term API key of Bedrock. */
export const phantom = 'BedrockAPIKey-q7m1';

export const sandboxes: readonly Piece[] = [
  codeInterpreter(labIreland, 'claims_analysis', { role: roleArn(research, 'ClaimsAnalysisRole') }),
  role(research, 'ClaimsAnalysisRole', 'bedrock-agentcore.amazonaws.com', { attached: [admin] }),
  group(research, 'analysts', {
    inline: [
      {
        Action: ['bedrock-agentcore:StartCodeInterpreterSession', 'bedrock-agentcore:InvokeCodeInterpreter'],
        Resource: codeInterpreterArn(labIreland, 'claims_analysis'),
      },
    ],
  }),
  user(research, 'noor', { groups: ['analysts'] }),
  // A key without an end, of a user who is nobody.
  user(production, phantom, {
    inline: [{ Action: ['bedrock:*'], Resource: '*' }],
  }),
  serviceCredential(production, phantom),
];
