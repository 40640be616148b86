/**
 * To what a method of a REST API leads: the asset that the URI of its integration names, where its text names one.
 *
 * Source: API Gateway API Reference, "Integration" (`uri`): `arn:<partition>:apigateway:<region>:<service>:path/<path>` or
 * `…:action/<action>` for services, an address for HTTP, the function's ARN inside of a path for Lambda.
 */
import { type End, end } from '#connectors/aws/parts/ends.ts';
import { modelEnd, sageMakerArn } from '#connectors/aws/parts/refs.ts';
import type { AwsPlace } from '#graph/schema/aws/ids.ts';
import {
  bucketArn,
  canonicalArn,
  formatArn,
  functionArn,
  hostId,
  parseArn,
  regionalArn,
} from '#graph/schema/aws/ids.ts';

/** Parts that only a call fills in: `${stageVariables.name}`, `{path}`. */
const open = /[{}]/;

/** A path of a service's own API, without the slash in front, in which each word stands for itself. */
type Reader = (at: AwsPlace, path: string) => End | undefined;

const named = (path: string, pattern: RegExp): readonly string[] | undefined => {
  const found = pattern.exec(path)?.slice(1);
  return found === undefined || found.some((part) => open.test(part)) ? undefined : found;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** By the service of the URI, whose name may have the API's in front of it (`runtime.sagemaker`). */
const readers: readonly (readonly [service: RegExp, read: Reader])[] = [
  [
    /^lambda$/,
    (_at, path) => {
      const [arn] = named(path, /\/functions\/(arn:.+)\/(?:[a-z-]*invocations)$/) ?? [];
      return arn === undefined ? undefined : end(functionArn(arn), 'Function');
    },
  ],
  [
    /^(?:runtime\.sagemaker|sagemaker-runtime|sagemaker)$/,
    (at, path) => {
      const [name] = named(path, /^endpoints\/([^/]+)\/(?:async-)?invocations/) ?? [];
      return name === undefined ? undefined : end(sageMakerArn(at, 'endpoint', name), 'ModelEndpoint');
    },
  ],
  [
    /^(?:bedrock-runtime|runtime\.bedrock|bedrock)$/,
    (at, path) => {
      const [model] = named(path, /^model\/([^/]+)\/[a-z-]+$/) ?? [];
      return model === undefined ? undefined : modelEnd(at, decoded(model));
    },
  ],
  [
    /^(?:bedrock-agent-runtime|agent-runtime\.bedrock)$/,
    (at, path) => {
      const [agent, alias] = named(path, /^agents\/([^/]+)\/agentAliases\/([^/]+)\//) ?? [];
      if (agent !== undefined && alias !== undefined)
        return end(regionalArn(at, 'bedrock', `agent-alias/${agent}/${alias}`), 'AgentAlias');
      const [base] = named(path, /^knowledgebases\/([^/]+)\//) ?? [];
      return base === undefined
        ? undefined
        : end(regionalArn(at, 'bedrock', `knowledge-base/${base}`), 'KnowledgeBase');
    },
  ],
  [
    /^s3$/,
    (at, path) => {
      const [bucket] = named(path, /^([^/]+)/) ?? [];
      return bucket === undefined ? undefined : end(bucketArn(at, bucket), 'ObjectStore');
    },
  ],
  [
    /^sqs$/,
    (at, path) => {
      const [account, queue] = named(path, /^(\d{12})\/([^/?]+)/) ?? [];
      return account === undefined || queue === undefined
        ? undefined
        : end(regionalArn({ ...at, account }, 'sqs', queue), 'Stream');
    },
  ],
];

/** An address by whose host one of AWS's own front doors or functions is known. The host is an alias of the asset. */
export function hostEnd(address: string): End | undefined {
  const to = hostId(address).replace(/^host\/dualstack\./, 'host/');
  if (/\.elb\.(?:[a-z0-9-]+\.)?amazonaws\.com(?:\.cn)?$/.test(to)) return { to, as: 'AwsElbLoadBalancer' };
  if (/\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/.test(to)) return { to, as: 'FrontDoor' };
  if (/\.lambda-url\.[a-z0-9-]+\.on\.aws$/.test(to)) return { to, as: 'AwsLambdaFunction' };
  return undefined;
}

/** What of a method's integration is used. */
export interface Integration {
  readonly uri?: string | undefined;
  /** A load balancer behind a VPC link. */
  readonly integrationTarget?: string | undefined;
}

/** What it leads to; `undefined` where its text names nothing, or a part of it is filled in by each call. */
export function targetOf(at: AwsPlace, { uri, integrationTarget }: Integration): End | undefined {
  if (parseArn(integrationTarget ?? '')?.service === 'elasticloadbalancing')
    return { to: canonicalArn(integrationTarget ?? ''), as: 'AwsElbLoadBalancer' };
  if (uri === undefined) return undefined;
  if (/^https?:\/\//i.test(uri)) return hostEnd(uri);
  // Here the part for the account names the service's API.
  const arn = parseArn(uri);
  const [, path] = /^path\/+(.+)$/s.exec(arn?.resource ?? '') ?? [];
  if (arn?.service !== 'apigateway' || path === undefined) return undefined;
  const read = readers.find(([service]) => service.test(arn.account))?.[1];
  return read?.({ ...at, region: arn.region }, path);
}

/** The same in words, whether or not it is an asset: its id, `host/<name>`, or the service and what is asked of it. */
export function leadsTo(at: AwsPlace, integration: Integration): string {
  const target = targetOf(at, integration);
  if (target !== undefined) return target.to;
  const { uri = '' } = integration;
  if (/^https?:\/\//i.test(uri)) return open.test(uri.split('/')[2] ?? '') ? uri : hostId(uri);
  const arn = parseArn(uri);
  return arn === undefined ? 'nothing' : `${arn.account}:${arn.resource}`;
}

/** The address at which an API answers where nothing turned it off. */
export const apiHost = (at: AwsPlace, api: string): string =>
  `host/${api}.execute-api.${at.region}.amazonaws.com${at.partition === 'aws-cn' ? '.cn' : ''}`.toLowerCase();

/** An ARN of API Gateway: it never holds an account. */
export const apiArn = (at: AwsPlace, resource: string): string =>
  formatArn({ partition: at.partition, service: 'apigateway', region: at.region, account: '', resource });
