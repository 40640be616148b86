/** Story 3: whoever likes can write into the documents that an agent answers from. */
import type { Piece } from '#connectors/standin/estate.ts';
import { guardrailId } from '../build/bedrock.ts';
import { agent, knowledgeBase } from '../build/bedrock-agent.ts';
import { arn, policy, type Statement } from '../build/common.ts';
import { role, roleArn } from '../build/iam.ts';
import { bucket } from '../build/s3.ts';
import { organizationId, production, prodVirginia } from './company.ts';

const deposit = (name: string, more: Statement = {}): string =>
  policy({
    Sid: 'PartnerDeposit',
    Principal: { AWS: '*' },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${name}/*`,
    ...more,
  });

const readers = (name: string, docs: string): Piece =>
  role(production, name, 'bedrock.amazonaws.com', {
    inline: [
      {
        Action: ['s3:GetObject', 's3:ListBucket'],
        Resource: [`arn:aws:s3:::${docs}`, `arn:aws:s3:::${docs}/*`],
      },
      { Action: 'bedrock:InvokeModel', Resource: '*' },
      { Action: 'aoss:APIAccessAll', Resource: arn(prodVirginia, 'aoss', 'collection/*') },
    ],
  });

export const handbook: readonly Piece[] = [
  // The story.
  agent(prodVirginia, 'handbook-agent', {
    role: roleArn(production, 'HandbookAgentRole'),
    guardrail: { guardrailIdentifier: guardrailId('lenient'), guardrailVersion: '1' },
    knowledgeBases: ['policy-handbook'],
    actionGroups: [{ name: 'ask-back', signature: 'AMAZON.UserInput' }],
    versions: ['1'],
    aliases: { live: '1' },
  }),
  knowledgeBase(prodVirginia, 'policy-handbook', {
    role: roleArn(production, 'HandbookBaseRole'),
    collection: 'handbook01',
    sources: [{ name: 'handbook', bucket: 'quillmark-handbook-docs', prefixes: ['published/'] }],
  }),
  bucket(prodVirginia, 'quillmark-handbook-docs', {
    policy: deposit('quillmark-handbook-docs'),
    policyIsPublic: true,
  }),
  readers('HandbookBaseRole', 'quillmark-handbook-docs'),
  role(production, 'HandbookAgentRole', 'bedrock.amazonaws.com', {
    inline: [{ Action: ['bedrock:InvokeModel', 'bedrock:Retrieve'], Resource: '*' }],
  }),
  // The decoy: the same statement, but only for principals of the organisation.
  agent(prodVirginia, 'claims-manual-agent', {
    role: roleArn(production, 'HandbookAgentRole'),
    guardrail: { guardrailIdentifier: guardrailId('strict-virginia'), guardrailVersion: '1' },
    knowledgeBases: ['claims-manual'],
    aliases: { live: 'DRAFT' },
  }),
  knowledgeBase(prodVirginia, 'claims-manual', {
    role: roleArn(production, 'ClaimsManualBaseRole'),
    collection: 'claimsmanual01',
    sources: [{ name: 'manual', bucket: 'quillmark-claims-manual' }],
  }),
  bucket(prodVirginia, 'quillmark-claims-manual', {
    policy: deposit('quillmark-claims-manual', {
      Condition: { StringEquals: { 'aws:PrincipalOrgID': organizationId } },
    }),
    versioning: 'Enabled',
  }),
  readers('ClaimsManualBaseRole', 'quillmark-claims-manual'),
];
