import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './domain.fixture.ts';
import domain from './domain.ts';

const { rows } = await scanFixture(domain, estate);
const [good, bad] = rows;
const ec2 = 'arn:aws:ec2:eu-west-1:111122223333';
const iam = 'arn:aws:iam::111122223333:role';

test('a closed domain names its network, groups and roles apart', () => {
  expect(good?.props).toMatchObject({
    authMode: 'SSO',
    networkAccess: 'VpcOnly',
    directInternet: false,
    encryption: 'customer',
    sourceIdentity: true,
    trustedIdentityPropagation: true,
    docker: false,
  });
  expect(edgesOf(good)).toEqual([
    'ENCRYPTED_WITH home -> arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555',
    `HAS_SECURITY_GROUP boundary -> ${ec2}:security-group/sg-boundary`,
    `HAS_SECURITY_GROUP default -> ${ec2}:security-group/sg-users`,
    `HAS_SECURITY_GROUP domain -> ${ec2}:security-group/sg-domain`,
    `IN_NETWORK -> ${ec2}:vpc/vpc-1`,
    `IN_SUBNET -> ${ec2}:subnet/subnet-1`,
    `IN_SUBNET -> ${ec2}:subnet/subnet-2`,
    `RUNS_AS default -> ${iam}/Studio`,
    `RUNS_AS rstudio -> ${iam}/RStudio`,
    'STORES_TO home -> arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-1',
    'STORES_TO unified-studio -> arn:aws:s3:::projects',
  ]);
});

test('an open domain shows whatever its users start with and where their work goes', () => {
  expect(bad?.props).toMatchObject({
    directInternet: true,
    encryption: 'provider',
    sharesNotebookOutput: true,
    docker: true,
    rootlessDocker: false,
    dockerTrustedAccounts: ['444455556666'],
  });
  const studio = 'arn:aws:sagemaker:eu-west-1:111122223333:studio-lifecycle-config';
  expect(edgesOf(bad)).toEqual([
    'LOADS default:jupyter-lab -> https://github.com/acme/start',
    `RUNS_AS default -> ${iam}/Everything`,
    `RUNS_AS default:canvas-bedrock -> ${iam}/CanvasBedrock`,
    `RUNS_AS space -> ${iam}/Space`,
    `STARTS_WITH default:jupyter-lab -> ${studio}/extra`,
    `STARTS_WITH default:jupyter-lab -> ${studio}/setup`,
    'STORES_TO default:canvas -> arn:aws:s3:::canvas',
    'STORES_TO default:mount -> arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-shared',
    'STORES_TO default:shared-notebooks -> arn:aws:s3:::shared',
    'USES_SECRET default:canvas-oauth -> arn:aws:secretsmanager:eu-west-1:111122223333:secret:canvas-AbCdEf',
  ]);
});
