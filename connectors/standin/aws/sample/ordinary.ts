/** Everything else: what companies have, well and badly configured. */
import type { Piece } from '#connectors/standin/estate.ts';
import {
  contentPolicy,
  customModel,
  customModelArn,
  foundationModel,
  guardrail,
  importedModel,
  inferenceProfile,
  invocationLogging,
  provisionedThroughput,
} from '../build/bedrock.ts';
import { type Place, policy } from '../build/common.ts';
import { role, roleArn } from '../build/iam.ts';
import { key, keyArn } from '../build/kms.ts';
import { lambdaFunction } from '../build/lambda.ts';
import { bucket } from '../build/s3.ts';
import { domain, lifecycle, userProfile } from '../build/sagemaker-studio.ts';
import { labIreland, labVirginia, prodIreland, production, prodVirginia, research } from './company.ts';

const strict = (place: Place, name: string): Piece =>
  guardrail(place, name, {
    contentPolicy: contentPolicy('HIGH'),
    sensitiveInformationPolicy: {
      piiEntities: [
        { type: 'EMAIL', action: 'ANONYMIZE' },
        { type: 'CREDIT_DEBIT_CARD_NUMBER', action: 'BLOCK' },
      ],
      regexes: [{ name: 'policy-number', pattern: 'QM-[0-9]{8}', action: 'ANONYMIZE' }],
    },
    contextualGroundingPolicy: {
      filters: [
        { type: 'GROUNDING', threshold: 0.8 },
        { type: 'RELEVANCE', threshold: 0.7 },
      ],
    },
    wordPolicy: { managedWordLists: [{ type: 'PROFANITY' }], words: [{ text: 'guaranteed payout' }] },
    topicPolicy: {
      topics: [{ name: 'legal-advice', definition: 'Advice on a lawsuit', examples: [], type: 'DENY' }],
    },
    kmsKeyArn: keyArn(place, 'ml-data'),
  });

const guardrails: readonly Piece[] = [
  strict(prodIreland, 'strict'),
  strict(prodVirginia, 'strict-virginia'),
  guardrail(prodVirginia, 'lenient', { contentPolicy: contentPolicy('LOW', 'NONE') }),
  guardrail(
    labIreland,
    'words-only',
    { wordPolicy: { words: [{ text: 'quillmark' }], managedWordLists: [] } },
    [],
  ),
];

const writesLogs = (name: string): string =>
  policy({
    Principal: { Service: 'bedrock.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${name}/*`,
    Condition: { StringEquals: { 'aws:SourceAccount': production } },
  });
const everything = {
  textDataDeliveryEnabled: true,
  imageDataDeliveryEnabled: true,
  embeddingDataDeliveryEnabled: true,
};
/** Nothing is recorded in the Virginia of the research account. */
const logging: readonly Piece[] = [
  invocationLogging(prodIreland, {
    s3Config: { bucketName: 'quillmark-prompt-logs', keyPrefix: 'eu' },
    ...everything,
  }),
  bucket(prodIreland, 'quillmark-prompt-logs', {
    policy: writesLogs('quillmark-prompt-logs'),
    block: true,
    key: keyArn(prodIreland, 'ml-data'),
    versioning: 'Enabled',
    logsTo: 'quillmark-access-logs',
    tags: { 'data-class': 'confidential' },
  }),
  invocationLogging(prodVirginia, {
    s3Config: { bucketName: 'quillmark-prompt-archive' },
    ...everything,
    imageDataDeliveryEnabled: false,
  }),
  // Who reads this bucket reads what customers asked.
  bucket(prodVirginia, 'quillmark-prompt-archive', {
    policy: policy({
      Principal: '*',
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: ['arn:aws:s3:::quillmark-prompt-archive', 'arn:aws:s3:::quillmark-prompt-archive/*'],
    }),
    policyIsPublic: true,
    block: { BlockPublicAcls: true, IgnorePublicAcls: true },
  }),
  invocationLogging(labIreland, {
    cloudWatchConfig: { logGroupName: '/bedrock/prompts', roleArn: roleArn(research, 'BedrockLogRole') },
    textDataDeliveryEnabled: true,
  }),
  role(research, 'BedrockLogRole', 'bedrock.amazonaws.com', {
    inline: [{ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' }],
  }),
  bucket(prodIreland, 'quillmark-access-logs', { block: true }),
];

const claimsModel = 'claims-tuned';
const models: readonly Piece[] = [
  customModel(prodIreland, claimsModel, {
    base: 'amazon.titan-text-lite-v1:0:4k',
    role: roleArn(production, 'BedrockTuningRole'),
    data: 's3://quillmark-tuning-data/claims/train.jsonl',
    output: 's3://quillmark-tuning-data/claims/out',
    key: keyArn(prodIreland, 'ml-data'),
  }),
  customModel(labIreland, 'tone-of-voice', {
    base: 'amazon.titan-text-lite-v1:0:4k',
    role: roleArn(research, 'BedrockTuningRole'),
    data: 's3://quillmark-pricing-data/letters.jsonl',
    output: 's3://quillmark-pricing-data/tuning',
  }),
  ...[production, research].map((account) =>
    role(account, 'BedrockTuningRole', 'bedrock.amazonaws.com', {
      inline: [
        { Action: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], Resource: 'arn:aws:s3:::quillmark-*' },
      ],
    }),
  ),
  importedModel(labVirginia, 'open-weights', {
    role: roleArn(research, 'BedrockTuningRole'),
    data: 's3://quillmark-risk-artifacts/open-weights/',
  }),
  provisionedThroughput(prodIreland, 'claims-capacity', customModelArn(prodIreland, claimsModel)),
  inferenceProfile(prodIreland, 'claims-team', [
    foundationModel(prodIreland, 'anthropic.claude-sonnet-4-20250514-v1:0'),
  ]),
  ...[prodIreland, prodVirginia].map((place) =>
    inferenceProfile(
      place,
      `${place.region.slice(0, 2)}.anthropic.claude-sonnet-4-20250514-v1:0`,
      [foundationModel(place, 'anthropic.claude-sonnet-4-20250514-v1:0')],
      'SYSTEM_DEFINED',
    ),
  ),
  bucket(prodIreland, 'quillmark-tuning-data', { block: true, versioning: 'Suspended' }),
  bucket(labIreland, 'quillmark-pricing-data', {
    block: true,
    versioning: 'Enabled',
    tags: { team: 'pricing' },
  }),
];

const keys: readonly Piece[] = [
  ...[prodIreland, prodVirginia, labIreland, labVirginia].map((place) =>
    key(place, 'ml-data', { rotates: true }),
  ),
  // Anyone may decrypt; the other one only from within the account.
  key(prodIreland, 'legacy-exports', {
    statements: [{ Sid: 'Partners', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }],
  }),
  key(prodIreland, 'partner-exports', {
    rotates: true,
    statements: [
      {
        Principal: '*',
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: { StringEquals: { 'kms:CallerAccount': production } },
      },
    ],
  }),
  key(labVirginia, 'old-experiments', { state: 'PendingDeletion' }),
];

const studioRole = roleArn(research, 'StudioRole');
const studio: readonly Piece[] = [
  domain(labIreland, 'science', studioRole, { KmsKeyId: keyArn(labIreland, 'ml-data') }),
  userProfile(labIreland, 'science', 'lea', roleArn(research, 'LeaStudioRole')),
  userProfile(labIreland, 'science', 'tomas'),
  domain(labVirginia, 'playground', studioRole, {
    AppNetworkAccessType: 'PublicInternetOnly',
    DefaultUserSettings: {
      ExecutionRole: studioRole,
      SharingSettings: { NotebookOutputOption: 'Allowed', S3OutputPath: 's3://quillmark-studio-shares/out' },
    },
  }),
  userProfile(labVirginia, 'playground', 'guest'),
  role(research, 'StudioRole', 'sagemaker.amazonaws.com', {
    attached: ['arn:aws:iam::aws:policy/AmazonSageMakerFullAccess'],
  }),
  role(research, 'LeaStudioRole', 'sagemaker.amazonaws.com', {
    inline: [{ Action: ['sagemaker:Describe*', 's3:GetObject'], Resource: '*' }],
  }),
  bucket(labVirginia, 'quillmark-studio-shares', { block: true }),
  lifecycle(labIreland, 'unused-setup', { onCreate: '#!/bin/bash\necho ready\n' }),
];

const functions: readonly Piece[] = [
  lambdaFunction(labIreland, 'nightly-cleanup', { role: roleArn(research, 'CleanupRole') }),
  role(research, 'CleanupRole', 'lambda.amazonaws.com', {
    attached: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
  }),
];

export const ordinary: readonly Piece[] = [
  ...guardrails,
  ...logging,
  ...models,
  ...keys,
  ...studio,
  ...functions,
];
