/** AWS from the configuration: provider options, and the survey that a scan begins with. */
import type { Discovered } from '#connectors/aws/provider/discover.ts';
import type { AwsOptions, AwsProvider } from '#connectors/aws/provider/provider.ts';
import type { Kind } from '#connectors/kit/define.ts';
import type { Survey, Surveyed, SurveyInput } from '#workers/survey.ts';
import { type AwsConfig, UsageError } from '../config.ts';

/** Our service names by the service id that `AWS_ENDPOINT_URL_<ID>` uses. */
const endpointNames: Readonly<Record<string, string>> = {
  SAGEMAKER: 'sagemaker',
  BEDROCK: 'bedrock',
  BEDROCK_AGENT: 'bedrock-agent',
  S3: 's3',
  S3_CONTROL: 's3control',
  IAM: 'iam',
  STS: 'sts',
  ORGANIZATIONS: 'organizations',
  LAMBDA: 'lambda',
  EC2: 'ec2',
  KMS: 'kms',
  API_GATEWAY: 'api-gateway',
  APIGATEWAYV2: 'apigatewayv2',
  ELASTIC_LOAD_BALANCING_V2: 'elbv2',
  CLOUDFRONT: 'cloudfront',
  OPENSEARCH: 'opensearch',
  OPENSEARCHSERVERLESS: 'opensearchserverless',
  SECRETS_MANAGER: 'secretsmanager',
  ECR: 'ecr',
  GLUE: 'glue',
  BEDROCK_AGENTCORE_CONTROL: 'bedrock-agentcore-control',
};

async function awsOptions(config: AwsConfig, kinds: readonly Kind[]): Promise<AwsOptions> {
  const { allowedOperations } = await import('#connectors/kit/allow.ts');
  const { role } = config;
  return {
    allowed: allowedOperations(kinds, 'aws'),
    ...(config.endpointUrl === undefined ? {} : { endpointUrl: config.endpointUrl }),
    endpointUrls: Object.fromEntries(
      Object.entries(config.serviceEndpoints).flatMap(([id, url]) => {
        const name = endpointNames[id];
        return name === undefined ? [] : [[name, url]];
      }),
    ),
    login:
      config.keys ??
      (config.profile === undefined ? { type: 'chain' } : { type: 'profile', profile: config.profile }),
    homeRegion: await homeOf(config),
    ...(role === undefined
      ? {}
      : { assume: { role: role.name, externalId: role.externalId, sessionName: role.sessionName } }),
    ...(config.rate === undefined ? {} : { rate: config.rate }),
    proxyEnv: config.proxyEnv,
    ...(config.ca === undefined ? {} : { ca: config.ca }),
  };
}

/** Where services without regions are asked. What has not the form of a region never gets into a host name. */
async function homeOf(config: AwsConfig): Promise<string> {
  const { homeRegion, partitionOf } = await import('#connectors/aws/provider/regions.ts');
  await refuseNoRegions(config.homeRegion === undefined ? [] : [config.homeRegion], 'AWS_REGION');
  await refuseNoRegions(config.regions ?? [], '--region');
  return config.homeRegion ?? homeRegion(partitionOf(config.regions?.[0] ?? ''));
}

async function refuseNoRegions(names: readonly string[], where: string): Promise<void> {
  const { isRegionName, nearest, partitionOf, publishedRegions } = await import(
    '#connectors/aws/provider/regions.ts'
  );
  for (const name of names)
    if (!isRegionName(name))
      throw new UsageError(
        `${where}: no AWS region "${name}": did you mean ${nearest(name, publishedRegions(partitionOf(name)))}?`,
      );
}

/** An open connection to AWS and what it shows of accounts and regions. Close the provider. */
export interface OpenAws {
  readonly provider: AwsProvider;
  readonly found: Discovered;
}

/** @throws UsageError, CredentialError, AwsUnreachable */
export async function openAws(config: AwsConfig, { kinds, hmacKey, signal }: SurveyInput): Promise<OpenAws> {
  const [{ awsProvider }, { discoverPlaces }] = await Promise.all([
    import('#connectors/aws/provider/provider.ts'),
    import('#connectors/aws/provider/discover.ts'),
  ]);
  const provider = awsProvider(await awsOptions(config, kinds));
  try {
    const found = await discoverPlaces(provider, {
      accounts: {
        ...(config.include.length === 0 ? {} : { include: config.include }),
        exclude: config.exclude,
      },
      regions: config.regions === undefined ? {} : { include: config.regions },
      hmacKey,
      signal,
    });
    return { provider, found };
  } catch (error) {
    await provider.close();
    throw await explained(error, config, provider.homeRegion, signal);
  }
}

/** Nobody answered at all. */
class AwsUnreachable extends Error {
  override readonly name = 'AwsUnreachable';
}

/** What a person can do about it. */
async function explained(error: unknown, config: AwsConfig, home: string, signal: AbortSignal) {
  if (!(error instanceof Error) || signal.aborted) return signal.aborted ? signal.reason : error;
  if (error.name === 'AwsUsageError') return new UsageError(error.message);
  const { nearest, partitionOf, publishedRegions } = await import('#connectors/aws/provider/regions.ts');
  const code = 'code' in error ? String(error.code) : error.name;
  if (!/^(E[A-Z]+|TimeoutError|UnreadableReply|SyntaxError)$/.test(code)) return error;
  const published = publishedRegions(partitionOf(home));
  if (config.endpointUrl === undefined && !published.includes(home))
    return new UsageError(`no AWS region "${home}": did you mean ${nearest(home, published)}?`);
  const where =
    config.endpointUrl === undefined
      ? `AWS in ${home} cannot be reached (${code}): check the network and HTTPS_PROXY`
      : `nothing at ${config.endpointUrl} speaks AWS (${code}): check --endpoint-url and AWS_ENDPOINT_URL`;
  return new AwsUnreachable(where, { cause: error });
}

export const awsSurvey = (config: AwsConfig): Survey => ({
  cloud: 'aws',
  run: (input) => survey(config, input),
});

async function survey(config: AwsConfig, input: SurveyInput): Promise<Surveyed> {
  const { provider, found } = await openAws(config, input);
  return {
    provider,
    scopes: found.places.map((p) => p.scope),
    coverage: found.coverage,
    places: {
      closedRegions: new Set(
        found.regions.flatMap((r) => r.disabled.map((region) => `${r.account}/${region}`)),
      ),
      accounts: new Map(
        found.organization === undefined || found.listedAccounts === undefined
          ? []
          : [[found.organization.id, new Set(found.listedAccounts)]],
      ),
    },
    said: saidOf(found),
  };
}

const plural = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;

/** Who asks, where, and what is left out and why. */
export function saidOf({ identity, places, accounts }: Discovered): readonly string[] {
  const distinct = (of: 'account' | 'region') => new Set(places.flatMap(({ scope }) => scope[of] ?? [])).size;
  return [
    `AWS as ${identity.arn}: ${plural(distinct('account'), 'account')}, ${plural(distinct('region'), 'region')}`,
    ...accounts
      .filter((a) => a.skipped !== undefined)
      .map((a) => `account ${a.id}${a.name === undefined ? '' : ` (${a.name})`} is left out: ${a.skipped}`),
  ];
}
