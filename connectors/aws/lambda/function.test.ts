import { expect, test } from 'vitest';
import { edgesOf, scanFixture } from '#connectors/aws/testing.ts';
import type { At } from '#connectors/kit/define.ts';
import pieces from './function.fixture.ts';
import lambda from './function.ts';

const scanned = await scanFixture(lambda, pieces);
const row = (name: string) => scanned.rows.find((r) => r.name === name);

test('a function is read from its listing, its policy and its URLs, and never by GetFunction', () => {
  expect(new Set(scanned.calls)).toEqual(
    new Set([
      'sts:GetCallerIdentity',
      'lambda:ListFunctions',
      'lambda:GetPolicy',
      'lambda:ListFunctionUrlConfigs',
    ]),
  );
  expect(scanned.coverage.map((c) => c.outcome)).toEqual(['looked', 'looked', 'looked']);
});

test('every setting of a function is read', () => {
  expect(row('tool')?.props).toEqual({
    runtime: 'python3.13',
    packageType: 'Zip',
    handler: 'app.handler',
    architectures: ['arm64'],
    state: 'Active',
    timeoutSeconds: 30,
    memoryMegabytes: 512,
    codeSha256: 'q2hhbmdlZA==',
    changedAt: '2026-01-02T03:04:05.000+0000',
    hasEnvironment: true,
    environmentEncryption: 'customer',
    inVpc: true,
    tracing: 'Active',
    deadLetterTarget: 'arn:aws:sqs:eu-west-1:111122223333:failed',
    signed: false,
    layers: ['arn:aws:lambda:eu-west-1:999988887777:layer:shared:7'],
    fileSystems: ['arn:aws:elasticfilesystem:eu-west-1:111122223333:access-point/fsap-1'],
    logGroup: '/tools/all',
    policy: '{}',
    hasPolicy: false,
    urls: ['https://tool.lambda-url.eu-west-1.on.aws/'],
    urlAuth: ['AWS_IAM'],
    policyOpenToAnyone: false,
    policyOpensUrlToAnyone: false,
    urlWithoutAuth: false,
    aliasUrlWithoutAuth: false,
    urlAllowsAnyOrigin: false,
  });
});

test('an image with an open URL says so, and what it does not have is a value', () => {
  expect(row('image')?.props).toMatchObject({
    runtime: 'none',
    packageType: 'Image',
    handler: 'none',
    hasEnvironment: false,
    environmentEncryption: 'provider',
    inVpc: false,
    tracing: 'PassThrough',
    deadLetterTarget: 'none',
    layers: [],
    logGroup: '/aws/lambda/image',
    hasPolicy: true,
    policy: expect.stringContaining('lambda:InvokeFunctionUrl'),
    urls: ['https://alias.lambda-url.eu-west-1.on.aws/', 'https://image.lambda-url.eu-west-1.on.aws/'],
    urlAuth: ['AWS_IAM', 'NONE'],
    policyOpenToAnyone: false,
    policyOpensUrlToAnyone: true,
    urlWithoutAuth: true,
    aliasUrlWithoutAuth: false,
    urlAllowsAnyOrigin: true,
  });
});

test('what a function runs as, loads, writes and lives in are edges', () => {
  expect(edgesOf(row('tool'))).toEqual([
    'ENCRYPTED_WITH -> arn:aws:kms:eu-west-1:111122223333:key/11111111-1111-1111-1111-111111111111',
    'FEEDS /mnt/models <- arn:aws:elasticfilesystem:eu-west-1:111122223333:access-point/fsap-1',
    'HAS_SECURITY_GROUP -> arn:aws:ec2:eu-west-1:111122223333:security-group/sg-1',
    'IN_NETWORK -> arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1',
    'IN_SUBNET -> arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-2',
    'LOADS layer -> arn:aws:lambda:eu-west-1:999988887777:layer:shared:7',
    'LOGS_TO -> arn:aws:logs:eu-west-1:111122223333:log-group:/tools/all',
    'RUNS_AS -> arn:aws:iam::111122223333:role/tool',
    'STORES_TO dead-letter -> arn:aws:sqs:eu-west-1:111122223333:failed',
  ]);
  expect(edgesOf(row('image'))).toEqual([
    'LOGS_TO -> arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/image',
    'RUNS_AS -> arn:aws:iam::111122223333:role/service-role/image',
  ]);
});

test('no value of an environment gets out', () => {
  expect(JSON.stringify(scanned)).not.toContain('not-a-key-of-anyone');
});

test("an open URL of an alias is told apart, since the alias' own policy is not read", () => {
  const reply = {
    FunctionUrlConfigs: [
      {
        FunctionUrl: 'https://a.example/',
        FunctionArn: 'arn:aws:lambda:eu-west-1:1:function:f',
        AuthType: 'AWS_IAM',
      },
      {
        FunctionUrl: 'https://b.example/',
        FunctionArn: 'arn:aws:lambda:eu-west-1:1:function:f:live',
        AuthType: 'NONE',
      },
    ],
  };
  const at: At = { cloud: 'aws', partition: 'aws', organization: '', account: '1', region: 'eu-west-1' };
  expect(lambda.reads['urls']?.props(reply, {}, at)).toMatchObject({
    urlWithoutAuth: true,
    aliasUrlWithoutAuth: true,
  });
});

test('the same code means "no policy" or "no function", by what it says', async () => {
  const gone = await scanFixture(lambda, pieces, {
    faults: [
      {
        operation: 'lambda:GetPolicy',
        input: { FunctionName: 'tool' },
        fault: {
          type: 'error',
          error: { code: 'ResourceNotFoundException', message: 'Function not found: arn:aws:…', status: 404 },
        },
      },
    ],
  });
  expect(gone.rows.map((r) => r.name)).toEqual(['image']);
});
