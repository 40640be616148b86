import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './model.fixture.ts';
import model from './model.ts';

const { rows } = await scanFixture(model, estate);
const [good, pipeline, empty] = rows;

test('model data named twice is loaded once, its bucket and its artifact apart', () => {
  expect(edgesOf(good)).toEqual([
    'EXECUTES primary -> arn:aws:lambda:eu-west-1:111122223333:function:registry-login',
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
    'LOADS primary -> arn:aws:s3:::weights',
    'LOADS primary -> arn:aws:s3:::weights/llm/model.tar.gz',
    'LOADS primary:adapter -> arn:aws:s3:::adapters',
    'LOADS primary:adapter -> arn:aws:s3:::adapters/lora/',
    'LOADS primary:adapter -> arn:aws:sagemaker:eu-west-1:aws:hub-content/SageMakerPublicHub/Model/llama/1.0.0',
    'LOADS primary:manifest -> arn:aws:s3:::manifests',
    'RUNS_AS -> arn:aws:iam::111122223333:role/service/Serving',
    'RUNS_IMAGE primary -> arn:aws:ecr:eu-west-1:111122223333:repository/llm',
  ]);
  expect(good?.props).toMatchObject({
    networkIsolated: true,
    inVpc: true,
    privateImages: true,
    environment: [],
  });
  expect(good?.edges.find((e) => e.to === 'arn:aws:s3:::weights')?.props).toEqual({
    prefix: 'llm/model.tar.gz',
  });
});

test('every container of a pipeline counts, and of its environment only the names stay', () => {
  expect(edgesOf(pipeline)).toEqual([
    'LOADS container-2 -> arn:aws:s3:::many',
    'LOADS container-2 -> arn:aws:s3:::many/models/',
    'LOADS container-3 -> arn:aws:sagemaker:eu-west-1:111122223333:model-package/fraud/7',
    'RUNS_IMAGE container-2 -> arn:aws:ecr:eu-west-1:111122223333:repository/mme',
    'RUNS_IMAGE pre -> oci://public.ecr.aws/tools/pre',
  ]);
  expect(pipeline?.props).toMatchObject({
    containers: 3,
    multiModel: true,
    privateImages: false,
    networkIsolated: false,
    environment: ['OPENAI_API_KEY', 'LEVEL'],
  });
  expect(JSON.stringify(rows)).not.toContain('not-a-real-value');
});

test('a model without containers has none', () => {
  expect(empty?.props).toMatchObject({ containers: 0, images: [], artifacts: [], privateImages: false });
  expect(empty?.edges).toEqual([]);
});
