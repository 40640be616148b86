import { PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { DeleteEndpointCommand, ListEndpointsCommand } from '@aws-sdk/client-sagemaker';
import { expect, test } from 'vitest';
import { RefusedOperation } from '#connectors/kit/allow.ts';
import { RefusedHost } from '#connectors/kit/hosts.ts';
import { clients } from './client.ts';
import { fakeServer } from './fake-server.ts';
import type { SdkClient, WireHandler, WireRequest } from './gate.ts';
import { awsProvider } from './provider.ts';
import { type AwsServiceName, awsServices } from './services.ts';

const scope = { cloud: 'aws', partition: 'aws', region: 'eu-west-1' } as const;
const login = { type: 'keys', accessKeyId: 'AKIA', secretAccessKey: 'x' } as const;
const keys = () => Promise.resolve({ accessKeyId: 'AKIA', secretAccessKey: 'x' });

test.each([
  ['sagemaker', new DeleteEndpointCommand({ EndpointName: 'prod' }), 'sagemaker:DeleteEndpoint'],
  ['s3', new PutBucketPolicyCommand({ Bucket: 'training', Policy: '{}' }), 's3:PutBucketPolicy'],
] as const)(
  "a raw %s client of the provider's own refuses a write before any byte is sent",
  async (service, command, operation) => {
    await using server = await fakeServer(() => ({ body: {} }));
    const provider = awsProvider({
      allowed: new Set(['sagemaker:ListEndpoints']),
      login,
      endpointUrl: server.url,
    });
    const client = await provider.client(service, scope);
    const refused = await client.send(command).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RefusedOperation);
    expect(refused).toMatchObject({ operation });
    expect(server.connections()).toBe(0);
    await provider.close();
  },
);

test('a refused operation is refused before credentials are fetched for it', async () => {
  let fetched = 0;
  const cache = clients({ allowed: new Set(), endpointUrl: 'http://127.0.0.1:9' });
  const client = await cache.get('sagemaker', 'eu-west-1', '1', () => {
    fetched += 1;
    return keys();
  });
  await expect(client.send(new DeleteEndpointCommand({ EndpointName: 'a' }))).rejects.toThrow(
    RefusedOperation,
  );
  expect(fetched).toBe(0);
  cache.close();
});

test('an operation that the provider is asked for, but no kind declares, is refused', async () => {
  await using server = await fakeServer(() => ({ body: {} }));
  const provider = awsProvider({ allowed: new Set(), login, endpointUrl: server.url });
  const call = { operation: 'sagemaker:ListEndpoints', input: {}, scope, signal: AbortSignal.timeout(5000) };
  await expect(provider.send(call)).rejects.toThrow(RefusedOperation);
  expect(server.connections()).toBe(0);
  await provider.close();
});

interface Removable {
  remove(name: string): boolean;
}

test('who takes the gate out of the middleware finds the handler closed', async () => {
  await using server = await fakeServer(() => ({ body: {} }));
  const cache = clients({ allowed: new Set(['sagemaker:ListEndpoints']), endpointUrl: server.url });
  const client = await cache.get('sagemaker', 'eu-west-1', '1', keys);
  const stack = client.middlewareStack as unknown as Removable;
  expect(stack.remove('pathlightRefuse')).toBe(true);
  expect(stack.remove('pathlightPass')).toBe(true);
  await expect(client.send(new ListEndpointsCommand({}))).rejects.toThrow(RefusedOperation);
  expect(server.connections()).toBe(0);
  cache.close();
});

/** A client whose wire ends here: what would be sent, and nothing is. */
async function offline(service: AwsServiceName, region: string, operations: readonly string[]) {
  const sent: WireRequest[] = [];
  // The gate wraps the handler that is there when the client is made, so the wire is cut below it.
  const module = (await awsServices[service].load()) as Readonly<Record<string, unknown>>;
  const Client = module[awsServices[service].client] as new (config: object) => SdkClient;
  const inner: WireHandler = {
    handle(request) {
      sent.push(request);
      return Promise.resolve({ response: { statusCode: 500, headers: {}, body: new Uint8Array() } });
    },
  };
  const { guard } = await import('./gate.ts');
  const { baseAddress } = await import('./client.ts');
  const client = new Client({ region, credentials: keys, maxAttempts: 1, requestHandler: inner });
  guard(client, service, module, new Set(operations), () => baseAddress(client, region));
  return { client, module, sent };
}

test.each([
  ['sagemaker', 'ListEndpoints', {}, 'eu-west-1', 'api.sagemaker.eu-west-1.amazonaws.com'],
  ['bedrock', 'ListGuardrails', {}, 'us-west-2', 'bedrock.us-west-2.amazonaws.com'],
  ['bedrock-agent', 'ListAgents', {}, 'eu-west-1', 'bedrock-agent.eu-west-1.amazonaws.com'],
  ['s3', 'ListBuckets', {}, 'us-east-1', 's3.us-east-1.amazonaws.com'],
  ['s3', 'GetBucketPolicy', { Bucket: 'models' }, 'eu-west-1', 'models.s3.eu-west-1.amazonaws.com'],
  ['s3', 'GetBucketPolicy', { Bucket: 'my.models' }, 'eu-west-1', 's3.eu-west-1.amazonaws.com'],
  [
    's3control',
    'GetPublicAccessBlock',
    { AccountId: '111122223333' },
    'us-east-1',
    '111122223333.s3-control.us-east-1.amazonaws.com',
  ],
  ['iam', 'ListUsers', {}, 'us-east-1', 'iam.amazonaws.com'],
  ['iam', 'ListUsers', {}, 'us-gov-west-1', 'iam.us-gov.amazonaws.com'],
  ['sts', 'GetCallerIdentity', {}, 'us-east-1', 'sts.us-east-1.amazonaws.com'],
  ['organizations', 'ListAccounts', {}, 'us-east-1', 'organizations.us-east-1.amazonaws.com'],
  ['lambda', 'ListFunctions', {}, 'ap-south-1', 'lambda.ap-south-1.amazonaws.com'],
  ['ec2', 'DescribeRegions', {}, 'us-east-1', 'ec2.us-east-1.amazonaws.com'],
  ['kms', 'ListKeys', {}, 'cn-north-1', 'kms.cn-north-1.amazonaws.com.cn'],
] as const)("%s %s goes to AWS's own host in the region", async (service, name, input, region, host) => {
  const { client, module, sent } = await offline(service, region, [`${service}:${name}`]);
  const Command = module[`${name}Command`] as new (input: object) => object;
  await expect(client.send(new Command(input))).rejects.toThrow();
  expect(sent.map((request) => `${request.protocol}//${request.hostname}`)).toEqual([`https://${host}`]);
});

test('a request that something turned to another host is refused', async () => {
  const { client, sent } = await offline('sagemaker', 'eu-west-1', ['sagemaker:ListEndpoints']);
  client.middlewareStack.add(
    (next) => (args) => {
      (args.request as { hostname: string }).hostname = 'api.sagemaker.eu-west-1.amazonaws.com.evil.example';
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'turn' },
  );
  await expect(client.send(new ListEndpointsCommand({}))).rejects.toThrow(RefusedHost);
  expect(sent).toEqual([]);
});
