import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './browser.fixture.ts';
import browser from './browser.ts';

const { rows } = await scanFixture(browser, estate);
const [research, anywhere] = rows;

test('only the account’s own are listed', () => {
  const own = 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:browser-custom';
  expect(rows.map((row) => row.id)).toEqual([`${own}/research-aaaaaaaaaa`, `${own}/anywhere-bbbbbbbbbb`]);
});

test('a ruled browser leads to its role, network, recordings, rules, certificates and files', () => {
  expect(research?.props).toMatchObject({
    networkMode: 'VPC',
    directInternet: false,
    recorded: true,
    signsRequests: true,
    enterprisePolicies: ['MANAGED'],
    mountPaths: ['/mnt/downloads'],
  });
  expect(edgesOf(research)).toEqual([
    'FEEDS /mnt/downloads <- arn:aws:s3files:eu-west-1:111122223333:file-system/fs-0123456789abcdef0/access-point/fsap-0123456789abcdef0',
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-01',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-01',
    'LOADS policy:managed.json -> arn:aws:s3:::browser-rules',
    'RUNS_AS -> arn:aws:iam::111122223333:role/research',
    'STORES_TO recording -> arn:aws:s3:::recordings',
    'USES_SECRET certificate -> arn:aws:secretsmanager:eu-west-1:111122223333:secret:root-ca-AbCdEf',
  ]);
});

test('a place for recordings that are switched off receives nothing', () => {
  expect(anywhere?.props).toMatchObject({
    directInternet: true,
    recorded: false,
    signsRequests: false,
    enterprisePolicies: [],
  });
  expect(edgesOf(anywhere)).toEqual(['RUNS_AS -> arn:aws:iam::111122223333:role/admin']);
});
