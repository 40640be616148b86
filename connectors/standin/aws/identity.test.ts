import { ListEndpointsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signatureOf } from './identity.ts';
import { type AwsStandin, startAwsStandin } from './server.ts';
import { clientOptions, readOnly } from './testing.ts';

const home = '111122223333';
const member = '444455556666';
const role = `arn:aws:iam::${member}:role/scan/Pathlight`;

let standin: AwsStandin;
beforeAll(async () => {
  const listed = { operation: 'sagemaker:ListEndpoints', into: 'Endpoints' };
  standin = await startAwsStandin({
    readOnly,
    accounts: { AKIATEST: home },
    estate: {
      accounts: [{ account: member, externalId: 'x-1', roles: ['Pathlight'] }],
      pieces: [
        { account: home, region: 'eu-west-1', lists: [{ ...listed, item: { EndpointName: 'home' } }] },
        { account: member, region: 'eu-west-1', lists: [{ ...listed, item: { EndpointName: 'member' } }] },
      ],
    },
  });
});
afterAll(() => standin.close());
const sts = () => new STSClient(clientOptions(standin.url));
const assume = { RoleArn: role, RoleSessionName: 'scan', ExternalId: 'x-1' };

describe('a caller', () => {
  it('is known by the access key', async () => {
    expect(await sts().send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: home,
      Arn: `arn:aws:iam::${home}:user/pathlight`,
    });
    const stranger = new STSClient({
      ...clientOptions(standin.url),
      credentials: { accessKeyId: 'AKIAOTHER', secretAccessKey: 'x' },
    });
    await expect(stranger.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
    });
  });

  it('without a signature is refused, and so is one with half of it', async () => {
    const target = {
      'x-amz-target': 'SageMaker.ListEndpoints',
      'content-type': 'application/x-amz-json-1.1',
    };
    const bare = await fetch(standin.url, { method: 'POST', headers: target, body: '{}' });
    expect(bare.status).toBe(403);
    expect(await bare.json()).toMatchObject({ __type: 'MissingAuthenticationToken' });
    const half = { ...target, authorization: 'AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/eu-west-1' };
    const reply = await fetch(standin.url, { method: 'POST', headers: half, body: '{}' });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ __type: 'IncompleteSignature' });
    const form = await fetch(standin.url, {
      method: 'POST',
      body: new URLSearchParams({ Action: 'GetUser', Version: '2010-05-08' }),
    });
    expect(form.status).toBe(403);
    expect(await form.text()).toContain('<Code>MissingAuthenticationToken</Code>');
  });

  it('asking for what is no operation is denied and recorded', async () => {
    const signed =
      'AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/eu-west-1/bedrock/aws4_request, SignedHeaders=host, Signature=';
    const headers = { authorization: signed + 'a'.repeat(64) };
    const reply = await fetch(`${standin.url}/no/such/path`, { headers });
    expect(reply.status).toBe(403);
    expect(standin.calls.at(-1)).toMatchObject({
      operation: 'GET /no/such/path',
      account: home,
      region: 'eu-west-1',
    });
    const broken = await fetch(standin.url, {
      method: 'POST',
      headers: { ...headers, 'x-amz-target': 'SageMaker.ListEndpoints' },
      body: '{"x',
    });
    expect(await broken.json()).toMatchObject({ __type: 'SerializationException' });
  });
});

describe('an assumed role', () => {
  it('acts in its own account, with keys and token of its own', async () => {
    const { Credentials: given, AssumedRoleUser: user } = await sts().send(new AssumeRoleCommand(assume));
    expect(user?.Arn).toBe(`arn:aws:sts::${member}:assumed-role/Pathlight/scan`);
    expect(given?.Expiration?.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
    const credentials = {
      accessKeyId: given?.AccessKeyId ?? '',
      secretAccessKey: given?.SecretAccessKey ?? '',
      sessionToken: given?.SessionToken ?? '',
    };
    const client = new SageMakerClient({ ...clientOptions(standin.url), credentials });
    const { Endpoints: seen } = await client.send(new ListEndpointsCommand({}));
    expect(seen?.map((e) => e.EndpointName)).toEqual(['member']);
    const without = new SageMakerClient({
      ...clientOptions(standin.url),
      credentials: { ...credentials, sessionToken: 'other' },
    });
    await expect(without.send(new ListEndpointsCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
  });

  it('needs the external id, a role of the account, and an account that there is', async () => {
    const refused = { name: 'AccessDenied', message: expect.stringContaining('sts:AssumeRole on resource') };
    const other = `arn:aws:iam::${member}:role/Other`;
    const nowhere = 'arn:aws:iam::999999999999:role/Pathlight';
    for (const change of [
      { ExternalId: undefined },
      { ExternalId: 'y' },
      { RoleArn: other },
      { RoleArn: nowhere },
    ]) {
      await expect(sts().send(new AssumeRoleCommand({ ...assume, ...change }))).rejects.toMatchObject(
        refused,
      );
    }
  });

  it('expires', async () => {
    const { Credentials: given } = await sts().send(new AssumeRoleCommand({ ...assume, DurationSeconds: 1 }));
    const client = new STSClient({
      ...clientOptions(standin.url),
      credentials: {
        accessKeyId: given?.AccessKeyId ?? '',
        secretAccessKey: 'x',
        sessionToken: given?.SessionToken ?? '',
      },
    });
    await expect(client.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Account: member });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: 'ExpiredToken',
    });
  });

  it('is given for a web identity without any signature', async () => {
    const web = { RoleArn: role, RoleSessionName: 'ci', WebIdentityToken: 'header.body.signature' };
    const { AssumedRoleUser: user } = await sts().send(new AssumeRoleWithWebIdentityCommand(web));
    expect(user?.Arn).toBe(`arn:aws:sts::${member}:assumed-role/Pathlight/ci`);
    expect(standin.calls.at(-1)).toMatchObject({ operation: 'sts:AssumeRoleWithWebIdentity', account: '' });
  });
});

describe('a signature', () => {
  it('gives key, region and service', () => {
    const scope = 'Credential=AKIA1/20260101/us-east-1/iam/aws4_request';
    const header = `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
    expect(signatureOf(header)).toEqual({ accessKey: 'AKIA1', region: 'us-east-1', signing: 'iam' });
    expect(signatureOf(undefined)).toBeUndefined();
    expect(signatureOf('Bearer x')).toBeUndefined();
  });
});
