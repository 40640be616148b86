import { BedrockClient, GetGuardrailCommand, ListGuardrailsCommand } from '@aws-sdk/client-bedrock';
import { BedrockAgentClient, GetAgentCommand, ListAgentsCommand } from '@aws-sdk/client-bedrock-agent';
import { GetKeyPolicyCommand, KMSClient, ListKeysCommand, paginateListKeys } from '@aws-sdk/client-kms';
import {
  GetPolicyCommand,
  LambdaClient,
  ListFunctionsCommand,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import {
  DescribeEndpointCommand,
  DescribeTrainingJobCommand,
  ListEndpointsCommand,
  paginateListEndpoints,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AwsStandin, startAwsStandin } from './server.ts';
import { account, estate, hostile, policy, time } from './testing.estate.ts';
import { clientOptions, readOnly } from './testing.ts';

let standin: AwsStandin;
beforeAll(async () => {
  standin = await startAwsStandin({ estate, readOnly, accounts: { AKIATEST: account } });
});
afterAll(() => standin.close());
const options = () => clientOptions(standin.url);

describe('JSON 1.1', () => {
  it('pages a listing in twos and keeps hostile names and times', async () => {
    const pages: number[] = [];
    const found = [];
    for await (const page of paginateListEndpoints({ client: new SageMakerClient(options()) }, {})) {
      pages.push(page.Endpoints?.length ?? 0);
      found.push(...(page.Endpoints ?? []));
    }
    expect(pages).toEqual([2, 2, 1]);
    expect(found.map((e) => e.EndpointName)).toEqual(['a', 'b', 'c', 'd', hostile]);
    expect(found[0]?.CreationTime).toEqual(new Date(time));
  });

  it('honours a smaller page size, and knows its own tokens only', async () => {
    const client = new SageMakerClient(options());
    const first = await client.send(new ListEndpointsCommand({ MaxResults: 1 }));
    expect(first.Endpoints).toHaveLength(1);
    const second = await client.send(new ListEndpointsCommand({ MaxResults: 1, NextToken: first.NextToken }));
    expect(second.Endpoints?.[0]?.EndpointName).toBe('b');
    await expect(
      client.send(new ListEndpointsCommand({ NameContains: 'x', NextToken: first.NextToken })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('answers a read with everything nested in it', async () => {
    const reply = await new SageMakerClient(options()).send(
      new DescribeEndpointCommand({ EndpointName: hostile }),
    );
    expect(reply).toMatchObject({
      EndpointName: hostile,
      ProductionVariants: [{ CurrentWeight: 0.5, DeployedImages: [] }],
      DataCaptureConfig: { EnableCapture: true, CurrentSamplingPercentage: 20 },
    });
  });

  it('says "not there" as SageMaker does, in both of its ways', async () => {
    const client = new SageMakerClient(options());
    await expect(client.send(new DescribeEndpointCommand({ EndpointName: 'gone' }))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Could not find "gone".',
    });
    await expect(
      client.send(new DescribeTrainingJobCommand({ TrainingJobName: 'gone' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFound' });
  });

  it('shows nothing of another region, and an empty list is a list', async () => {
    const client = new SageMakerClient({ ...options(), region: 'us-east-1' });
    expect((await client.send(new ListEndpointsCommand({}))).Endpoints).toEqual([]);
  });

  it('pages KMS by NextMarker and Truncated, and answers its reads', async () => {
    const client = new KMSClient(options());
    const first = await client.send(new ListKeysCommand({}));
    expect(first).toMatchObject({ Truncated: true, Keys: [{ KeyId: 'k1' }, { KeyId: 'k2' }] });
    const all = [];
    for await (const page of paginateListKeys({ client }, {})) all.push(...(page.Keys ?? []));
    expect(all.map((k) => k.KeyId)).toEqual(['k1', 'k2', 'k3']);
    const reply = await client.send(new GetKeyPolicyCommand({ KeyId: 'k1', PolicyName: 'default' }));
    expect(reply.Policy).toBe(policy);
    const accounts = await new OrganizationsClient(options()).send(new ListAccountsCommand({}));
    expect(accounts.Accounts).toMatchObject([{ Name: hostile, JoinedTimestamp: new Date(time) }]);
  });
});

describe('REST-JSON', () => {
  it('finds the operation by method and path, with labels, query and body', async () => {
    const agents = new BedrockAgentClient(options());
    const first = await agents.send(new ListAgentsCommand({ maxResults: 1 }));
    expect(first.agentSummaries).toHaveLength(1);
    const rest = await agents.send(new ListAgentsCommand({ nextToken: first.nextToken }));
    expect(rest.agentSummaries?.map((a) => a.agentId)).toEqual(['A2', 'A3']);
    const reply = await agents.send(new GetAgentCommand({ agentId: 'A1' }));
    expect(reply.agent).toMatchObject({
      agentName: hostile,
      createdAt: new Date(time),
      failureReasons: [hostile],
    });
  });

  it('tells a listing from the same listing under a parent', async () => {
    const client = new BedrockClient(options());
    const all = await client.send(new ListGuardrailsCommand({}));
    expect(all.guardrails?.map((g) => g.name)).toEqual([hostile]);
    const versions = await client.send(new ListGuardrailsCommand({ guardrailIdentifier: 'g1' }));
    expect(versions.guardrails?.map((g) => g.version)).toEqual(['DRAFT', '1']);
    const reply = await client.send(new GetGuardrailCommand({ guardrailIdentifier: 'g1' }));
    expect(reply.wordPolicy).toEqual({
      words: [{ text: hostile, inputEnabled: false }],
      managedWordLists: [],
    });
    await expect(client.send(new GetGuardrailCommand({ guardrailIdentifier: 'g2' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('pages Lambda by NextMarker and keeps maps', async () => {
    const client = new LambdaClient(options());
    const all = [];
    for await (const page of paginateListFunctions({ client }, {})) all.push(...(page.Functions ?? []));
    expect(all.map((f) => f.FunctionName)).toEqual(['one', 'two', 'three']);
    expect(all[0]).toMatchObject({ Environment: { Variables: { [hostile]: hostile } }, Layers: [] });
    expect(await client.send(new GetPolicyCommand({ FunctionName: hostile }))).toMatchObject({
      Policy: policy,
    });
    const elsewhere = new LambdaClient({ ...options(), region: 'us-east-1' });
    expect((await elsewhere.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
  });
});
