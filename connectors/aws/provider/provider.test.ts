import { afterEach, expect, test, vi } from 'vitest';
import bucket from '#connectors/aws/s3/bucket.ts';
import { collect } from '#connectors/kit/run.ts';
import type { Coverage } from '#graph/schema/coverage.ts';
import { account, fakeServer, login, providerOn, scope } from './fake-server.ts';
import { awsProvider } from './provider.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('one call is one request, and its reply plain JSON with the next input', async () => {
  await using t = await providerOn(['sagemaker:ListEndpoints'], () => ({
    body: { Endpoints: [{ EndpointName: 'a', CreationTime: 1_700_000_000.123 }], NextToken: 'n' },
  }));
  const reply = await t.send('sagemaker:ListEndpoints', { MaxResults: 100 });
  expect(reply).toEqual({
    body: { Endpoints: [{ EndpointName: 'a', CreationTime: '2023-11-14T22:13:20.123Z' }], NextToken: 'n' },
    next: { MaxResults: 100, NextToken: 'n' },
  });
  const asked = t.server.seen.filter((s) => s.operation === 'sagemaker:ListEndpoints');
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ region: 'eu-west-1', accessKey: 'AKIABASE', body: '{"MaxResults":100}' });
});

test('a throttled call is not repeated by the SDK, and the server hint is passed on', async () => {
  await using t = await providerOn(['sagemaker:ListEndpoints'], () => ({
    status: 400,
    headers: { 'retry-after': '3' },
    body: { __type: 'ThrottlingException', message: 'Rate exceeded' },
  }));
  expect(await t.failure('sagemaker:ListEndpoints')).toEqual({
    outcome: 'throttled',
    code: 'ThrottlingException',
    message: 'Rate exceeded',
    retry: true,
    retryAfter: 3000,
  });
  expect(t.server.seen.filter((s) => s.operation === 'sagemaker:ListEndpoints')).toHaveLength(1);
});

test('services without regions are asked in the home region', async () => {
  await using t = await providerOn(['iam:ListUsers'], () => ({
    body: '<ListUsersResponse><ListUsersResult><IsTruncated>false</IsTruncated><Users/></ListUsersResult></ListUsersResponse>',
  }));
  const { region: _, ...accountScope } = scope;
  expect(await t.send('iam:ListUsers', {}, accountScope)).toEqual({
    body: { IsTruncated: false, Users: [] },
  });
  expect(t.server.seen.at(-1)).toMatchObject({ operation: 'iam:ListUsers', region: 'us-east-1' });
});

test('S3 Control speaks to a custom endpoint without an account in the host name', async () => {
  await using t = await providerOn(['s3control:GetPublicAccessBlock'], () => ({
    body: '<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls></PublicAccessBlockConfiguration>',
  }));
  const reply = await t.send('s3control:GetPublicAccessBlock', { AccountId: account });
  expect(reply.body).toEqual({ PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
});

test.each([
  ['<Buckets/>', { Buckets: [] }],
  ['<Buckets>\n  <!-- none -->\n</Buckets>', { Buckets: [] }],
  ['<Buckets><Bucket><Name>a</Name></Bucket></Buckets>', { Buckets: [{ Name: 'a' }] }],
  ['', {}],
  ['<Oops/>', {}],
])('an XML listing that holds %j has the list that it names, and no other', async (inner, body) => {
  await using t = await providerOn(['s3:ListBuckets'], () => ({
    body: `<ListAllMyBucketsResult>${inner}</ListAllMyBucketsResult>`,
  }));
  expect((await t.send('s3:ListBuckets')).body).toEqual(body);
});

test('an XML listing without its list is no proof that there is nothing', async () => {
  await using t = await providerOn(['s3:ListBuckets'], () => ({
    body: '<ListAllMyBucketsResult><Oops/></ListAllMyBucketsResult>',
  }));
  const coverage: Coverage[] = [];
  await collect({
    provider: t.provider,
    kinds: [bucket],
    scopes: [{ cloud: 'aws', partition: 'aws', account }],
    hmacKey: 'test',
    sink: (out) => {
      if (out.type !== 'part') coverage.push(...out.coverage);
    },
  });
  expect(coverage.find((row) => row.read === 'list')).toMatchObject({ outcome: 'unreadable', items: 0 });
});

test.each([
  [
    'text in a list',
    's3:ListBuckets',
    '<ListAllMyBucketsResult><Buckets>garbage</Buckets></ListAllMyBucketsResult>',
  ],
  [
    'a foreign element in a list',
    's3:ListBuckets',
    '<ListAllMyBucketsResult><Buckets><Bucketz/></Buckets></ListAllMyBucketsResult>',
  ],
  [
    'a foreign element beside items',
    's3:ListBuckets',
    '<ListAllMyBucketsResult><Buckets><Bucket><Name>a</Name></Bucket><Bucketz/></Buckets></ListAllMyBucketsResult>',
  ],
  [
    'a list twice',
    's3:ListBuckets',
    '<ListAllMyBucketsResult><Buckets/><Buckets><Bucket/></Buckets></ListAllMyBucketsResult>',
  ],
  [
    'a foreign element in a list of the query protocol',
    'iam:ListUsers',
    '<ListUsersResponse><ListUsersResult><Users><user/></Users></ListUsersResult></ListUsersResponse>',
  ],
  [
    'a foreign element in a list of EC2',
    'ec2:DescribeRegions',
    '<DescribeRegionsResponse><regionInfo><region/></regionInfo></DescribeRegionsResponse>',
  ],
])('%s is unreadable', async (_, operation, body) => {
  await using t = await providerOn([operation], () => ({ body }));
  expect(await t.failure(operation)).toMatchObject({ outcome: 'unreadable', code: 'UnreadableReply' });
});

test('of an error only the beginning is read, and its status still says what it means', async () => {
  const huge = 'x'.repeat(8 * 1024 * 1024);
  await using t = await providerOn(['sagemaker:ListEndpoints'], () => ({
    status: 403,
    body: { __type: 'Odd', message: huge },
  }));
  const failure = await t.failure('sagemaker:ListEndpoints');
  expect(failure).toMatchObject({ outcome: 'denied' });
  expect(failure.message.length).toBeLessThan(huge.length / 8);
});

test.each([
  ['an empty body', 'sagemaker:ListEndpoints', ''],
  ['null', 'sagemaker:ListEndpoints', 'null'],
  ['a list', 'sagemaker:ListEndpoints', '[1,2]'],
  ['HTML', 'sagemaker:ListEndpoints', '<html>nope'],
  ['HTML for a bucket listing', 's3:ListBuckets', '<html><body>hi</body></html>'],
  ['nothing for a bucket listing', 's3:ListBuckets', ''],
  ['another document', 'iam:ListUsers', '<ListRolesResponse></ListRolesResponse>'],
  ['half a document', 'iam:ListUsers', '<ListUsersResponse><ListUsersResult>'],
  ['HTML for regions', 'ec2:DescribeRegions', '<html></html>'],
])('%s with status 200 is unreadable and never an empty answer', async (_, operation, body) => {
  await using t = await providerOn([operation], () => ({ body }));
  expect(await t.failure(operation)).toMatchObject({
    outcome: 'unreadable',
    code: 'UnreadableReply',
    retry: false,
  });
});

test('a bucket in another region is asked there, once, and from then on at once', async () => {
  await using t = await providerOn(['s3:GetBucketVersioning'], (seen) =>
    seen.region === 'us-east-1'
      ? {
          status: 301,
          headers: { 'x-amz-bucket-region': 'eu-central-1' },
          body: '<Error><Code>PermanentRedirect</Code><Message>elsewhere</Message><Endpoint>evil.example</Endpoint></Error>',
        }
      : { body: '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>' },
  );
  const { region: _, ...accountScope } = scope;
  const ask = () => t.send('s3:GetBucketVersioning', { Bucket: 'training' }, accountScope);
  expect((await ask()).body).toEqual({ Status: 'Enabled' });
  expect((await ask()).body).toEqual({ Status: 'Enabled' });
  const regions = t.server.seen.filter((s) => s.url.includes('training')).map((s) => s.region);
  expect(regions).toEqual(['us-east-1', 'eu-central-1', 'eu-central-1']);
});

test('a listing that names the regions of buckets spares the redirect', async () => {
  await using t = await providerOn(['s3:ListBuckets', 's3:GetBucketVersioning'], (seen) =>
    seen.url.includes('versioning')
      ? { body: '<VersioningConfiguration/>' }
      : {
          body: '<ListAllMyBucketsResult><Buckets><Bucket><Name>b-1</Name><BucketRegion>ap-south-1</BucketRegion></Bucket></Buckets></ListAllMyBucketsResult>',
        },
  );
  await t.send('s3:ListBuckets', { MaxBuckets: 1000 });
  await t.send('s3:GetBucketVersioning', { Bucket: 'b-1' });
  expect(t.server.seen.at(-1)).toMatchObject({ region: 'ap-south-1' });
});

test.each(['evil.example/x', 'cn-north-1', 'eu-west-1', 'EU'])(
  'a redirect to the "region" %s is not followed',
  async (region) => {
    await using t = await providerOn(['s3:GetBucketVersioning'], () => ({
      status: 301,
      headers: { 'x-amz-bucket-region': region },
      body: '<Error><Code>PermanentRedirect</Code><Message>elsewhere</Message></Error>',
    }));
    expect(await t.failure('s3:GetBucketVersioning', { Bucket: 'b-1' })).toMatchObject({
      code: 'PermanentRedirect',
    });
    expect(t.server.seen.filter((s) => s.url.includes('b-1'))).toHaveLength(1);
  },
);

test('a region that is not enabled does not make good credentials bad', async () => {
  await using t = await providerOn(['sagemaker:ListEndpoints'], (seen) =>
    seen.region === 'me-south-1'
      ? {
          status: 403,
          body: { __type: 'UnrecognizedClientException', message: 'The security token is invalid.' },
        }
      : { body: { Endpoints: [] } },
  );
  await t.send('sagemaker:ListEndpoints');
  const failure = await t.failure('sagemaker:ListEndpoints', {}, { ...scope, region: 'me-south-1' });
  expect(failure).toMatchObject({ outcome: 'denied', code: 'RegionNotEnabled' });
  expect(failure.credentials).toBeUndefined();
  expect(failure.message).toContain('me-south-1');
});

test('bad credentials are bad where every account may go', async () => {
  await using t = await providerOn(['sagemaker:ListEndpoints'], () => ({
    status: 403,
    body: { __type: 'UnrecognizedClientException', message: 'The security token is invalid.' },
  }));
  expect(await t.failure('sagemaker:ListEndpoints')).toMatchObject({ outcome: 'denied', credentials: true });
});

test('a service without an address in a region that answers is not asked again, and is not absent', async () => {
  await using t = await providerOn(['sagemaker:ListEndpoints', 'bedrock:ListGuardrails'], () => ({
    body: { Endpoints: [] },
  }));
  const client = await t.provider.client('bedrock', scope);
  client.config.requestHandler.handle = () =>
    Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND bedrock'), { code: 'ENOTFOUND' }));
  const before = await t.failure('bedrock:ListGuardrails');
  expect(before).toMatchObject({ outcome: 'unavailable', code: 'ENOTFOUND', retry: true });
  await t.send('sagemaker:ListEndpoints');
  const after = await t.failure('bedrock:ListGuardrails');
  expect(after).toMatchObject({ outcome: 'unavailable', code: 'NoEndpoint', retry: false });
});

test('a server that never answers is unavailable after the time that was set', async () => {
  await using t = await providerOn(['sagemaker:ListEndpoints'], () => ({ hang: true }), {
    requestTimeout: 200,
  });
  expect(await t.failure('sagemaker:ListEndpoints')).toMatchObject({ outcome: 'unavailable', retry: true });
});

test('a cut connection is unavailable', async () => {
  await using t = await providerOn(['sagemaker:ListEndpoints'], () => ({ cut: true }));
  expect(await t.failure('sagemaker:ListEndpoints')).toMatchObject({
    outcome: 'unavailable',
    code: 'ECONNRESET',
  });
});

test('the identity says who calls, and is asked once', async () => {
  await using t = await providerOn([], () => ({ status: 500 }));
  const me = { partition: 'aws', account, arn: `arn:aws:iam::${account}:user/scan`, userId: 'AIDAEXAMPLE' };
  expect(await t.provider.identity()).toEqual(me);
  expect(await t.provider.identity()).toEqual(me);
  expect(t.server.seen).toHaveLength(1);
});

test("the endpoint of the environment is used as other AWS tools do, a service's own before the general one", async () => {
  await using general = await fakeServer(() => ({ body: { Endpoints: [] } }));
  await using own = await fakeServer(() => ({ body: '<PublicAccessBlockConfiguration/>' }));
  vi.stubEnv('AWS_ENDPOINT_URL', general.url);
  vi.stubEnv('AWS_ENDPOINT_URL_S3_CONTROL', own.url);
  const { account: _, ...caller } = scope;
  const operations = ['sagemaker:ListEndpoints', 's3control:GetPublicAccessBlock'];
  const provider = awsProvider({ allowed: new Set(operations), login });
  const signal = AbortSignal.timeout(5000);
  for (const operation of operations)
    await provider.send({ operation, input: { AccountId: account }, scope: caller, signal });
  expect(general.seen.map((s) => s.operation)).toEqual(['sagemaker:ListEndpoints']);
  expect(own.seen.map((s) => s.url)).toEqual(['/v20180820/configuration/publicAccessBlock']);
  await provider.close();
});

test('a proxy that the operator set is asked instead of the host', async () => {
  await using proxy = await fakeServer(() => ({ body: { Endpoints: [] } }));
  const { account: _, ...caller } = scope;
  const provider = awsProvider({
    allowed: new Set(['sagemaker:ListEndpoints']),
    login,
    endpointUrl: 'http://aws.invalid',
    proxyEnv: { HTTP_PROXY: proxy.url },
  });
  const call = {
    operation: 'sagemaker:ListEndpoints',
    input: {},
    scope: caller,
    signal: AbortSignal.timeout(5000),
  };
  expect((await provider.send(call)).body).toEqual({ Endpoints: [] });
  expect(proxy.seen.map((s) => s.url)).toEqual(['http://aws.invalid/']);
  await provider.close();
});

test('a cancelled call ends at once', async () => {
  await using t = await providerOn(['sagemaker:ListEndpoints'], () => ({ hang: true }));
  const cancel = new AbortController();
  const call = { operation: 'sagemaker:ListEndpoints', input: {}, scope, signal: cancel.signal };
  const from = Date.now();
  setTimeout(() => cancel.abort(), 50);
  await expect(t.provider.send(call)).rejects.toMatchObject({ name: 'AbortError' });
  expect(Date.now() - from).toBeLessThan(5000);
});
