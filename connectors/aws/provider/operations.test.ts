import { expect, test } from 'vitest';
import { bind, nextInput, toJson } from './operations.ts';

// What each service calls its page tokens, and what comes back. Source: the services' API references.
test.each([
  ['sagemaker:ListEndpoints', { NextToken: 'b' }, { NextToken: 'b' }],
  ['bedrock:ListGuardrails', { nextToken: 'b' }, { nextToken: 'b' }],
  ['bedrock-agent:ListAgents', { nextToken: 'b' }, { nextToken: 'b' }],
  ['organizations:ListAccounts', { NextToken: 'b' }, { NextToken: 'b' }],
  ['ec2:DescribeInstances', { NextToken: 'b' }, { NextToken: 'b' }],
  ['s3control:ListAccessPoints', { NextToken: 'b' }, { NextToken: 'b' }],
  ['lambda:ListFunctions', { NextMarker: 'b' }, { Marker: 'b' }],
  ['kms:ListKeys', { Truncated: true, NextMarker: 'b' }, { Marker: 'b' }],
  ['iam:GetAccountAuthorizationDetails', { IsTruncated: true, Marker: 'b' }, { Marker: 'b' }],
  ['api-gateway:GetRestApis', { position: 'b' }, { position: 'b' }],
  ['apigatewayv2:GetRoutes', { NextToken: 'b' }, { NextToken: 'b' }],
  ['elbv2:DescribeRules', { NextMarker: 'b' }, { Marker: 'b' }],
  [
    'cloudfront:ListDistributions',
    { DistributionList: { IsTruncated: true, Marker: 'a', NextMarker: 'b' } },
    { Marker: 'b' },
  ],
  ['s3:ListBuckets', { ContinuationToken: 'b' }, { ContinuationToken: 'b' }],
  [
    's3:ListBucketInventoryConfigurations',
    { IsTruncated: true, ContinuationToken: 'echo', NextContinuationToken: 'b' },
    { ContinuationToken: 'b' },
  ],
])('the next page of %s is asked for with its own token', async (operation, output, token) => {
  const bound = await bind(operation);
  expect(nextInput(bound, { Limit: 7 }, output)).toEqual({ next: { Limit: 7, ...token } });
});

test.each([
  ['sagemaker:ListEndpoints', {}],
  ['sagemaker:ListEndpoints', { NextToken: '' }],
  ['sagemaker:ListEndpoints', { NextToken: null }],
  ['iam:GetAccountAuthorizationDetails', { IsTruncated: false, Marker: 'left over' }],
  ['kms:ListKeys', { Truncated: false }],
  ['cloudfront:ListDistributions', { DistributionList: { IsTruncated: false, Marker: '' } }],
  ['ec2:DescribeRegions', { Regions: [] }],
  ['sagemaker:DescribeEndpoint', { EndpointName: 'a' }],
])('a listing of %s ends where it says so', async (operation, output) => {
  expect(nextInput(await bind(operation), {}, output)).toEqual({});
});

test('a page that says there is more but not where breaks the listing', async () => {
  const { next, broken } = nextInput(await bind('kms:ListKeys'), {}, { Truncated: true });
  expect(next).toBeUndefined();
  expect(broken).toContain('there is more');
});

test.each([{}, { DistributionList: {} }])('%j is no list of CloudFront, however empty', async (output) => {
  const { broken } = nextInput(await bind('cloudfront:ListDistributions'), {}, output);
  expect(broken).toContain('does not say whether there is more');
});

test.each([
  ['sagemaker:ListEndpoints', { NextToken: 5 }],
  ['sagemaker:ListEndpoints', { NextToken: { at: 'b' } }],
  ['bedrock-agent:ListAgents', { nextToken: ['b'] }],
  ['lambda:ListFunctions', { NextMarker: false }],
  ['kms:ListKeys', { Truncated: true, NextMarker: 0 }],
  ['kms:ListKeys', { Truncated: 'yes' }],
])('a page of %s that says %j has no end that anyone could see', async (operation, output) => {
  const { next, broken } = nextInput(await bind(operation), {}, output);
  expect(next).toBeUndefined();
  expect(broken).toMatch(/^the reply (?:names the next page by|does not say whether)/);
});

test('a page that names itself as the next one breaks the listing instead of looping', async () => {
  const { next, broken } = nextInput(
    await bind('sagemaker:ListModels'),
    { NextToken: 'a' },
    { NextToken: 'a' },
  );
  expect(next).toBeUndefined();
  expect(broken).toContain('just asked for');
});

test('S3 Control and Lambda know no operation of another service', async () => {
  await expect(bind('s3control:ListBucketsOfMars')).rejects.toThrow('s3control has no operation');
  await expect(bind('mars:ListRovers')).rejects.toThrow('names no AWS service');
});

test('a reply becomes plain JSON with times in milliseconds and bytes as base64', () => {
  const reply = {
    $metadata: { attempts: 1 },
    At: new Date(1_700_000_000_123),
    Blob: new Uint8Array([1, 2, 255]),
    Nothing: undefined,
    Null: null,
    Deep: [{ n: 1.5, yes: true, big: 12n, $metadata: 'inner' }],
  };
  expect(toJson(reply)).toEqual({
    At: '2023-11-14T22:13:20.123Z',
    Blob: 'AQL/',
    Null: null,
    Deep: [{ n: 1.5, yes: true, big: '12' }],
  });
});

test('a stream is no reply', () => {
  expect(() => toJson({ Body: new ReadableStream() })).toThrow('stream');
});
