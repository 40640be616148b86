/** Story 4: an agent's tool is a function that anyone on the internet can call, and that may do anything. */
import type { Piece } from '#connectors/standin/estate.ts';
import { guardrailId } from '../build/bedrock.ts';
import { agent, aliasArn } from '../build/bedrock-agent.ts';
import { policy, type Statement } from '../build/common.ts';
import { awsPolicy, role, roleArn } from '../build/iam.ts';
import { functionArn, lambdaFunction, publicUrl } from '../build/lambda.ts';
import { admin, organizationId, prodIreland, production } from './company.ts';

const byBedrock = (name: string): Statement => ({
  Sid: 'Agent',
  Principal: { Service: 'bedrock.amazonaws.com' },
  Action: 'lambda:InvokeFunction',
  Resource: functionArn(prodIreland, name),
  Condition: { StringEquals: { 'aws:SourceAccount': production } },
});
const agentRole = roleArn(production, 'ClaimsAgentRole');
const logs = awsPolicy('service-role/AWSLambdaBasicExecutionRole');

export const claims: readonly Piece[] = [
  // The story.
  agent(prodIreland, 'claims-agent', {
    role: agentRole,
    actionGroups: [
      { name: 'payouts', lambda: functionArn(prodIreland, 'claims-payouts'), functions: [{ name: 'pay' }] },
    ],
    versions: ['1', '2'],
    aliases: { live: '2' },
  }),
  lambdaFunction(prodIreland, 'claims-payouts', {
    role: roleArn(production, 'ClaimsPayoutsRole'),
    url: 'NONE',
    origins: ['*'],
    policy: policy(byBedrock('claims-payouts'), ...publicUrl(prodIreland, 'claims-payouts')),
    more: { Environment: { Variables: { LEDGER: 'https://ledger.quillmark.example', MODE: 'live' } } },
  }),
  role(production, 'ClaimsPayoutsRole', 'lambda.amazonaws.com', { attached: [logs, admin] }),
  // The decoy: a URL too, and a grant to everyone, but signed requests from the organisation only, and a narrow role.
  agent(prodIreland, 'travel-agent', {
    role: agentRole,
    guardrail: { guardrailIdentifier: guardrailId('strict'), guardrailVersion: '1' },
    actionGroups: [
      {
        name: 'bookings',
        lambda: functionArn(prodIreland, 'travel-bookings'),
        functions: [{ name: 'book', confirm: true }],
      },
    ],
    versions: ['1'],
    aliases: { live: '1' },
  }),
  lambdaFunction(prodIreland, 'travel-bookings', {
    role: roleArn(production, 'TravelBookingsRole'),
    url: 'AWS_IAM',
    policy: policy(byBedrock('travel-bookings'), {
      Sid: 'Partners',
      Principal: '*',
      Action: 'lambda:InvokeFunctionUrl',
      Resource: functionArn(prodIreland, 'travel-bookings'),
      Condition: { StringEquals: { 'aws:PrincipalOrgID': organizationId } },
    }),
  }),
  role(production, 'TravelBookingsRole', 'lambda.amazonaws.com', {
    attached: [logs],
    inline: [
      { Action: 'dynamodb:PutItem', Resource: `arn:aws:dynamodb:eu-west-1:${production}:table/bookings` },
    ],
  }),
  // A supervisor over both.
  agent(prodIreland, 'front-desk', {
    role: agentRole,
    guardrail: { guardrailIdentifier: guardrailId('strict'), guardrailVersion: 'DRAFT' },
    collaborators: [
      { name: 'claims-agent', alias: aliasArn(prodIreland, 'claims-agent', 'live') },
      { name: 'travel-agent', alias: aliasArn(prodIreland, 'travel-agent', 'live') },
    ],
  }),
  role(production, 'ClaimsAgentRole', 'bedrock.amazonaws.com', {
    inline: [
      { Action: ['bedrock:InvokeModel', 'bedrock:GetAgentAlias', 'bedrock:InvokeAgent'], Resource: '*' },
    ],
  }),
];
