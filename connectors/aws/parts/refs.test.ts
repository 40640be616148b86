import { expect, test } from 'vitest';
import { artifactId, keyHolder, loadsFrom, modelEnd, repositoryId } from './refs.ts';

const at = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };

test.each([
  ['s3://weights/a/b.tar.gz', 'arn:aws:s3:::weights', 'a/b.tar.gz'],
  ['https://s3.eu-west-1.amazonaws.com/weights/a', 'arn:aws:s3:::weights', 'a'],
  ['https://weights.s3.amazonaws.com/a', 'arn:aws:s3:::weights', 'a'],
  ['arn:aws:s3:::weights/a', 'arn:aws:s3:::weights', 'a'],
])('%s lies in its bucket', (address, to, prefix) => {
  expect(loadsFrom(at, address)).toEqual([
    { type: 'LOADS', to, as: 'ObjectStore', key: '', props: { prefix } },
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
    'AiCapacity',
  ],
  [
    'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc',
    'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc',
    'AiCapacity',
  ],
  [
    'arn:aws:sagemaker:us-east-1:111122223333:endpoint/llm',
    'arn:aws:sagemaker:us-east-1:111122223333:endpoint/llm',
    'ModelEndpoint',
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
