import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './notebook-instance.fixture.ts';
import notebook from './notebook-instance.ts';

const { rows } = await scanFixture(notebook, estate);
const [good, bad, bare] = rows;
const arn = 'arn:aws:sagemaker:eu-west-1:111122223333';

test('a closed notebook is in its network, with a key of the customer', () => {
  expect(good?.props).toMatchObject({
    directInternet: false,
    rootAccess: false,
    encryption: 'customer',
    inVpc: true,
    metadataVersion: '2',
    platform: 'notebook-al2-v3',
  });
  expect(edgesOf(good)).toEqual([
    'ENCRYPTED_WITH volume -> arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab',
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-2',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
    'RUNS_AS -> arn:aws:iam::111122223333:role/Notebook',
  ]);
});

test('scripts and repositories are what a notebook starts from, named without credentials', () => {
  expect(bad?.props).toMatchObject({
    directInternet: true,
    rootAccess: true,
    encryption: 'provider',
    metadataVersion: '1',
  });
  expect(edgesOf(bad)).toEqual([
    `LOADS additional -> ${arn}:code-repository/team-repo`,
    'LOADS additional -> https://git.acme.example/tools',
    'LOADS default -> https://github.com/acme/Models',
    'RUNS_AS -> arn:aws:iam::111122223333:role/Admin',
    `STARTS_WITH -> ${arn}:notebook-instance-lifecycle-config/install-tools`,
  ]);
  expect(JSON.stringify(bad)).not.toContain('a-password');
});

test('what a reply leaves out is what SageMaker does by default', () => {
  expect(bare?.props).toMatchObject({
    status: null,
    directInternet: true,
    rootAccess: true,
    metadataVersion: '1',
    volumeGigabytes: null,
    repositories: [],
  });
  expect(bare?.uid).toBeUndefined();
});
