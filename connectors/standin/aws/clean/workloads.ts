/** What the company runs: a model that it trains and serves, a notebook, an agent that answers from documents. */
import type { Piece } from '#connectors/standin/estate.ts';
import {
  contentPolicy,
  foundationModel,
  guardrail,
  guardrailId,
  invocationLogging,
} from '../build/bedrock.ts';
import { agent, agentId, knowledgeBase, knowledgeBaseId } from '../build/bedrock-agent.ts';
import { arn, policy, type Statement } from '../build/common.ts';
import { repository } from '../build/ecr.ts';
import { role, roleArn } from '../build/iam.ts';
import { key, keyArn } from '../build/kms.ts';
import { functionArn, lambdaFunction } from '../build/lambda.ts';
import { accessPolicy, collection, collectionArn, networkPolicy } from '../build/opensearch.ts';
import { bucket } from '../build/s3.ts';
import { endpoint, endpointConfig, model, trainingJob } from '../build/sagemaker.ts';
import { notebook } from '../build/sagemaker-studio.ts';
import { here, workload } from './company.ts';
import { groupIds, subnetIds } from './network.ts';

const image = (name: string): string => `${workload}.dkr.ecr.${here.region}.amazonaws.com/${name}:2026.1`;
const roleOf = (name: string): string => roleArn(workload, name);
const lastOf = (arnOf: string): string => arnOf.slice(arnOf.lastIndexOf('/') + 1);
const VpcConfig = { Subnets: subnetIds, SecurityGroupIds: groupIds };
const dataKey = keyArn(here, 'data');

/** Reads and writes under these patterns, and nothing else. */
const data = (reads: readonly string[], writes: readonly string[] = []): readonly Statement[] => [
  { Action: 's3:GetObject', Resource: reads.map((path) => `arn:aws:s3:::${path}`) },
  ...(writes.length === 0
    ? []
    : [{ Action: 's3:PutObject', Resource: writes.map((path) => `arn:aws:s3:::${path}`) }]),
];
/** A role for a service, and for this account's things alone. */
const service = (name: string, host: string, inline: readonly Statement[]): Piece =>
  role(
    workload,
    name,
    {
      Principal: { Service: host },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': workload } },
    },
    { inline },
  );
const sealed = (name: string): Piece =>
  bucket(here, name, {
    block: true,
    versioning: 'Enabled',
    key: dataKey,
    policy: policy({
      Sid: 'Tls',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  });

const scoring: readonly Piece[] = [
  ...['harbour-training', 'harbour-models', 'harbour-documents', 'harbour-prompts'].map(sealed),
  key(here, 'data', { rotates: true }),
  ...['trainer', 'scorer'].map((name) => repository(here, name)),
  trainingJob(
    here,
    'scores-weekly',
    {
      image: image('trainer'),
      role: roleOf('Trainer'),
      input: 's3://harbour-training/claims/',
      output: 's3://harbour-models/scores',
    },
    { EnableNetworkIsolation: true, EnableInterContainerTrafficEncryption: true, VpcConfig },
  ),
  service('Trainer', 'sagemaker.amazonaws.com', data(['harbour-training/*'], ['harbour-models/scores/*'])),
  model(
    here,
    'scores',
    {
      image: image('scorer'),
      artifact: 's3://harbour-models/scores/scores-weekly/output/model.tar.gz',
      role: roleOf('Server'),
    },
    { EnableNetworkIsolation: true, VpcConfig },
  ),
  service('Server', 'sagemaker.amazonaws.com', data(['harbour-models/*'])),
  endpointConfig(here, 'scores-v1', 'scores', { KmsKeyId: dataKey }),
  endpoint(here, 'scores', 'scores-v1'),
  notebook(here, 'bench', roleOf('Bench'), {
    SubnetId: subnetIds[0],
    SecurityGroups: groupIds,
    KmsKeyId: dataKey,
  }),
  service('Bench', 'sagemaker.amazonaws.com', data(['harbour-training/*'])),
];

const answers: readonly Piece[] = [
  guardrail(here, 'firm', { contentPolicy: contentPolicy('HIGH') }),
  agent(here, 'guide', {
    role: roleOf('Guide'),
    guardrail: { guardrailIdentifier: guardrailId('firm'), guardrailVersion: '1' },
    knowledgeBases: ['handbook'],
    actionGroups: [
      { name: 'quotes', lambda: functionArn(here, 'quotes'), functions: [{ name: 'quote', confirm: true }] },
    ],
    versions: ['1'],
    aliases: { live: '1' },
  }),
  service('Guide', 'bedrock.amazonaws.com', [
    {
      Action: 'bedrock:InvokeModel',
      Resource: foundationModel(here, 'anthropic.claude-sonnet-4-20250514-v1:0'),
    },
    {
      Action: 'bedrock:Retrieve',
      Resource: arn(here, 'bedrock', `knowledge-base/${knowledgeBaseId('handbook')}`),
    },
  ]),
  lambdaFunction(here, 'quotes', {
    role: roleOf('Quotes'),
    policy: policy({
      Principal: { Service: 'bedrock.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: functionArn(here, 'quotes'),
      Condition: {
        StringEquals: { 'aws:SourceAccount': workload },
        ArnLike: { 'aws:SourceArn': arn(here, 'bedrock', `agent/${agentId('guide')}`) },
      },
    }),
  }),
  service('Quotes', 'lambda.amazonaws.com', [
    { Action: 'sagemaker:InvokeEndpoint', Resource: arn(here, 'sagemaker', 'endpoint/scores') },
  ]),
  knowledgeBase(here, 'handbook', {
    role: roleOf('Handbook'),
    collection: lastOf(collectionArn(here, 'handbook')),
    sources: [{ name: 'documents', bucket: 'harbour-documents', prefixes: ['published/'] }],
  }),
  service('Handbook', 'bedrock.amazonaws.com', [
    ...data(['harbour-documents/published/*']),
    { Action: 'aoss:APIAccessAll', Resource: collectionArn(here, 'handbook') },
  ]),
  collection(here, 'handbook', { key: dataKey }),
  accessPolicy(here, 'handbook', {
    Rules: [
      {
        ResourceType: 'index',
        Resource: ['index/handbook/*'],
        Permission: ['aoss:ReadDocument', 'aoss:WriteDocument'],
      },
    ],
    Principal: [roleOf('Handbook')],
  }),
  networkPolicy(here, 'handbook', {
    Rules: [{ ResourceType: 'collection', Resource: ['collection/handbook'] }],
    AllowFromPublic: false,
    SourceServices: ['bedrock.amazonaws.com'],
  }),
  invocationLogging(here, {
    s3Config: { bucketName: 'harbour-prompts' },
    textDataDeliveryEnabled: true,
    imageDataDeliveryEnabled: true,
    embeddingDataDeliveryEnabled: true,
  }),
];

export const workloads: readonly Piece[] = [...scoring, ...answers];
