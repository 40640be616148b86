/** One vendor client per account × region × service: built on first use, gated, with bounded sockets and times. */
import http from 'node:http';
import https from 'node:https';
import { guard, type SdkClient } from './gate.ts';
import { type AwsService, type AwsServiceName, awsServices, type SdkModule } from './services.ts';

/** What AWS calls a credential identity. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  readonly expiration?: Date | undefined;
}
export type CredentialSource = () => Promise<AwsCredentials>;

export interface ClientOptions {
  /** Operations that may be sent, besides those with which one logs in. */
  readonly allowed: ReadonlySet<string>;
  /** One address for all services (`--endpoint-url`, `AWS_ENDPOINT_URL`). */
  readonly endpointUrl?: string | undefined;
  /** Addresses of single services by our name (`sagemaker`, `s3control`): win over `endpointUrl`. */
  readonly endpointUrls?: Readonly<Record<string, string>> | undefined;
  /** Certificate authorities in PEM, in place of the built-in ones. */
  readonly ca?: string | undefined;
  /** `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` as the operator set them. */
  readonly proxyEnv?: Readonly<Record<string, string | undefined>> | undefined;
  /** Milliseconds for one request with its reply. Default 60,000. */
  readonly requestTimeout?: number | undefined;
  /** Milliseconds to connect. Default 5,000. */
  readonly connectTimeout?: number | undefined;
  /** Open connections at most, to one host. Default 24. */
  readonly sockets?: number | undefined;
}

interface ClientClass {
  new (config: Readonly<Record<string, unknown>>): SdkClient;
}

/** Any account will do: it only stands in the prefix that is cut off again. */
const anyAccount = '000000000000';

function build(
  service: AwsServiceName,
  module: SdkModule,
  config: Readonly<Record<string, unknown>>,
  endpoint: string | undefined,
): SdkClient {
  const Client = module[(awsServices[service] as AwsService).client] as ClientClass;
  if (endpoint === undefined) return new Client(config);
  return new Client({
    ...config,
    endpoint,
    ...(service === 's3' ? { forcePathStyle: true } : {}),
    // Its endpoint rules put the account id in front of any host, which no address and few local names bear.
    ...(service === 's3control'
      ? { disableHostPrefix: true, endpointProvider: () => ({ url: new URL(endpoint) }) }
      : {}),
  });
}

/** The address that a client's own rules lead to, without bucket or account. */
export async function baseAddress(client: SdkClient, region: string): Promise<URL> {
  const { config } = client;
  const { url } = config.endpointProvider({
    Region: region,
    UseFIPS: await config.useFipsEndpoint(),
    UseDualStack: await config.useDualstackEndpoint(),
    AccountId: anyAccount,
    RequiresAccountId: true,
  });
  const base = new URL(url);
  if (base.hostname.startsWith(`${anyAccount}.`)) base.hostname = base.hostname.slice(anyAccount.length + 1);
  return base;
}

export interface Clients {
  get(
    service: AwsServiceName,
    region: string,
    account: string,
    credentials: CredentialSource,
  ): Promise<SdkClient>;
  close(): void;
}

/** The cache of clients. All share their connections. */
export function clients(options: ClientOptions): Clients {
  const cache = new Map<string, Promise<SdkClient>>();
  const agent = {
    keepAlive: true,
    maxSockets: options.sockets ?? 24,
    ...(options.proxyEnv === undefined ? {} : { proxyEnv: { ...options.proxyEnv } }),
  };
  const httpAgent = new http.Agent(agent);
  const httpsAgent = new https.Agent({ ...agent, ...(options.ca === undefined ? {} : { ca: options.ca }) });
  const requestTimeout = options.requestTimeout ?? 60_000;

  const open = async (
    service: AwsServiceName,
    region: string,
    credentials: CredentialSource,
  ): Promise<SdkClient> => {
    const module: SdkModule = await (awsServices[service] as AwsService).load();
    const config = {
      region,
      credentials,
      maxAttempts: 1,
      customUserAgent: 'pathlight',
      requestHandler: {
        httpAgent,
        httpsAgent,
        requestTimeout,
        throwOnRequestTimeout: true,
        socketTimeout: requestTimeout,
        connectionTimeout: options.connectTimeout ?? 5_000,
        socketAcquisitionWarningTimeout: 3_600_000,
      },
    };
    const explicit = options.endpointUrls?.[service] ?? options.endpointUrl;
    let client = build(service, module, config, explicit);
    let endpoint = explicit;
    if (endpoint === undefined) {
      // The SDK reads AWS_ENDPOINT_URL… and the profile's `endpoint_url` itself: the gate must know the same address.
      endpoint = await client.config.serviceConfiguredEndpoint();
      if (endpoint !== undefined) client = build(service, module, config, endpoint);
    }
    let base: Promise<URL> | undefined;
    guard(
      client,
      service,
      module,
      options.allowed,
      () => {
        base ??= endpoint === undefined ? baseAddress(client, region) : Promise.resolve(new URL(endpoint));
        return base;
      },
      { ownServer: endpoint !== undefined },
    );
    return client;
  };

  return {
    get(service, region, account, credentials) {
      const key = `${account}/${region}/${service}`;
      let client = cache.get(key);
      if (client === undefined) {
        client = open(service, region, credentials);
        cache.set(key, client);
        client.catch(() => cache.delete(key));
      }
      return client;
    },
    close() {
      for (const client of cache.values()) client.then((c) => c.destroy()).catch(() => undefined);
      cache.clear();
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}
