/** A local server for the provider's own tests: answers with what a test says and keeps what it was asked. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Scope } from '#graph/schema/coverage.ts';
import { type AwsOptions, awsProvider } from './provider.ts';

export interface Seen {
  readonly method: string;
  readonly url: string;
  /** `sagemaker:ListEndpoints` for JSON, the `Action` of a query, else empty. */
  readonly operation: string;
  /** Access key and region out of the signature's credential scope. */
  readonly accessKey: string;
  readonly region: string;
  readonly body: string;
}
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | object;
  /** Never answer. */
  readonly hang?: true;
  /** Cut the connection. */
  readonly cut?: true;
}

export interface FakeServer extends AsyncDisposable {
  readonly url: string;
  readonly seen: Seen[];
  connections(): number;
}

function read(request: http.IncomingMessage, body: string): Seen {
  const credential = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)/.exec(request.headers.authorization ?? '');
  const target = String(request.headers['x-amz-target'] ?? '').split('.')[1];
  const action = new URLSearchParams(body).get('Action');
  const name = target ?? action ?? '';
  return {
    method: request.method ?? '',
    url: request.url ?? '',
    operation: name === '' ? '' : `${credential?.[3] ?? ''}:${name}`,
    accessKey: credential?.[1] ?? '',
    region: credential?.[2] ?? '',
    body,
  };
}

export async function fakeServer(answer: (seen: Seen) => Answer): Promise<FakeServer> {
  const seen: Seen[] = [];
  let connections = 0;
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const asked = read(request, Buffer.concat(chunks).toString());
      seen.push(asked);
      const { status = 200, headers = {}, body = '', hang, cut } = answer(asked);
      if (hang) return;
      if (cut) {
        request.socket.destroy();
        return;
      }
      response.writeHead(status, headers);
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const identityXml = (account: string): string =>
  `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/scan</Arn>` +
  `<UserId>AIDAEXAMPLE</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

export const assumeXml = (key: string, expires: Date): string =>
  `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>${key}</AccessKeyId>` +
  `<SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>` +
  `<Expiration>${expires.toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

export const errorXml = (code: string, message = 'no'): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

export const account = '111122223333';
export const scope: Scope = { cloud: 'aws', partition: 'aws', account, region: 'eu-west-1' };
export const login = { type: 'keys', accessKeyId: 'AKIABASE', secretAccessKey: 'x' } as const;

/** A provider in front of a server that knows who calls and answers the rest as the test says. */
export async function providerOn(
  operations: readonly string[],
  answer: (seen: Seen) => Answer,
  more: Partial<AwsOptions> = {},
) {
  const server = await fakeServer((seen) =>
    seen.operation === 'sts:GetCallerIdentity' ? { body: identityXml(account) } : answer(seen),
  );
  const provider = awsProvider({ allowed: new Set(operations), login, endpointUrl: server.url, ...more });
  const send = (operation: string, input: Readonly<Record<string, unknown>> = {}, where: Scope = scope) =>
    provider.send({ operation, input, scope: where, signal: AbortSignal.timeout(10_000) });
  const failure = async (operation: string, input = {}, where = scope) => {
    const error = await send(operation, input, where).then(
      () => undefined,
      (e: unknown) => e,
    );
    if (error === undefined) throw new Error(`${operation} was expected to fail`);
    return provider.classify(error);
  };
  return {
    server,
    provider,
    send,
    failure,
    async [Symbol.asyncDispose]() {
      await provider.close();
      await server[Symbol.asyncDispose]();
    },
  };
}
