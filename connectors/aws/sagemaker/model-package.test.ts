import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './model-package.fixture.ts';
import modelPackage from './model-package.ts';

const { rows } = await scanFixture(modelPackage, estate);
const [approved, pending, alone] = rows;
const arn = 'arn:aws:sagemaker:eu-west-1:111122223333';

test('an approved version shows where it came from, and as what it was checked', () => {
  expect(approved?.name).toBe('Fraud/1');
  expect(approved?.props).toMatchObject({
    approval: 'approved',
    version: 1,
    encryption: 'customer',
    imageScanned: true,
  });
  expect(edgesOf(approved)).toEqual([
    'BUILT_FROM -> https://github.com/acme/fraud',
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:111122223333:alias/models',
    'ENCRYPTED_WITH validation:smoke -> arn:aws:kms:eu-west-1:111122223333:alias/checks',
    'FEEDS sample-payload <- arn:aws:s3:::payloads',
    'FEEDS validation:smoke <- arn:aws:s3:::checks',
    'LOADS container-1 -> arn:aws:s3:::models',
    'LOADS container-1 -> arn:aws:s3:::models/fraud/1/model.tar.gz',
    'RUNS_AS validation -> arn:aws:iam::111122223333:role/Validate',
    'RUNS_IMAGE container-1 -> arn:aws:ecr:eu-west-1:111122223333:repository/fraud',
    'STORES_TO validation:smoke -> arn:aws:s3:::checks',
    `TRAINED_BY -> ${arn}:training-job/fraud-1`,
    `VERSION_OF -> ${arn}:model-package-group/fraud`,
  ]);
});

test('all specifications of a version count', () => {
  expect(pending?.props).toMatchObject({
    approval: 'pending',
    skipsValidation: true,
    environment: ['DB_PASSWORD'],
    images: ['quay.io/acme/fraud:2', 'quay.io/acme/fraud:2-gpu'],
    artifacts: ['s3://models/fraud/2/'],
  });
  expect(edgesOf(pending)).toEqual([
    `BASED_ON source -> ${arn}:model-package/fraud/1`,
    'LOADS gpu:container-1 -> arn:aws:s3:::models',
    'LOADS gpu:container-1 -> arn:aws:s3:::models/fraud/2/',
    'RUNS_IMAGE gpu:container-1 -> oci://quay.io/acme/fraud',
    'RUNS_IMAGE main -> oci://quay.io/acme/fraud',
    `VERSION_OF -> ${arn}:model-package-group/fraud`,
  ]);
  expect(JSON.stringify(rows)).not.toContain('hush-hush');
});

test('an unversioned package belongs to no group', () => {
  expect(alone?.props).toMatchObject({ approval: 'none', version: 0 });
  expect(edgesOf(alone)).toEqual([
    `BASED_ON algorithm -> ${arn}:algorithm/my-algorithm`,
    'LOADS algorithm -> arn:aws:s3:::models',
    'LOADS algorithm -> arn:aws:s3:::models/alone.tar.gz',
  ]);
});
