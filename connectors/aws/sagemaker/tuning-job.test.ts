import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './tuning-job.fixture.ts';
import job from './tuning-job.ts';

const { rows } = await scanFixture(job, estate);
const [good, bad, bare] = rows;
const sagemaker = 'arn:aws:sagemaker:eu-west-1:111122223333';

test('what the training jobs of its definition read, write and run as is on the tuning job', () => {
  expect(good?.props).toMatchObject({
    strategy: 'Bayesian',
    networkIsolated: true,
    encryptsTraffic: true,
    inVpc: true,
    volumeEncryption: 'customer',
    outputEncryption: 'customer',
    definitions: [],
    continues: ['earlier'],
    bestTrainingJob: `${sagemaker}:training-job/earlier-7`,
  });
  expect(edgesOf(good)).toEqual([
    `CONTAINS best -> ${sagemaker}:training-job/earlier-7`,
    'ENCRYPTED_WITH output -> arn:aws:kms:eu-west-1:111122223333:alias/models',
    'ENCRYPTED_WITH volume -> arn:aws:kms:eu-west-1:111122223333:alias/volumes',
    'FEEDS base <- arn:aws:s3:::hub',
    'FEEDS shared <- arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1',
    'FEEDS train <- arn:aws:s3:::corpus',
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
    'LOADS base -> arn:aws:sagemaker:eu-west-1:aws:hub-content/SageMakerPublicHub/Model/base/1.0.0',
    'RUNS_AS -> arn:aws:iam::111122223333:role/Tune',
    'RUNS_IMAGE training -> arn:aws:ecr:eu-west-1:111122223333:repository/train',
    'STORES_TO checkpoint -> arn:aws:s3:::checkpoints',
    'STORES_TO output -> arn:aws:s3:::models',
  ]);
});

test('of several definitions the weakest counts, and each has edges of its own', () => {
  expect(bad?.props).toMatchObject({
    networkIsolated: false,
    inVpc: false,
    volumeEncryption: 'provider',
    definitions: ['trees', 'nets'],
    algorithms: ['Our-Trees'],
    images: ['docker.io/someone/train'],
    hyperParameters: ['hf_token', 'epochs'],
    environment: ['WANDB_API_KEY'],
  });
  expect(JSON.stringify(rows)).not.toContain('hush-hush');
  expect(edgesOf(bad)).toEqual([
    `CONTAINS best -> ${sagemaker}:training-job/bad-1`,
    'ENCRYPTED_WITH trees:volume -> arn:aws:kms:eu-west-1:111122223333:alias/volumes',
    'FEEDS nets:train <- arn:aws:s3:::open-corpus',
    'FEEDS trees:train <- arn:aws:s3:::corpus',
    'HAS_SECURITY_GROUP trees -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
    `LOADS trees:algorithm -> ${sagemaker}:algorithm/our-trees`,
    'RUNS_AS nets -> arn:aws:iam::111122223333:role/Admin',
    'RUNS_AS trees -> arn:aws:iam::111122223333:role/Tune',
    'RUNS_IMAGE nets:training -> oci://docker.io/someone/train',
    'STORES_TO nets:output -> arn:aws:s3:::open',
    'STORES_TO trees:output -> arn:aws:s3:::models',
  ]);
});

test('a reply without any definition says neither isolated nor open', () => {
  expect(bare?.props).toMatchObject({
    networkIsolated: null,
    inVpc: null,
    outputEncryption: null,
    bestTrainingJob: 'none',
    continues: [],
  });
  expect(bare?.edges).toEqual([]);
});
