/** AWS for the kit: one request per call, as plain JSON, from the right account, region and credentials. */
import { loginOperations, refuseUnlessAllowed } from '#connectors/kit/allow.ts';
import type { Call, Provider, Reply } from '#connectors/kit/provider.ts';
import { parseArn } from '#graph/schema/aws/ids.ts';
import { type Scope, scopeKey } from '#graph/schema/coverage.ts';
import { bucketRegions } from './buckets.ts';
import { ambiguousCodes, classify } from './classify.ts';
import { type ClientOptions, type Clients, type CredentialSource, clients } from './client.ts';
import { type AssumeRole, type AwsLogin, assumedSource, loginSource, roleArnIn } from './credentials.ts';
import { CredentialError, NoEndpoint, RegionClosed } from './errors.ts';
import type { SdkClient } from './gate.ts';
import { bind, nextInput, toJson } from './operations.ts';
import { paceOf } from './pace.ts';
import { alwaysEnabled, homeRegion, partitionOf } from './regions.ts';
import { type AwsServiceName, splitOperation } from './services.ts';

/** Read-only operations that discovery and the check before a scan need, beside what the kinds declare. */
export const discoveryOperations = [
  'ec2:DescribeRegions',
  'iam:SimulatePrincipalPolicy',
  'organizations:DescribeOrganization',
  'organizations:ListAccounts',
] as const;

export interface AwsOptions extends ClientOptions {
  /** Default: the chain that all AWS tools follow. */
  readonly login?: AwsLogin | undefined;
  /** A role to take on before anything else (a hub account), from which the others are reached. */
  readonly via?: AssumeRole | undefined;
  /** The role to take on in every account but the caller's own. Without it only the caller's account can be read. */
  readonly assume?: AssumeRole | undefined;
  /** Where services without regions and STS are asked. It decides the partition. Default `us-east-1`. */
  readonly homeRegion?: string | undefined;
  /** Multiplies the default rates. */
  readonly rate?: number | undefined;
}

/** Who is calling. */
export interface AwsIdentity {
  readonly partition: string;
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

export interface AwsProvider extends Provider {
  readonly cloud: 'aws';
  readonly homeRegion: string;
  /** Whether other accounts can be reached at all, and by which role. */
  readonly assumes: AssumeRole | undefined;
  /**
   * Who the credentials (after `via`) are. Asked once. Rejects with `CredentialError`, or with what the transport gave.
   */
  identity(signal?: AbortSignal): Promise<AwsIdentity>;
  /** The vendor client for a place, as `send` uses it: gated like any. */
  client(service: AwsServiceName, scope: Scope): Promise<SdkClient>;
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

/** Credentials that AWS itself turns away, in words for the person; anything else as it is. */
function credentialError(error: unknown): unknown {
  const { credentials, code, message } = classify(error);
  if (error instanceof CredentialError || credentials !== true) return error;
  const what = /expired/i.test(code + message) ? 'have expired' : 'are not accepted';
  return new CredentialError(
    code,
    `the AWS credentials ${what} (${message}): log in again or renew the keys`,
    error,
  );
}

/** Makes AWS's provider. Nothing is loaded, read or sent before the first call. */
export function awsProvider(options: AwsOptions): AwsProvider {
  const home = options.homeRegion ?? homeRegion('aws');
  const partition = partitionOf(home);
  const allowed = new Set([...options.allowed, ...discoveryOperations, ...loginOperations.aws]);
  const cache: Clients = clients({ ...options, allowed });
  const buckets = bucketRegions();
  const sources = new Map<string, Promise<CredentialSource>>();
  const worked = new Set<string>();
  const answering = new Set<string>();

  const askSts = async (input: Readonly<Record<string, unknown>>, from: CredentialSource) => {
    const client = await cache.get('sts', home, `by ${String(input['RoleArn'])}`, from);
    const { command: AssumeRoleCommand } = await bind('sts:AssumeRole');
    return client.send(new AssumeRoleCommand(input));
  };
  const stsEndpoint = options.endpointUrls?.['sts'] ?? options.endpointUrl;
  const login = loginSource(options.login ?? { type: 'chain' }, home, stsEndpoint);
  const caller =
    options.via === undefined
      ? login
      : assumedSource(roleArnIn(options.via.role, partition, ''), options.via, login, askSts);

  let known: Promise<AwsIdentity> | undefined;
  const identity = (signal?: AbortSignal): Promise<AwsIdentity> => {
    known ??= askIdentity(signal).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  const askIdentity = async (signal?: AbortSignal): Promise<AwsIdentity> => {
    const client = await cache.get('sts', home, 'caller', caller);
    const { command: GetCallerIdentityCommand } = await bind('sts:GetCallerIdentity');
    const options = signal === undefined ? {} : { abortSignal: signal };
    const reply = await client.send(new GetCallerIdentityCommand({}), options).catch((error: unknown) => {
      throw credentialError(error);
    });
    const { Account: account, Arn: arn, UserId: userId } = reply;
    if (typeof account !== 'string' || typeof arn !== 'string')
      throw new CredentialError('UnreadableIdentity', 'sts:GetCallerIdentity did not say who is calling');
    return { partition: parseArn(arn)?.partition ?? partition, account, arn, userId: String(userId) };
  };

  /** Credentials for an account: the caller's own, or a role there. One source per account, however many ask at once. */
  const sourceFor = (account: string): Promise<CredentialSource> => {
    if (account === '') return Promise.resolve(caller);
    let source = sources.get(account);
    if (source === undefined) {
      source = identity().then((me) => (me.account === account ? caller : assumed(account, me)));
      sources.set(account, source);
      source.catch(() => sources.delete(account));
    }
    return source;
  };
  const assumed = (account: string, me: AwsIdentity): CredentialSource => {
    const how = options.assume;
    if (how !== undefined)
      return assumedSource(roleArnIn(how.role, me.partition, account), how, caller, askSts);
    const message = `no role to take on in account ${account}: the credentials belong to account ${me.account}`;
    return () => Promise.reject(new CredentialError('NoRole', message));
  };

  const clientFor = async (service: AwsServiceName, scope: Scope, region: string): Promise<SdkClient> => {
    const account = scope.account ?? '';
    const source = await sourceFor(account);
    // Credentials first: a role that may not be taken on is an error of its own, not one inside a signer.
    await source();
    return cache.get(service, region, account, source);
  };

  const sendTo = async (call: Call, region: string): Promise<Reply> => {
    const { operation, input, scope, signal } = call;
    const bound = await bind(operation);
    const client = await clientFor(splitOperation(operation).service, scope, region);
    const output = await client.send(new bound.command(input), { abortSignal: signal });
    const { next, broken } = nextInput(bound, input, output);
    return {
      body: toJson(output),
      ...(next === undefined ? {} : { next }),
      ...(broken === undefined ? {} : { missing: [{ place: scopeKey(scope), reason: broken }] }),
    };
  };

  return {
    cloud: 'aws',
    homeRegion: home,
    assumes: options.assume,
    identity,
    classify,
    pace: (call) => paceOf(call, options.rate),
    client: (service, scope) => clientFor(service, scope, scope.region ?? home),
    async send(call) {
      // The gate refuses it as well, but only after credentials were fetched for it.
      refuseUnlessAllowed(call.operation, allowed);
      const region = buckets.regionFor(call) ?? call.scope.region ?? home;
      const place = `${call.scope.account ?? ''}/${partitionOf(region)}`;
      try {
        const reply = await sendTo(call, region).catch((error: unknown) => {
          const elsewhere = buckets.elsewhere(call, region, error);
          if (elsewhere === undefined) throw error;
          return sendTo(call, elsewhere);
        });
        buckets.learn(call, reply.body);
        worked.add(place);
        answering.add(region);
        return reply;
      } catch (error) {
        const { name, code: socket } = record(error);
        if (socket === 'ENOTFOUND' && answering.has(region))
          throw new NoEndpoint(splitOperation(call.operation).service, region, error);
        const code = String(name);
        // The same credentials work where every account may go, so it is the region that is closed.
        const optIn = !alwaysEnabled(partitionOf(region)).includes(region);
        if (ambiguousCodes.has(code) && optIn && worked.has(place)) throw new RegionClosed(region, error);
        throw error;
      }
    },
    close() {
      cache.close();
      return Promise.resolve();
    },
  };
}
