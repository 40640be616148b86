import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './training-job.fixture.ts';
import job from './training-job.ts';

const { rows } = await scanFixture(job, estate);
const [good, bad, fresh, bought] = rows;

test('every channel feeds the job, from buckets and file systems alike', () => {
  expect(good?.props).toMatchObject({
    networkIsolated: true,
    encryptsTraffic: true,
    inVpc: true,
    volumeEncryption: 'customer',
    outputEncryption: 'customer',
    channels: ['train', 'validation', 'shared', 'fast'],
    endedAt: '2026-03-01T11:30:00.000Z',
  });
  expect(edgesOf(good)).toEqual([
    'ENCRYPTED_WITH output -> arn:aws:kms:eu-west-1:111122223333:alias/models',
    'ENCRYPTED_WITH volume -> arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
    'EXECUTES registry-credentials -> arn:aws:lambda:eu-west-1:111122223333:function:login',
    'FEEDS fast <- arn:aws:fsx:eu-west-1:111122223333:file-system/fs-2',
    'FEEDS shared <- arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1',
    'FEEDS train <- arn:aws:s3:::corpus',
    'FEEDS validation <- arn:aws:s3:::corpus',
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
    'LOADS base -> arn:aws:sagemaker:eu-west-1:aws:hub-content/SageMakerPublicHub/Model/base/1.0.0',
    'LOADS source -> arn:aws:sagemaker:eu-west-1:111122223333:model-package/llm/2',
    'LOADS validation -> arn:aws:sagemaker:eu-west-1:aws:hub-content/SageMakerPublicHub/Model/judge/1.0.0',
    'PRODUCES -> arn:aws:s3:::models/good/output/model.tar.gz',
    'PRODUCES -> arn:aws:sagemaker:eu-west-1:111122223333:model-package/llm/3',
    'RUNS_AS -> arn:aws:iam::111122223333:role/Train',
    'RUNS_IMAGE training -> arn:aws:ecr:eu-west-1:111122223333:repository/train',
    'STORES_TO mlflow -> arn:aws:sagemaker:eu-west-1:111122223333:mlflow-tracking-server/lab',
    'STORES_TO output -> arn:aws:s3:::models',
  ]);
});

test('every output is a place, and of parameters only the names stay', () => {
  expect(bad?.props).toMatchObject({
    networkIsolated: false,
    volumeEncryption: 'provider',
    remoteDebug: true,
    hyperParameters: ['hf_token', 'epochs'],
    environment: ['WANDB_API_KEY'],
    artifact: 'none',
  });
  expect(JSON.stringify(rows)).not.toContain('hush-hush');
  expect(edgesOf(bad)).toEqual([
    'FEEDS all <- arn:aws:s3:::open-corpus',
    'RUNS_AS -> arn:aws:iam::111122223333:role/Admin',
    'RUNS_IMAGE rule:LossNotDecreasing -> arn:aws:ecr:eu-west-1:111122223333:repository/rules',
    'RUNS_IMAGE training -> oci://docker.io/someone/train',
    'STORES_TO checkpoint -> arn:aws:s3:::checkpoints',
    'STORES_TO debug -> arn:aws:s3:::debug',
    'STORES_TO output -> arn:aws:s3:::models',
    'STORES_TO profiler -> arn:aws:s3:::profiles',
    'STORES_TO rule:LossNotDecreasing -> arn:aws:s3:::rules',
    'STORES_TO tensorboard -> arn:aws:s3:::boards',
  ]);
});

test('a job that has only begun has no edges and no unknowns', () => {
  expect(fresh?.props).toMatchObject({
    networkIsolated: false,
    image: 'none',
    channels: [],
    hyperParameters: [],
  });
  expect(fresh?.edges).toEqual([]);
});

test('a job without an image of its own loads an algorithm, of whoever sells it', () => {
  expect(edgesOf(bought)).toEqual([
    'LOADS algorithm -> arn:aws:sagemaker:eu-west-1:444455556666:algorithm/churn',
  ]);
});

test('a job that is gone when it is read is no gap', async () => {
  const error = { code: 'ValidationException', message: 'Requested resource not found.', status: 400 };
  const gone = await scanFixture(job, estate, {
    faults: [
      {
        operation: 'sagemaker:DescribeTrainingJob',
        input: { TrainingJobName: 'bad' },
        fault: { type: 'error', error },
      },
    ],
  });
  expect(gone.rows.map((row) => row.name)).toEqual(['good', 'new', 'bought']);
  expect(gone.coverage.map((row) => row.outcome)).toEqual(['looked', 'looked']);
});
