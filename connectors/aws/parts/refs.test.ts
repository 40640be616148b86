import { expect, test } from 'vitest';
import type { Edge } from '#connectors/kit/define.ts';
import {
  artifactId,
  encryptedWith,
  executes,
  fedFrom,
  guardedBy,
  inGroups,
  inSubnets,
  keyHolder,
  loadsArtifact,
  loadsCode,
  loadsFrom,
  logsTo,
  modelEnd,
  repositoryId,
  runsAs,
  runsImage,
  storesTo,
  usesModel,
  usesSecret,
} from './refs.ts';

const at = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };

test.each([
  ['s3://weights/a/b.tar.gz', 'arn:aws:s3:::weights', 'a/b.tar.gz'],
  ['https://s3.eu-west-1.amazonaws.com/weights/a', 'arn:aws:s3:::weights', 'a'],
  ['https://weights.s3.amazonaws.com/a', 'arn:aws:s3:::weights', 'a'],
  ['arn:aws:s3:::weights/a', 'arn:aws:s3:::weights', 'a'],
])('%s lies in its bucket', (address, to, prefix) => {
  expect(loadsFrom(at, address)).toEqual([
    { type: 'LOADS', to, as: 'AwsS3Bucket', key: '', props: { prefix } },
  ]);
});

test('what is no address of S3 is no bucket, and a bucket alone is no artifact', () => {
  expect(loadsFrom(at, 'https://example.org/weights')).toEqual([]);
  expect(loadsFrom(at, undefined)).toEqual([]);
  expect(artifactId(at, 's3://weights')).toBeUndefined();
});

test('a key of AWS is known by its alias only', () => {
  expect(
    ['alias/aws/s3', 'arn:aws:kms:eu-west-1:111122223333:alias/aws/s3', '', undefined].map(keyHolder),
  ).toEqual(['provider', 'provider', 'provider', 'provider']);
  expect(['alias/mine', 'mrk-1', 'arn:aws:kms:eu-west-1:111122223333:key/1'].map(keyHolder)).toEqual([
    'customer',
    'customer',
    'customer',
  ]);
});

test.each([
  ['amazon.nova-lite-v1:0', 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0', 'Model'],
  ['zai.glm-4.6', 'arn:aws:bedrock:eu-west-1::foundation-model/zai.glm-4.6', 'Model'],
  [
    'us-gov.anthropic.claude-v1',
    'arn:aws:bedrock:eu-west-1:111122223333:inference-profile/us-gov.anthropic.claude-v1',
    'AwsBedrockInferenceProfile',
  ],
  [
    'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc',
    'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc',
    'AwsBedrockApplicationInferenceProfile',
  ],
  [
    'arn:aws:sagemaker:us-east-1:111122223333:endpoint/llm',
    'arn:aws:sagemaker:us-east-1:111122223333:endpoint/llm',
    'AwsSageMakerEndpoint',
  ],
])('the model field %s names one thing', (model, to, as) => {
  expect(modelEnd(at, model)).toEqual({ to, as });
});

test('code is named by its address without credentials, or by the name SageMaker keeps it under', () => {
  expect(repositoryId(at, 'https://a:b@git.example:8443/x/y.git')).toBe('https://git.example:8443/x/y');
  expect(repositoryId(at, 'Team-Repo')).toBe(
    'arn:aws:sagemaker:eu-west-1:111122223333:code-repository/team-repo',
  );
});

const lambda = 'arn:aws:lambda:eu-west-1:111122223333:function:f';
test.each<readonly [string, readonly Edge[], readonly string[]]>([
  ['a key', encryptedWith(at, '11111111-1111-1111-1111-111111111111'), ['AwsKmsKey']],
  // Which key an alias stands for, only KMS knows.
  ['an alias of a key', encryptedWith(at, 'alias/mine'), ['EncryptionKey']],
  ['a role', runsAs('arn:aws:iam::444455556666:role/path/R'), ['AwsIamRole']],
  ['what is no role', runsAs('arn:aws:sts::444455556666:assumed-role/R/s'), ['Role']],
  ['a bucket written to', storesTo(at, 's3://out/a'), ['AwsS3Bucket']],
  ['a bucket logged to', logsTo(at, 's3://logs'), ['AwsS3Bucket']],
  ['a bucket loaded from', loadsFrom(at, 'https://weights.s3.amazonaws.com/a'), ['AwsS3Bucket']],
  ['a bucket fed from', fedFrom(at, 's3://data/x/'), ['AwsS3Bucket']],
  ['an alias of an access point', fedFrom(at, 's3://team-abc123-s3alias/x'), ['ObjectStore']],
  ['a directory bucket', storesTo(at, 's3://fast--euw1-az1--x-s3/x'), ['ObjectStore']],
  [
    'an artifact in a bucket',
    loadsArtifact(at, 's3://weights/m.tar.gz', 'k'),
    ['AwsS3Bucket', 'ModelArtifact'],
  ],
  ['an image', runsImage(at, '111122223333.dkr.ecr.eu-west-1.amazonaws.com/llm:1'), ['ContainerRegistry']],
  ['an image of elsewhere', runsImage(at, 'ghcr.io/a/b:1'), ['ContainerImage']],
  ['a subnet', inSubnets(at, ['subnet-1']), ['Subnet']],
  ['a security group', inGroups(at, ['sg-1']), ['SecurityGroup']],
  [
    'a secret',
    usesSecret('arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf'),
    ['AwsSecretsManagerSecret'],
  ],
  ['a function', executes(lambda), ['AwsLambdaFunction']],
  ['a function of another account', executes(lambda.replace('1111', '4444')), ['AwsLambdaFunction']],
  ['an alias of a function', executes(`${lambda}:live`), ['AwsLambdaFunction']],
  ['a foundation model', usesModel(at, 'amazon.nova-lite-v1:0'), ['Model']],
  [
    'a custom model',
    usesModel(at, 'arn:aws:bedrock:eu-west-1:111122223333:custom-model/amazon.nova-lite-v1:0/abc'),
    ['AwsBedrockCustomModel'],
  ],
  [
    'an imported model',
    usesModel(at, 'arn:aws:bedrock:eu-west-1:111122223333:imported-model/abc'),
    ['AwsBedrockImportedModel'],
  ],
  [
    'bought capacity',
    usesModel(at, 'arn:aws:bedrock:eu-west-1:111122223333:provisioned-model/abc'),
    ['AwsBedrockProvisionedThroughput'],
  ],
  [
    'a prompt router',
    usesModel(at, 'arn:aws:bedrock:eu-west-1:111122223333:default-prompt-router/anthropic.claude:1'),
    ['AiGateway'],
  ],
  ['code that SageMaker keeps', loadsCode(at, 'team-repo'), ['Repository']],
  ['code at an address', loadsCode(at, 'https://git.example/x.git'), ['Repository']],
  ['a guardrail', guardedBy(at, 'abc123', 'DRAFT'), ['AwsBedrockGuardrail']],
  ['a version of a guardrail', guardedBy(at, 'abc123', '2'), ['AwsBedrockGuardrailVersion']],
])('%s is taken for what its id proves it to be', (_, edges, as) => {
  expect(edges.map((edge) => edge.as)).toEqual(as);
});
