import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import estate from './code-interpreter.fixture.ts';
import codeInterpreter from './code-interpreter.ts';

const { rows } = await scanFixture(codeInterpreter, estate);
const [analysis, anything, sums] = rows;
const own = 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:code-interpreter-custom';

test('only the account’s own are listed', () => {
  expect(rows.map((row) => row.id)).toEqual([
    `${own}/analysis-aaaaaaaaaa`,
    `${own}/anything-bbbbbbbbbb`,
    `${own}/sums-cccccccccc`,
  ]);
});

test('one in a network leads to role, network, certificates and files', () => {
  expect(analysis?.props).toMatchObject({
    networkMode: 'VPC',
    directInternet: false,
    mountPaths: ['/mnt/data'],
  });
  expect(edgesOf(analysis)).toEqual([
    'FEEDS /mnt/data <- arn:aws:elasticfilesystem:eu-west-1:111122223333:access-point/fsap-0123456789abcdef0',
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-01',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-01',
    'RUNS_AS -> arn:aws:iam::111122223333:role/analysis',
    'USES_SECRET certificate -> arn:aws:secretsmanager:eu-west-1:111122223333:secret:root-ca-AbCdEf',
  ]);
});

test('a role and the internet are told apart from neither', () => {
  expect(anything?.props).toMatchObject({
    role: 'arn:aws:iam::111122223333:role/admin',
    directInternet: true,
  });
  expect(sums?.props).toMatchObject({
    role: 'none',
    networkMode: 'SANDBOX',
    directInternet: false,
    mountPaths: [],
  });
  expect(edgesOf(sums)).toEqual([]);
});
